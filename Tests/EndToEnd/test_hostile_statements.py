"""Hostile statements against a server that runs: none reads or writes anything outside of its stores, none takes the
server or a neighbour's query down, and each gets a clear answer.

The statements are those of the parser's own tests, Tests/CairnSQLTests/Cases/hostile.json.
"""

from __future__ import annotations

import json
import os
import pathlib
import re
import secrets
import threading
import time

import pytest
from botocore.exceptions import ClientError

import servers
from test_lake import DUCKDB, query, store, trail_names, uuid
from test_lake_processes import children
from trails import World

HOSTILE = json.loads((servers.ROOT / "Tests/CairnSQLTests/Cases/hostile.json").read_text())
STRANGER = "222233334444"
CODES = {
    "Only SELECT statements": {"InvalidQueryStatementException"},
    "There is no event data store": {"EventDataStoreNotFoundException", "EventDataStoreARNInvalidException"},
}


class Room:
    """A server with a caller's store, a stranger's store, and a file that nobody may read."""

    def __init__(self, world: World, folder: pathlib.Path) -> None:
        self.world, self.folder, self.word = world, folder, "canary-" + secrets.token_hex(8)
        self.pid = world.cairn.process.pid
        self.secret = folder / "secret.csv"
        self.secret.write_text(f"{self.word}\n{self.word}\n")
        self.own = store(world)
        self.other = world.call("CreateEventDataStore", account=STRANGER, Name="strangers")["EventDataStoreArn"]
        self.names = [f"{self.word}-own-{number}" for number in range(5)]
        for name in self.names:
            world.code("DeleteTrail", Name=name)
        world.code("DeleteTrail", account=STRANGER, Name="strangers-" + self.word)
        servers.wait_until(lambda: self.neighbour() == sorted(self.names), 20, "the store has the events")
        self.files = self.listing()

    def neighbour(self) -> list[str]:
        return trail_names(self.world, self.own)

    def filled(self, statement: str) -> str:
        for name, value in (("id", uuid(self.own)), ("other", uuid(self.other)), ("secret", self.secret), ("folder", self.folder)):
            statement = statement.replace("{" + name + "}", str(value))
        return statement

    def listing(self) -> set[str]:
        """What is in the folder of the secret, and what a statement would have made elsewhere."""
        lake = self.world.cairn.data_dir / "lake"
        found = {str(path) for path in self.folder.rglob("*")} | {str(path) for path in lake.glob("*")}
        found |= {str(path) for path in self.world.cairn.data_dir.rglob("made*")}
        return found | {path for path in ("/tmp/x", "/tmp/x.db") if os.path.exists(path)}

    def start(self, statement: str) -> tuple[str, str]:
        """The code and the message of what StartQuery answers; the code of a query that started is its id."""
        try:
            return self.world.call("StartQuery", QueryStatement=self.filled(statement))["QueryId"], ""
        except ClientError as error:
            return error.response["Error"]["Code"], error.response["Error"]["Message"]

    def ended(self, run: str, seconds: float = 60) -> dict:
        describe = lambda: self.world.call("DescribeQuery", QueryId=run)  # noqa: E731
        servers.wait_until(lambda: describe()["QueryStatus"] not in ("QUEUED", "RUNNING"), seconds, "the query ends")
        return describe()

    def check(self) -> None:
        assert self.world.cairn.process.poll() is None and self.world.cairn.process.pid == self.pid
        assert self.listing() == self.files
        assert self.secret.read_text() == f"{self.word}\n{self.word}\n"
        assert self.neighbour() == sorted(self.names)


@pytest.fixture(scope="module")
def room(binary, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    secret = folder / "secret"
    secret.mkdir()
    environment = {"CAIRN_DUCKDB": str(DUCKDB), "SECRET": "in-the-environment"}
    cairn = servers.Cairn(
        folder / "data", folder / "cairn.log", None, "--lenient", "--query-timeout", "8s", environment=environment)
    yield Room(World(cairn), secret)
    cairn.stop(5)


@pytest.fixture(scope="module")
def answers(room):
    """What every statement that is to be refused is answered, while a neighbour asks over and over."""
    wrong, asked, stop = [], [0], threading.Event()

    def neighbour():
        while not stop.is_set():
            asked[0] += 1
            if (found := room.neighbour()) != sorted(room.names):
                wrong.append(found)

    thread = threading.Thread(target=neighbour)
    thread.start()
    statements = [row[0] for row in HOSTILE["refused"]] + [
        "".join(text * count for text, count in entry["parts"]) for entry in HOSTILE["excessive"]]
    answers = {statement: room.start(statement) for statement in statements}
    stop.set()
    thread.join(60)
    assert wrong == [] and asked[0] > 0
    return answers


def test_there_are_enough():
    assert len(HOSTILE["refused"]) + len(HOSTILE["excessive"]) + len(HOSTILE["harmless"]) + len(HOSTILE["greedy"]) >= 140


def test_each_is_refused_with_a_clear_error(answers):
    wrong = []
    for statement, part in HOSTILE["refused"]:
        code, message = answers[statement]
        expected = CODES.get(part, {"InvalidQueryStatementException"})
        if "" == statement:
            expected = {"InvalidParameterException"}
        is_placed = code != "InvalidQueryStatementException" or re.match(r"line \d+:\d+: ", message)
        if code not in expected or not message or not is_placed:
            wrong.append((statement[:80], code, message[:120]))
    assert wrong == []


def test_what_is_too_large_or_too_deep_is_refused(answers):
    for entry in HOSTILE["excessive"]:
        code, message = answers["".join(text * count for text, count in entry["parts"])]
        assert code in {
            "InvalidQueryStatementException", "InvalidParameterException", "RequestEntityTooLarge"}, entry["name"]
        assert message, entry["name"]


def test_nothing_is_told_of_what_nobody_may_read(room, answers):
    told = [(statement[:80], message) for statement, (_, message) in answers.items()
            if room.word in message or "root:" in message or str(room.world.cairn.data_dir) in message or "in-the-env" in message]
    assert told == []


def test_everything_goes_on(room, answers):
    room.check()


@pytest.mark.parametrize("statement,expected", HOSTILE["harmless"], ids=lambda value: ascii(value)[:40])
def test_what_only_looks_dangerous_gives_its_text(room, statement, expected):
    rows = query(room.world, room.filled(statement))
    assert [list(row.values()) for row in rows] == [[expected]]
    room.check()


@pytest.fixture(scope="module")
def greedy(room):
    """The greedy statements, those over memory first, while a neighbour asks over and over."""
    runs = {}
    for is_first in (True, False):
        wave = [entry for entry in HOSTILE["greedy"] if (entry["ends"] == "FAILED") is is_first]
        started = {entry["name"]: room.start(entry["statement"])[0] for entry in wave}
        while any(room.world.call("DescribeQuery", QueryId=run)["QueryStatus"] in ("QUEUED", "RUNNING") for run in started.values()):
            assert room.neighbour() == sorted(room.names)
            time.sleep(0.2)
        runs |= started
    return runs


@pytest.mark.parametrize("entry", HOSTILE["greedy"], ids=lambda entry: entry["name"])
def test_greedy_queries_are_ended_and_say_why(room, greedy, entry):
    run = greedy[entry["name"]]
    ended = room.ended(run)
    assert ended["QueryStatus"] in entry["ends"].split("|"), ended
    expected = entry.get("says") or {"TIMED_OUT": "longer than a query may", "FAILED": "memory|larger"}[ended["QueryStatus"]]
    assert re.search(expected, ended["ErrorMessage"]), ended
    assert ended["QueryStatistics"]["ExecutionTimeInMillis"] < 30_000
    results = room.world.call("GetQueryResults", QueryId=run, MaxQueryResults=10)
    assert (results["QueryStatus"], results["ErrorMessage"]) == (ended["QueryStatus"], ended["ErrorMessage"])
    assert room.world.code("CancelQuery", QueryId=run) == "InactiveQueryException"
    listed = room.world.call("ListQueries", EventDataStore=room.own, QueryStatus=ended["QueryStatus"])["Queries"]
    assert run in [row["QueryId"] for row in listed]


def test_their_processes_are_gone(room, greedy):
    """One process waits for its first query, four at most for another."""
    if not pathlib.Path(f"/proc/{room.pid}/task").exists():
        pytest.skip("processes are counted on Linux")
    servers.wait_until(lambda: len(children(room.pid)) <= 8, 20, "the processes of ended queries end")
    room.check()
