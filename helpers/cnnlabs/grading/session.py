"""One submission from its cells to its verdicts: which cell runs where, and what follows a loss."""

import json
import resource
import socket
import struct
from dataclasses import asdict, dataclass, field, replace

from cnnlabs.check import explain
from cnnlabs.grading import judge, warm
from cnnlabs.grading.bare import Bare
from cnnlabs.grading.link import Deadline, StudentLost
from cnnlabs.grading.process import Process
from cnnlabs.grading.task import SECONDS, Exercise, Release, Step, Verdict

IN_ALL = 600  # wall time of a submission
MESSAGE = 10_000  # characters


@dataclass
class Student:
    """The process of one student: started, and started again when it is lost."""

    control: socket.socket
    limits: dict | None
    setups: tuple
    bare: Bare
    seconds: float = SECONDS
    deadline: Deadline = field(default_factory=lambda: Deadline(IN_ALL))
    history: list = field(default_factory=list)
    process: Process | None = None
    cpu_seconds: float = 0.0
    memory: int = 0

    @property
    def link(self):
        """The link to its process."""
        return self.process.link

    def start(self):
        """Start afresh, with the cells that ran before."""
        self.stop()
        self.process = Process(self.control, "student", self.limits)
        cells = (*self.setups, *self.history)
        self.process.replay(cells, lambda: self.deadline.left(self.seconds))

    def run(self, source):
        """Run a cell; return its error, or None."""
        error = self.link.run(source)
        self.history.append(source)
        return error

    def stop(self):
        """End the process, and add up what it used."""
        if self.process is None:
            return
        seconds, memory = self.process.end()
        self.process = None
        self.cpu_seconds += seconds
        self.memory = max(self.memory, memory)


def grade(release, steps, student):
    """Grade one submission.

    Parameters
    ----------
    release : Release
    steps : list of Step
        The submission's cells.
    student : Student

    Returns
    -------
    list of task.Verdict
        One for each exercise of the release, in its order.
    """
    namespace = judge.setup_namespace(release.setups)
    exercises = {exercise.name: exercise for exercise in release.exercises}
    verdicts = {}
    try:
        student.start()
        for step in steps:
            if step.kind == "run":
                _run(step, student, verdicts)
            elif step.exercise not in verdicts:
                exercise = exercises[step.exercise]
                verdicts[step.exercise] = _test(exercise, release, namespace, student)
    except StudentLost as loss:  # the cells that ran before do not run again
        seconds = IN_ALL if student.deadline.over() else student.seconds
        for name in exercises.keys() - verdicts.keys():
            verdicts[name] = _lost(name, loss.reason, seconds)
    finally:
        student.stop()
    # Only now: a process with libraries could answer for the one without.
    return [_proven(verdicts[name], exercises[name], student) for name in exercises]


def _run(step, student, verdicts):
    student.link.seconds = student.deadline.left(student.seconds)
    try:
        student.run(step.content)
    except StudentLost as loss:
        if step.exercise:
            verdicts[step.exercise] = _lost(step.exercise, loss.reason, student.seconds)
        student.start()


def _test(exercise, release, namespace, student):
    student.link.seconds = student.deadline.left(exercise.seconds)
    try:
        return judge.judge(exercise, release.functions, namespace, student)
    except StudentLost as loss:
        student.start()
        return _lost(exercise.name, loss.reason, exercise.seconds)


def _proven(verdict, exercise, student):
    if isinstance(verdict, Verdict):
        return verdict
    return judge.proven(verdict, student.bare, lambda: student.deadline.left(exercise.seconds))


def _lost(name, reason, seconds):
    return Verdict(name, reason, reason, explain.lost(reason, seconds))


def serve(results, control, bare=None, *, limits):
    """Be the trusted process of one submission: read what to grade, write what came of it, end."""
    size = struct.unpack("<Q", _exactly(results, 8))[0]
    asked = json.loads(_exactly(results, size))
    release = Release(
        tuple(asked["setups"]),
        tuple(Exercise(**exercise) for exercise in asked["exercises"]),
        frozenset(asked["functions"]),
    )
    seconds = min(exercise.seconds for exercise in release.exercises)
    warm.end_with(results)
    student = Student(control, limits, release.setups, Bare(bare, limits, release.setups), seconds)
    verdicts = grade(release, [Step(**step) for step in asked["steps"]], student)
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "verdicts": [
            asdict(replace(verdict, message=verdict.message[:MESSAGE])) for verdict in verdicts
        ],
        "cpu_seconds": (
            student.cpu_seconds + student.bare.cpu_seconds + used.ru_utime + used.ru_stime
        ),
        "memory": max(student.memory, student.bare.memory),
    }
    results.sendall(json.dumps(told).encode())
    results.close()


def _exactly(sock, count):
    data = bytearray()
    while len(data) < count:
        part = sock.recv(count - len(data))
        if not part:
            raise ConnectionError("the grader is gone")
        data += part
    return bytes(data)
