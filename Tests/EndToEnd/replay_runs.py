"""Replays in tests: targets, runs of `cairn replay`, and what is compared."""

from __future__ import annotations

import collections
import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import threading
import time

import servers

HERE = pathlib.Path(__file__).resolve().parent
CORPUS = servers.ROOT.parent / "shared/data/events-real.json.gz"
# The records of the first two origins were captured; the others are examples and fixtures (SOURCES.md beside the file).
CAPTURED_COUNT = 2428
IN_ONE_PLACE = ["--account-map", f"*={servers.ACCOUNT}", "--region-map", f"*={servers.REGION}"]


class ReplayMoto(servers.Moto):
    """moto's server that says 501 for what it does not support."""

    def __init__(self, log: pathlib.Path) -> None:
        self.port = servers.free_port()
        servers.Process.__init__(
            self,
            [sys.executable, str(HERE / "replay_moto.py"), str(self.port)],
            log,
            servers.clean_environment(MOTO_IAM_LOAD_MANAGED_POLICIES="true", PYTHONUNBUFFERED="1"),
        )
        servers.wait_until(lambda: self._answers(), 60, "moto's server answers", self)


class OpenSeaweedFS(servers.SeaweedFS):
    """SeaweedFS that lets everybody in: replayed calls are signed in the name of the recorded account."""

    def __init__(self, folder: pathlib.Path) -> None:
        (folder / "weed").mkdir()
        self.port, *others = (servers.free_port() for _ in range(4))
        names = ("s3", "master", "volume", "filer")
        ports = [f"-{name}.port={port}" for name, port in zip(names, (self.port, *others))]
        ports += [f"-{name}.port.grpc={servers.free_port()}" for name in names]
        servers.Process.__init__(
            self,
            [str(pathlib.Path(sys.executable).parent / "weed"), "server", f"-dir={folder / 'weed'}", "-ip=127.0.0.1"]
            + ["-ip.bind=127.0.0.1", "-s3", "-volume.max=10", "-master.volumeSizeLimitMB=64", *ports],
            folder / "weed.log",
            servers.clean_environment(),
        )
        servers.wait_until(lambda: self._answers(), 60, "SeaweedFS answers", self, pause=0.2)


def run(*arguments: str, timeout: float = 300) -> subprocess.CompletedProcess:
    return servers.run_cairn("replay", *arguments, timeout=timeout)


def replay(folder: pathlib.Path, source: str | pathlib.Path, *options: str, timeout: float = 300) -> dict:
    """The result of a replay, whatever its exit status."""
    output = folder / "result.json"
    answer = run("--input", str(source), "--output", str(output), *options, timeout=timeout)
    assert output.exists(), f"exit {answer.returncode}\n{answer.stdout}\n{answer.stderr}"
    return json.loads(output.read_text()) | {"exit_status": answer.returncode}


class Rewriting:
    """What a result's id map does to a record."""

    def __init__(self, result: dict) -> None:
        self.known = {**result["id_map"]["ids"], **result["id_map"]["accounts"]}
        self.phrases = sorted((text for text in self.known if re.search(r"[^\w-]", text)), key=len, reverse=True)

    def text(self, text: str) -> str:
        if text in self.known:
            return self.known[text]
        for phrase in self.phrases:
            if phrase in text:
                text = text.replace(phrase, self.known[phrase])
        return re.sub(r"[\w-]+", lambda match: self.known.get(match[0], match[0]), text)

    def value(self, value):
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {key: self.value(inner) for key, inner in value.items()}
        return [self.value(inner) for inner in value] if isinstance(value, list) else value


def comparable(value):
    """A record's value without the host that was called: it is another by design."""
    if isinstance(value, dict):
        return {key: comparable(inner) for key, inner in value.items() if key != "Host"}
    return [comparable(inner) for inner in value] if isinstance(value, list) else value


def matches(originals: list[dict], recorded: list[dict], result: dict) -> tuple[int, list[dict]]:
    """How many of the originals have an equal among the recorded, and those that have none."""
    rewriting = Rewriting(result)

    def key(record: dict, parameters) -> tuple[str, str, str]:
        return record["eventSource"], record["eventName"], json.dumps(comparable(parameters), sort_keys=True)

    pool = collections.Counter(key(record, record["requestParameters"]) for record in recorded)
    missed = []
    count = 0
    for record in originals:
        found = next(
            (
                candidate
                for candidate in (
                    key(record, rewriting.value(record.get("requestParameters"))),
                    key(record, record.get("requestParameters")),
                )
                if pool[candidate] > 0
            ),
            None,
        )
        if found:
            pool[found] -= 1
            count += 1
        else:
            missed.append(record)
    return count, missed


class Clocked:
    """A target that takes everything and remembers when."""

    def __init__(self) -> None:
        self.times: list[float] = []
        times = self.times

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                times.append(time.monotonic())
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *arguments) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> list[float]:
        self.server.shutdown()
        self.server.server_close()
        return self.times


def peak_bytes(*arguments: str) -> int:
    """The most memory that a replay has had at once."""
    pid = os.spawnve(
        os.P_NOWAIT, str(servers.cairn_binary()), [str(servers.cairn_binary()), "replay", *arguments],
        servers.clean_environment(),
    )
    _, status, usage = os.wait4(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return usage.ru_maxrss * 1024
