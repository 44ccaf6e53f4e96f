"""The processes of DuckDB beside a server: what they hold of it, and that they end with it."""

from __future__ import annotations

import os
import pathlib
import time

import pytest

import servers
from test_lake import DUCKDB, store, trail_names, uuid
from trails import World

pytestmark = pytest.mark.skipif(not pathlib.Path("/proc/self/fd").exists(), reason="files of processes are seen on Linux")

# Goes on until somebody ends it.
ENDLESS = "SELECT count(*) FROM {id} a, {id} b, {id} c, {id} d, {id} e, {id} f WHERE length(concat(a.eventJson, f.eventJson)) < 0"


def children(pid: int) -> list[int]:
    tasks = pathlib.Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def status(pid: int) -> dict[str, str]:
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)


def sockets(pid: int) -> set[str]:
    found = set()
    for link in pathlib.Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = os.readlink(link)
        except FileNotFoundError:
            continue
        found |= {target} if target.startswith("socket:") else set()
    return found


def is_there(pid: int) -> bool:
    try:
        return status(pid)["State"][0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.fixture
def busy(start_cairn, tmp_path):
    """A server of which a process of DuckDB does not stop working."""
    world = World(start_cairn(None, "--lenient", data_dir=tmp_path / "data", environment={"CAIRN_DUCKDB": str(DUCKDB)}))
    arn = store(world)
    for number in range(60):
        world.code("DeleteTrail", Name=f"nothing-{number}")
    servers.wait_until(lambda: len(trail_names(world, arn)) == 60, 20, "the store has the events")
    run = world.call("StartQuery", QueryStatement=ENDLESS.replace("{id}", uuid(arn)))["QueryId"]
    servers.wait_until(lambda: world.call("DescribeQuery", QueryId=run)["QueryStatus"] == "RUNNING", 10, "the query runs")
    time.sleep(0.5)
    return world, run


def test_they_hold_nothing_of_the_server(busy):
    world, _ = busy
    pid = world.cairn.process.pid
    own, processes = sockets(pid), children(pid)
    assert processes
    for child in processes:
        # Input, output and errors; their other ends are the server's.
        assert len(sockets(child)) == 3
        assert not sockets(child) & own


def test_the_system_holds_them(busy):
    """What the parser and DuckDB let through, the system would not."""
    world, _ = busy
    said = servers.run_cairn("doctor", "--data-dir", str(world.cairn.data_dir), environment=servers.clean_environment(CAIRN_DUCKDB=str(DUCKDB)))
    if "Landlock, version" not in said.stdout:
        pytest.skip("this system has no Landlock")
    processes = children(world.cairn.process.pid)
    assert processes
    for child in processes:
        assert status(child)["NoNewPrivs"] == "1" and status(child)["Seccomp"] == "2"
        # Root keeps DAC_OVERRIDE and DAC_READ_SEARCH, others nothing.
        assert int(status(child)["CapEff"], 16) & ~0b110 == 0


def test_they_end_with_a_server_that_is_killed(busy, start_cairn):
    world, run = busy
    cairn = world.cairn
    processes = children(cairn.process.pid)
    assert processes
    cairn.kill()
    servers.wait_until(lambda: not any(map(is_there, processes)), 5, "the processes end")
    # The port is free: nobody else holds the socket that listened on it.
    world = World(start_cairn(
        None, "--lenient", data_dir=cairn.data_dir, port=cairn.port, environment={"CAIRN_DUCKDB": str(DUCKDB)}))
    assert world.call("DescribeQuery", QueryId=run)["QueryStatus"] == "FAILED"


def test_a_connection_ends_while_a_query_runs(start_cairn, tmp_path):
    """A client whose connection was open when a process started sees it closed."""
    import socket

    world = World(start_cairn(
        None, "--lenient", "--idle-timeout", "1s", data_dir=tmp_path / "data", environment={"CAIRN_DUCKDB": str(DUCKDB)}))
    arn = store(world)
    with socket.create_connection(("127.0.0.1", world.cairn.port)) as connection:
        world.code("DeleteTrail", Name="nothing")
        servers.wait_until(lambda: len(trail_names(world, arn)) == 1, 20, "a process has started")
        connection.settimeout(10)
        assert connection.recv(1) == b""
