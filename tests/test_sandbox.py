"""Each step of the sandbox by itself, seen from within: for root and for an ordinary user.

`caged.py` is the program that goes in and looks; what hostile notebooks try is in test_attacks.py.
"""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import caged
import classroom
import machines
import ordinary
import pyseccomp
import pytest
from typer.testing import CliRunner

import cnnlabs
from cnnlabs import cli, course
from cnnlabs.grading import doctor, pixels, sandbox

MB = 1 << 20
LIMITS = {
    "memory": 100 * MB, "scratch": 8 * MB, "processes": 10, "files": 64, "cpu_seconds": 30,
    "wall_seconds": 30,
}  # fmt: skip
USERS = ("root", "ordinary") if os.getuid() == 0 else ("ordinary",)
SECONDS = 60


@pytest.fixture(scope="module", params=USERS)
def user(request):
    return request.param


def command(user, look, *options, through=(), python=sys.executable, **limits):
    limits = json.dumps(LIMITS | limits)
    program = [*through, python, caged.__file__, look, limits, *options]
    return ordinary.command(*program) if user == "ordinary" else program


def looked(user, look, *options, path="", **more):
    """Run a function of `caged` as the first process of a cage; return what is told of it."""
    ran = subprocess.run(
        command(user, look, *options, **more),
        capture_output=True, text=True, timeout=SECONDS, check=False,
        env=os.environ | {"CNNLABS_SECRET": "x", "PYTHONPATH": path},
    )  # fmt: skip
    assert not ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def around(user):
    return looked(user, "around")


def test_namespaces_are_its_own(user, around):
    shared = {kind for kind, number in around["outside"].items()
              if around["seen"]["namespaces"][kind] == number}  # fmt: skip
    assert shared == ({"user"} if user == "root" else set())


def test_it_sees_no_other_process_and_no_network(around):
    assert around["seen"]["processes"] == [1]
    assert around["seen"]["session"] == [1, 1]
    (interface,) = around["seen"]["interfaces"]
    assert interface.split()[:2] == ["lo:", "0"]


def test_the_view_holds_the_systems_libraries_and_python_alone(around):
    assert around["seen"]["files"] == ["/etc/passwd"]
    (line,) = around["seen"]["users"].splitlines()
    assert line.startswith("student:x:")
    shown = {*sandbox.SYSTEM, *sandbox.SETTINGS, *sandbox.DEVICES, *sandbox._python()}
    assert {*around["seen"]["mounts"]} <= {*shown, "/", "/proc", "/scratch", "/dev/shm"}
    for place in (course.ROOT / "labs", course.ROOT / "tests", Path.home()):
        assert not place.is_relative_to("/usr") and str(place) not in shown


SECRETS = ("labs/secret.py", ".git/config", "course/gradebook.db", "grades.csv", "lib/x.py")


def test_a_course_that_is_pythons_environment_or_lies_in_the_system_is_not_seen(user):
    """`python -m venv .` in the course's folder, and a course in /usr/local."""
    with ordinary.folder() as room:
        shutil.copytree(Path(cnnlabs.__file__).parent, room / "helpers" / "cnnlabs")
        for name in SECRETS:
            (room / name).parent.mkdir(exist_ok=True)
            (room / name).write_text("secret")
        room.chmod(0o755)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", room], check=True)
        ordinary.give(room)
        path = os.pathsep.join([str(room / "helpers"), sysconfig.get_path("purelib")])
        for where in ("", "shown"):
            told = looked(user, "course_files", where, python=room / "bin" / "python", path=path)
            seen = {*told["seen"]}
            assert {"helpers", "lib", "pyvenv.cfg"} <= seen <= {"helpers", *sandbox.PYTHON}, where


def test_the_view_is_read_only_but_for_the_scratch_folder(user, around):
    for place, options in around["seen"]["mounts"].items():
        assert "nosuid" in options
        if place not in sandbox.DEVICES:
            assert "nodev" in options
            assert ("ro" in options) != (place in ("/scratch", "/dev/shm", "/proc"))
    assert looked(user, "writes")["seen"] == ["/scratch", "/dev/shm"]


def test_scratch_is_limited_in_bytes_and_files_and_runs_no_programs(user):
    for place in ("fill", "fill_shared"):
        assert looked(user, place)["seen"] == [LIMITS["scratch"], errno.ENOSPC]
    assert 9_000 < looked(user, "many_files")["seen"] < 10_000
    assert looked(user, "long_file")["seen"] == errno.EFBIG
    assert looked(user, "run_own_program")["seen"] is False


def test_limits_are_set_for_good(user, around):
    limits = around["seen"]["limits"]
    assert all(soft == hard for soft, hard in limits.values())
    assert 0 <= limits.pop("DATA")[0] - LIMITS["memory"] < 64 * MB  # what the process began with
    assert {name: most for name, (most, _) in limits.items()} == {
        "CPU": LIMITS["cpu_seconds"], "FSIZE": LIMITS["scratch"], "NOFILE": LIMITS["files"],
        "NPROC": LIMITS["processes"], "CORE": 0, "MEMLOCK": MB,
    }  # fmt: skip
    assert looked(user, "allocate")["seen"] == 0
    assert looked(user, "open_files")["seen"] == LIMITS["files"]


def test_processes_are_counted_in_the_cage_alone(user):
    """Other processes of an ordinary user leave room for as many as an empty house does."""
    crowd = 'for _ in $(seq 20); do sleep 30 & all="$all $!"; done; "$@"; kill $all'
    for through in ((), ("sh", "-c", crowd, "sh")):
        started = looked(user, "processes", through=through)["seen"]
        assert LIMITS["processes"] - 2 <= started < LIMITS["processes"]


def test_privileges_are_given_up(user, around):
    status, ids = around["seen"]["status"], around["seen"]["ids"]
    for kind in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        assert int(status[kind], 16) == 0
    assert status["NoNewPrivs"] == "1"
    assert status["Seccomp"] == "2"
    assert user == "ordinary" or not status["Groups"].split()  # who is not root cannot leave groups
    assert len({*ids}) == 1
    assert (ids[0] >= sandbox.FIRST_UID) == (user == "root") and ids[0] != 0


def test_nothing_is_inherited(around):
    seen = around["seen"]
    assert seen["environment"] == sandbox.ENVIRONMENT
    assert seen["folder"] == "/scratch"
    assert seen["descriptors"] == 5  # the standard ones, the kept one, and the look at them


def test_the_filter_refuses_each_call_of_its_list(user):
    answers = looked(user, "calls", "mark")["seen"]
    names = [name for group in sandbox.REFUSED.values() for name in group]
    known = {name for name in names if exists(name)}
    assert {"ptrace", "mount", "unshare", "memfd_create"} <= known
    assert answers == dict.fromkeys(known, errno.EPERM + caged.MARK)


def exists(name):
    try:
        return pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name) >= 0
    except (ValueError, OSError):
        return False


def test_no_lock_on_a_shared_file_leaves_the_cage(user):
    """HDF5 goes on when there is no `flock`; record locks are granted, and nobody holds them."""
    refused = errno.EPERM + caged.MARK
    assert looked(user, "locks", "mark")["seen"] == {
        "flock": errno.ENOSYS + caged.MARK,
        "record": [caged.MARK] * len(sandbox.RECORD_LOCKS),
        "others": [refused] * len(caged.LEASES_AND_HINTS),
        "high bits": [refused] * 3,
    }


def test_libraries_that_lock_their_own_files_go_on(user):
    assert looked(user, "own_files", memory=500 * MB)["seen"] == [1, 2]


def test_the_filter_refuses_user_namespaces_of_new_processes(user):
    refused = [errno.EPERM + caged.MARK, errno.ENOSYS + caged.MARK]
    assert looked(user, "clones", "mark")["seen"] == refused


def test_sockets_are_of_three_families_and_reach_nobody(user):
    answers = looked(user, "sockets", "mark")["seen"]
    assert answers.pop("connected") == errno.ENETUNREACH
    allowed = {family for family, number in answers.items() if number == 0}
    assert allowed == {"1", "2", "10"}
    refused = {number for family, number in answers.items() if family not in allowed}
    assert refused == {errno.EPERM + caged.MARK}


@pytest.mark.parametrize("look", ["hold", "hold_shared", "hold_tables"])
def test_the_keeper_ends_a_cage_that_takes_too_much_memory(user, look):
    """Of two processes, of memory that both share, of tables for an empty mapping."""
    told = looked(user, look)
    assert told["seen"] is None
    assert told["used"][1] > LIMITS["memory"]


def test_memory_that_no_process_shows_is_refused(user):
    assert looked(user, "hold_files")["seen"] == 0
    assert looked(user, "hold_segment")["seen"] == errno.EPERM


def test_the_keeper_ends_a_cage_that_takes_too_long(user):
    assert looked(user, "sleep", wall_seconds=0.3)["seen"] is None
    assert looked(user, "spin", cpu_seconds=1)["seen"] is None


def test_the_keeper_tells_what_was_used(user):
    told = looked(user, "work")
    (held, seconds), used = told["seen"], told["used"]
    assert used[0] >= seconds - 0.01
    assert held < used[1] < LIMITS["memory"]


def test_what_the_first_process_started_ends_with_it(user):
    """A child holds the socket that is read to its end, and would hold it for long."""
    assert looked(user, "leave_children")["seen"] == "left"


@pytest.mark.parametrize("killed", ["asker", "keeper"])
def test_a_cage_ends_with_its_asker_and_with_its_keeper(user, killed):
    with subprocess.Popen(command(user, "sleep"), stdout=subprocess.PIPE, text=True) as asker:
        keeper = int(asker.stdout.readline())
        (first,) = machines.wait_for(lambda: machines.below(keeper))
        os.kill(asker.pid if killed == "asker" else keeper, signal.SIGKILL)
        assert not machines.gone([keeper, first])


# Runs a module on a machine that lacks some system calls.
LACKING = """
import errno, runpy, sys
import pyseccomp
rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
for name in sys.argv[1].split():
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), name)
rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "prctl", pyseccomp.Arg(0, pyseccomp.EQ, 22))
rules.load()
sys.argv[:2] = []
sys.argv.insert(0, "-c")
"""
DOCTOR = 'runpy.run_module("cnnlabs.grading.doctor", run_name="__main__")'
COMMAND = "from cnnlabs.cli import app\napp()"


def without(calls, program, *arguments):
    return subprocess.run(
        [sys.executable, "-c", LACKING + program, calls, *map(str, arguments)],
        capture_output=True, text=True, timeout=SECONDS, check=False,
        env=os.environ | {"COLUMNS": "300"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("call", "step"),
    [
        ("unshare", "namespaces"),
        ("mount", "mounting /"),
        ("mount_setattr", "making /"),
        ("pivot_root", "pivot_root"),
        ("umount2", "leaving the old root"),
        ("capset", "giving up privileges"),
        ("seccomp", "the filter of system calls"),
    ],
)
def test_a_step_that_the_machine_lacks_is_named(call, step):
    (problem,) = json.loads(without(call, DOCTOR).stdout)
    assert problem.startswith(step)
    assert "; user namespaces may be switched off (sysctl" in problem


def test_grade_refuses_and_runs_nothing(tmp_path):
    ran = without("unshare", COMMAND, "grade", tmp_path, "--out", tmp_path / "out")
    assert ran.returncode == 2
    first, second = ran.stderr.splitlines()
    assert first.startswith("namespaces: Function not implemented")
    assert second.startswith("Student code is not run without a sandbox. --unsafe grades all the")


def test_doctor_says_what_is_lacking_and_unsafe_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "problems", lambda: ["namespaces: none"])
    told = CliRunner().invoke(cli.app, ["doctor"])
    assert (told.exit_code, told.output) == (1, "namespaces: none\n")
    told = CliRunner().invoke(cli.app, ["grade", str(tmp_path), "--unsafe"])
    assert "no submission" in told.output and "namespaces" not in told.output


def test_an_ordinary_user_grades_a_class(programs):
    """The proof that a function is by hand, and the time of a loop that forges its count, included."""
    lab = course.labs()[0]
    forged = course.ROOT / "tests" / "attacks" / "looping" / "forged_count.py"
    answers = {
        "correlate2d": classroom.solutions(lab)["correlate2d"],
        "conv2d_fast": forged.read_text(),
    }
    with ordinary.folder() as room:
        classroom.submit(room, lab, "ada", answers)
        ordinary.give(room)
        words = ["grade", room / "course" / "submitted", "--out", room / "out", "--json"]
        ran = subprocess.run(
            ordinary.command(programs / "cnnlabs", *words),
            capture_output=True, text=True, timeout=machines.SECONDS, check=False,
            env=os.environ | {"HOME": str(room), "COLUMNS": "200"},
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        (told,) = json.loads(ran.stdout)
        earned = {row["exercise"]: float(row["points"]) for row in told["exercises"]}
        right = {name: worth for name, worth in earned.items() if worth}
        assert right == {name: classroom.points(lab)[name] for name in answers}
        assert told["remarks"] == {"conv2d_fast": pixels.REMARK}
        assert told["memory_bytes"] > MB and told["cpu_seconds"] > 0.05
        assert (room / "out" / "grades.csv").stat().st_uid == (os.getuid() or ordinary.UID)
