"""Put/GetEventConfiguration of event data stores: the size of events, and the context that enriches them."""

from __future__ import annotations

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
