"""Grade a class: one task for each submission, on this machine's processors or on a cluster."""

import os
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import distributed

from cnnlabs import course
from cnnlabs.grading import feedback, session, submission, warm
from cnnlabs.grading.judge import Verdict
from cnnlabs.grading.plan import plan, steps
from cnnlabs.grading.records import Records
from cnnlabs.grading.results import Results, keys
from cnnlabs.grading.sandbox import Limits
from cnnlabs.grading.session import SECONDS


@dataclass(frozen=True)
class Result:
    """What became of one submission: verdicts and rows of the grade book, or neither."""

    submission: submission.Submission
    verdicts: tuple = ()
    rows: tuple = ()


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


def grade(submitted, out, options, *, root=course.ROOT, labs=(), students=()) -> Iterator:
    """Grade what lies in a folder; write the grade book and each student's page.

    What was graded before with the same cells, tests and environment is not run again.

    Parameters
    ----------
    submitted : Path
        As in `submission.find`.
    out : Path
        Folder for the grade book, the kept verdicts and feedback/<student>/<lab>.html.
    options : Options
    root : Path
        Folder of the course.
    labs, students : sequence of str
        Grade only these; all when empty.

    Yields
    ------
    int
        First how many submissions there are.
    Result
        Then one for each, as they come.

    Raises
    ------
    course.CourseError
        When there is nothing to grade.
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
    url = options.database or f"sqlite:///{out.resolve()}/gradebook.db?timeout=60"
    used = {one.lab: every[one.lab] for one in usable}
    with Results(out / "verdicts.db") as results, Records(url) as records:
        for lab in used.values():
            records.add_lab(lab)
        for one, verdicts in _verdicts(usable, used, results, options):
            rows = records.save(one.student, one.lab, verdicts, one.answers())
            page = out / "feedback" / file_name(one.student) / f"{one.lab}.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(feedback.page(used[one.lab], one, verdicts, rows), encoding="utf-8")
            yield Result(one, tuple(verdicts), tuple(rows))


def file_name(student):
    """Return a name for a student's folder that is a plain name everywhere.

    Examples
    --------
    >>> file_name("ada"), file_name("../x"), file_name("a:b")
    ('ada', '_._x', 'a_b')
    """
    plain = "".join("_" if letter in '/\\:*?"<>|' or letter < " " else letter for letter in student)
    return "_" + plain[1:] if plain.startswith(".") else plain[:200]


def _verdicts(submissions, labs, results, options):
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
    with _client(options) as client:
        tasks = {}
        for number, (one, release, todo, _, known) in enumerate(jobs):
            left = replace(
                release, exercises=tuple(e for e in release.exercises if e.name not in known)
            )
            needed = [step for step in todo if step.kind == "run" or step.exercise not in known]
            task = client.submit(
                work, left, needed, limits, pure=False, retries=2, key=f"{number}-{one.lab}"
            )
            tasks[task] = jobs[number]
        for task in distributed.as_completed(tasks, loop=client.loop):
            one, release, todo, names, known = tasks.pop(task)
            told = task.result()
            results.used(one.student, one.lab, told["cpu_seconds"], told["memory"])
            fresh = {each["exercise"]: Verdict(**each) for each in told["verdicts"]}
            for name, verdict in fresh.items():
                results.put(names[name], verdict)
            task.release()
            yield one, [(known | fresh)[name] for name in names]


def work(release, steps, limits):
    """Grade one submission in this process's warm parent: the task of the cluster."""
    return session.asked(_warm().connect(), release, steps, limits)


_starting = threading.Lock()
_parents = []


def _warm():
    with _starting:  # of two threads at the start, one starts the parent
        if not _parents or not _parents[-1].alive():
            _parents.append(warm.Warm("full"))
        return _parents[-1]


def _client(options):
    if options.scheduler:
        return distributed.Client(options.scheduler, set_as_default=False)
    workers = options.workers or os.cpu_count()
    # Threads are enough: each only waits for the processes that its submission runs in.
    return distributed.Client(
        processes=False, n_workers=1, threads_per_worker=workers, dashboard_address=None,
        set_as_default=False, memory_limit=0,
    )  # fmt: skip
