"""What people see of the Lake at a terminal: progress of queries and imports, and `cairn doctor` without DuckDB."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import time

import pytest

import servers
from test_imports import event, log_file
from test_lake import DUCKDB, store, uuid
from test_lake_errors import ENDLESS
from test_query_command import environment
from trails import World


@pytest.fixture
def world(start_cairn) -> World:
    return World(start_cairn(None, "--lenient", environment={"CAIRN_DUCKDB": str(DUCKDB)}))


class Terminal:
    """A command whose standard error, and if wanted its output, is a terminal."""

    def __init__(self, arguments: list[str], variables: dict[str, str]) -> None:
        self.side, other = pty.openpty()
        self.process = subprocess.Popen(
            [str(servers.cairn_binary()), *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=other,
            env={**variables, "TERM": "xterm"}, start_new_session=True)
        os.close(other)
        self.text = b""

    def read(self, seconds: float = 0.1) -> bytes:
        while select.select([self.side], [], [], seconds)[0]:
            try:
                chunk = os.read(self.side, 65536)
            except OSError:
                break
            if not chunk:
                break
            self.text += chunk
        return self.text

    def wait(self, pattern: bytes, seconds: float = 30) -> None:
        servers.wait_until(lambda: re.search(pattern, self.read()), seconds, f"the terminal shows {pattern!r}")

    def end(self, seconds: float = 30) -> int:
        deadline = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < deadline:
            self.read()
        self.read()
        os.close(self.side)
        self.output = self.process.stdout.read()
        self.process.stdout.close()
        return self.process.wait(1)


LINE = rb"\r\x1b\[2K"


def test_a_query_shows_that_it_runs(world):
    arn = store(world, Name="audit")
    terminal = Terminal(["query", ENDLESS.format(uuid(arn)), "--store", "audit"], environment(world))
    terminal.wait(LINE + rb"[|/\\-] running, \d+ events, \d+ s")
    frames = set()
    servers.wait_until(
        lambda: len(frames.update(re.findall(LINE + rb"([|/\\-]) ", terminal.read())) or frames) == 4, 30, "the line moves")
    terminal.process.send_signal(2)
    assert terminal.end() == 1
    assert terminal.text.endswith(b"\r\x1b[2Kcairn query: the query was cancelled\r\n"), terminal.text[-200:]
    listed = world.call("ListQueries", EventDataStore=arn)["Queries"]
    assert [row["QueryStatus"] for row in listed] == ["CANCELLED"], "who interrupts it cancels it"


def test_a_query_leaves_nothing_of_its_progress(world):
    store(world, Name="audit")
    terminal = Terminal(["query", "SELECT 7 AS seven FROM events LIMIT 1", "--store", "audit", "--output", "json"], environment(world))
    assert terminal.end() == 0
    assert json.loads(terminal.output) == {"seven": "7"}
    assert re.fullmatch(rb"(.*\r\x1b\[2K)?1 rows from \d+ events in [0-9.]+ s\r\n", terminal.text, re.DOTALL), terminal.text


def test_an_import_shows_how_far_it_is(world, tmp_path):
    store(world, Name="audit", RetentionPeriod=3653)
    logs = tmp_path / "logs"
    logs.mkdir()
    for number in range(600):
        (logs / f"{number:04}.json.gz").write_bytes(log_file([event(number * 10 + place) for place in range(10)]))
    terminal = Terminal(["import", str(logs), "--store", "audit"], environment(world))
    assert terminal.end(60) == 0, terminal.text
    shown = re.findall(LINE + rb"\[([#-]{24})\] (\d+)(?: of (\d+))? files, (\d+) events", terminal.text)
    assert shown, terminal.text
    assert {found for _, _, found, _ in shown} <= {b"600", b""}
    assert [int(events) for *_, events in shown] == sorted(int(events) for *_, events in shown)
    assert all(int(done) <= 600 and int(events) <= 6000 for _, done, _, events in shown)
    assert terminal.text.rstrip(b"\r\n").endswith(b"\x1b[2K"), "the line goes when the import ends"
    assert b"6000" in terminal.output, terminal.output


def test_nothing_is_drawn_where_there_is_no_terminal(world, tmp_path):
    store(world, Name="audit", RetentionPeriod=3653)
    (tmp_path / "1.json.gz").write_bytes(log_file([event(1)]))
    for arguments in (["import", str(tmp_path / "1.json.gz"), "--store", "audit"],
                      ["query", "SELECT count(*) FROM events", "--store", "audit"]):
        done = servers.run_cairn(*arguments, environment=environment(world))
        assert done.returncode == 0 and "\x1b" not in done.stdout + done.stderr, done


def doctor(tmp_path, **variables: str) -> tuple[int, list[dict]]:
    done = servers.run_cairn(
        "doctor", "--data-dir", str(tmp_path), "--endpoint-url", "http://127.0.0.1:1", "--output", "json",
        environment={**servers.clean_environment(), **variables}, cwd="/")
    return done.returncode, json.loads(done.stdout)


def test_doctor_says_what_to_do_without_duckdb(tmp_path):
    _, findings = doctor(tmp_path, PATH="/nowhere", CAIRN_DUCKDB="")
    lake, = [one for one in findings if "lake" in one.values()]
    told = json.dumps(lake)
    assert "cannot be queried" in told and "pip install duckdb-cli==" in told and "CAIRN_DUCKDB" in told
    _, findings = doctor(tmp_path, CAIRN_DUCKDB="/no/duckdb")
    lake, = [one for one in findings if "lake" in one.values()]
    assert "/no/duckdb" in json.dumps(lake)


@pytest.mark.parametrize("server, own", [(str(DUCKDB), "/no/duckdb"), ("/no/duckdb", str(DUCKDB))])
def test_doctor_asks_the_server_for_its_engine(start_cairn, server, own):
    cairn = start_cairn(None, "--lenient", environment={"CAIRN_DUCKDB": server})
    done = servers.run_cairn(
        "doctor", "--data-dir", str(cairn.data_dir), "--endpoint-url", cairn.url, "--output", "json",
        environment={**servers.clean_environment(), "CAIRN_DUCKDB": own})
    lake = next(one["message"] for one in json.loads(done.stdout) if one["subject"] == "lake")
    assert ("are queried with" in lake) == (server == str(DUCKDB)), done.stdout
    assert ("/no/duckdb" in lake) == (server == "/no/duckdb"), done.stdout


def test_doctor_finds_duckdb(tmp_path):
    _, findings = doctor(tmp_path, CAIRN_DUCKDB=str(DUCKDB))
    lake = next(one for one in findings if "lake" in one.values())
    assert "are queried with" in json.dumps(lake)
