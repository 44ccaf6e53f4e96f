"""The files of a store, read by others as docs/formats/lake.md says: DuckDB and pyarrow, without Cairn."""

from __future__ import annotations

import collections
import json
import pathlib

import duckdb
import pyarrow.compute
import pyarrow.dataset
import pyarrow.parquet
import pytest

import lake_events
import servers
from lake_reference import parameter, part
from test_lake import DUCKDB, store, uuid
from test_lake_catalogue import SELECTORS
from trails import World

EVENTS = lake_events.make(11_000, seed=5)


@pytest.fixture(scope="module")
def layout(tmp_path_factory) -> pathlib.Path:
    """The folder of a store whose events are all in Parquet files; no Cairn is running."""
    folder = tmp_path_factory.mktemp("layout")

    def start() -> World:
        return World(servers.Cairn(
            folder / "data", folder / "log", None, "--lenient", account=lake_events.ACCOUNT,
            environment={"CAIRN_DUCKDB": str(DUCKDB)}))

    world = start()
    arn = store(world, RetentionPeriod=3653, AdvancedEventSelectors=SELECTORS)
    world.cairn.kill()
    journal, = (folder / "data/journal").glob("*.ndjson")
    with open(journal, "a", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lake_events.lines(EVENTS))
    world = start()
    place = folder / "data/lake" / uuid(arn)

    def compacted() -> bool:
        manifest, tail = place / "manifest.json", place / "tail.json"
        if not manifest.exists() or not tail.exists():
            return False
        files = json.loads(manifest.read_text())["files"]
        return sum(file["events"] for file in files) >= len(EVENTS)

    servers.wait_until(compacted, 90, "the events are compacted")
    world.cairn.stop()
    return place


def dataset(layout: pathlib.Path) -> pyarrow.dataset.Dataset:
    return pyarrow.dataset.dataset(
        layout, format="parquet", partitioning="hive", exclude_invalid_files=True,
        ignore_prefixes=["hot", "manifest", "tail", "set-aside"])


def days() -> dict[str, int]:
    return dict(collections.Counter(event["eventTime"][:10] for event in EVENTS))


def test_the_manifest_lists_what_is_there(layout):
    files = json.loads((layout / "manifest.json").read_text())["files"]
    assert sorted(file["path"] for file in files) == sorted(
        str(path.relative_to(layout)) for path in layout.glob("day=*/*.parquet"))
    for file in files:
        assert (layout / file["path"]).stat().st_size == file["bytes"]
        assert pyarrow.parquet.read_metadata(layout / file["path"]).num_rows == file["events"]
        assert f"day={file['day']}" == file["path"].split("/")[0]


def test_pyarrow_reads_every_event_as_it_was_recorded(layout):
    table = dataset(layout).to_table(columns=["eventJson", "eventTime", "day"])
    assert sorted(table["eventJson"].to_pylist()) == sorted(lake_events.lines(EVENTS))
    assert dict(collections.Counter(map(str, table["day"].to_pylist()))) == days()


def test_pyarrow_sees_columns_of_their_types(layout):
    schema = dataset(layout).schema
    names = [name for name in schema.names if name != "day"]
    assert names[:6] == ["eventVersion", "userIdentity", "eventTime", "eventSource", "eventName", "awsRegion"]
    assert names[-2:] == ["eventJson", "eventJsonChecksum"]
    assert pyarrow.types.is_timestamp(schema.field("eventTime").type) and schema.field("eventTime").type.tz is None
    assert pyarrow.types.is_map(schema.field("requestParameters").type)
    assert pyarrow.types.is_boolean(schema.field("readOnly").type)
    assert pyarrow.types.is_list(schema.field("resources").type)
    identity = {field.name for field in schema.field("userIdentity").type}
    assert {"type", "principalId", "arn", "accountId", "sessionContext", "onBehalfOf", "inScopeOf"} <= identity


def test_pyarrow_answers_what_python_does(layout):
    table = dataset(layout).to_table(columns=["eventName", "errorCode", "userIdentity", "requestParameters", "readOnly"])
    found = table.group_by("eventName").aggregate([("eventName", "count"), ("errorCode", "count")]).to_pylist()
    assert {row["eventName"]: (row["eventName_count"], row["errorCode_count"]) for row in found} == {
        name: (len(group), sum("errorCode" in event for event in group))
        for name, group in by(EVENTS, lambda event: event["eventName"]).items()}
    arns = pyarrow.compute.struct_field(table["userIdentity"], "arn").to_pylist()
    assert collections.Counter(arns) == collections.Counter(part(event, "userIdentity.arn") for event in EVENTS)
    buckets = [dict(row or []).get("bucketName") for row in table["requestParameters"].to_pylist()]
    assert collections.Counter(buckets) == collections.Counter(parameter(event, "bucketName") for event in EVENTS)


def by(events, key) -> dict:
    groups = collections.defaultdict(list)
    for event in events:
        groups[key(event)].append(event)
    return groups


def test_duckdb_answers_what_python_does(layout):
    source = f"read_parquet('{layout}/day=*/*.parquet', hive_partitioning=false)"
    assert duckdb.sql(f"SELECT count(*) FROM {source}").fetchall() == [(len(EVENTS),)]
    assert "day" not in duckdb.sql(f"SELECT * FROM {source} LIMIT 0").columns
    found = duckdb.sql(f"SELECT eventSource, count(*) FILTER (errorCode IS NOT NULL), min(eventTime)::VARCHAR FROM {source} GROUP BY 1")
    assert {row[0]: row[1:] for row in found.fetchall()} == {
        name: (sum("errorCode" in event for event in group), min(e["eventTime"] for e in group).replace("T", " ")[:19])
        for name, group in by(EVENTS, lambda event: event["eventSource"]).items()}
    wrong = duckdb.sql(f"SELECT count(*) FROM {source} WHERE eventJsonChecksum <> to_base64(unhex(sha256(eventJson)))")
    assert wrong.fetchall() == [(0,)]


def test_files_are_sorted_by_time_in_groups_of_rows(layout):
    for path in layout.glob("day=*/*.parquet"):
        times = pyarrow.parquet.read_table(path, columns=["eventTime"], partitioning=None)["eventTime"].to_pylist()
        assert times == sorted(times)
        metadata = pyarrow.parquet.read_metadata(path)
        assert metadata.row_group(0).column(0).compression == "ZSTD"
        assert max(metadata.row_group(one).num_rows for one in range(metadata.num_row_groups)) <= 20_480
