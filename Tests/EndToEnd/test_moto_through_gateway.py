"""The same calls straight against moto and through Cairn: same results, and a true record of each.

One scenario (scenario.py) runs twice at the same time, against two moto servers with the same seed. Then every call of
the second run is looked for in the journal and, if it is a management event, in LookupEvents, and each field of its
record is compared with what predict.py says.
"""

from __future__ import annotations

import collections
import concurrent.futures
import itertools
import json
import re

import pytest

import matching
import predict
import runner
import scenario
import servers
from conftest import client

SEED = 42
CLIENTS = 8


class World:
    """Both runs, the journal, and what LookupEvents said."""

    def __init__(self, direct, through, records, cairn) -> None:
        self.direct, self.through, self.cairn = direct, through, cairn
        self.records = records
        self.by_marker: dict[str, list[dict]] = collections.defaultdict(list)
        for record in records:
            match = re.search(r"e2e-\d{4}", record.get("userAgent", ""))
            if match:
                self.by_marker[match.group(0)].append(record)
        self._lookups: dict[tuple, list[dict]] = {}
        self._clients: dict[tuple, object] = {}

    def identity(self, call):
        return call.identity

    def record_of(self, call) -> dict | None:
        found = self.by_marker.get(call.marker, [])
        # DeleteObjects leaves one record for itself and one for every key.
        named = [each for each in found if each["eventName"] == predict.event_name(call)]
        return (named or found or [None])[0]

    def lookup(self, account: str, region: str, key: str, value: str) -> list[dict]:
        """Every event of that account and region with the attribute, by all pages."""
        asked = (account, region, key, value)
        if asked not in self._lookups:
            name = (account, region)
            if name not in self._clients:
                access_key = account if account != servers.ACCOUNT else "AKIALOOKUP0000000001"
                self._clients[name] = client("cloudtrail", self.cairn.url, region, access_key)
            pages = (
                self._clients[name]
                .get_paginator("lookup_events")
                .paginate(LookupAttributes=[{"AttributeKey": key, "AttributeValue": value}])
            )
            self._lookups[asked] = [event for page in pages for event in page["Events"]]
        return self._lookups[asked]


@pytest.fixture(scope="module")
def world(binary, tmp_path_factory):
    folder = tmp_path_factory.mktemp("gateway")
    started: list[servers.Process] = []
    try:
        for name in ("direct", "upstream"):
            started.append(servers.Moto(folder / f"moto-{name}.log", seed=SEED))
        cairn = servers.Cairn(folder / "data", folder / "cairn.log", started[1].url, "--record-data-events")
        started.append(cairn)
        direct, through = runner.ScenarioRun(started[0].url, "direct"), runner.ScenarioRun(cairn.url, "cairn")
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            runs = [pool.submit(direct.run, scenario.STEPS), pool.submit(through.run, scenario.STEPS)]
            for run in runs:
                run.result()
        wait_for_history(cairn, through.calls)
        world = World(direct, through, cairn.records(), cairn)
        report(world)
        yield world
    finally:
        statuses = [process.stop(10) for process in reversed(started)]
        assert not any(statuses), f"a server did not end by itself: {statuses}"


def wait_for_history(cairn, calls) -> None:
    """The index follows the journal: done when the last management call of the scenario can be looked up."""
    last = [call for call in calls if not predict.is_data_event(call) and call.region == servers.REGION][-1]
    cloudtrail = client("cloudtrail", cairn.url, key="AKIALOOKUP0000000001")

    def there() -> bool:
        events = cloudtrail.lookup_events(
            LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": predict.event_name(last)}]
        )["Events"]
        return any(last.marker in event["CloudTrailEvent"] for event in events)

    servers.wait_until(there, 20, f"{last.label} is in the history", cairn, 0.1)


def report(world) -> None:
    calls = world.through.calls
    by_protocol = collections.Counter(runner.protocol_of(call) for call in calls)
    print(f"\n{'calls':24}{len(calls)}")
    print(f"{'different operations':24}{len({(call.service, call.operation) for call in calls})}")
    print(f"{'services':24}{len({call.service for call in calls})}")
    print(f"{'error answers':24}{sum(call.error is not None for call in calls)}")
    print(f"{'by the AWS CLI':24}{sum(isinstance(step, runner.CLIStep) for step in scenario.STEPS)}")
    print(f"{'regions':24}{', '.join(sorted({call.region for call in calls}))}")
    for protocol, count in sorted(by_protocol.items()):
        print(f"{'  ' + protocol:24}{count}")
    print(f"{'journal records':24}{len(world.records)}")


def fail_with(title: str, problems: list[str]) -> None:
    if problems:
        pytest.fail(f"{len(problems)} × {title}\n  " + "\n  ".join(problems), pytrace=False)


def test_scenario_is_as_wide_as_promised(world):
    calls = world.through.calls
    assert len({(call.service, call.operation) for call in calls}) >= 120
    assert len({call.service for call in calls}) >= 40
    wanted = {"json 1.0", "json 1.1", "query", "ec2", "rest-json", "rest-xml", "rpc-v2-cbor"}
    assert wanted <= {runner.protocol_of(call) for call in calls}
    assert sum(isinstance(step, runner.CLIStep) for step in scenario.STEPS) >= 15


def test_results_are_the_same_as_directly(world):
    problems = []
    pairs = itertools.zip_longest(world.direct.outcomes, world.through.outcomes)
    for index, (left, right) in enumerate(pairs):
        if left is None or right is None:
            problems.append(f"{index}: one run is shorter: {left or right}")
            continue
        found = matching.differences(runner.normalised(left[1]), runner.normalised(right[1]))
        problems += [f"{right[0]}: {each}" for each in found]
    fail_with("results differ between direct and through Cairn", problems)


def test_every_call_left_exactly_one_record(world):
    problems = []
    for call in world.through.calls:
        found = world.by_marker.get(call.marker, [])
        expected = 1
        if call.operation == "DeleteObjects":
            expected += len(call.params["Delete"]["Objects"])
        if len(found) != expected:
            problems.append(
                f"{call.label}: {len(found)} records, expected {expected}: "
                + ", ".join(each["eventName"] for each in found)
            )
    ids = collections.Counter(record["eventID"] for record in world.records)
    problems += [f"eventID {name} occurs {count} times" for name, count in ids.items() if count > 1]
    fail_with("calls without their one record", problems)


FIELDS = [
    "eventVersion",
    "eventSource",
    "eventName",
    "awsRegion",
    "sourceIPAddress",
    "userAgent",
    "errorCode",
    "errorMessage",
    "requestParameters",
    "responseElements",
    "additionalEventData",
    "requestID",
    "eventID",
    "eventTime",
    "readOnly",
    "resources",
    "eventType",
    "apiVersion",
    "managementEvent",
    "eventCategory",
    "recipientAccountId",
    "userIdentity",
    "tlsDetails",
    "sharedEventID",
    "vpcEndpointId",
    "serviceEventDetails",
    "sessionCredentialFromConsole",
    "eventContext",
]


@pytest.mark.parametrize("field", FIELDS)
def test_record_field_is_as_predicted(world, field):
    problems, checked = [], 0
    for call in world.through.calls:
        record = world.record_of(call)
        if record is None:
            continue
        expected = predict.expected_record(call, world.identity(call))[field]
        checked += expected is not matching.WHATEVER
        found = matching.differences(expected, record.get(field, matching.ABSENT), field)
        problems += [f"{call.label}: {each}" for each in found]
    print(f"\n{field}: {checked} predictions, {len(problems)} mismatches")
    fail_with(f"{field} is not as predicted", problems)


def test_records_have_no_fields_beyond_the_known(world):
    known = set(FIELDS)
    problems = sorted(
        {f"{record['eventName']}: {name}" for record in world.records for name in record if name not in known}
    )
    fail_with("unknown fields", problems)


def test_optional_fields_are_absent_rather_than_null(world):
    may_be_null = {"requestParameters", "responseElements", "serviceEventDetails"}
    problems = [
        f"{record['eventName']}: {name} is null"
        for record in world.records
        for name, value in record.items()
        if value is None and name not in may_be_null
    ]
    problems += [
        f"{record['eventName']}: {name} is missing"
        for record in world.records
        for name in ("requestParameters", "responseElements", "userIdentity", "eventType", "eventCategory")
        if name not in record
    ]
    fail_with("null and absent confused", problems)


def test_fields_stand_in_the_documented_order(world):
    order = [
        "eventVersion",
        "userIdentity",
        "eventTime",
        "eventSource",
        "eventName",
        "awsRegion",
        "sourceIPAddress",
        "userAgent",
        "errorCode",
        "errorMessage",
        "requestParameters",
        "responseElements",
        "additionalEventData",
        "requestID",
        "eventID",
        "readOnly",
        "resources",
        "eventType",
        "apiVersion",
        "managementEvent",
        "recipientAccountId",
        "sharedEventID",
        "eventCategory",
        "tlsDetails",
    ]
    problems = []
    for record in world.records:
        present = [name for name in record if name in order]
        if present != [name for name in order if name in record]:
            problems.append(f"{record['eventName']}: {', '.join(present)}")
    fail_with("records in another order", sorted(set(problems))[:20])


def management_calls(world):
    for call in world.through.calls:
        record = world.record_of(call)
        if record is not None and record.get("eventCategory") == "Management":
            yield call, record


@pytest.mark.parametrize("key", ["EventName", "EventId", "EventSource", "ReadOnly", "Username", "AccessKeyId"])
def test_management_events_are_found_by(world, key):
    problems, checked = [], 0
    for call, record in management_calls(world):
        identity = world.identity(call)
        value = {
            "EventName": record["eventName"],
            "EventId": record["eventID"],
            "EventSource": record["eventSource"],
            "ReadOnly": "true" if record["readOnly"] else "false",
            "Username": identity.user_name if identity else None,
            "AccessKeyId": record["userIdentity"].get("accessKeyId"),
        }[key]
        if not value:
            continue
        checked += 1
        events = world.lookup(record["recipientAccountId"], record["awsRegion"], key, value)
        matches = [event for event in events if event["EventId"] == record["eventID"]]
        if len(matches) != 1:
            problems.append(f"{call.label}: {len(matches)} of {len(events)} events with {key}={value} are this one")
            continue
        event = matches[0]
        if json.loads(event["CloudTrailEvent"]) != record:
            problems.append(f"{call.label}: CloudTrailEvent is not the journal's record")
        expected = predict.lookup_projection(record, identity)
        problems += [f"{call.label}: {each}" for each in matching.differences(expected, event, "event")]
    print(f"\n{key}: {checked} events looked up, {len(problems)} problems")
    assert checked > 5
    fail_with(f"look-up by {key} goes wrong", problems)


@pytest.mark.parametrize(
    "operation, resource_type, name",
    [
        ("CreateUser", "AWS::IAM::User", "dana"),
        ("CreateBucket", "AWS::S3::Bucket", "e2e-box"),
        ("RunInstances", "AWS::EC2::Instance", None),
        ("CreateAccessKey", "AWS::IAM::AccessKey", None),
    ],
)
def test_management_events_are_found_by_their_resources(world, operation, resource_type, name):
    call = next(each for each in world.through.calls if each.operation == operation and each.error is None)
    record = world.record_of(call)
    if operation == "RunInstances":
        name = call.output["Instances"][0]["InstanceId"]
    if operation == "CreateAccessKey":
        name = call.output["AccessKey"]["AccessKeyId"]
    for key, value in (("ResourceName", name), ("ResourceType", resource_type)):
        events = world.lookup(servers.ACCOUNT, "us-east-1", key, value)
        found = [event for event in events if event["EventId"] == record["eventID"]]
        assert len(found) == 1, f"{operation} is not among the {len(events)} events with {key}={value}"
        assert {"ResourceType": resource_type, "ResourceName": name} in found[0]["Resources"]


def test_data_events_never_show_in_the_history(world):
    data = [call for call in world.through.calls if (world.record_of(call) or {}).get("eventCategory") == "Data"]
    assert len(data) > 20
    problems = []
    for call in data:
        record = world.record_of(call)
        if world.lookup(record["recipientAccountId"], record["awsRegion"], "EventId", record["eventID"]):
            problems.append(call.label)
    fail_with("data events in LookupEvents", problems)


def test_history_belongs_to_one_region(world):
    call = next(each for each in world.through.calls if each.region == scenario.OTHER_REGION and each.service == "ssm")
    record = world.record_of(call)
    assert record["awsRegion"] == scenario.OTHER_REGION
    assert world.lookup(servers.ACCOUNT, scenario.OTHER_REGION, "EventId", record["eventID"])
    assert not world.lookup(servers.ACCOUNT, "us-east-1", "EventId", record["eventID"])


def test_history_belongs_to_one_account(world):
    call = next(each for each in world.through.calls if each.access_key == scenario.OTHER_ACCOUNT)
    record = world.record_of(call)
    assert record["recipientAccountId"] == scenario.OTHER_ACCOUNT
    assert world.lookup(scenario.OTHER_ACCOUNT, "us-east-1", "EventId", record["eventID"])
    assert not world.lookup(servers.ACCOUNT, "us-east-1", "EventId", record["eventID"])


def test_the_cli_reads_the_history(world, aws):
    done = aws(
        world.cairn.url,
        "cloudtrail",
        "lookup-events",
        "--lookup-attributes",
        "AttributeKey=EventName,AttributeValue=CreateRole",
        "--max-items",
        "5",
    )
    assert done.returncode == 0, done.stderr
    events = json.loads(done.stdout)["Events"]
    assert [json.loads(event["CloudTrailEvent"])["requestParameters"]["roleName"] for event in events] == ["e2e-role"]
    assert events[0]["ReadOnly"] == "false"


def test_cairn_records_its_own_calls(world):
    events = world.lookup(servers.ACCOUNT, "us-east-1", "EventSource", "cloudtrail.amazonaws.com")
    assert events, "LookupEvents itself is not in the history"
    record = json.loads(events[0]["CloudTrailEvent"])
    assert record["eventName"] == "LookupEvents"
    assert record["readOnly"] is True and record["responseElements"] is None
    assert "lookupAttributes" in record["requestParameters"]


def test_an_assumed_role_names_its_issuer(world):
    issuer = next(record for record in world.records if record["eventName"] == "CreateRole")
    role_id = issuer["responseElements"]["role"]["roleId"]
    made = [record for record in world.records if record["userIdentity"].get("type") == "AssumedRole"]
    assert made, "no record by an assumed role"
    context = made[0]["userIdentity"]["sessionContext"]
    assert context["sessionIssuer"]["principalId"] == role_id
    assert made[0]["userIdentity"]["principalId"] == f"{role_id}:ci-77"


def test_no_secret_is_anywhere_on_disk(world):
    secrets = {**scenario.SECRETS, **world.through.secrets}
    assert len(world.through.secrets) >= 6, "the scenario must have been given secrets"
    problems = []
    for path in sorted(world.cairn.data_dir.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        for name, secret in secrets.items():
            forms = {secret.encode(), json.dumps(secret)[1:-1].encode()}
            if any(form in data for form in forms):
                problems.append(f"{name} is in {path.relative_to(world.cairn.data_dir)}")
    log = world.cairn.own_log()
    problems += [f"{name} is in the log" for name, secret in secrets.items() if secret in log]
    for problem in list(problems):
        name = problem.split(" is in ")[0]
        holders = {
            record["eventName"] for record in world.records if secrets[name] in json.dumps(record, ensure_ascii=False)
        }
        if holders:
            problems.append(f"  {name}: {', '.join(sorted(holders))}")
    fail_with("secrets on disk", problems)


def test_metrics_account_for_every_call(world):
    counts = world.cairn.call_counts()
    print("\n" + ", ".join(f"{word} {count:g}" for word, count in counts.items()))
    assert counts["seen"] > len(world.through.calls)
    assert counts["seen"] == sum(count for word, count in counts.items() if word != "seen")
    assert counts["unrecorded"] == 0 and counts["rejected"] == 0
