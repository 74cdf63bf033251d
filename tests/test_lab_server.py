"""`make lab` serves the labs, and a kernel runs a lab's first cell."""

import asyncio
import json
import os
import socket
import subprocess
import time
import urllib.request

import nbformat
import pytest
from jupyter_client.session import Session
from tornado.websocket import websocket_connect

from cnnlabs import course
from cnnlabs.student import start, work

TOKEN = "for-this-test"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Start the server as a user would; return its host and port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"--no-browser --port {port} --IdentityProvider.token={TOKEN}"
    if os.getuid() == 0:
        options += " --allow-root"
    command = ["make", "lab", f"ARGS={options}"]
    own = {work.FOLDER: str(tmp_path_factory.mktemp("work"))}
    server = subprocess.Popen(
        command,
        cwd=course.ROOT,
        env=os.environ | own,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield f"127.0.0.1:{port}"
    finally:
        request(f"127.0.0.1:{port}", "api/shutdown", method="POST")
        server.wait(30)


def wait_for(port):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError("the server did not start")


def request(address, path, method="GET", body=None):
    asked = urllib.request.Request(
        f"http://{address}/{path}",
        method=method,
        data=json.dumps(body).encode() if body else None,
        headers={"Authorization": f"token {TOKEN}"},
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return answer.read().decode()


def test_the_page_and_the_lab_are_served(address):
    assert f'"treePath": "{start.NAME}"' in request(address, "")
    lab = course.labs()[0]
    model = json.loads(request(address, f"api/contents/{lab.name}/{lab.name}.ipynb"))
    assert model["content"]["cells"][0]["source"].startswith("# Lab 1")


def test_a_kernel_runs_the_first_cell(address):
    cells = nbformat.read(course.labs()[0].release, as_version=4).cells
    first = next(cell.source for cell in cells if cell.cell_type == "code")
    kernel = json.loads(request(address, "api/kernels", "POST", {"name": "python3"}))["id"]
    replies = asyncio.run(replies_to(address, kernel, first))
    assert replies["execute_reply"]["content"]["status"] == "ok", replies
    assert "stream" not in replies


def test_a_kernel_starts_warm(address):
    kernel = json.loads(request(address, "api/kernels", "POST", {"name": "python3"}))["id"]
    replies = asyncio.run(
        replies_to(address, kernel, "import sys; print('tensorflow' in sys.modules)")
    )
    assert replies["stream"]["content"]["text"] == "True\n"


async def replies_to(address, kernel, code):
    """Run code in a kernel; return its messages by type."""
    channel = await websocket_connect(f"ws://{address}/api/kernels/{kernel}/channels?token={TOKEN}")
    content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
    message = Session().msg("execute_request", content) | {"channel": "shell", "buffers": []}
    await channel.write_message(json.dumps(message, default=str))
    replies = {}
    while not {"execute_reply", "status"} <= replies.keys() or state(replies) != "idle":
        text = await asyncio.wait_for(channel.read_message(), 120)
        reply = json.loads(text)
        if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
            replies[reply["msg_type"]] = reply
    return replies


def state(replies):
    return replies["status"]["content"]["execution_state"]
