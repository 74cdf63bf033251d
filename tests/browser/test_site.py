"""The site: nothing of a solution in the student's edition, no broken link, readable by everyone."""

import functools
import http.server
import re
import threading
from base64 import b64decode
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe

from cnnlabs import course
from cnnlabs.desk import site
from cnnlabs.draw import player

LABS = course.labs()
REGION = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n(.*?)### END \1", re.S)
SHORT = min(LABS, key=lambda lab: lab.release.stat().st_size).name  # axe takes its time
PAGES = {
    "start": "index.html",
    "lab": f"notebooks/{SHORT}/{SHORT}.html",
    "guide": "docs/instructors.html",
    "API": "api/check.html",
}


class Page(HTMLParser):
    """What a page says, where it leads, and what can be led to."""

    def __init__(self, path):
        super().__init__()
        self.words, self.links, self.ids, self.pictures = [], [], set(), []
        self.folds = 0
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.ids.add(found.get("id"))
        self.links += [found[name] for name in ("href", "src") if found.get(name)]
        if tag == "img":
            self.pictures.append(found | {"folded": self.folds > 0})
        self.folds += tag == "details"

    def handle_endtag(self, tag):
        self.folds -= tag == "details"

    def handle_data(self, data):
        self.words.append(data)

    @property
    def lines(self):
        return {line.strip() for line in "".join(self.words).splitlines()}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return the student's edition and its pages, by path."""
    folder = site.build(out=tmp_path_factory.mktemp("site")).parent
    return folder, {path: Page(path) for path in folder.rglob("*.html")}


@pytest.fixture(scope="module")
def address(built):
    """Return where the site is served."""
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    handler = functools.partial(quiet, directory=built[0])
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@functools.cache
def released():
    """Return all that students get: an idiom of one lab's solution may stand in another lab."""
    notebooks = [nbformat.read(lab.release, as_version=4) for lab in LABS]
    return "\n".join(cell.source for notebook in notebooks for cell in notebook.cells)


def secrets(lab):
    """Return the lines of a lab's solutions, hidden tests and model answer that nobody may see."""
    cells = lab.read().cells
    hidden = [text for cell in cells for _, text in REGION.findall(cell.source)]
    hidden += [
        cell.source
        for cell in cells
        if cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("solution")
    ]
    lines = {line.strip() for text in hidden for line in text.splitlines()}
    return {line for line in lines if len(line) > 14 and line not in released()}


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_no_line_of_a_solution_is_in_the_student_edition(built, lab):
    folder, pages = built
    secret = secrets(lab)
    assert secret
    assert not {path.name for path, page in pages.items() if secret & page.lines}
    copies = list((folder / "_downloads").rglob("*.ipynb"))
    assert len(copies) == len(LABS)
    for path in copies:
        assert path.read_text() in {lab.release.read_text() for lab in LABS}
    assert not list(folder.rglob("*solution*"))


def test_the_instructors_edition_has_the_solutions(tmp_path):
    first = site.build(out=tmp_path, instructors=True).parent
    for lab in LABS:
        page = Page(first / "solutions" / lab.name / f"{lab.name}.html")
        code = {line for line in secrets(lab) if not line.startswith("**")}
        assert len(code & page.lines) > 0.8 * len(code), lab.name


def test_every_link_leads_somewhere(built):
    folder, pages = built
    broken = []
    for path, page in pages.items():
        if "_static" in path.parts:
            continue  # the theme's own
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme in ("http", "https", "mailto", "data"), link
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            there = target.is_file() and target.is_relative_to(folder)
            anchored = (
                not parts.fragment or target not in pages or parts.fragment in pages[target].ids
            )
            if not (there and anchored):
                broken.append((str(path.relative_to(folder)), link))
    assert not broken


def test_every_page_of_a_lab_shows_its_figures_and_folds_what_moves(built):
    folder, pages = built
    for lab in LABS:
        page = folder / "notebooks" / lab.name / f"{lab.name}.html"
        expected = []
        for cell in nbformat.read(lab.solution, as_version=4).cells:
            for output in cell.get("outputs", []):
                if png := output.get("data", {}).get("image/png"):
                    alt = output.metadata["image/png"]["alt"]
                    expected.append((alt, False))
                    if player.frames(b64decode(png)) > 1:
                        expected.append((alt, True))
        assert [(one["alt"], one["folded"]) for one in pages[page].pictures] == expected
        for one in pages[page].pictures:
            shown = one["src"].partition("base64,")[2]
            png = b64decode(shown) if shown else (page.parent / one["src"]).read_bytes()
            assert (player.frames(png) > 1) == one["folded"]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(course.CourseError, match="holds something else than a site"):
        site.build(out=tmp_path)
    with pytest.raises(course.CourseError, match="is a file"):
        site.build(out=tmp_path / "thesis.txt")
    assert (tmp_path / "thesis.txt").exists()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_pages_can_be_read_by_everyone_and_ask_no_other_host(browser, address, scheme, width):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for name, path in PAGES.items():
        page.goto(address + path)
        found = Axe().run(page).response
        assert len(found["passes"]) > 10
        bad = [
            (rule["id"], rule["nodes"][0]["html"])
            for rule in found["violations"]
            if rule["impact"] in ("serious", "critical")
        ]
        assert not bad, name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (int(background[4:].split(",")[0]) > 128) == (scheme == "light")
    page.close()
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}


def test_the_search_finds_a_lab_and_a_hint_opens_by_keyboard(browser, address):
    page = browser.new_page()
    page.goto(f"{address}search.html?q=causal")
    page.locator("#search-results a", has_text="Lab 2: Padding").first.click()
    hint = page.locator("summary", has_text="Hint 1").first
    hint.focus()
    page.keyboard.press("Enter")
    assert hint.locator("xpath=..").get_attribute("open") is not None
    page.close()
