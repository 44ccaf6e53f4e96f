"""Federation: the states of a store, and the statements that make it a table of another engine, tried on its files."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request

import duckdb
import pytest

import servers
from test_lake import DUCKDB, calls, query, store, trail_names, uuid
from trails import World

ROLE = "arn:aws:iam::123456789012:role/federation"
# A Python that has pyspark, and a Java: to make Spark itself carry out what is written for it.
SPARK = os.environ.get("CAIRN_SPARK_PYTHON", sys.executable)


def status(world: World, arn: str) -> str | None:
    return world.call("GetEventDataStore", EventDataStore=arn).get("FederationStatus")


def federated(world: World, **settings) -> str:
    arn = store(world, **settings)
    answer = world.call("EnableFederation", EventDataStore=arn, FederationRoleArn=ROLE)
    assert answer == {"EventDataStoreArn": arn, "FederationStatus": "ENABLING", "FederationRoleArn": ROLE}
    servers.wait_until(lambda: status(world, arn) == "ENABLED", 10, "the store is federated")
    return arn


def compacted(world: World, folder, arn: str) -> list[str]:
    """Makes events, and waits until they are Parquet: beyond so many files that is at once."""
    names: list[str] = []
    while len(names) < 60:
        names += calls(world, 1)
        servers.wait_until(lambda: len(trail_names(world, arn)) == len(names), 10, "the event is there", pause=0.05)
    servers.wait_until(lambda: list(folder.glob("day=*/*.parquet")), 30, "there is Parquet", pause=0.2)
    return names


@pytest.fixture
def lake(start_cairn, tmp_path):
    data = tmp_path / "data"
    world = World(start_cairn(None, "--lenient", data_dir=data, environment={"CAIRN_DUCKDB": str(DUCKDB)}))
    return world, data / "lake"


def test_the_states_and_errors(lake):
    world, folder = lake
    arn = store(world, TerminationProtectionEnabled=False)
    assert status(world, arn) is None
    assert world.code("DisableFederation", EventDataStore=arn) == "InvalidParameterException"
    enable = {"EventDataStore": arn, "FederationRoleArn": ROLE}
    assert world.code("EnableFederation", **{**enable, "FederationRoleArn": "nobody"}) == "InvalidParameterException"
    assert world.call("EnableFederation", **enable)["FederationStatus"] == "ENABLING"
    servers.wait_until(lambda: status(world, arn) == "ENABLED", 10, "the store is federated")
    assert world.call("GetEventDataStore", EventDataStore=arn)["FederationRoleArn"] == ROLE
    assert world.code("EnableFederation", **enable) == "EventDataStoreFederationEnabledException"
    assert world.code("DeleteEventDataStore", EventDataStore=arn) == "EventDataStoreFederationEnabledException"
    answer = world.call("DisableFederation", EventDataStore=arn)
    assert answer == {"EventDataStoreArn": arn, "FederationStatus": "DISABLING"}
    servers.wait_until(lambda: status(world, arn) == "DISABLED", 10, "the store is not federated any more")
    assert not list((folder / uuid(arn) / "federation").glob("*"))
    world.call("DeleteEventDataStore", EventDataStore=arn)
    assert world.code("EnableFederation", **enable) == "InactiveEventDataStoreException"


def test_the_statements_can_be_asked_for(lake):
    world, folder = lake
    arn = federated(world)
    for engine in ("athena", "trino", "spark"):
        with urllib.request.urlopen(f"{world.cairn.url}/_cairn/stores/{uuid(arn)}/federation/{engine}") as answer:
            text = answer.read().decode()
        assert text == (folder / uuid(arn) / "federation" / f"{engine}.sql").read_text()
        assert "eds_" + uuid(arn).replace("-", "_") in text
    for path in (f"{uuid(arn)}/federation/excel", "nobody/federation/spark", f"{uuid(store(world))}/federation/spark"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{world.cairn.url}/_cairn/stores/{path}")


def test_a_kill_between_two_states_is_made_good(start_cairn, tmp_path):
    data, environment = tmp_path / "data", {"CAIRN_DUCKDB": str(DUCKDB)}
    world = World(start_cairn(None, "--lenient", data_dir=data, environment=environment))
    stores = [store(world, Name=f"store-{number}") for number in range(5)]
    for arn in stores:
        world.call("EnableFederation", EventDataStore=arn, FederationRoleArn=ROLE)
    world.cairn.kill()
    world = World(start_cairn(None, "--lenient", data_dir=data, environment=environment))
    for arn in stores:
        servers.wait_until(lambda: status(world, arn) == "ENABLED", 10, "the store is federated")
        assert (data / "lake" / uuid(arn) / "federation" / "trino.sql").exists()


def columns(statement: str) -> list[tuple[str, str]]:
    """Names and types of a CREATE TABLE, one a line."""
    body = statement[statement.index(" (\n") + 3 : statement.index("\n)")]
    return [re.fullmatch(r"\s*[`\"](\w+)[`\"] (.*?),?", line).groups() for line in body.splitlines()]


def test_the_columns_are_those_of_the_files(lake):
    """What Athena and Trino would be told, held against the files as DuckDB describes them."""
    world, folder = lake
    arn = federated(world)
    folder = folder / uuid(arn)
    names = compacted(world, folder, arn)
    described = duckdb.sql(
        f"DESCRIBE SELECT * FROM read_parquet('{folder}/day=*/*.parquet', hive_partitioning=false)").fetchall()
    files = [(name.lower(), kind) for name, kind, *_ in described]
    assert columns((folder / "federation" / "athena.sql").read_text()) == [(n, hive(kind)) for n, kind in files]
    trino = columns((folder / "federation" / "trino.sql").read_text())
    assert trino == [(name, trino_type(kind)) for name, kind in files] + [("day", "varchar")]
    # The partitions of the projection are the folders.
    text = (folder / "federation" / "athena.sql").read_text()
    template = re.search(r"'storage.location.template' = '(.*?)'", text)[1]
    assert template.endswith(f"{uuid(arn)}/day=${{day}}")
    days = {path.parent.name for path in folder.glob("day=*/*.parquet")}
    assert days and all(re.fullmatch(r"day=\d{4}-\d\d-\d\d", day) for day in days)
    rows = duckdb.sql(
        f"SELECT requestParameters['name'] FROM read_parquet('{folder}/day=*/*.parquet', hive_partitioning=true) "
        f"WHERE eventName = 'DeleteTrail' AND day IN ({','.join(repr(day[4:]) for day in days)})").fetchall()
    assert {name for name, in rows} <= set(names) and rows


PLAIN = {"VARCHAR": "text", "TIMESTAMP": "time", "BOOLEAN": "boolean", "BIGINT": "bigint", "DOUBLE": "double"}


def parsed(kind: str):
    """A type of DuckDB as nested lists."""
    if kind.endswith("[]"):
        return ["list", parsed(kind[:-2])]
    if kind == "MAP(VARCHAR, VARCHAR)":
        return ["map"]
    if kind.startswith("STRUCT("):
        parts, depth, quoted, last = [], 0, False, 0
        body = kind[7:-1]
        for place, letter in enumerate(body + ","):
            quoted ^= letter == '"'
            depth += (letter == "(") - (letter == ")")
            if letter == "," and not depth and not quoted:
                name, _, inner = body[last:place].strip().partition(" ")
                parts.append((name.strip('"').lower(), parsed(inner)))
                last = place + 1
        return ["struct", parts]
    return [PLAIN[kind]]


def hive(kind: str) -> str:
    def text(tree) -> str:
        match tree:
            case ["list", inner]:
                return f"array<{text(inner)}>"
            case ["map"]:
                return "map<string,string>"
            case ["struct", parts]:
                return "struct<" + ",".join(f"`{name}`:{text(inner)}" for name, inner in parts) + ">"
            case [plain]:
                return {"text": "string", "time": "timestamp"}.get(plain, plain)

    return text(parsed(kind))


def trino_type(kind: str) -> str:
    def text(tree) -> str:
        match tree:
            case ["list", inner]:
                return f"array({text(inner)})"
            case ["map"]:
                return "map(varchar, varchar)"
            case ["struct", parts]:
                return "row(" + ", ".join(f'"{name}" {text(inner)}' for name, inner in parts) + ")"
            case [plain]:
                return {"text": "varchar", "time": "timestamp(3)"}.get(plain, plain)

    return text(parsed(kind))


SPARK_PROGRAM = """
import json, sys
from pyspark.sql import SparkSession
statements, question, work = sys.argv[1:]
spark = (SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
         .config("spark.sql.warehouse.dir", work + "/warehouse").config("spark.driver.extraJavaOptions", "-Dderby.system.home=" + work)
         .config("spark.sql.shuffle.partitions", "1").getOrCreate())
text = "\\n".join(line for line in open(statements).read().splitlines() if not line.startswith("--"))
for statement in text.split(";"):
    if statement.strip():
        spark.sql(statement)
print("ROWS " + json.dumps([row.asDict(recursive=True) for row in spark.sql(question).collect()], default=str))
spark.stop()
"""


def has_spark() -> bool:
    return bool(shutil.which("java")) and subprocess.run([SPARK, "-c", "import pyspark"], capture_output=True).returncode == 0


@pytest.mark.skipif(not has_spark(), reason="needs Java, and pyspark in this Python or in that of CAIRN_SPARK_PYTHON")
def test_spark_reads_the_table(lake, tmp_path):
    """Spark carries out the statements as they are, and finds what Cairn's own SQL finds."""
    world, folder = lake
    arn = federated(world)
    folder = folder / uuid(arn)
    compacted(world, folder, arn)
    world.cairn.stop(10)
    table = "aws_cloudtrail.eds_" + uuid(arn).replace("-", "_")
    question = f"""SELECT element_at(requestParameters, 'name') AS name, userIdentity.accountId AS account,
        date_format(eventTime, 'yyyy-MM-dd') AS date, day, errorCode, readOnly, eventID
        FROM {table} WHERE eventName = 'DeleteTrail' ORDER BY eventID"""
    answer = subprocess.run(
        [SPARK, "-c", SPARK_PROGRAM, str(folder / "federation" / "spark.sql"), question, str(tmp_path)],
        capture_output=True, text=True, timeout=240, cwd=tmp_path,
        env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": SPARK})
    assert answer.returncode == 0, answer.stderr[-4000:]
    import json

    rows = json.loads(next(line for line in answer.stdout.splitlines() if line.startswith("ROWS "))[5:])
    expected = duckdb.sql(
        f"""SELECT requestParameters['name'], userIdentity.accountId, strftime(eventTime, '%Y-%m-%d'), errorCode, readOnly,
            eventID FROM read_parquet('{folder}/day=*/*.parquet', hive_partitioning=false)
            WHERE eventName = 'DeleteTrail' ORDER BY eventID""").fetchall()
    assert expected and [
        (row["name"], row["account"], row["date"], row["errorCode"], row["readOnly"], row["eventID"]) for row in rows
    ] == expected
    assert all(row["day"] == row["date"] for row in rows)


def test_enriched_stores_have_the_column_too(lake):
    world, folder = lake
    arn = federated(world)
    path = folder / uuid(arn) / "federation" / "spark.sql"
    assert "eventContext" not in path.read_text()
    world.call("PutEventConfiguration", EventDataStore=arn, MaxEventSize="Large")
    servers.wait_until(lambda: "eventContext" in path.read_text(), 10, "the statements follow")
    assert query(world, f"SELECT count(*) AS n FROM {uuid(arn)}")
