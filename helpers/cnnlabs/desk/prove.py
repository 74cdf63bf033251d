"""Grade a lab's answer bank as `cnnlabs grade` grades a class: in the sandbox, judged from outside.

Each right or wrong answer is a submission of its own, in which one exercise is written: no answer sees
another's names. Each cheat is one submission that cheats in every exercise.
"""

from dataclasses import asdict, replace

import distributed

from cnnlabs import bank, course
from cnnlabs.grading import cluster, results, task
from cnnlabs.grading.plan import plan
from cnnlabs.grading.sandbox import Limits


def prove(client, lab, exercises=(), advance=None):
    """Grade a lab's right and wrong answers and its cheats.

    Parameters
    ----------
    client, lab, advance
        As in `grade`.
    exercises : sequence of str
        All when empty.

    Returns
    -------
    list of bank.Verdict
        By exercise; of each the right ones, the wrong ones, the cheats.

    Raises
    ------
    course.CourseError
        As `bank.chosen`, `bank.cheats` and `grade`.
    """
    names = bank.chosen(lab, exercises)
    every = [*bank.answers(lab), *bank.cheats(lab)]
    answers = [one for name in names for one in every if one.exercise == name]
    return grade(client, lab, answers, advance)


def grade(client, lab, answers, advance=None):
    """Grade answers to a lab's exercises.

    Parameters
    ----------
    client : distributed.Client
        From `cluster.connected`.
    lab : course.Lab
    answers : list of bank.Answer
    advance : callable, optional
        Called with how many submissions are graded, and with how many there are.

    Returns
    -------
    list of bank.Verdict
        In the order of the answers.

    Raises
    ------
    course.CourseError
        When a submission could not be graded.
    """
    release, limits = plan(lab).release, asdict(Limits())
    worth = {each.name: each.points for each in release.exercises}
    tasks = {
        cluster.submit(client, *_asked(release, one), limits): one for one in _submissions(answers)
    }
    found, count = {}, len(tasks)
    for done in distributed.as_completed(tasks, loop=client.loop):
        one = tasks.pop(done)
        if problem := cluster.problem(done):
            raise course.CourseError(f"{one[0].path}: {problem}")
        told = {each["exercise"]: task.Verdict(**each) for each in done.result()["verdicts"]}
        done.release()
        found |= {each: _verdict(each, told[each.exercise], worth) for each in one}
        if advance:
            advance(count - len(tasks), count)
    return [found[answer] for answer in answers]


def _submissions(answers):
    """Yield what is handed in, each a list of answers to different exercises."""
    cheats = {}
    for one in answers:
        if one.kind == "cheat":
            cheats.setdefault(one.name, []).append(one)
        else:
            yield [one]
    yield from cheats.values()


def _asked(release, answers):
    """Return the release of the answered exercises alone, and the submission's steps."""
    names = [one.exercise for one in answers]
    exercises = tuple(each for each in release.exercises if each.name in names)
    steps = []
    for one in answers:
        steps += [
            task.Step("run", one.source, one.exercise),
            task.Step("test", "", one.exercise),
        ]
    return replace(release, exercises=exercises), steps


def _verdict(answer, told, worth):
    """Return what a grader's verdict means for an answer."""
    earned = told.earned(worth[answer.exercise])
    passed = earned == worth[answer.exercise] if answer.right else earned > 0
    lost = told.status if told.status in results.LOST else ""
    said = told.mistake, told.message, told.visible
    return bank.Verdict(answer, passed, *said, lost, told.remark)
