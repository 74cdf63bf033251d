"""A headless Chromium for the tests that look at pages as a person does."""

import shutil

import machines
import pytest
from playwright.sync_api import sync_playwright

FLAGS = (
    "--no-sandbox",  # root has none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")  # no longer: its event loop would be in other modules' way
def browser():
    """Return Debian's Chromium, driven by Playwright."""
    program = shutil.which("chromium")
    if program is None:
        machines.lacking("chromium is not installed; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()
