"""Setting up: what it says when it cannot, and that it happens once."""

import importlib.util
import os
import subprocess

import pytest

from cnnlabs import course


@pytest.fixture
def bootstrap():
    spec = importlib.util.spec_from_file_location("bootstrap", course.ROOT / "helpers/bootstrap.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_good_machine_has_no_problem(bootstrap):
    for minor in (11, 12, 13):
        assert bootstrap.problem((3, minor), 10e9) == ""


@pytest.mark.parametrize("version", [(2, 7), (3, 10), (3, 14)])
def test_an_unsuitable_python_is_told_what_to_install(bootstrap, version):
    message = bootstrap.problem(version, 10e9)
    assert (
        f"This is Python {version[0]}.{version[1]}; the labs need Python 3.11 to 3.13." in message
    )
    assert "make PYTHON=" in message


def test_a_small_disk_is_told_how_much_is_needed(bootstrap):
    message = bootstrap.problem((3, 11), 0.5e9)
    assert "Only 0.5 GB are free" in message
    assert "the packages need 4 GB" in message


def test_python_versions_are_those_of_the_package(bootstrap):
    wanted = f">={bootstrap.OLDEST[0]}.{bootstrap.OLDEST[1]},<3.{bootstrap.NEWEST[1] + 1}"
    assert f'requires-python = "{wanted}"' in (course.ROOT / "pyproject.toml").read_text()


def test_the_lock_holds_hashes_and_no_address(bootstrap):
    lock = (course.ROOT / "requirements.lock").read_text()
    assert "--hash=sha256:" in bootstrap.locked("uv")
    assert "://" not in lock
    assert "--index" not in lock


def test_set_up_is_current_only_for_these_files(bootstrap, monkeypatch, tmp_path):
    stamp = tmp_path / "installed"
    monkeypatch.setattr(bootstrap, "STAMP", str(stamp))
    assert not bootstrap.is_current()
    stamp.write_text(bootstrap.fingerprint())
    assert bootstrap.is_current()
    lock = tmp_path / "requirements.lock"
    lock.write_text("other versions")
    monkeypatch.setattr(bootstrap, "LOCK", str(lock))
    assert not bootstrap.is_current()


def test_a_second_set_up_does_nothing():
    users = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    made = subprocess.run(
        ["make", "setup"], cwd=course.ROOT, env=users, capture_output=True, text=True, check=True
    )
    assert made.stdout == made.stderr == ""
