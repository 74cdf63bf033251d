"""Grade a class: one task for each submission, on this machine's processors or on a cluster."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path

import distributed
import nbformat

from cnnlabs import course
from cnnlabs.grading import autograded, cluster, feedback, submission
from cnnlabs.grading.files import file_name, write
from cnnlabs.grading.late import Late
from cnnlabs.grading.plan import plan, steps
from cnnlabs.grading.records import Records
from cnnlabs.grading.results import Results, Usage, keys
from cnnlabs.grading.sandbox import Limits
from cnnlabs.grading.task import SECONDS, Verdict

AT_ONCE = 1000  # submissions that a cluster holds, however many there are


@dataclass(frozen=True)
class Result:
    """What became of one submission: verdicts and rows of the grade book, or neither.

    `usage` is the most that any run of it took.
    """

    submission: submission.Submission
    verdicts: tuple = ()
    rows: tuple = ()
    usage: Usage | None = None


@dataclass(frozen=True)
class Options:
    """How to grade.

    `limits` of the sandbox, None for none; `timeout`, seconds for one answer; `workers`, submissions
    at once; `scheduler`, address of a dask cluster; `database`, URL of the grade book.
    """

    limits: Limits | None = field(default_factory=Limits)
    timeout: float = SECONDS
    workers: int | None = None
    scheduler: str | None = None
    database: str | None = None


def grade(
    submitted, out, options, *, root=course.ROOT, labs=(), students=(), say=print
) -> Iterator:
    """Grade what lies in a folder; write the grade book and each student's page.

    What was graded before with the same cells, tests and environment is not run again.

    Parameters
    ----------
    submitted : Path
        As in `submission.find`.
    out : Path
        Folder for the grade book, the kept verdicts, feedback/<student>/<lab>.html and what
        formgrader shows, autograded/<student>/<lab>/<lab>.ipynb.
    options : Options
    root : Path
        Folder of the course.
    labs, students : sequence of str
        Grade only these; all when empty.
    say : callable
        Told what a human should know while the run goes on.

    Yields
    ------
    int
        First how many submissions there are.
    Result
        Then one for each, as they come.

    Raises
    ------
    course.CourseError
        When there is nothing to grade, or the cluster or the grade book cannot be reached.
    """
    every = {lab.name: lab for lab in course.labs(root)}
    for name in labs:
        course.lab(name, root)
    found = [
        one
        for one in submission.find(Path(submitted), list(every.values()))
        if (not labs or one.lab in labs) and (not students or one.student in students)
    ]
    if not found:
        raise course.CourseError("no submission fits --lab and --student")
    yield len(found)
    yield from (Result(one) for one in found if one.problem)
    usable = [one for one in found if not one.problem]
    if not usable:
        return
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    url = options.database or f"sqlite:///{out.resolve()}/gradebook.db?timeout=1"
    used = {one.lab: every[one.lab] for one in usable}
    with Results(out / "verdicts.db", say) as results, Records(url, say, Late(root)) as records:
        for lab in used.values():
            records.add_lab(lab)
        for one, verdicts in _verdicts(usable, used, results, options, say):
            if one.problem:
                yield Result(one)
                continue
            shown = out / "autograded" / one.student / one.lab / f"{one.lab}.ipynb"
            notebook = autograded.notebook(used[one.lab], one.cells, verdicts)
            rows = records.save(one, verdicts, _rewritten(shown, notebook))
            write(shown, nbformat.writes(notebook))  # after the records: it tells what they know
            page = out / "feedback" / file_name(one.student) / f"{one.lab}.html"
            write(page, feedback.page(used[one.lab], one, verdicts, rows))
            usage = results.usage(one.student, one.lab)
            yield Result(one, tuple(verdicts), tuple(rows), usage)


def _rewritten(shown, notebook):
    """Return the grade_ids of answers in words that are others than when they were last recorded."""
    if not shown.exists():
        return set()
    before = autograded.written(nbformat.read(shown, as_version=4))
    now = autograded.written(notebook)
    return {name for name, text in before.items() if text != now.get(name)}


def _verdicts(submissions, labs, results, options, say):
    """Yield each submission with its verdicts: those that are kept, then those that are new."""
    plans = {name: plan(lab, options.timeout) for name, lab in labs.items()}
    limits = asdict(options.limits) if options.limits else None
    jobs = []
    for one in submissions:
        release, todo = plans[one.lab].release, steps(plans[one.lab], one.cells)
        names = keys(release, todo, limits)
        known = {name: kept for name, key in names.items() if (kept := results.get(key))}
        if len(known) == len(names):
            yield one, [known[name] for name in names]
        else:
            jobs.append((one, release, todo, names, known))
    if not jobs:
        return
    with cluster.connected(options) as client:
        tasks, waiting = {}, iter(jobs)
        done = distributed.as_completed(loop=client.loop)

        def hand_out(count):
            for job in islice(waiting, count):
                task = _submit(client, job, limits)
                tasks[task] = job
                done.add(task)

        hand_out(AT_ONCE)
        for task in cluster.ended(client, done, say):
            hand_out(1)
            one, _, _, names, known = tasks.pop(task)
            if problem := cluster.problem(task):
                yield replace(one, cells=(), problem=problem), ()
                continue
            told = task.result()
            task.release()
            fresh = {each["exercise"]: Verdict(**each) for each in told["verdicts"]}
            results.keep(
                {names[name]: verdict for name, verdict in fresh.items()},
                Usage(one.student, one.lab, told["cpu_seconds"], told["memory"]),
            )
            yield one, [(known | fresh)[name] for name in names]
    # The client has left: nothing of these waits for a worker that comes later.
    for one, *_ in (*tasks.values(), *waiting):
        yield replace(one, cells=(), problem=cluster.LEFT), ()


def _submit(client, job, limits):
    """Hand the exercises of a submission whose verdicts are not kept to the cluster."""
    _, release, todo, _, known = job
    left = tuple(each for each in release.exercises if each.name not in known)
    needed = [step for step in todo if step.kind == "run" or step.exercise not in known]
    return cluster.submit(client, replace(release, exercises=left), needed, limits)
