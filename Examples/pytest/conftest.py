"""A Cairn for tests in Python. Copy this file beside your tests; nothing has to be installed but the binary."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import urllib.request

import pytest


class Cairn:
    """A running `cairn serve`, in memory, on a port of its own."""

    def __init__(self, *options: str) -> None:
        binary = os.environ.get("CAIRN_BINARY") or shutil.which("cairn")
        assert binary, "no cairn: put it on PATH, or name it with CAIRN_BINARY"
        self._process = subprocess.Popen(
            [binary, "serve", "--in-memory", "--port", "0", "--lenient", "--delivery-interval", "1s", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.url = self._wait_until_ready()

    def _wait_until_ready(self) -> str:
        for line in self._process.stdout:
            if line.rstrip().endswith("Ready."):
                return re.search(r"http://[^\s,]+", line).group()
        raise RuntimeError(f"cairn ended with status {self._process.wait()} before it answered")

    def reset(self) -> None:
        """Hides every event so far, and removes all trails."""
        self._post("/_cairn/reset", {})

    def expect(self, count: int = 1, within: str = "10s", **criteria) -> list[dict]:
        """Waits for events, and returns them: `cairn.expect(eventName="CreateTrail", errorCode="none")`."""
        answer = self._post("/_cairn/expect", {"count": count, "within": within, **criteria})
        assert answer["satisfied"], f"{count} events were to match {criteria}, and {answer['found']} did"
        return answer["events"]

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)

    def _post(self, path: str, body: dict) -> dict:
        request = urllib.request.Request(
            self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b"{}")


@pytest.fixture(scope="session")
def cairn_server():
    cairn = Cairn()
    yield cairn
    cairn.stop()


@pytest.fixture
def cairn(cairn_server):
    """A Cairn without events and trails, which boto3 finds through the environment."""
    cairn_server.reset()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", cairn_server.url)
        patch.setenv("AWS_ACCESS_KEY_ID", "123456789012")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield cairn_server
