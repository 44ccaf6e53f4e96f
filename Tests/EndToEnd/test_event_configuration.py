"""Put/GetEventConfiguration of event data stores: the size of events, and the context that enriches them."""

from __future__ import annotations

import gzip
import json

import pytest

import servers
from test_lake import DUCKDB, calls, query, store, uuid
from trails import World

CONTEXT = [
    {"Type": "RequestContext", "Equals": ["aws:PrincipalArn", "aws:RequestedRegion", "aws:ViaAWSService", "aws:userid"]},
    {"Type": "TagContext", "Equals": ["team"]},
]


@pytest.fixture
def world(start_cairn) -> World:
    return World(start_cairn(None, "--lenient", environment={"CAIRN_DUCKDB": str(DUCKDB)}))


def put(world: World, arn: str, **settings) -> dict:
    return world.call("PutEventConfiguration", EventDataStore=arn, **settings)


def test_defaults_changes_and_reset(world):
    arn = store(world)
    shown = world.call("GetEventConfiguration", EventDataStore=uuid(arn))
    assert shown == {"EventDataStoreArn": arn, "MaxEventSize": "Standard", "ContextKeySelectors": []}
    answer = put(world, arn, MaxEventSize="Large", ContextKeySelectors=CONTEXT)
    assert answer == {"EventDataStoreArn": arn, "MaxEventSize": "Large", "ContextKeySelectors": CONTEXT}
    assert world.call("GetEventConfiguration", EventDataStore=arn) == answer
    answer = put(world, arn, MaxEventSize="Standard", ContextKeySelectors=[])
    assert answer == {"EventDataStoreArn": arn, "MaxEventSize": "Standard", "ContextKeySelectors": []}


def test_what_is_refused(world):
    arn = store(world)
    insights = store(world, AdvancedEventSelectors=[{"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Insight"]}]}])
    request = CONTEXT[0]
    refused = [
        ({"MaxEventSize": "Large", "EventDataStore": insights}, "InvalidEventDataStoreCategoryException"),
        ({"ContextKeySelectors": CONTEXT}, "InvalidParameterException"),
        ({"MaxEventSize": "Standard", "ContextKeySelectors": CONTEXT}, "InvalidParameterException"),
        ({"MaxEventSize": "Large", "ContextKeySelectors": [request, request]}, "InvalidParameterException"),
        ({"MaxEventSize": "Large", "ContextKeySelectors": [{**request, "Equals": ["aws:x"]}]}, "InvalidParameterException"),
        ({"TrailName": "audit"}, "InvalidParameterCombinationException"),
        ({"AggregationConfigurations": []}, "InvalidParameterCombinationException"),
        ({"EventDataStore": "11111111-2222-4333-8444-555555555555"}, "EventDataStoreNotFoundException"),
        ({"EventDataStore": "abc"}, "EventDataStoreARNInvalidException"),
    ]
    for change, code in refused:
        assert world.code("PutEventConfiguration", **{"EventDataStore": arn, **change}) == code, change
    assert world.code("GetEventConfiguration", EventDataStore=insights) == "InvalidEventDataStoreCategoryException"
    assert world.code("PutEventConfiguration", region="us-east-1", EventDataStore=arn) == "InvalidHomeRegionException"
    world.call("UpdateEventDataStore", EventDataStore=arn, TerminationProtectionEnabled=False)
    world.call("DeleteEventDataStore", EventDataStore=arn)
    assert world.code("PutEventConfiguration", EventDataStore=arn) == "InactiveEventDataStoreException"
    assert world.code("GetEventConfiguration", EventDataStore=arn) == "InvalidEventDataStoreStatusException"


def test_events_are_enriched(world):
    """Only in the store that asks for it, from then on, with the keys that it names."""
    plain, enriched = store(world), store(world)
    before, = calls(world, 1)
    of = lambda arn, name: query(  # noqa: E731
        world, f"SELECT eventJson FROM {uuid(arn)} WHERE element_at(requestParameters, 'name') = '{name}'")
    servers.wait_until(lambda: of(enriched, before), 10, "the first event is there")
    put(world, enriched, MaxEventSize="Large", ContextKeySelectors=CONTEXT)
    after, = calls(world, 1)
    servers.wait_until(lambda: of(enriched, after) and of(plain, after), 10, "the second event is there")
    assert "eventContext" not in json.loads(of(enriched, before)[0]["eventJson"])
    assert "eventContext" not in json.loads(of(plain, after)[0]["eventJson"])
    record = json.loads(of(enriched, after)[0]["eventJson"])
    context = record["eventContext"]["requestContext"]
    assert context["aws:RequestedRegion"] == record["awsRegion"]
    assert context["aws:ViaAWSService"] == "false"
    assert context["aws:PrincipalArn"] == record["userIdentity"]["arn"]
    assert set(context) <= {"aws:PrincipalArn", "aws:RequestedRegion", "aws:ViaAWSService", "aws:userid"}
    assert record["eventContext"]["tagContext"] == {}
    row, = query(
        world,
        f"""SELECT element_at(eventContext.requestContext, 'aws:RequestedRegion') AS region FROM {uuid(enriched)}
            WHERE element_at(requestParameters, 'name') = '{after}'""")
    assert row == {"region": record["awsRegion"]}


# MARK: Large events


def create_cluster(world: World, name: str, byte_count: int) -> None:
    """A call whose parameters have so many bytes."""
    tags = [{"key": f"key-{number:06}", "value": "v" * 200} for number in range(byte_count // 240)]
    world.client("ecs").create_cluster(clusterName=name, tags=tags)


def test_large_events_go_through_the_gateway_whole_into_the_stores_that_take_them(start_cairn, moto, tmp_path):
    """A store with `Large` has the call as it was made, with its context; everyone else has it as if there were no such store."""
    world = World(start_cairn(
        moto.url, "--lenient", "--delivery-interval", "1s", data_dir=tmp_path / "data",
        environment={"CAIRN_DUCKDB": str(DUCKDB)}))
    standard, large = store(world, Name="standard"), store(world, Name="large")
    create_cluster(world, "before", 300_000)
    put(world, large, MaxEventSize="Large", ContextKeySelectors=CONTEXT)
    trail_bucket = world.bucket(policy=False)
    world.call("CreateTrail", Name="trail", S3BucketName=trail_bucket)
    world.call("StartLogging", Name="trail")
    sizes = {"small": 1_000, "middle": 300_000, "great": 900_000}
    for name, size in sizes.items():
        create_cluster(world, name, size)
    # More than the gateway keeps of a body, whoever takes it.
    create_cluster(world, "beyond", 1_300_000)

    def by_order(arn: str) -> list[dict]:
        statement = f"SELECT eventJson FROM {uuid(arn)} WHERE eventName = 'CreateCluster'"
        records = [json.loads(row["eventJson"]) for row in query(world, statement)]
        return sorted(records, key=lambda record: record["eventID"])  # ids are in the order of time

    servers.wait_until(lambda: len(by_order(large)) == 5 and len(by_order(standard)) == 5, 30, "all are there", world.cairn, 0.3)
    in_large, in_standard = by_order(large), by_order(standard)
    assert [record["eventID"] for record in in_large] == [record["eventID"] for record in in_standard]
    whole = dict(zip(("before", *sizes, "beyond"), in_large))
    limited = dict(zip(("before", *sizes, "beyond"), in_standard))
    for name, size in sizes.items():
        record = whole[name]
        assert record["requestParameters"]["clusterName"] == name
        assert len(record["requestParameters"]["tags"]) == size // 240
        context = record["eventContext"]["requestContext"]
        assert context["aws:RequestedRegion"] == record["awsRegion"] and context["aws:PrincipalArn"] == record["userIdentity"]["arn"]
        assert len(json.dumps(record, separators=(",", ":"))) <= 1024 * 1024
    assert "eventContext" not in whole["before"] and "eventContext" not in limited["middle"]
    assert whole["before"] == limited["before"], "what was recorded before is as it was then"
    for name in ("before", "middle", "great"):
        omitted = limited[name]["requestParameters"]
        assert omitted["omitted"] is True and omitted["reason"] == "requestParameters too large"
        assert omitted["originalSize"] > sizes.get(name, 300_000) * 0.9
    assert limited["small"]["requestParameters"] == whole["small"]["requestParameters"]
    assert whole["beyond"]["requestParameters"]["omitted"] is True and limited["beyond"]["requestParameters"]["omitted"] is True
    row, = query(world, f"""
        SELECT element_at(requestParameters, 'clusterName') AS name, json_array_length(element_at(requestParameters, 'tags')) AS tags,
            element_at(eventContext.requestContext, 'aws:RequestedRegion') AS region FROM {uuid(large)}
        WHERE eventID = '{whole["great"]["eventID"]}'""")
    assert row == {"name": "great", "tags": str(900_000 // 240), "region": whole["great"]["awsRegion"]}
    row, = query(world, f"""SELECT element_at(requestParameters, 'omitted') AS omitted, element_at(requestParameters, 'reason') AS reason
                            FROM {uuid(standard)} WHERE eventID = '{whole["great"]["eventID"]}'""")
    assert row == {"omitted": "true", "reason": "requestParameters too large"}

    # Event history and log files have what the standard store has.
    wanted = {record["eventID"]: record for record in in_standard}
    def looked_up() -> dict[str, dict]:
        events = world.call("LookupEvents", LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": "CreateCluster"}])["Events"]
        return {event["EventId"]: json.loads(event["CloudTrailEvent"]) for event in events}
    assert looked_up() == wanted
    s3 = world.client("s3")

    def delivered() -> dict[str, dict]:
        found = {}
        for entry in s3.list_objects_v2(Bucket=trail_bucket).get("Contents", []):
            if entry["Key"].endswith(".json.gz") and "/CloudTrail/" in entry["Key"]:
                for record in json.loads(gzip.decompress(s3.get_object(Bucket=trail_bucket, Key=entry["Key"])["Body"].read()))["Records"]:
                    if record["eventName"] == "CreateCluster":
                        found[record["eventID"]] = record
        return found

    servers.wait_until(lambda: len(delivered()) == 4, 30, "all are delivered", world.cairn, 0.3)
    assert delivered() == {id: record for id, record in wanted.items() if id != in_standard[0]["eventID"]}
    # The journal has them whole.
    journal = {record["eventID"]: record for record in world.cairn.records()}
    assert len(journal[whole["great"]["eventID"]]["requestParameters"]["tags"]) == 900_000 // 240
    # Without such a store the journal keeps to the sizes again.
    put(world, large, MaxEventSize="Standard", ContextKeySelectors=[])
    create_cluster(world, "after", 300_000)
    last = [record for record in world.cairn.records() if record["eventName"] == "CreateCluster"][-1]
    assert last["requestParameters"]["omitted"] is True
