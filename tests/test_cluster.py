"""A dask cluster of two workers, each with a folder of its own, grades a class as one machine does."""

import os
import signal
import sqlite3
import threading
import time
from dataclasses import asdict

import classroom
import distributed
import machines
import psutil
import pytest

from cnnlabs import course
from cnnlabs.grading import batch, cluster, results, task

LAB = course.labs()[0]
SOLUTIONS = classroom.solutions(LAB)
NAMES = list(SOLUTIONS)
STUDENTS = 6


@pytest.fixture(scope="module")
def room(tmp_path_factory, programs):
    """Grade a class on this machine; return the folder in which it lies, and its results."""
    root = tmp_path_factory.mktemp("class")
    for number in range(STUDENTS):
        some = {name: SOLUTIONS[name] for name in NAMES[number::2]}
        classroom.submit(root, LAB, f"student{number}", some)
    ran = machines.grade(programs, root, root / "local")
    assert ran.returncode == 0, ran.stderr
    return root


@pytest.fixture(scope="module")
def address(tmp_path_factory, programs):
    """Start a scheduler and two workers as a user would; return the scheduler's address."""
    folder = tmp_path_factory.mktemp("cluster")
    with (
        machines.scheduler(programs, folder / "scheduler") as address,
        machines.running(machines.worker(programs, folder / "a", address), folder / "a"),
        machines.running(machines.worker(programs, folder / "b", address), folder / "b"),
        distributed.Client(address, set_as_default=False) as client,
    ):
        client.wait_for_workers(2, timeout=120)
        yield address
    assert not machines.caged()


def workers(address):
    """Return the process number of each worker, by its folder."""
    with distributed.Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=120)
        # A lambda travels by value: the workers cannot import this file.
        return {
            folder: pid for pid, folder in client.run(lambda: (os.getpid(), os.getcwd())).values()
        }


def test_two_workers_grade_to_the_same_bytes(room, address, programs):
    ran = machines.grade(programs, room, room / "far", "--scheduler", address)
    assert ran.returncode == 0, ran.stderr
    assert_same(room / "local", room / "far")
    found = workers(address)
    assert len(found) == 2
    for pid in found.values():
        assert machines.warm_parents(pid), "a worker did nothing"


def passed(release):
    """Answer as a worker does, without any work."""
    verdicts = [asdict(task.Verdict(each.name, "passed")) for each in release.exercises]
    return {"verdicts": verdicts, "cpu_seconds": 0.0, "memory": 0}


def test_a_cluster_holds_a_part_of_a_large_class(room, tmp_path, monkeypatch):
    done, open_ones = [], []

    def submit(client, release, *_):
        open_ones.append(len(open_ones) + 1 - len(done))
        return client.submit(passed, release, pure=False)

    monkeypatch.setattr(cluster, "submit", submit)
    monkeypatch.setattr(batch, "AT_ONCE", 2)
    submitted = room / "course" / "submitted"
    for result in batch.grade(submitted, tmp_path, batch.Options(workers=1)):
        if isinstance(result, batch.Result):
            done.append(result.submission.student)
    assert len(set(done)) == len(open_ones) == STUDENTS
    assert max(open_ones) <= 2 + 1  # one more: it is handed out before the one that is done is told


def assert_same(one, other):
    assert (one / "grades.csv").read_bytes() == (other / "grades.csv").read_bytes()
    pages = sorted(path.relative_to(one) for path in one.rglob("*.html"))
    assert len(pages) == STUDENTS
    for page in pages:
        assert (one / page).read_bytes() == (other / page).read_bytes()


def test_a_worker_that_is_killed_is_replaced_and_leaves_nothing(room, address, programs):
    started = machines.start(programs, room, room / "killed", "--scheduler", address)
    victim = next(iter(workers(address).values()))
    machines.wait_for(lambda: len(machines.below(victim)) > 2)  # a submission is in hand
    everything = machines.below(victim)
    os.kill(victim, signal.SIGKILL)
    assert not machines.gone(everything)
    told, _ = started.communicate(timeout=machines.SECONDS)
    assert started.returncode == 0, told
    assert_same(room / "local", room / "killed")


def test_a_run_that_is_stopped_leaves_the_cluster_idle(address, programs, tmp_path):
    classroom.submit(tmp_path, LAB, "ada", SOLUTIONS)
    for student in ("bob", "eve", "joe"):
        classroom.submit(tmp_path, LAB, student, {NAMES[0]: "import time\ntime.sleep(1000)"})
    out, pids = tmp_path / "out", workers(address).values()
    started = machines.start(programs, tmp_path, out, "--scheduler", address)
    machines.wait_for((out / "feedback" / "ada").exists)
    machines.wait_for(lambda: all(len(machines.below(pid)) > 2 for pid in pids))  # both are at work
    os.killpg(started.pid, signal.SIGINT)
    told, _ = started.communicate(timeout=machines.SECONDS)
    assert started.returncode == 130, told
    machines.wait_for(  # long before the cells have had their time
        lambda: all(machines.below(pid) == machines.warm_parents(pid) for pid in pids), 20
    )
    with distributed.Client(address, set_as_default=False) as client:
        assert not client.run_on_scheduler(lambda dask_scheduler: list(dask_scheduler.tasks))
        left = client.run(lambda dask_worker: list(dask_worker.state.tasks))
    assert len(left) == 2 and not any(left.values())
    again = classroom.graded_in_this_process(
        tmp_path, "--out", str(out), "--student", "ada", "--workers", "1"
    )
    assert again.exit_code == 0, again.output
    assert graded(out) == ["ada"]


def graded(out):
    """Return whom workers have graded in all runs so far, sorted."""
    with sqlite3.connect(out / "verdicts.db") as database:
        return sorted(student for (student,) in database.execute("SELECT student FROM usage"))


def test_a_run_whose_workers_are_all_lost_stops_and_is_taken_up_again(
    room, programs, tmp_path, monkeypatch
):
    def submit(client, release, *_):
        told = passed(release)
        return client.submit(lambda: time.sleep(1) or told, pure=False)

    monkeypatch.setattr(cluster, "submit", submit)
    monkeypatch.setattr(cluster, "ALONE", 1)
    out = tmp_path / "out"
    with (
        machines.scheduler(programs, tmp_path / "scheduler") as address,
        machines.running(machines.worker(programs, tmp_path / "a", address), tmp_path / "a") as one,
    ):

        def lose():
            machines.wait_for((out / "feedback").exists)
            os.killpg(one.pid, signal.SIGKILL)

        losing = threading.Thread(target=lose)
        losing.start()
        ran = classroom.graded_in_this_process(room, "--out", str(out), "--scheduler", address)
        losing.join()
        with distributed.Client(address, set_as_default=False) as client:
            assert not client.run_on_scheduler(lambda dask_scheduler: list(dask_scheduler.tasks))
    assert ran.exit_code == 3, ran.output
    assert "no worker any more: waiting for one, up to 1 seconds." in ran.output
    assert f"start some with `dask worker {address}`. What was graded is kept" in ran.output
    done = graded(out)
    assert ran.output.count(cluster.LEFT) == STUDENTS - len(done) > 0
    again = classroom.graded_in_this_process(room, "--out", str(out), "--workers", "6")
    assert again.exit_code == 0, again.output
    assert len(graded(out)) == len(set(graded(out))) == STUDENTS


def test_a_worker_that_comes_back_in_time_goes_on():
    said = []
    with (
        distributed.LocalCluster(n_workers=0, processes=False, dashboard_address=None) as alone,
        distributed.Client(alone, set_as_default=False) as client,
    ):

        def say(line):
            said.append(line)
            alone.scale(1)

        task = client.submit(os.getpid)
        tasks = distributed.as_completed([task], loop=client.loop)
        assert list(cluster.ended(client, tasks, say)) == [task]
        assert task.result() == os.getpid()
    assert len(said) == 1 and "waiting for one, up to 60 seconds" in said[0]


def test_a_worker_of_another_release_is_refused(room, address, programs, course_copy, tmp_path):
    package = course_copy / "helpers" / "cnnlabs" / "data.py"
    package.write_text(package.read_text() + "\n# another release\n")
    command = machines.worker(programs, tmp_path / "c", address)
    command = ["env", f"PYTHONPATH={course_copy / 'helpers'}", *command]
    with machines.running(command, tmp_path / "c"):
        with distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(3, timeout=120)
        ran = machines.grade(programs, room, tmp_path / "out", "--scheduler", address)
    assert ran.returncode == 2
    assert "has another environment (cnnlabs is not the same)" in ran.stderr
    assert ran.stderr.count("worker tcp://") == 1


def test_a_worker_that_joins_later_is_held_to_the_same(monkeypatch):
    wanted = results.environment()
    assert not cluster.unfit(tuple(wanted.items()), False)
    other = tuple((wanted | {"numpy": "1.0"}).items())
    assert f"numpy {wanted['numpy']} instead of 1.0" in cluster.unfit(other, False)
    with pytest.raises(cluster.Unfit):
        cluster.work(None, [], None, wanted | {"numpy": "1.0"})


def test_a_task_that_failed_is_told_with_what_to_do():
    def refuse():
        raise cluster.Unfit("install it")

    def break_down():
        raise RuntimeError("secret")

    with distributed.Client(
        processes=False, dashboard_address=None, set_as_default=False
    ) as client:
        tasks = [
            client.submit(refuse),
            client.submit(break_down),
            client.submit(threading.active_count),
        ]
        list(distributed.as_completed(tasks, loop=client.loop))
        told = [cluster.problem(task) for task in tasks]
    assert told[0] == "install it"
    assert "run the same command again" in told[1] and "secret" not in told[1]
    assert told[2] == ""


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("tcp://127.0.0.1:9", "no dask scheduler answers at tcp://127.0.0.1:9"),
        ("nonsense://x", "no dask scheduler answers at nonsense://x"),
    ],
)
def test_a_scheduler_that_does_not_answer_is_named(room, address, words, monkeypatch):
    monkeypatch.setattr(cluster, "ANSWER", 2)
    ran = classroom.graded_in_this_process(
        room, "--out", str(room / "none"), "--scheduler", address
    )
    assert ran.exit_code == 2, ran.output
    assert words in ran.output and "start one with `dask scheduler`" in ran.output


def test_a_cluster_without_workers_is_named(room, monkeypatch):
    monkeypatch.setattr(cluster, "JOIN", 2)
    with distributed.LocalCluster(
        n_workers=0, processes=False, protocol="tcp", dashboard_address=None
    ) as alone:
        address = alone.scheduler_address
        ran = classroom.graded_in_this_process(
            room, "--out", str(room / "none"), "--scheduler", address
        )
    assert ran.exit_code == 2, ran.output
    assert f"start some with `dask worker {address}`" in ran.output


def test_what_grades_on_this_machine_listens_to_nobody_outside():
    with cluster.connected(batch.Options(workers=1)):
        listening = [
            each.laddr.ip
            for each in psutil.Process().net_connections("inet")
            if each.status == psutil.CONN_LISTEN
        ]
    assert set(listening) <= {"127.0.0.1"}
