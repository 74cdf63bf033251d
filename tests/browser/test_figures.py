"""The sliders and animations of every lab, moved by the keyboard with a live kernel.

Of each lab's solution only the cells run that draw them, and what these cells need.
"""

import json
import os
import re
import symtable
import sys
from pathlib import Path

import nbformat
import pytest
import served
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cnnlabs import course
from cnnlabs.student import work

LABS = course.labs()
MOVING = re.compile(r"^draw\.(sweep|stages|sliders)\(", re.M)
CNNLABS = (sys.executable, "-m", "cnnlabs.cli")
SECONDS = 90 * 1000  # for what waits for a kernel, in ms


def figures(lab):
    """Return a solution's cells that draw what moves, after those that they need."""
    notebook = nbformat.read(lab.solution, as_version=4)
    needed, kept = set(), []
    for cell in reversed(notebook.cells):
        if cell.cell_type != "code" or course.kind(cell) == "test":
            continue
        made, used = names(cell.source)
        if needed & made or MOVING.search(cell.source):
            needed = needed - made | used
            cell.outputs = []
            kept.append(cell)
    notebook.cells = kept[::-1]
    return notebook


def names(source):
    """Return the global names that a cell brings, and those that it uses."""
    top = symtable.symtable(source, "cell", "exec")
    made = {one.get_name() for one in top.get_symbols() if one.is_assigned() or one.is_imported()}
    used, scopes = {one.get_name() for one in top.get_symbols() if one.is_referenced()}, [top]
    while scopes:
        scopes += (inner := scopes.pop()).get_children()
        used |= {one.get_name() for one in inner.get_symbols() if one.is_global()}
    return made, used


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Serve the figures of all labs; return where."""
    folder = tmp_path_factory.mktemp("figures")
    settings = folder / "settings/lab/user-settings/@jupyterlab/notebook-extension"
    settings.mkdir(parents=True)
    kept = {"windowingMode": "contentVisibility"}  # cells out of sight are on the page, too
    (settings / "tracker.jupyterlab-settings").write_text(json.dumps(kept))
    desk = folder / "work"
    desk.mkdir()
    for lab in LABS:
        nbformat.write(figures(lab), desk / f"{work.number(lab)}.ipynb")
    own = {"JUPYTER_CONFIG_DIR": str(folder / "settings"), work.FOLDER: str(desk)}
    with served.labs(lambda options: [*CNNLABS, "lab", *options], **own) as (_, place):
        yield f"http://{place}"


@pytest.fixture(params=LABS, ids=lambda lab: lab.name)
def panels(request, browser, address):
    """Return what moves in a lab, on its page after Run All."""
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(SECONDS)
    number, shown = work.number(request.param), figures(request.param).cells
    page.goto(f"{address}/lab/tree/{number}.ipynb?reset&token={served.TOKEN}")
    cells = page.locator(".jp-Notebook .jp-CodeCell")
    expect(cells).to_have_count(len(shown), timeout=SECONDS)
    kernel = page.get_by_text("Python 3 (ipykernel) | Idle")
    expect(kernel).to_be_visible(timeout=SECONDS)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True).click()
    expect(cells.last.locator(".jp-InputPrompt")).to_have_text(
        re.compile(r"\[\d+\]:"), timeout=SECONDS
    )
    expect(page.get_by_text("Traceback (most recent call last)")).to_have_count(0)
    panels = page.locator(".jp-OutputArea-output > .widget-vbox")
    expect(panels).to_have_count(sum(bool(MOVING.search(cell.source)) for cell in shown))
    yield panels
    if folder := os.environ.get("CNNLABS_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"figures_{number}.png")
    page.close()


def test_every_figure_that_moves_obeys_the_keyboard(panels):
    page = panels.page
    for index in range(panels.count()):
        panel = panels.nth(index)
        panel.scroll_into_view_if_needed()
        expect(panel.locator("img")).to_have_attribute("alt", re.compile(r"\w"))
        if panel.get_by_role("button").count():
            _plays(page, panel)
        else:
            _follows(page, panel)
    found = Axe().run(page, context=".widget-vbox").response["violations"]
    assert not [
        (one["id"], one["nodes"][0]["html"])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def _plays(page, panel):
    """Start an animation, stop it, and step it, with the keyboard alone."""
    picture = panel.locator("img")
    first = picture.get_attribute("alt")
    panel.get_by_role("button", name="Play").focus()
    page.keyboard.press("Space")
    expect(picture).not_to_have_attribute("alt", first)
    page.keyboard.press("Space")
    expect(panel.get_by_role("button", name="Play")).to_be_visible()
    stopped = picture.get_attribute("alt")
    page.wait_for_timeout(2000)  # longer than a stop is seen
    assert picture.get_attribute("alt") == stopped
    number = panel.get_by_role("spinbutton", name=re.compile("stop|stage"))
    number.fill("1")
    number.press("Enter")
    expect(picture).to_have_attribute("alt", first)
    number.press("ArrowUp")
    expect(picture).to_have_attribute("alt", re.compile(r" 2 of \d+\.$"))


def _follows(page, panel):
    """Change each control by one step, with the keyboard alone."""
    picture = panel.locator("img")
    fields = panel.get_by_role("spinbutton").or_(panel.get_by_role("combobox"))
    assert fields.count()
    for index in range(fields.count()):
        field = fields.nth(index)
        name = panel.locator(f"label[for='{field.get_attribute('id')}']").inner_text()
        before = picture.get_attribute("src")
        field.focus()
        if field.get_attribute("type") == "number":
            lowest = field.input_value() == field.get_attribute("min")
            page.keyboard.press("ArrowUp" if lowest else "ArrowDown")
        else:
            for key in ("Space", "ArrowDown", "Enter"):  # JupyterLab takes arrows on a closed list
                page.keyboard.press(key)
        expect(picture).to_have_attribute("alt", re.compile(rf"Now changed to .*\b{name} = "))
        expect(picture).not_to_have_attribute("src", before)
