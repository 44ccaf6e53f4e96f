"""Queries of the user guide over eventContext: the rows are those that Python finds in the same records."""

from __future__ import annotations

import collections
import datetime as dt
import json

import pytest

import servers
from test_event_configuration import CONTEXT, put
from test_imports import cairn_import
from test_lake import DUCKDB, query, store, uuid
from trails import World

NOW = dt.datetime.now(dt.timezone.utc).replace(microsecond=0) - dt.timedelta(hours=1)


def record(number: int) -> dict:
    """Every third without any context, every fifth without tags."""
    tagged = [
        {"arn": f"arn:aws:ec2:eu-west-1:{servers.ACCOUNT}:instance/i-{number % 4}",
         "tags": {"env": "prod" if number % 4 == 1 else "test", "cost": f"c{number % 3}"}},
        {"arn": f"arn:aws:ec2:eu-west-1:{servers.ACCOUNT}:vpc/v-{number % 2}", "tags": {"cost": f"c{number % 2}"}},
    ]
    context = {
        "requestContext": {"aws:SourceVpc": f"vpc-{number % 5}"},
        "tagContext": {"resourceTags": [] if number % 5 == 0 else tagged[: 1 + number % 2], "principalTags": {"team": "a"}},
    }
    event = {
        "eventVersion": "1.11", "userIdentity": {"type": "AWSService", "invokedBy": "ec2.amazonaws.com"},
        "eventTime": (NOW + dt.timedelta(seconds=number)).strftime("%Y-%m-%dT%H:%M:%SZ"), "eventSource": "ec2.amazonaws.com",
        "eventName": "RunInstances", "awsRegion": "eu-west-1", "eventID": f"11111111-2222-4333-8444-{number:012d}",
        "readOnly": False, "eventType": "AwsApiCall", "managementEvent": True, "recipientAccountId": servers.ACCOUNT,
        "eventCategory": "Management"}
    return event if number % 3 == 0 else {**event, "eventContext": context}


RECORDS = [record(number) for number in range(60)]
CONTEXTS = [event["eventContext"] for event in RECORDS if "eventContext" in event]


@pytest.fixture
def enriched(start_cairn, tmp_path) -> tuple[World, str]:
    world = World(start_cairn(None, "--lenient", environment={"CAIRN_DUCKDB": str(DUCKDB)}))
    arn = store(world, Name="enriched")
    put(world, arn, MaxEventSize="Large", ContextKeySelectors=CONTEXT)
    (tmp_path / "log.json").write_text(json.dumps({"Records": RECORDS}))
    answer = cairn_import(world, tmp_path / "log.json", "--store", "enriched")
    assert json.loads(answer.stdout)["eventsCompleted"] == len(RECORDS), answer.stdout + answer.stderr
    return world, uuid(arn)


def test_the_vpc_of_requests_to_what_has_a_tag(enriched):
    world, id_ = enriched
    rows = query(world, f"""
        SELECT element_at(eventContext.requestContext, 'aws:SourceVpc') AS vpc FROM {id_}
        WHERE any_match(eventContext.tagContext.resourceTags, t -> element_at(t.tags, 'env') = 'prod')""")
    expected = [
        context["requestContext"]["aws:SourceVpc"] for context in CONTEXTS
        if any(tag["tags"].get("env") == "prod" for tag in context["tagContext"]["resourceTags"])]
    assert expected and sorted(row["vpc"] for row in rows) == sorted(expected)


def test_requests_by_resource_and_tag(enriched):
    world, id_ = enriched
    rows = query(world, f"""
        SELECT rt.arn AS arn, element_at(rt.tags, 'cost') AS cost, COUNT(*) AS n FROM {id_},
        unnest(eventContext.tagContext.resourceTags) AS rt GROUP BY 1, 2""")
    expected = collections.Counter(
        (tag["arn"], tag["tags"]["cost"]) for context in CONTEXTS for tag in context["tagContext"]["resourceTags"])
    assert len(expected) > 5 and {(row["arn"], row["cost"]): int(row["n"]) for row in rows} == dict(expected)
    assert len(rows) == len(expected)
