"""What every lab must have, read from its source, its solution and its release."""

import ast
import base64
import builtins
import io
import re
from functools import cache

import nbformat
import pytest
from PIL import Image

from cnnlabs import bank, build, course
from cnnlabs.check import explain

LABS = course.labs()
EVERY = [pytest.param(lab, id=lab.name) for lab in LABS]
FORBIDDEN = {
    "eval",
    "exec",
    "globals",
    "locals",
    "vars",
    "open",
    "print",
    "input",
    "compile",
    "breakpoint",
}
REGION = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n(.*?)### END \1", re.S)


@cache
def source(lab):
    return build.convert(lab)


@cache
def solution(lab):
    return nbformat.read(lab.solution, as_version=4)


@cache
def release(lab):
    return nbformat.read(lab.release, as_version=4)


def cells(notebook, kind):
    return [cell for cell in notebook.cells if course.kind(cell) == kind]


def grade_id(cell):
    return cell.metadata.nbgrader.grade_id


def functions(code):
    return [node.name for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)]


def defined(code):
    """Return the names that a cell assigns, imports or defines at any depth."""
    names = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.arg):
            names.add(node.arg)
    return names


def used(code):
    return {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}


def exercises(lab):
    """Return (preceding text, student cell, test cell) of each exercise."""
    every = source(lab).cells
    return [
        (every[i - 1], cell, every[i + 1])
        for i, cell in enumerate(every)
        if course.kind(cell) == "student"
    ]


@pytest.mark.parametrize("lab", EVERY)
def test_points_add_up_to_the_header(lab):
    parts = [cell.metadata.get("nbgrader", {}) for cell in source(lab).cells]
    assert sum(part.get("points", 0) for part in parts) == lab.points
    assert sum(course.bonuses(lab.solution).values()) == lab.bonus
    assert lab.bonus > 0


@pytest.mark.parametrize("lab", EVERY)
def test_ids_are_unique_and_named_after_the_function(lab):
    ids = [cell.id for cell in source(lab).cells]
    assert len(ids) == len(set(ids))
    for _, student, test in exercises(lab):
        assert grade_id(student) == functions(student.source)[0]
        assert grade_id(test) == f"test_{grade_id(student)}"
        assert course.kind(test) == "test"


@pytest.mark.parametrize("lab", EVERY)
def test_every_exercise_has_a_statement_two_hints_visible_and_hidden_checks(lab):
    assert exercises(lab)
    for text, student, test in exercises(lab):
        assert "Exercise" in text.source or "### Exercise" in text.source
        assert text.source.count("<details><summary>Hint") == 2, grade_id(student)
        assert student.source.count("### BEGIN SOLUTION") == len(functions(student.source))
        visible, hidden = test.source.split("### BEGIN HIDDEN TESTS")
        assert "check." in visible, grade_id(test)
        assert "check." in hidden, grade_id(test)
        for function in functions(student.source):
            assert function in used(test.source), f"{function} is never tested"
            assert ast.get_docstring(ast.parse(student.source).body[0])


@pytest.mark.parametrize("lab", EVERY)
def test_graded_cells_and_setup_are_locked_and_student_cells_are_not(lab):
    for cell in source(lab).cells:
        kind = course.kind(cell)
        if kind in ("setup", "test"):
            assert cell.metadata.nbgrader.locked
        elif kind == "student":
            assert not cell.metadata.nbgrader.locked
            assert cell.metadata.nbgrader.solution
        elif kind == "demo":
            assert "nbgrader" not in cell.metadata


@pytest.mark.parametrize("lab", EVERY)
def test_test_cells_use_setup_names_and_the_functions_under_test_only(lab):
    setup = set().union(*(defined(cell.source) for cell in cells(source(lab), "setup")))
    students = {name for _, cell, _ in exercises(lab) for name in functions(cell.source)}
    allowed = setup | students | (set(dir(builtins)) - FORBIDDEN)
    for cell in cells(source(lab), "test"):
        code = ast.parse(cell.source)  # a magic would not parse
        assert used(cell.source) <= allowed | defined(cell.source), grade_id(cell)
        imports = [node for node in ast.walk(code) if isinstance(node, ast.Import | ast.ImportFrom)]
        assert not imports, "imports belong into the setup cell"
        for block in ast.walk(code):
            if isinstance(block, ast.With) and "GradientTape" in ast.dump(block.items[0]):
                inside = {
                    n.id for part in block.body for n in ast.walk(part) if isinstance(n, ast.Name)
                }
                assert not inside & students, "no student function under GradientTape"
        assert "tf.function" not in cell.source


@pytest.mark.parametrize("lab", EVERY)
def test_every_mistake_that_a_lab_names_has_a_sentence(lab):
    """Candidates stand in dicts named ...mistakes, or passed as one."""
    named = set()
    for cell in cells(source(lab), "test") + cells(source(lab), "setup"):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.keyword) and node.arg == "mistakes":
                named |= keys(node.value)
            elif isinstance(node, ast.Assign) and "mistakes" in ast.unparse(node.targets[0]):
                named |= keys(node.value)
    assert named
    assert named <= explain.MISTAKES.keys()


def keys(node):
    return {
        key.value
        for part in ast.walk(node)
        if isinstance(part, ast.Dict)
        for key in part.keys
        if isinstance(key, ast.Constant)
    }


@pytest.mark.parametrize("lab", EVERY)
def test_a_lab_has_its_parts(lab):
    text = "\n".join(cell.source for cell in source(lab).cells if cell.cell_type == "markdown")
    assert text.startswith(f"# Lab {int(lab.name[:2])}: {lab.title}\n")
    for part in ("You will be able to", "Before you start", "What to remember", "## References"):
        assert part in text
    by_hand = [
        cell
        for cell in source(lab).cells
        if cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("grade")
    ]
    assert len(by_hand) == 1
    assert "**Rubric.**" in by_hand[0].source
    demos = [cell.source for cell in cells(source(lab), "demo")]
    assert any("draw.sliders(" in code for code in demos)
    assert any(frames > 1 for frames in map(frame_count, images(lab)))


def images(lab):
    """Return (output, PNG bytes) of every picture in the executed solution."""
    outputs = [
        output
        for cell in cells(solution(lab), "demo")
        for output in cell.outputs
        if "data" in output
    ]
    return [
        (output, base64.b64decode(output.data["image/png"]))
        for output in outputs
        if "image/png" in output.data
    ]


def frame_count(image):
    return getattr(Image.open(io.BytesIO(image[1])), "n_frames", 1)


@pytest.mark.parametrize("lab", EVERY)
def test_every_figure_has_an_alt_text_of_its_own(lab):
    texts = [output.metadata["image/png"]["alt"] for output, _ in images(lab)]
    assert texts
    assert len(texts) == len(set(texts))
    assert all(len(text) > 40 and text.endswith(".") for text in texts)
    assert [output.data["text/plain"] for output, _ in images(lab)] == texts


@pytest.mark.parametrize("lab", EVERY)
def test_the_executed_solution_is_small_complete_and_quiet(lab):
    assert lab.solution.stat().st_size < 1e6
    for cell in solution(lab).cells:
        if cell.cell_type == "code":
            assert cell.execution_count
            kinds = [output.get("name", output.output_type) for output in cell.outputs]
            assert not {"stderr", "error"} & set(kinds), cell.source
            assert course.kind(cell) != "test" or not cell.outputs, grade_id(cell)


@pytest.mark.parametrize("lab", EVERY)
def test_no_line_of_a_solution_or_hidden_test_stands_in_the_release(lab):
    regions = [
        (kind, line.strip())
        for cell in source(lab).cells
        for kind, text in REGION.findall(cell.source)
        for line in text.splitlines()
    ]
    secret = {line for _, line in regions if len(line) > 14}
    assert secret
    released = "\n".join(cell.source for cell in release(lab).cells)
    visible = REGION.sub(
        "", "\n".join(c.source for c in source(lab).cells if course.kind(c) == "test")
    )
    found = {line for line in secret if line in released and line not in visible}
    assert not found
    for mark in ("BEGIN SOLUTION", "BEGIN HIDDEN", "**Rubric.**", "A good answer"):
        assert mark not in released


@pytest.mark.parametrize("lab", EVERY)
def test_the_release_is_clean(lab):
    for cell in release(lab).cells:
        if cell.cell_type == "code":
            assert cell.execution_count is None
            assert cell.outputs == []
    assert [cell.id for cell in release(lab).cells] == [cell.id for cell in source(lab).cells]


@pytest.mark.parametrize("lab", EVERY)
def test_untouched_exercises_fail_and_say_which_function_to_write(lab):
    stubs = {grade_id(cell): cell.source for cell in cells(release(lab), "student")}
    namespace = bank.setup_namespace(release(lab))
    for exercise, test in bank.test_cells(source(lab)).items():
        names = dict(namespace)
        exec(stubs[exercise], names)
        with pytest.raises(namespace["check"].CheckFailed) as failure:
            exec(test, names)
        assert failure.value.mistake == "not_written"
        assert failure.value.exercise in functions(stubs[exercise])
