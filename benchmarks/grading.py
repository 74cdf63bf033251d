"""How fast is a class graded? `cnnlabs grade` beside `nbgrader autograde` and beside the bare work.

Run ``.venv/bin/python benchmarks/grading.py``; ``--quick`` takes a minute or two. The class is made
from the answer banks: right, wrong and empty answers, mixed by a seed. In each round, nbgrader grades a
part of it with its own Execute preprocessor, `cnnlabs grade` all of it, and **the floor** runs all of it
once more: setup cells, answers and tests by plain `exec` in one process that has imported everything,
one after another, without a sandbox. Walls are those of whole commands, their start included. Processor
seconds of `cnnlabs grade` are those of the processes that run a submission, of the others those of the
whole command; look at them when the machine does other work besides.

Exits with 1 when a score differs from nbgrader's. nbgrader gives 0 to a test cell that writes to stderr:
an answer that passed every check there and lost its points to a library's warning is counted apart.
"""

import argparse
import contextlib
import json
import os
import pickle
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path

import nbformat
import plain
from rich.console import Console
from rich.table import Column, Table

from cnnlabs import bank, course

sys.path.insert(0, str(course.ROOT / "tests"))
import classroom

from cnnlabs.grading import autograded, batch, feedback, results, submission, task
from cnnlabs.grading.plan import plan, steps
from cnnlabs.grading.records import Records

KINDS, WEIGHTS = ("right", "wrong", "empty"), (6, 3, 1)
CHEAP = "05_transposed_convolution"
out = Console(width=110)


def hand_in(folder, lab, students, rng):
    """Write a notebook for each student, with answers from the bank."""
    kept = defaultdict(list)
    for answer in bank.answers(lab):
        kept[answer.exercise, "right" if answer.right else "wrong"].append(answer.source)
    for student in students:
        answers = {classroom.question(lab): "Because it is so."} if rng.random() < 0.5 else {}
        for exercise in classroom.solutions(lab):
            kind = rng.choices(KINDS, WEIGHTS)[0]
            if kept[exercise, kind]:
                answers[exercise] = rng.choice(kept[exercise, kind])
        path = classroom.submit(folder, lab, student, answers)
        place = folder / "submitted" / student
        place.mkdir(parents=True, exist_ok=True)
        shutil.move(path.parent, place / lab.name)


def cnnlabs_grade(folder, submitted, target, *options):
    """Run `cnnlabs grade`; return what it took."""
    command = [sys.executable, "-m", "cnnlabs.cli", "grade", submitted, "--out", target, *options]
    used = plain.measured(list(map(str, command)), folder, folder / "cnnlabs.log")
    if used.status:
        sys.exit((folder / "cnnlabs.log").read_text())
    return used


def usages(target):
    """Return processor seconds and most bytes of memory of each submission, by lab."""
    found = defaultdict(list)
    with contextlib.closing(sqlite3.connect(target / "verdicts.db")) as database:
        for lab, seconds, memory in database.execute("SELECT lab, cpu_seconds, memory FROM usage"):
            found[lab].append((seconds, memory))
    return found


def floor(submitted):
    """Run all submissions by plain exec in this process; return processor seconds by lab."""
    from cnnlabs.grading import warm

    for name in warm.STACKS["full"]:
        __import__(name)
    taken = defaultdict(list)
    for one, release, todo in jobs(submitted):
        start, names = time.process_time(), {"__name__": "__main__"}
        tests = {exercise.name: exercise.test for exercise in release.exercises}
        with (
            open(os.devnull, "w") as nowhere,
            contextlib.redirect_stdout(nowhere),
            contextlib.redirect_stderr(nowhere),
        ):
            for source in (
                *release.setups,
                *(step.content if step.kind == "run" else tests[step.exercise] for step in todo),
            ):
                with contextlib.suppress(Exception, SystemExit):
                    exec(compile(source, "<cell>", "exec"), names)
        taken[one.lab].append(time.process_time() - start)
    return taken


def jobs(submitted):
    """Return each submission with its release and its steps, by lab."""
    labs = course.labs()
    plans = {lab.name: plan(lab) for lab in labs}
    found = sorted(submission.find(Path(submitted), labs), key=lambda one: one.lab)
    return [(one, plans[one.lab].release, steps(plans[one.lab], one.cells)) for one in found]


def measured_floor(submitted):
    """Run `floor` in a process of its own."""
    ran = subprocess.run(
        [sys.executable, __file__, "--floor", submitted],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        sys.exit(ran.stderr)
    return json.loads(ran.stdout.splitlines()[-1])


def differences(course_folder, target, labs, students):
    """Return a line for each cell whose points are not nbgrader's, and for each that a warning cost."""
    found, warned = [], []
    for lab in labs:
        for student in students:
            theirs = plain.points(course_folder, lab, student)
            ours = plain.points(target, lab, student)
            for name in theirs:
                if ours.get(name) == theirs[name]:
                    continue
                line = (
                    f"{student}, {lab.name}, {name}: {ours.get(name)}, with nbgrader {theirs[name]}"
                )
                only_warned = plain.only_warned(course_folder, lab, student, name)
                (warned if only_warned else found).append(line)
    return found, warned


def compare(folder, labs, options):
    """Grade the class in all three ways; print the table; return the scores that differ."""
    rng = random.Random(options.seed)
    plain.make(folder / "plain", labs)
    nbgrader, ours, bare = defaultdict(list), defaultdict(list), defaultdict(list)
    walls, found, warned = [], [], []
    for number in range(options.rounds):
        place = folder / f"round{number}"
        both = [f"both{number}{n:03d}" for n in range(options.sample)]
        more = [f"more{number}{n:03d}" for n in range(options.students - options.sample)]
        for lab in labs:
            hand_in(place, lab, both + more, rng)
        for student in both:
            shutil.copytree(place / "submitted" / student, folder / "plain" / "submitted" / student)
        for lab in labs:
            used = plain.autograde(folder / "plain", lab, f"both{number}*")
            nbgrader[lab.name].append(used)
        used = cnnlabs_grade(
            place, place / "submitted", place / "out", "--workers", options.workers
        )
        walls.append(used.wall)
        for name, each in usages(place / "out").items():
            ours[name] += each
        for name, each in measured_floor(place / "submitted").items():
            bare[name] += each
        different, by_warning = differences(folder / "plain", place / "out", labs, both)
        found += different
        warned += by_warning
        out.print(f"round {number + 1} of {options.rounds} done", style="dim")
    show(labs, options, (nbgrader, ours, bare), walls)
    graded = options.rounds * options.sample * len(labs)
    out.print(f"submissions graded by both: {graded}; scores that differ: {len(found)}")
    if warned:
        out.print(
            f"besides, {len(warned)} right by both, where nbgrader gives 0 for a library's warning:"
        )
        out.print(*warned, sep="\n", markup=False, highlight=False)
    return found


def show(labs, options, taken, walls):
    """Print what grading took, lab by lab and in all."""
    nbgrader, ours, bare = taken
    table = Table(
        Column("lab", no_wrap=True), "nbgrader: s", "CPU s", "GB", "cnnlabs: CPU s", "GB",
        "floor: CPU s", "nbgrader / cnnlabs, CPU", "cnnlabs / floor", title="a submission",
    )  # fmt: skip
    sums = defaultdict(float)
    for lab in labs:
        theirs = nbgrader[lab.name]
        row = {
            "wall": statistics.mean(used.wall for used in theirs) / options.sample,
            "cpu": statistics.mean(used.cpu for used in theirs) / options.sample,
            "ours": statistics.mean(seconds for seconds, _ in ours[lab.name]),
            "floor": statistics.mean(bare[lab.name]),
        }
        for name, value in row.items():
            sums[name] += value / len(labs)
        memory = max(used.memory for used in theirs), max(most for _, most in ours[lab.name])
        table.add_row(lab.name, *_cells(row, *memory))
    table.add_row("mean", *_cells(sums))
    out.print(table)
    rate = 60 * len(labs) * options.students * options.rounds / sum(walls)
    theirs = 60 / sums["wall"]
    out.print(
        f"submissions a minute, whole commands: nbgrader {theirs:.1f}, cnnlabs {rate:.1f} with "
        f"{options.workers} workers and {len(labs) * options.students} submissions a run: "
        f"{rate / theirs:.1f} times nbgrader's"
    )


def _cells(row, theirs=0, ours=0):
    return (
        f"{row['wall']:.1f}",
        f"{row['cpu']:.1f}",
        f"{theirs / 1e9:.1f}" if theirs else "",
        f"{row['ours']:.2f}",
        f"{ours / 1e9:.1f}" if ours else "",
        f"{row['floor']:.2f}",
        f"{row['cpu'] / row['ours']:.1f}",
        f"{row['ours'] / row['floor']:.2f}",
    )


def scale(folder, options):
    """Grade classes of one cheap lab: more workers, more submissions."""
    lab = course.lab(CHEAP)
    table = Table("workers", "submissions", "s", "a minute", "CPU s a submission", title=CHEAP)
    cases = [(workers, min(100, max(options.sizes))) for workers in options.many]
    cases += [(options.workers, size) for size in options.sizes]
    for workers, size in dict.fromkeys(cases):
        place = folder / f"scale-{workers}-{size}"
        hand_in(place, lab, [f"s{n:04d}" for n in range(size)], random.Random(options.seed))
        used = cnnlabs_grade(place, place / "submitted", place / "out", "--workers", workers)
        each = statistics.mean(seconds for seconds, _ in usages(place / "out")[lab.name])
        rate = 60 * size / used.wall
        table.add_row(str(workers), str(size), f"{used.wall:.1f}", f"{rate:.0f}", f"{each:.2f}")
    out.print(table)


def write_and_send(folder, options):
    """Measure the grade book's one writer, and what crosses a cluster's network for a submission."""
    lab = course.lab(CHEAP)
    place = folder / "writer"
    hand_in(place, lab, [f"s{n:04d}" for n in range(options.written)], random.Random(options.seed))
    found = jobs(place / "submitted")
    _, release, todo = found[0]
    limits = asdict(batch.Limits())
    sent = len(pickle.dumps((release, todo, limits, results.environment())))
    verdicts = [task.Verdict(exercise.name, "failed", "x" * 20, "x" * 400)
                for exercise in release.exercises]  # fmt: skip
    back = len(json.dumps([asdict(verdict) for verdict in verdicts]))
    with (
        Records(f"sqlite:///{place}/gradebook.db") as records,
        results.Results(place / "verdicts.db") as kept,
    ):
        records.add_lab(lab)
        times = []
        for one, _, _ in found:
            start = time.perf_counter()
            kept.keep({f"{one.student}{v.exercise}": v for v in verdicts},
                      results.Usage(one.student, lab.name, 0.0, 0))  # fmt: skip
            notebook = autograded.notebook(lab, one.cells, verdicts)
            rows = records.save(one, verdicts)
            shown = nbformat.writes(notebook)
            page = feedback.page(lab, one, verdicts, rows)
            times.append(time.perf_counter() - start)
    size = sum((place / name).stat().st_size for name in ("gradebook.db", "verdicts.db"))
    tenth = max(1, len(times) // 10)
    out.print(
        f"the writer: {1000 * statistics.median(times[:tenth]):.1f} ms a submission among the first "
        f"tenth of {len(times)}, {1000 * statistics.median(times[-tenth:]):.1f} ms among the last; "
        f"{size / len(times) / 1000:.1f} kB in the data bases, {len(page) / 1000:.1f} kB of feedback, "
        f"{len(shown) / 1000:.1f} kB for formgrader"
    )
    out.print(
        f"the network: {sent / 1000:.1f} kB to a worker, {back / 1000:.1f} kB back, a submission"
    )


def arguments():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--labs", nargs="*", default=[], help="only these; all by default")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--students", type=int, default=6, help="of each lab in a round")
    parser.add_argument("--sample", type=int, default=1, help="of them graded by nbgrader too")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--many", type=int, nargs="*", default=[1, 2, 4], help="workers to compare")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[10, 100], help="of classes; 1000 too"
    )
    parser.add_argument("--written", type=int, default=300, help="submissions for the writer alone")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="one cheap lab, small classes")
    parser.add_argument("--floor", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.quick:
        options.labs, options.rounds, options.students = options.labs or [CHEAP], 1, 4
        options.many, options.sizes, options.written = [], [10], 50
    return options


def main():
    """Measure and print the tables."""
    options = arguments()
    if options.floor:
        print(json.dumps(floor(options.floor)))
        return
    labs = [lab for lab in course.labs() if not options.labs or lab.name in options.labs]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = compare(folder, labs, options)
        if options.sizes:
            scale(folder, options)
        if options.written:
            write_and_send(folder, options)
    for line in found:
        out.print(line, markup=False)
    if found:
        sys.exit(1)


if __name__ == "__main__":
    main()
