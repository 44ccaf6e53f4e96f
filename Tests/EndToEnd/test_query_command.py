"""`cairn query`: statements from the command line, a file, standard input and a prompt, and every form of output."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import select
import subprocess
import time

import duckdb
import pytest

import servers
from test_lake import DUCKDB, calls, store, trail_names, uuid
from trails import HOME, World


@pytest.fixture(scope="module")
def asked(tmp_path_factory, binary_path):
    """A Cairn with two stores, one of which has events."""
    folder = tmp_path_factory.mktemp("query")
    cairn = servers.Cairn(folder / "data", folder / "log", None, "--lenient", environment={"CAIRN_DUCKDB": str(DUCKDB)})
    world = World(cairn)
    arn = store(world, Name="audit")
    world.names = sorted(calls(world, 3))
    servers.wait_until(lambda: trail_names(world, arn) == world.names, 20, "the events are there")
    world.arn = arn
    store(world, Name="other")
    yield world
    cairn.stop(5)


@pytest.fixture(scope="module")
def binary_path():
    return str(servers.cairn_binary())


def environment(world: World, **more: str) -> dict[str, str]:
    return servers.clean_environment(
        AWS_ACCESS_KEY_ID=world.account, AWS_SECRET_ACCESS_KEY="secret", AWS_REGION=HOME,
        AWS_ENDPOINT_URL=world.cairn.url, CAIRN_DUCKDB=str(DUCKDB), **more)


def run(world: World, *arguments: str, text: bytes = b"", **more) -> tuple[int, bytes, str]:
    answer = subprocess.run(
        [str(servers.cairn_binary()), "query", *arguments], capture_output=True, input=text, timeout=60,
        env=environment(world), **more)
    return answer.returncode, answer.stdout, answer.stderr.decode()


NAMES = "SELECT element_at(requestParameters, 'name') AS name, errorCode, sharedEventID FROM {} WHERE eventName = 'DeleteTrail' ORDER BY 1"


def rows(world: World) -> list[dict]:
    return [{"name": name, "errorCode": "TrailNotFoundException", "sharedEventID": None} for name in world.names]


@pytest.mark.parametrize("how", ["name", "id", "arn", "in the statement", "quoted id"])
def test_a_store_goes_by_its_name_id_or_arn(asked, how):
    given = {"name": ["--store", "audit"], "id": ["--store", uuid(asked.arn)], "arn": ["--store", asked.arn]}.get(how, [])
    table = {"in the statement": "audit", "quoted id": uuid(asked.arn)}.get(how, "events")
    code, output, error = run(asked, NAMES.format(table), *given, "--output", "json")
    assert code == 0, error
    assert [json.loads(line) for line in output.splitlines()] == rows(asked)


@pytest.mark.parametrize("tables", ["events, other o", "\"events\"", "other o, audit", "(SELECT * FROM audit) a LEFT JOIN other o ON true"])
def test_stores_are_found_wherever_they_stand(asked, tables):
    code, output, error = run(asked, f"SELECT count(*) AS n FROM {tables}", "--store", "audit", "--output", "json")
    assert code == 0, error
    assert int(json.loads(output)["n"]) >= 0


def test_csv_from_a_file_and_from_standard_input(asked, tmp_path):
    (tmp_path / "q.sql").write_text(NAMES.format("audit") + ";\n")
    code, output, error = run(asked, "-f", str(tmp_path / "q.sql"), "--output", "csv")
    assert code == 0, error
    table = list(csv.reader(io.StringIO(output.decode())))
    assert table[0] == ["name", "errorCode", "sharedEventID"]
    assert table[1:] == [[name, "TrailNotFoundException", ""] for name in asked.names]
    again = run(asked, "--output", "csv", "--output-file", str(tmp_path / "out.csv"), text=NAMES.format("audit").encode())
    assert again == (0, b"", "")
    assert (tmp_path / "out.csv").read_bytes() == output


def test_a_table_is_for_people(asked):
    code, output, _ = run(asked, NAMES.format("audit"), "--output", "table")
    lines = output.decode().splitlines()
    assert code == 0 and lines[0].split() == ["name", "errorCode", "sharedEventID"] and set(lines[1]) == {"-", " "}
    assert [line.split() for line in lines[2:]] == [[name, "TrailNotFoundException", "NULL"] for name in asked.names]


@pytest.mark.parametrize("to_file", [True, False])
def test_parquet_is_read_by_others(asked, tmp_path, to_file):
    path = tmp_path / "out.parquet"
    more = ["--output-file", str(path)] if to_file else []
    code, output, error = run(
        asked, "SELECT element_at(requestParameters, 'name') AS name, 'a,\"b''\n' AS odd, '' AS empty, sharedEventID AS none "
               "FROM audit WHERE eventName = 'DeleteTrail' ORDER BY 1", "--output", "parquet", *more)
    assert code == 0, error
    if not to_file:
        path.write_bytes(output)
    found = duckdb.sql(f"SELECT * FROM '{path}'").fetchall()
    assert found == [(name, "a,\"b'\n", "", None) for name in asked.names]


def test_many_rows_come_in_pages(asked):
    code, output, error = run(
        asked, "SELECT n, eventName FROM audit CROSS JOIN UNNEST(sequence(1, 900)) AS t(n) WHERE eventName = 'DeleteTrail' ORDER BY n")
    assert code == 0, error
    assert [int(json.loads(line)["n"]) for line in output.splitlines()] == [n for n in range(1, 901) for _ in range(3)]


def test_exit_codes_tell_what_happened(asked):
    assert run(asked, "SELECT nothing FROM audit")[0] == 1
    assert "InvalidQueryStatementException" in run(asked, "SELECT nothing FROM audit")[2]
    code, _, error = run(asked, "SELECT 1 FROM events")
    assert code == 1 and "audit, other" in error
    assert run(asked, "SELECT 1 FROM events", "--store", "absent")[0] == 1
    assert run(asked, "SELECT 1", "-f", "x")[0] == 2
    assert run(asked, " ")[0] == 2 and "give a statement" in run(asked, "")[2]
    assert run(asked, "SELECT 1", "--output", "xml")[0] == 2
    assert run(asked, "SELECT eventName FROM audit", "--endpoint-url", f"http://127.0.0.1:{servers.free_port()}")[0] == 3
    assert run(asked, "-f", "/nowhere/q.sql")[0] == 3


def test_names_in_texts_comments_and_with_are_left_alone(asked):
    code, output, error = run(
        asked, "WITH events AS (SELECT 'from audit' AS a FROM audit LIMIT 1) SELECT a FROM events -- FROM other\n /* FROM x */")
    assert (code, output) == (0, b'{"a":"from audit"}\n'), error


def test_the_prompt_has_a_history(asked, tmp_path):
    history = tmp_path / "history"
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(
            str(servers.cairn_binary()), ["cairn", "query", "--store", "audit"],
            {**environment(asked, CAIRN_HISTORY=str(history)), "TERM": "xterm"})
    seen = b""

    def wait(text: bytes, seconds: float = 20) -> None:
        nonlocal seen
        end = time.monotonic() + seconds
        while text not in seen:
            assert time.monotonic() < end, seen
            if select.select([terminal], [], [], 0.2)[0]:
                seen += os.read(terminal, 4096)
        seen = b""

    wait(b"cairn> ")
    os.write(terminal, b"SELECT count(*) AS\r")
    wait(b"-> ")
    os.write(terminal, b"totl\x7fal FROM events WHERE eventName = 'DeleteTrail';\r")
    wait(b"3\r\n")
    os.write(terminal, b"\x1b[A")
    wait(b"SELECT count(*) AS total FROM events")
    os.write(terminal, b"\r")
    wait(b"3\r\n")
    os.write(terminal, b"SELECT x;\r")
    wait(b"InvalidQueryStatementException")
    os.write(terminal, b"\x04")
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0
    assert history.read_text().splitlines() == [
        "SELECT count(*) AS total FROM events WHERE eventName = 'DeleteTrail';", "SELECT x;"]
    assert history.stat().st_mode & 0o777 == 0o600
