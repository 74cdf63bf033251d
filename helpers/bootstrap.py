"""Make .venv with the locked packages: the first thing `make lab` and `make test` do.

Runs on the system's Python before anything is installed, so it uses the standard library only and
avoids syntax that an old Python could not even parse: it must live long enough to say what is wrong.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOCK = os.path.join(ROOT, "requirements.lock")
PROJECT = os.path.join(ROOT, "pyproject.toml")
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "installed")
BIN = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")

OLDEST, NEWEST = (3, 11), (3, 13)  # what TensorFlow 2.21 has wheels for
GIGABYTES = 4.0  # .venv takes 2.7, the downloads pass through the disk as well


def problem(version, free_bytes):
    """Say what keeps this machine from running the labs, and what to do about it.

    Parameters
    ----------
    version : tuple of int
        Python's (major, minor).
    free_bytes : int
        Free space where the project lies.

    Returns
    -------
    str
        The message, empty when all is well.
    """
    if not OLDEST <= version <= NEWEST:
        return (
            "This is Python %d.%d; the labs need Python %d.%d to %d.%d.\n"
            "Install one of these, then name it: make PYTHON=python3.12 lab"
            % (version + OLDEST + NEWEST)
        )
    if free_bytes < GIGABYTES * 1e9:
        return (
            "Only %.1f GB are free on the disk that holds %s; the packages need %.0f GB.\n"
            "Free some space or move the folder to another disk, then run the same command again."
            % (free_bytes / 1e9, ROOT, GIGABYTES)
        )
    return ""


def fingerprint():
    """Hash what the environment was made from: the lock, the project's own entry and this Python."""
    made_from = hashlib.sha256(sys.version.encode())
    for path in (LOCK, PROJECT):
        with open(path, "rb") as file:
            made_from.update(file.read())
    return made_from.hexdigest()


def is_current():
    """Whether .venv was finished from exactly these files."""
    try:
        with open(STAMP) as file:
            return file.read() == fingerprint()
    except OSError:
        return False


def locked(package):
    """Return the lines of the lock that pin one package, hashes included."""
    with open(LOCK) as file:
        match = re.search(r"^%s==.*?(?=^\S|\Z)" % package, file.read(), re.M | re.S)
    return match.group(0)


def install():
    """Create .venv and install the locked packages and cnnlabs itself, bytecode compiled."""
    print("Setting up .venv: once, a few minutes on a slow connection.", flush=True)
    subprocess.check_call([sys.executable, "-m", "venv", "--clear", VENV])
    python = os.path.join(BIN, "python")
    pins = os.path.join(VENV, "uv.txt")
    with open(pins, "w") as file:
        file.write(locked("uv"))
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.check_call(pip + ["--require-hashes", "-r", pins])
    uv = [os.path.join(BIN, "uv"), "pip", "install", "--python", python, "--compile-bytecode"]
    subprocess.check_call(uv + ["--require-hashes", "-r", LOCK])
    subprocess.check_call(uv + ["--quiet", "--no-deps", "--no-build-isolation", "-e", ROOT])
    with open(STAMP, "w") as file:
        file.write(fingerprint())


def main():
    """Install unless it is done; exit with a message a user can act on."""
    if is_current():
        return
    message = problem(sys.version_info[:2], shutil.disk_usage(ROOT).free)
    if message:
        sys.exit(message)
    try:
        install()
    except subprocess.CalledProcessError as error:
        sys.exit(
            "Setting up stopped at: %s\nThe lines above say why. Check the network, then run the"
            " same command again; it starts afresh." % " ".join(error.cmd[:4])
        )


if __name__ == "__main__":
    main()
