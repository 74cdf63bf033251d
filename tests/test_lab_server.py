"""`make lab` serves the labs, and a kernel runs a lab's first cell."""

import asyncio
import json
import urllib.request

import nbformat
import pytest
import served
from jupyter_client.session import Session
from tornado.websocket import websocket_connect

from cnnlabs import course
from cnnlabs.student import start, work


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Start the server as a user would; return its host and port."""

    def make(options):
        return ["make", "--directory", course.ROOT, "lab", f"ARGS={' '.join(options)}"]

    own = {work.FOLDER: str(tmp_path_factory.mktemp("work"))}
    with served.labs(make, **own) as (server, address):
        yield address
        request(address, "api/shutdown", method="POST")
        server.wait(30)


def request(address, path, method="GET", body=None):
    asked = urllib.request.Request(
        f"http://{address}/{path}",
        method=method,
        data=json.dumps(body).encode() if body else None,
        headers={"Authorization": f"token {served.TOKEN}"},
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
    path = f"api/kernels/{kernel}/channels?token={served.TOKEN}"
    channel = await websocket_connect(f"ws://{address}/{path}")
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
