"""Count the hostile notebooks in tests/attacks/ that succeed against plain `nbgrader autograde`.

Run ``.venv/bin/python benchmarks/attacks.py`` as root; all take about 20 minutes of two cores. Names
choose some, by parts of them: ``attacks.py tampering disk``; ``--limit 12`` takes a sample over all
families. Each attack is handed in to a course of its own and graded, before an honest neighbour, by
nbgrader with its own preprocessors, on a machine in miniature that is thrown away (see cage.py). It
succeeds when one of these holds:

- **points**: it has more than the 0 points that it is worth;
- **outside**: it says that it read or reached what it should not, or files outside of its own changed;
- **neighbour**: the honest notebook after it did not get its points;
- **hanging**: grading did not end within ``--seconds``.

These are the rules of tests/test_attacks.py for `cnnlabs grade`. The small disk and memory of the
machine run out sooner than a large one's would, and its limit on processes, which protects the real
machine, holds a fork bomb that an ordinary user's account would not. What aims at the wire of `cnnlabs
grade` has nothing to hit here, and is held.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import chain, zip_longest
from pathlib import Path

import aftermath
import cage
import plain
from rich.console import Console
from rich.table import Table

from cnnlabs import course

sys.path.insert(0, str(course.ROOT / "tests"))
import classroom
import test_attacks as tests

NEIGHBOUR = "zzz"  # graded after the attack
AT_ONCE = 2
out = Console(width=100)


def chosen(names, limit):
    """Return the attacks whose names hold one of some words, taken in turn from each family."""
    attacks = [a for a in tests.ATTACKS if not names or any(name in str(a) for name in names)]
    families = {a.parts[0]: [] for a in attacks}
    for attack in attacks:
        families[attack.parts[0]].append(attack)
    return [a for a in chain(*zip_longest(*families.values())) if a][:limit]


def outcomes(template, attack, seconds):
    """Grade an attack (None: nothing but its neighbour) by plain nbgrader; return how it succeeded."""
    name = tests.student(attack) if attack else "nobody"
    with tempfile.TemporaryDirectory() as folder:
        home = shutil.copytree(template, Path(folder) / "home")
        if attack:
            tests.hand_in(home, attack)
        before = aftermath.files(home / "course")
        nbgrader = ("env", "--chdir=course", sys.executable, "-m", "nbgrader")
        ran = cage.run(
            home,
            [*nbgrader, "autograde", tests.LAB.name],
            seconds,
            [
                sys.executable,
                aftermath.__file__,
                f"{cage.HOME}/course",
                tests.LAB.name,
                name,
                NEIGHBOUR,
            ],
        )
    report = ran["report"]
    earned = {student: sum(filter(None, of.values())) for student, of in report["points"].items()}
    found = {
        "points": earned[name] > 0,
        "outside": bool(report["got_out"]) or report["files"] != before,
        "neighbour": earned[NEIGHBOUR] != sum(classroom.points(tests.LAB)[n] for n in tests.HONEST),
        "hanging": ran["status"] is None,
    }
    return [kind for kind, holds in found.items() if holds], earned[name], ran["tail"]


def main():
    """Run the attacks, print what became of each, and count."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", help="parts of the names of attacks; all without")
    parser.add_argument("--limit", type=int, help="how many, at most")
    parser.add_argument("--seconds", type=float, default=180, help="for one call of nbgrader")
    parser.add_argument("--tail", action="store_true", help="print the end of each call's log")
    options = parser.parse_args()
    if os.getuid():
        sys.exit(
            "The cage for hostile notebooks needs root. Run this program as root, in a container."
        )
    attacks = chosen(options.names, options.limit)
    if not attacks:
        sys.exit("No attack has such a name. Look for names in tests/attacks/.")
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        template = Path(folder)
        plain.make(template / "course", [tests.LAB])
        classroom.submit(template, tests.LAB, NEIGHBOUR, tests.HONEST)
        wrong, _, tail = outcomes(template, None, options.seconds)
        if wrong:
            sys.exit(f"Without any attack: {', '.join(wrong)}. Mend this first:\n{tail}")
        runs = {pool.submit(outcomes, template, each, options.seconds): each for each in attacks}
        told = {}
        for run in as_completed(runs):
            try:
                found, gained, tail = run.result()
            except cage.CageError as error:
                out.print(f"{runs[run]}: not known. {error}", markup=False, highlight=False)
                continue
            told[runs[run]] = found, gained
            out.print(f"{runs[run]}: {', '.join(found) or 'held'}", highlight=False)
            if options.tail:
                out.print(tail, markup=False, highlight=False)
    table, count = Table("attack", "outcome", "points gained"), Counter()
    for attack in sorted(told):
        found, gained = told[attack]
        count[attack.parts[0]] += bool(found)
        table.add_row(str(attack), ", ".join(found) or "held", f"{gained:g}" if gained else "")
    out.print(table)
    for family, succeeded in sorted(count.items()):
        out.print(f"{family}: {succeeded} of {sum(a.parts[0] == family for a in told)}")
    out.print(f"{count.total()} of {len(told)} attacks succeed against plain nbgrader.")
    if len(told) < len(attacks):
        sys.exit(f"Of {len(attacks) - len(told)} it is not known; run them again by name.")


if __name__ == "__main__":
    main()
