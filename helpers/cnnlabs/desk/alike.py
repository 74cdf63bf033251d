"""Answers that are alike: offered for a look, never a verdict.

All answers of a notebook are compared with those of each other student by copydetect: code is
tokenised, names become one letter, comments and white space go, and what is left is cut into
overlapping passages of `PASSAGE` characters. Passages of the released stubs count for nothing, and
neither do those that more students share than `commonplace` allows: short exercises have few right
answers, and these look alike by nature. (Stanford's MOSS leaves them out in the same way.)
"""

import io
from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from copydetect import CodeFingerprint, compare_files
from copydetect.utils import get_token_coverage

PASSAGE = 25  # characters after normalising
LEAST = 200  # characters that two must share to be named
SHARE = 0.6  # of the unusual passages of one of them
LONGEST = 20_000  # characters of an answer that are looked at
RARE, COMMON = 3, 10


@dataclass(frozen=True)
class Pair:
    """Two students whose answers share passages that few others have."""

    lab: str
    students: tuple
    shares: tuple
    """Which part of the unusual passages of each the other has, too: from 0 to 1."""
    characters: int
    """How much they share, in characters after normalising."""
    exercises: tuple
    """Where: (name, answer of the first, answer of the second) of each."""


def commonplace(students):
    """Return how many students may share a passage before it says nothing: a tenth, from 3 to 10.

    Examples
    --------
    >>> commonplace(8), commonplace(60), commonplace(400)
    (3, 6, 10)
    """
    return min(max(students // 10, RARE), COMMON)


def pairs(lab, answers, released):
    """Return the pairs whose answers are alike, those who share most first.

    Parameters
    ----------
    lab : str
    answers : dict of str to dict of str to str
        By student, then exercise: the code.
    released : dict of str to str
        By exercise: the stub that was handed out.

    Returns
    -------
    list of Pair
    """
    prints = {
        student: {name: _fingerprint(code[name]) for name in released if name in code}
        for student, code in answers.items()
    }
    usual = _usual(prints, released)
    for every in prints.values():
        for one in every.values():
            _forget(one, usual)
    found = [_pair(lab, both, prints, answers) for both in combinations(sorted(prints), 2)]
    alike = [one for one in found if one.characters >= LEAST and max(one.shares) >= SHARE]
    return sorted(alike, key=lambda one: (-one.characters, one.students))


def _usual(prints, released):
    """Return the passages that say nothing: those of the stubs, and those that many share."""
    spread = Counter()
    for every in prints.values():
        spread.update(set().union(*(one.hashes for one in every.values())))
    limit = commonplace(len(prints))
    common = {passage for passage, count in spread.items() if count > limit}
    return common.union(*(_fingerprint(stub).hashes for stub in released.values()))


def _pair(lab, both, prints, answers):
    first, second = (prints[student] for student in both)
    shared = {
        name: int(compare_files(first[name], second[name])[0])
        for name in first.keys() & second.keys()
        if not first[name].hashes.isdisjoint(second[name].hashes)
    }
    characters = sum(shared.values())
    unusual = (sum(one.token_coverage for one in every.values()) for every in (first, second))
    shares = tuple(float(characters / size) if size else 0.0 for size in unusual)
    where = tuple((name, *(answers[student][name] for student in both)) for name in sorted(shared))
    return Pair(lab, both, shares, characters, where)


def _fingerprint(code):
    # A window of 1 keeps every passage: what winnowing would keep depends on the process.
    return CodeFingerprint("answer.py", PASSAGE, 1, fp=io.StringIO(code[:LONGEST]))


def _forget(fingerprint, passages):
    """Take passages out of a fingerprint."""
    fingerprint.hashes -= passages
    fingerprint.hash_idx = {one: fingerprint.hash_idx[one] for one in fingerprint.hashes}
    fingerprint.token_coverage = get_token_coverage(
        fingerprint.hash_idx, PASSAGE, len(fingerprint.filtered_code)
    )
