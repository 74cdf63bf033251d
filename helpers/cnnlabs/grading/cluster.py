"""Where submissions are graded: in threads of this process, or by the workers of a dask cluster.

What a worker needs travels with the task; it opens neither the course nor the submissions. It must have
the client's release and packages, for verdicts are kept by them, and a sandbox that holds. Each worker
process has a warm parent of its own, which ends with it.
"""

import contextlib
import logging
import os
import threading
import time
from functools import cache

import distributed

from cnnlabs import course
from cnnlabs.grading import doctor, results, task, trouble, warm

# A task that fails is tried again, and told of once; so is a scheduler that is gone.
for _name in ("distributed", "distributed.client"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)
ANSWER, JOIN = 10, 30  # seconds for a scheduler to answer, and for a worker to be there
LOCAL = "127.0.0.1:0"  # where dask's own pages are served; by default all the network could ask
RETRIES = 2  # of a submission whose processes were lost
ALONE = 60  # seconds that a run waits for a worker when all are lost
TICK = 0.1  # seconds between two looks for tasks that have ended, and for workers
LEFT = "the cluster had no worker left; start one and run the same command again"


class Unfit(RuntimeError):
    """A worker must not grade; the message says why and what to do."""


@contextlib.contextmanager
def connected(options):
    """Connect to the cluster of the options, or be one; when left early, stop what runs here.

    Parameters
    ----------
    options : batch.Options

    Yields
    ------
    distributed.Client

    Raises
    ------
    course.CourseError
        When no scheduler answers, no worker is there, or one is unfit.
    """
    if options.scheduler:
        with _remote(options.scheduler) as client:
            _check(client, options)
            yield client
        return
    workers = options.workers or os.cpu_count()
    # Threads are enough: each only waits for the processes that its submission runs in.
    with distributed.Client(
        processes=False, n_workers=1, threads_per_worker=workers, set_as_default=False, memory_limit=0,
        dashboard_address=LOCAL, worker_dashboard_address=LOCAL, scheduler_kwargs={"dashboard": False},
    ) as client:  # fmt: skip
        try:
            yield client
        finally:
            parent.stop()  # threads that wait for an answer now have one
            bare_parent.stop()


def submit(client, release, steps, limits):
    """Hand one submission to the cluster.

    Parameters
    ----------
    client : distributed.Client
    release : task.Release
    steps : list of task.Step
    limits : dict or None

    Returns
    -------
    distributed.Future
        Of what `task.asked` returns.
    """
    expected = results.environment()
    return client.submit(work, release, steps, limits, expected, pure=False, retries=RETRIES)


def ended(client, tasks, say):
    """Yield tasks as they end, all of them or until no worker has been there for `ALONE` seconds.

    Parameters
    ----------
    client : distributed.Client
    tasks : distributed.as_completed
        More may be added meanwhile.
    say : callable
        Told that the run waits for a worker, and what to do when none came.

    Yields
    ------
    distributed.Future
    """
    end = None  # of the wait for a worker
    while not tasks.is_empty():
        if tasks.has_ready():
            yield next(tasks)
            continue
        if client.scheduler_info(n_workers=0).get("n_workers") != 0:
            end = None
        elif end is None:
            say(f"The cluster has no worker any more: waiting for one, up to {ALONE} seconds.")
            end = time.monotonic() + ALONE
        elif time.monotonic() > end:
            say(
                f"No worker came back: start some with `dask worker {client.scheduler.address}`. "
                f"{trouble.GO_ON}"
            )
            return
        time.sleep(TICK)


def problem(future):
    """Say why a task has no result, and what to do; empty when it has one.

    Parameters
    ----------
    future : distributed.Future
        That has ended.

    Raises
    ------
    trouble.Stopped
        When the scheduler is gone.
    """
    if future.status == "finished":
        return ""
    if future.status != "error":
        raise trouble.Stopped(
            f"The dask scheduler is gone; start it and its workers again. {trouble.GO_ON}"
        )
    error = future.exception()
    if isinstance(error, Unfit):
        return str(error)
    return (
        f"its processes ended {RETRIES + 1} times without an answer ({type(error).__name__}); "
        "run the same command again, and look at the submission if it stays so"
    )


def work(release, steps, limits, environment):
    """Grade one submission with this process's warm parent: the task of the cluster."""
    if found := unfit(tuple(environment.items()), limits is not None):
        raise Unfit(found)
    bare = bare_parent.connect() if release.needs_bare() else None
    worker = distributed.get_worker()
    key = worker.get_current_task()

    def wanted():  # dask lets a task that it has cancelled run on
        return worker.state.tasks[key].state != "cancelled"

    return task.asked(parent.connect(), release, steps, limits, bare, wanted=wanted)


@cache
def unfit(environment, caged):
    """Say why this process must not grade for a client, and what to do; empty when it may.

    Parameters
    ----------
    environment : tuple of tuple of str
        Items of the client's `results.environment`.
    caged : bool
        Whether student code is to run in the sandbox.

    Returns
    -------
    str
    """
    here = results.environment()
    other = [
        f"{name} is not the same"
        if name == "cnnlabs"
        else f"{name} {here[name]} instead of {wanted}"
        for name, wanted in environment
        if here[name] != wanted
    ]
    if other:
        return (
            f"this worker has another environment ({', '.join(other)}); install the course's release "
            "and its requirements.lock there, and start the worker again"
        )
    return "; ".join(doctor.problems()) if caged else ""


class Parent:
    """A warm parent of this process: started when it is first asked for, and anew when it was lost.

    Parameters
    ----------
    stack : str
        A key of `warm.STACKS`.
    """

    def __init__(self, stack):
        self.stack = stack
        self.starting = threading.Lock()
        self.warm = None

    def connect(self):
        """Return a control socket of the parent; see `warm.Warm.connect`."""
        with self.starting:  # of two threads at the start, one starts the parent
            if self.warm and not self.warm.alive():
                self.warm.close()
                self.warm = None
            self.warm = self.warm or warm.Warm(self.stack)
            return self.warm.connect()

    def stop(self):
        """End the parent and everything that was forked from it."""
        if self.warm is not None:
            self.warm.kill()


parent, bare_parent = Parent("full"), Parent("bare")


def _remote(address):
    try:
        return distributed.Client(address, set_as_default=False, timeout=ANSWER)
    except (OSError, ValueError, TimeoutError) as error:
        raise course.CourseError(
            f"no dask scheduler answers at {address} ({error}); start one with `dask scheduler`, and "
            "pass the address that it prints"
        ) from None


def _check(client, options):
    """See that there are workers and that each is fit."""
    try:
        client.wait_for_workers(1, timeout=JOIN)
    except TimeoutError:
        raise course.CourseError(
            f"the cluster at {options.scheduler} has no worker; start some with "
            f"`dask worker {options.scheduler}`"
        ) from None
    asked = tuple(results.environment().items()), options.limits is not None
    told = client.run(unfit, *asked, on_error="return")
    found = {
        name: f"it cannot run this release ({said}); start it from the course's environment"
        if isinstance(said, BaseException)
        else said
        for name, said in told.items()
        if said
    }
    if found:
        raise course.CourseError(
            "\n".join(f"worker {name}: {said}" for name, said in sorted(found.items()))
        )
