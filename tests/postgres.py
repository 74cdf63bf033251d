"""A throw-away PostgreSQL server for the tests."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import machines

PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
USER = "postgres"  # the server refuses to run as root


def programs():
    """Return the folder of the server's programs; without it skip, and fail in CI."""
    if PLACES:
        return PLACES[-1]
    if found := shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    return machines.lacking("PostgreSQL is not installed: apt-get install postgresql")


@contextlib.contextmanager
def server():
    """Run a server that is reached through a socket alone; yield the URL of a database."""
    place, root = programs(), os.getuid() == 0
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        options = {"cwd": folder, "stdout": subprocess.DEVNULL, "timeout": 120}
        if root:
            os.chown(folder, pwd.getpwnam(USER).pw_uid, -1)
            options |= {"user": USER, "group": USER, "extra_groups": []}
        data = f"{folder}/data"
        accounts = ("--username", "grader", "--auth", "trust", "--encoding", "UTF8")
        subprocess.run([place / "initdb", "--no-sync", *accounts, data], check=True, **options)
        settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        control = [place / "pg_ctl", "--pgdata", data, "--wait", "--log", f"{folder}/log"]
        subprocess.run([*control, "--options", settings, "start"], check=True, **options)
        try:
            where = ("--host", folder, "--username", "grader")
            subprocess.run([place / "createdb", *where, "gradebook"], check=True, **options)
            yield f"postgresql://grader@/gradebook?host={folder}"
        finally:
            subprocess.run([*control, "--mode", "immediate", "stop"], check=True, **options)
