"""Queries of the user guide that need events of their own: the rows are those that Python finds in the same records."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest

import servers
from test_imports import cairn_import
from test_lake import DUCKDB, query, store, uuid
from test_lake_items import item, kind
from trails import World

NOW = dt.datetime.now(dt.timezone.utc).replace(microsecond=0) - dt.timedelta(hours=1)
IDS = ["0a1b2c3d-1111-2222-3333-0123456789ab", "99999999-aaaa-bbbb-cccc-ddddddddeeee"]


@pytest.fixture
def world(start_cairn) -> World:
    return World(start_cairn(None, "--lenient", environment={"CAIRN_DUCKDB": str(DUCKDB)}))


def stack_events() -> list[dict]:
    """Calls for stack sets, and for stacks whose names are those of stack sets, or nearly."""
    calls = [("CreateStackSet", {"stackSetName": name}, "set") for name in ("web", "data", "lone")]
    calls += [("UpdateStackSet", {"stackSetName": "web"}, "other")]
    calls += [
        ("CreateStack", {"stackName": f"StackSet-web-{IDS[0]}"}, "deployer"),
        ("UpdateStack", {"stackName": f"StackSet-data-{IDS[1]}"}, "deployer"),
        ("CreateStack", {"stackName": f"StackSet-lone-{IDS[1]}"}, "someone"),
        ("DeleteStack", {"stackName": "StackSet-web-short"}, "deployer")]
    return [{
        "eventVersion": "1.11", "userIdentity": {"type": "IAMUser", "principalId": who, "accountId": servers.ACCOUNT},
        "eventTime": (NOW + dt.timedelta(seconds=number)).strftime("%Y-%m-%dT%H:%M:%SZ"), "requestParameters": parameters,
        "eventSource": "cloudformation.amazonaws.com", "eventName": name, "awsRegion": "eu-west-1", "eventID": f"e{number}",
        "readOnly": False, "eventType": "AwsApiCall", "managementEvent": True, "recipientAccountId": servers.ACCOUNT,
        "eventCategory": "Management"} for number, (name, parameters, who) in enumerate(calls)]


def test_stack_sets_whose_stacks_a_principal_has_changed(world, tmp_path):
    arn, events = store(world, Name="stacks"), stack_events()
    (tmp_path / "log.json").write_text(json.dumps({"Records": events}))
    answer = cairn_import(world, tmp_path / "log.json", "--store", "stacks")
    assert json.loads(answer.stdout)["eventsCompleted"] == len(events), answer.stdout + answer.stderr
    id_, pattern = uuid(arn), "^StackSet-|(-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12})$"
    rows = query(world, f"""
        SELECT eventName, element_at(requestParameters, 'stackSetName') AS name FROM {id_}
        WHERE element_at(requestParameters, 'stackSetName') IN (
            SELECT regexp_replace(element_at(requestParameters, 'stackName'), '{pattern}') AS stackName FROM {id_}
            WHERE eventName LIKE '%Stack' AND userIdentity.principalId IN (
                SELECT userIdentity.principalid FROM {id_} WHERE eventID = 'e4'))""")
    names = {
        re.sub(pattern, "", event["requestParameters"]["stackName"]) for event in events
        if event["eventName"].endswith("Stack") and event["userIdentity"]["principalId"] == "deployer"}
    expected = [(event["eventName"], event["requestParameters"]["stackSetName"]) for event in events
                if event["requestParameters"].get("stackSetName") in names]
    assert len(expected) == 3 and sorted((row["eventName"], row["name"]) for row in rows) == sorted(expected)


def test_patches_that_are_installed(world, tmp_path):
    """In Config items, whose configuration has names with colons."""
    arn = kind(world, "ConfigurationItem", Name="items")
    patches = [
        {f"KB{number}-{index}": {"Id": f"KB{number}-{index}", "PatchState": state}
         for index, state in enumerate(["Installed", "Missing", "Installed"][: number + 1])}
        for number in range(3)]
    items = [item(number, configuration={"AWS:ComplianceItem": {"Content": {"Patch": content}}})
             for number, content in enumerate(patches)]
    (tmp_path / "items.json").write_text(json.dumps({"configurationItems": items}))
    answer = cairn_import(world, tmp_path / "items.json", "--store", "items")
    assert json.loads(answer.stdout)["eventsCompleted"] == 3, answer.stdout + answer.stderr
    rows = query(world, f"""
        SELECT transform(filter(p, i -> cast(json_extract(i, '$.PatchState') as varchar) = 'Installed'),
            f -> json_extract(f, '$.Id')) AS installed
        FROM (
            SELECT map_values(cast(json_extract(json_parse(eventJson),
                    '$.eventData.configuration.AWS:ComplianceItem.Content.Patch') as map(varchar, json))) AS p,
                rank() over (partition by replace(eventID, 'AWS::SSM::') order by eventTime desc) as rnk
            FROM {uuid(arn)})
        WHERE rnk = 1""")
    found = sorted(sorted(re.findall(r"KB[0-9-]+", row["installed"])) for row in rows)
    assert found == sorted(
        sorted(patch["Id"] for patch in content.values() if patch["PatchState"] == "Installed") for content in patches)
