"""A student's evening in JupyterLab: start, read, write, check, validate, hand in, and be graded.

The tests of this module are one story and run in order, on one server and one browser. With
CNNLABS_SCREENSHOTS set to a folder, what a person would see at each step is written there.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import classroom
import nbformat
import pytest
import served
from playwright.sync_api import expect

from cnnlabs import course
from cnnlabs.student import start, work

LABS = course.labs()
LAB = LABS[0]
CNNLABS = (sys.executable, "-m", "cnnlabs.cli")
expect.set_options(timeout=30_000)  # JupyterLab takes its time on a busy machine
SECONDS = 90 * 1000  # for what waits for a kernel that imports TensorFlow, in ms


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Return the folder in which the student of this story works."""
    folder = tmp_path_factory.mktemp("student") / "work"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(work.FOLDER, str(folder))
        yield folder


@pytest.fixture(scope="module")
def address(desk):
    """Serve the labs as a student does; return where."""
    own = {"JUPYTER_CONFIG_DIR": str(desk.parent / "settings")}  # none of this machine's user
    with served.labs(lambda options: [*CNNLABS, "lab", *options], **own) as (_, place):
        yield f"http://{place}"


@pytest.fixture(scope="module")
def page(browser, address):
    """Return JupyterLab as it opens."""
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(SECONDS)
    page.goto(f"{address}/?token={served.TOKEN}")
    yield page
    page.close()


@pytest.fixture
def picture(page):
    """Return a function that writes what can be seen now to a file, when asked for."""

    def take(name, page=page):
        if folder := os.environ.get("CNNLABS_SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png")

    return take


def notebook(page):
    """Return the notebook in front."""
    return page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")


def menu(page, *entries):
    """Choose from the menu, as with a mouse."""
    page.get_by_role("menuitem", name=entries[0], exact=True).click()
    for entry in entries[1:]:
        page.locator(".lm-Menu-itemLabel").get_by_text(entry, exact=True).last.click()


def open_lab(page, lab):
    """Open a lab from the start page."""
    page.locator(".lm-TabBar-tab", has_text="START.ipynb").click()
    notebook(page).get_by_role("link", name=lab.title).click()
    expect(notebook(page).locator("h1").first).to_contain_text(lab.title)


def whole(page, lab):
    """Wait until a lab stands on the page with all its cells."""
    expect(notebook(page).locator("h1").first).to_contain_text(lab.title, timeout=SECONDS)
    count = len(nbformat.read(lab.release, as_version=4).cells)
    expect(cells(page)).to_have_count(count, timeout=SECONDS)


def cells(page):
    """Return the code and text cells of the notebook in front, in order."""
    return notebook(page).locator(".jp-Notebook .jp-Cell")


def place(name):
    """Return where in the lab a cell of the course stands."""
    ids = [cell.id for cell in nbformat.read(LAB.release, as_version=4).cells]
    return ids.index(name)


def ran(page, index):
    """Wait until a cell has been run; return what it shows below."""
    cell = cells(page).nth(index)
    expect(cell.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"), timeout=SECONDS)
    return cell.locator(".jp-Cell-outputWrapper")


def run(page, index):
    """Click a cell's margin and press Ctrl+Enter; return what it shows below."""
    cell = cells(page).nth(index)
    cell.scroll_into_view_if_needed()
    cell.locator(".jp-InputPrompt").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(500)  # until its number is a star
    return ran(page, index)


def write(page, index, text):
    """Replace what stands in a cell."""
    editor = cells(page).nth(index).locator(".cm-content")
    editor.scroll_into_view_if_needed()
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def test_it_opens_with_the_labs_and_ones_own_progress(page, picture):
    first = notebook(page)
    expect(first.locator("h1")).to_contain_text("Convolutional neural networks")
    expect(first.get_by_role("link")).to_have_count(len(LABS))
    for lab in LABS:
        row = first.locator("tr", has_text=lab.title)
        expect(row).to_contain_text(lab.prerequisites)
        expect(row).to_contain_text(re.compile(r"0 of \d+ done"))
    expect(page.get_by_text("Jupyter news")).to_have_count(0)
    picture("01_start")


def test_each_lab_opens_and_renders(page, picture):
    for lab in LABS:
        open_lab(page, lab)
        expect(notebook(page).locator("mjx-container").first).to_be_attached()
        picture(f"02_lab_{work.number(lab)}")


@pytest.fixture(scope="module")
def opened(page, desk):
    """Open the first lab alone, with the cells out of sight on the page for the tests to find."""
    settings = desk.parent / "settings/lab/user-settings/@jupyterlab/notebook-extension"
    settings.mkdir(parents=True, exist_ok=True)
    kept = settings / "tracker.jupyterlab-settings"
    kept.write_text('{"windowingMode": "contentVisibility"}')
    page.goto(f"{page.url.split('/lab')[0]}/lab/tree/{start.NAME}?reset")
    open_lab(page, LAB)
    whole(page, LAB)


@pytest.mark.usefixtures("opened")
def test_a_hint_opens_by_click_and_by_keyboard(page, picture):
    first, second = (notebook(page).locator("details").nth(i) for i in range(2))
    first.locator("summary").click()
    expect(first).to_have_attribute("open", "")
    page.keyboard.press("Tab")  # to the second hint
    page.keyboard.press("Space")
    expect(second).to_have_attribute("open", "")
    picture("03_hints")
    page.keyboard.press("Enter")
    expect(second).not_to_have_attribute("open", "")


def test_run_all_stops_at_the_first_stub_and_says_what_to_do(page, picture):
    menu(page, "Run", "Run All Cells")
    below = ran(page, place("test_dense_weights"))
    expect(below).to_contain_text("dense_weights is not written yet. In the cell that defines")
    expect(below).not_to_contain_text("Traceback")
    later = cells(page).nth(place("test_logit_at")).locator(".jp-InputPrompt")
    expect(later).to_have_text("[ ]:")
    below.scroll_into_view_if_needed()
    picture("04_stub")


WRONG = """\
def dense_weights(height, width, channels):
    return height * width * channels


def conv_weights(kh, kw, c_in, c_out, bias=True):
    return (kh * kw * c_in + bias) * c_out


def conv_units(height, width, c_out):
    return height * width * c_out
"""


def test_an_answer_is_typed_and_its_check_turns_green(page, picture):
    write(page, place("dense_weights"), WRONG)
    run(page, place("dense_weights"))
    below = run(page, place("test_dense_weights"))
    expect(below).to_contain_text("expected 576, got 24")
    picture("05_wrong")
    cells(page).nth(place("dense_weights")).get_by_text("channels").last.click()
    page.keyboard.press("End")
    page.keyboard.type(" * height * width * channels", delay=10)
    run(page, place("dense_weights"))
    below = run(page, place("test_dense_weights"))
    expect(below).to_have_text("")
    last = cells(page).count() - 1
    expect(run(page, last)).to_contain_text(
        re.compile(r"dense_weights +done\n.*1 of 10 done", re.S)
    )
    picture("06_right")


def test_the_start_page_counts_what_is_saved(page, picture):
    page.keyboard.press("Control+s")
    expect(page.locator(".lm-TabBar-tab.lm-mod-current.jp-mod-dirty")).to_have_count(0)
    page.locator(".lm-TabBar-tab", has_text="START.ipynb").click()
    expect(run(page, 1)).to_contain_text("1 of 11 done")
    picture("07_start_again")


def test_validate_says_how_much_is_missing(page, picture):
    open_lab(page, LAB)
    notebook(page).get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("The following cell failed", timeout=SECONDS)
    expect(dialog).to_contain_text("logit_at is not written yet. In the cell that defines")
    expect(dialog).not_to_contain_text("dense_weights is not")
    expect(dialog).not_to_contain_text("WARNING")
    picture("08_validate")
    page.keyboard.press("Escape")


def test_it_is_handed_in_from_a_terminal(page, picture, desk):
    menu(page, "File", "New", "Terminal")
    page.locator(".jp-Terminal .xterm-helper-textarea").wait_for()
    page.wait_for_timeout(1000)
    page.keyboard.type(f"cnnlabs submit {work.number(LAB)}\n", delay=10)
    end = time.monotonic() + 60
    while not (desk / f"{LAB.name}.zip").exists() and time.monotonic() < end:
        page.wait_for_timeout(200)
    page.wait_for_timeout(1000)
    picture("09_submit")
    assert (desk / f"{LAB.name}.zip").exists()


@pytest.fixture(scope="module")
def graded(desk):
    """Grade the zip by the command; return the folder of the results."""
    submitted = desk.parent / "submitted"
    submitted.mkdir()
    shutil.copy(desk / f"{LAB.name}.zip", submitted / "ada.zip")
    command = [sys.executable, "-m", "cnnlabs.cli", "grade", str(submitted), "--lab", LAB.name,
               "--out", str(desk.parent / "course")]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    return desk.parent / "course"


def test_the_zip_is_graded_and_its_feedback_page_tells(graded, browser, picture):
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.goto((graded / "feedback" / "ada" / f"{LAB.name}.html").as_uri())
    points = classroom.points(LAB)["dense_weights"]
    expect(page.locator("body")).to_contain_text(f"{points:g} of {LAB.points}")
    picture("10_feedback", page)
    page.close()


def test_run_all_passes_on_a_solution(page, picture, desk):
    shutil.copy(LAB.solution, desk / "solved.ipynb")
    page.goto(f"{page.url.split('/lab')[0]}/lab/tree/solved.ipynb")
    whole(page, LAB)
    menu(page, "Edit", "Clear Outputs of All Cells")
    menu(page, "Run", "Run All Cells")
    tests = len(classroom.points(LAB))
    expect(ran(page, cells(page).count() - 1)).to_contain_text(f"{tests} of {tests} done")
    picture("11_solved")
