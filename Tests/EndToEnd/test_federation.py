"""Federation: the states of a store, and the statements that make it a table of another engine, tried on its files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request

import duckdb
import pyarrow.parquet
import pytest
import sqlglot
import sqlglot.expressions

import servers
from test_lake import DUCKDB, calls, query, store, trail_names, uuid
from trails import ACCOUNT, World

ROLE = f"arn:aws:iam::{ACCOUNT}:role/federation"


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
    other = "arn:aws:iam::444455556666:role/federation"
    assert world.code("EnableFederation", **{**enable, "FederationRoleArn": other}) == "InvalidParameterException"
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


# MARK: Read by a parser of its own for each engine's SQL

TEXTS = {"TEXT", "VARCHAR"}
TIMES = {"TIMESTAMP", "TIMESTAMPNTZ"}


def of_arrow(kind):
    """A type of a Parquet file as nested tuples; names as engines that know no capitals have them."""
    if pyarrow.types.is_struct(kind):
        return ("struct", tuple((field.name.lower(), of_arrow(field.type)) for field in kind))
    if pyarrow.types.is_map(kind):
        return ("map", of_arrow(kind.key_type), of_arrow(kind.item_type))
    if pyarrow.types.is_list(kind):
        return ("array", of_arrow(kind.value_type))
    if pyarrow.types.is_timestamp(kind):
        assert kind.tz is None, "times are without a zone, as the engines' timestamps are"
        return "time"
    return {"string": "text", "bool": "boolean", "int64": "bigint", "double": "double"}[str(kind)]


def of_parser(kind: sqlglot.expressions.DataType):
    """The same of a type that was parsed."""
    word, inner = kind.this.name, kind.expressions
    if word == "STRUCT":
        return ("struct", tuple((one.this.name.lower(), of_parser(one.args["kind"])) for one in inner))
    if word == "MAP":
        return ("map", of_parser(inner[0]), of_parser(inner[1]))
    if word == "ARRAY":
        return ("array", of_parser(inner[0]))
    return "text" if word in TEXTS else "time" if word in TIMES else word.lower()


def table_of(path) -> tuple[list[str], sqlglot.expressions.Create, list[tuple[str, object]]]:
    """Every statement of a file, the one that makes the table, and its columns."""
    text = path.read_text()
    statements = [one for one in sqlglot.parse(text, dialect=path.stem, error_level=sqlglot.ErrorLevel.RAISE) if one]
    create, = [one for one in statements if isinstance(one, sqlglot.expressions.Create) and one.kind == "TABLE"]
    named = [(one.this.name, of_parser(one.args["kind"])) for one in create.this.expressions]
    return [type(one).__name__ for one in statements], create, named


def properties(create: sqlglot.expressions.Create) -> dict[str, str]:
    """What a statement says of the table, by the words of the engine."""
    found = {}
    for one in create.args["properties"].expressions:
        match one:
            case sqlglot.expressions.LocationProperty():
                found["location"] = one.this.name
            case sqlglot.expressions.FileFormatProperty():
                found["format"] = one.this.name.upper()
            case sqlglot.expressions.PartitionedByProperty():
                found["partition"] = [part.name for part in one.this.expressions]
            case sqlglot.expressions.Property() if "value" in one.args:
                found[one.this.name] = one.args["value"].name
    return found


def with_items(world: World, tmp_path) -> str:
    """A federated store of configuration items that has some in Parquet."""
    from test_imports import cairn_import
    from test_lake_items import delivery, item

    arn = federated(world, Name="items", AdvancedEventSelectors=[
        {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["ConfigurationItem"]}]}])
    (tmp_path / "items.json.gz").write_bytes(delivery([item(number) for number in range(3)]))
    assert cairn_import(world, tmp_path / "items.json.gz", "--store", "items").returncode == 0
    return arn


@pytest.mark.parametrize("kind", ["events", "enriched", "items"])
def test_a_parser_for_each_engine_reads_the_statements(start_cairn, tmp_path, kind):
    """sqlglot, which shares nothing with Cairn, reads each file in the engine's dialect; pyarrow says what the files have."""
    world = World(start_cairn(
        None, "--lenient", "--compaction-interval", "1s", data_dir=tmp_path / "data", environment={"CAIRN_DUCKDB": str(DUCKDB)}))
    arn = with_items(world, tmp_path) if kind == "items" else federated(world)
    folder = tmp_path / "data/lake" / uuid(arn)
    if kind == "enriched":
        world.call("PutEventConfiguration", EventDataStore=arn, MaxEventSize="Large")
        servers.wait_until(lambda: "eventContext" in (folder / "federation/spark.sql").read_text(), 10, "the statements follow")
    calls(world, 3)
    servers.wait_until(lambda: list(folder.glob("day=*/*.parquet")), 30, "there is Parquet", pause=0.2)
    world.cairn.stop()
    schemas = {str(schema): schema for schema in map(pyarrow.parquet.read_schema, folder.glob("day=*/*.parquet"))}
    schema, = schemas.values()
    files = [(field.name.lower(), of_arrow(field.type)) for field in schema]
    name = "eds_" + uuid(arn).replace("-", "_")
    for engine in ("athena", "trino", "spark"):
        kinds, create, columns = table_of(folder / f"federation/{engine}.sql")
        assert kinds == ["Create", "Create"] + ["Command"] * (engine != "athena"), engine
        assert (create.find(sqlglot.expressions.Table).name, create.find(sqlglot.expressions.Table).db) == (name, "aws_cloudtrail")
        said = properties(create)
        columns = [(column.lower(), kind) for column, kind in columns]
        assert columns == files + ([("day", "text")] if engine != "athena" else []), engine
        if engine == "athena":
            assert said["location"] == f"s3://BUCKET/PREFIX/{uuid(arn)}/"
            assert said["storage.location.template"] == f"s3://BUCKET/PREFIX/{uuid(arn)}/day=${{day}}"
            assert (said["projection.enabled"], said["projection.day.type"], said["projection.day.format"]) == (
                "true", "date", "yyyy-MM-dd")
            assert said["projection.day.range"].split(",")[0] <= min(path.parent.name[4:] for path in folder.glob("day=*/*.parquet"))
            place, = [one for one in create.find_all(sqlglot.expressions.PartitionedByProperty)]
            assert [part.name for part in place.this.expressions] == ["day"]
        elif engine == "trino":
            assert said["format"] == "PARQUET" and said["external_location"] == f"file://{folder}"
            assert create.find(sqlglot.expressions.Table).catalog == "hive"
        else:
            assert said["location"] == f"file://{folder}" and said["format"] == "PARQUET"


# MARK: Carried out

# Spark for its own statements; with Hive's metastore for those in Hive's language, which is Athena's.
SPARK_PROGRAM = """
import json, sys
from pyspark.sql import SparkSession
work, scripts, table, question = sys.argv[1:]
spark = (SparkSession.builder.master("local[1]").enableHiveSupport()
         .config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "1")
         .config("spark.sql.session.timeZone", "UTC").config("spark.sql.warehouse.dir", work + "/warehouse")
         .config("spark.hadoop.javax.jdo.option.ConnectionURL", "jdbc:derby:memory:metastore;create=true")
         .config("spark.driver.extraJavaOptions", "-Dderby.system.home=" + work).getOrCreate())
for engine, script in json.loads(scripts).items():
    for statement in script:
        spark.sql(statement)
    rows = [row.asDict(recursive=True) for row in spark.sql(question).collect()]
    print("ROWS " + json.dumps([engine, rows], default=str))
    spark.sql("DROP TABLE " + table)
spark.stop()
"""

QUESTION = """SELECT element_at(requestParameters, 'name') AS name, userIdentity.accountId AS account,
    date_format(eventTime, 'yyyy-MM-dd HH:mm:ss') AS time, day, errorCode AS error, readOnly AS reads, eventID AS id
    FROM {table} WHERE eventName = 'DeleteTrail' ORDER BY id"""


def statements(text: str) -> list[str]:
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    return [one for one in "\n".join(lines).split(";") if one.strip()]


def spark_rows(work, scripts: dict[str, list[str]], table: str) -> dict[str, list[dict]]:
    """The rows of the question after each engine's statements."""
    answer = subprocess.run(
        [sys.executable, "-c", SPARK_PROGRAM, str(work), json.dumps(scripts), table, QUESTION.format(table=table)],
        capture_output=True, text=True, timeout=240, cwd=work,
        env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable})
    assert answer.returncode == 0, answer.stderr[-4000:]
    return dict(json.loads(line[5:]) for line in answer.stdout.splitlines() if line.startswith("ROWS "))


def as_spark_has_it(path) -> list[str]:
    """What a file asks of an engine, in words of Spark's: only what is that engine's alone is put in another way."""
    text, folder = path.read_text(), path.parent.parent
    table = "aws_cloudtrail.eds_" + folder.name.replace("-", "_")
    if path.stem == "athena":
        # What the file says to write for the place. Projection finds partitions at each query; Hive is told to look.
        text = text.replace("s3://BUCKET/PREFIX/" + folder.name, f"file://{folder}")
        return statements(text) + [f"MSCK REPAIR TABLE {table} SYNC PARTITIONS"]
    if path.stem == "trino":
        # By sqlglot's translation, but for the last, which calls a procedure of Trino's.
        *tables, last = statements(text)
        assert re.fullmatch(
            r"\s*CALL hive\.system\.sync_partition_metadata\('aws_cloudtrail', '(\w+)', 'FULL'\)", last)[1] in table
        translated = [sqlglot.transpile(one.replace("hive.", ""), read="trino", write="spark")[0] for one in tables]
        translated = [re.sub(r"TBLPROPERTIES \('external_location'=('[^']*')\)", r"LOCATION \1", one) for one in translated]
        return translated + [f"MSCK REPAIR TABLE {table} SYNC PARTITIONS"]
    return statements(text)


def test_the_statements_make_a_table_of_the_files(lake, tmp_path):
    """Spark and Hive's metastore carry the statements out, and find in the files what DuckDB finds."""
    world, folder = lake
    arn = federated(world)
    folder = folder / uuid(arn)
    compacted(world, folder, arn)
    world.cairn.stop(10)
    table = "aws_cloudtrail.eds_" + uuid(arn).replace("-", "_")
    scripts = {engine: as_spark_has_it(folder / f"federation/{engine}.sql") for engine in ("spark", "athena", "trino")}
    found = spark_rows(tmp_path, scripts, table)
    expected = duckdb.sql(
        f"""SELECT requestParameters['name'], userIdentity.accountId, strftime(eventTime, '%Y-%m-%d %H:%M:%S'),
            strftime(eventTime, '%Y-%m-%d'), errorCode, readOnly, eventID
            FROM read_parquet('{folder}/day=*/*.parquet', hive_partitioning=false)
            WHERE eventName = 'DeleteTrail' ORDER BY eventID""").fetchall()
    assert expected and found.keys() == scripts.keys()
    for engine, rows in found.items():
        assert [tuple(row.values()) for row in rows] == expected, engine


def test_enriched_stores_have_the_column_too(lake):
    world, folder = lake
    arn = federated(world)
    path = folder / uuid(arn) / "federation" / "spark.sql"
    assert "eventContext" not in path.read_text()
    world.call("PutEventConfiguration", EventDataStore=arn, MaxEventSize="Large")
    servers.wait_until(lambda: "eventContext" in path.read_text(), 10, "the statements follow")
    assert query(world, f"SELECT count(*) AS n FROM {uuid(arn)}")
