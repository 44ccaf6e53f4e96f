"""Channels from boto3 and the AWS CLI: events from outside of AWS, who may send them, and what becomes of each."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import threading
import time

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

import servers
from test_lake import DUCKDB, query, uuid
from trails import HOME, World, unique

PARTNER = "222233334444"
NOWHERE = "11111111-2222-4333-8444-555555555555"


@pytest.fixture
def world(start_cairn) -> World:
    return World(start_cairn(None, "--lenient", environment={"CAIRN_DUCKDB": str(DUCKDB)}))


def selectors(category: str) -> list[dict]:
    return [{"FieldSelectors": [{"Field": "eventCategory", "Equals": [category]}]}]


def activity_store(world: World, **settings) -> str:
    """The ARN of a new store for events from outside."""
    settings = {
        "Name": unique("activity"), "MultiRegionEnabled": False, "TerminationProtectionEnabled": False,
        "AdvancedEventSelectors": selectors("ActivityAuditLog"), **settings,
    }
    return world.call("CreateEventDataStore", **settings)["EventDataStoreArn"]


def destination(arn: str) -> dict:
    return {"Type": "EVENT_DATA_STORE", "Location": arn}


def channel(world: World, *stores: str, source: str = "Custom", **settings) -> str:
    """A new channel's ARN."""
    settings.setdefault("Name", unique("channel"))
    answer = world.call("CreateChannel", Source=source, Destinations=[destination(arn) for arn in stores], **settings)
    return answer["ChannelArn"]


def data(world: World, account: str | None = None, key: str | None = None, **config):
    return boto3.client(
        "cloudtrail-data", region_name=HOME, endpoint_url=world.cairn.url,
        aws_access_key_id=key or account or world.account, aws_secret_access_key="secret",
        config=Config(parameter_validation=False, retries={"total_max_attempts": 1}, **config))


def content(world: World, uid: str = "uid-1", **changes) -> dict:
    """A whole `eventData`; a change to `None` leaves a member out."""
    event = {
        "version": "1.0",
        "userIdentity": {"type": "CustomUserIdentity", "principalId": "dana", "details": {"team": "ops"}},
        "userAgent": "our-app/1.0",
        "eventSource": "our-app.example.com",
        "eventName": "OpenDoor",
        "eventTime": "2026-03-01T10:15:02Z",
        "UID": uid,
        "requestParameters": {"door": "7", "times": 2},
        "responseElements": {"open": True},
        "sourceIPAddress": "192.0.2.7",
        "recipientAccountId": world.account,
        "additionalEventData": {"note": "späť"},
        **changes,
    }
    return {name: value for name, value in event.items() if value is not None}


def event(given: dict | str, id: str = "1", **more) -> dict:
    text = given if isinstance(given, str) else json.dumps(given)
    return {"id": id, "eventData": text, **more}


def checksum(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def put(client, arn: str, *events: dict, **more) -> dict:
    answer = client.put_audit_events(channelArn=arn, auditEvents=list(events), **more)
    answer.pop("ResponseMetadata")
    return answer


def refusal(client, arn: str, *events: dict, **more) -> str:
    with pytest.raises(ClientError) as caught:
        put(client, arn, *events, **more)
    return caught.value.response["Error"]["Code"]


# MARK: Channels


def test_the_life_of_a_channel(world):
    first, second = activity_store(world), activity_store(world)
    made = world.call(
        "CreateChannel", Name="doors", Source="Custom", Destinations=[destination(uuid(first))],
        Tags=[{"Key": "team", "Value": "ops"}])
    arn = made.pop("ChannelArn")
    assert arn.startswith(f"arn:aws:cloudtrail:{HOME}:{world.account}:channel/")
    assert made == {
        "Name": "doors", "Source": "Custom", "Destinations": [destination(first)],
        "Tags": [{"Key": "team", "Value": "ops"}]}
    shown = {"ChannelArn": arn, "Name": "doors", "Source": "Custom", "Destinations": [destination(first)]}
    assert world.call("GetChannel", Channel=arn) == shown
    assert world.call("GetChannel", Channel=uuid(arn)) == shown
    assert world.call("ListChannels")["Channels"] == [{"ChannelArn": arn, "Name": "doors"}]
    changed = world.call(
        "UpdateChannel", Channel=arn, Name="gates", Destinations=[destination(second), destination(first)])
    assert changed == {**shown, "Name": "gates", "Destinations": [destination(second), destination(first)]}
    world.call("UpdateChannel", Channel=uuid(arn), Destinations=[destination(second)])
    assert world.call("GetChannel", Channel=arn)["Destinations"] == [destination(second)]
    world.call("DeleteEventDataStore", EventDataStore=first)
    assert world.code("DeleteEventDataStore", EventDataStore=second) == "ChannelExistsForEDSException"
    world.call("DeleteChannel", Channel=arn)
    assert world.code("GetChannel", Channel=arn) == "ChannelNotFoundException"
    assert world.code("DeleteChannel", Channel=arn) == "ChannelNotFoundException"
    world.call("DeleteEventDataStore", EventDataStore=second)


def test_what_a_channel_must_be(world):
    store, other, gone = activity_store(world), activity_store(world), activity_store(world)
    events = world.call("CreateEventDataStore", Name="management")["EventDataStoreArn"]
    world.call("DeleteEventDataStore", EventDataStore=gone)

    def code(**changes) -> str:
        given = {"Name": "one", "Source": "Custom", "Destinations": [destination(store)], **changes}
        return world.code("CreateChannel", **given)

    assert code(Source="NoSuchPartner") == "InvalidSourceException"
    assert code(Source="") == "InvalidSourceException"
    assert code(Name="a b") == "InvalidParameterException"
    assert code(Name="ab") == "InvalidParameterException"
    assert code(Destinations=[]) == "InvalidParameterException"
    assert code(Destinations=[{"Type": "AWS_SERVICE", "Location": "securitylake"}]) == "InvalidParameterException"
    assert code(Destinations=[destination(store), destination(uuid(store))]) == "InvalidParameterException"
    assert code(Destinations=[destination("rubbish")]) == "EventDataStoreARNInvalidException"
    assert code(Destinations=[destination(NOWHERE)]) == "EventDataStoreNotFoundException"
    assert code(Destinations=[destination(events)]) == "InvalidEventDataStoreCategoryException"
    assert code(Destinations=[destination(gone)]) == "InactiveEventDataStoreException"
    assert code(Tags=[{"Key": "aws:x", "Value": "1"}]) == "InvalidTagParameterException"
    assert code(Tags=[{"Key": f"k{n}", "Value": "1"} for n in range(51)]) == "TagsLimitExceededException"
    assert world.call("ListChannels")["Channels"] == []
    arn = channel(world, store, Name="one")
    assert code(Name="two") == "ChannelAlreadyExistsException", "one channel a source"
    assert code(Source="GitHub") == "ChannelAlreadyExistsException", "one channel a name"
    github = channel(world, store, Name="two", source="GitHub")
    assert world.code("UpdateChannel", Channel=github, Name="one") == "ChannelAlreadyExistsException"
    assert world.code("UpdateChannel", Channel=arn) == "InvalidParameterException"
    assert world.code("UpdateChannel", Channel=arn, Destinations=[destination(events)]) == (
        "InvalidEventDataStoreCategoryException")
    assert world.code("UpdateChannel", Channel=arn, Destinations=[destination(gone)]) == "InactiveEventDataStoreException"
    assert world.code("UpdateChannel", Channel=arn, Destinations=[destination(NOWHERE)]) == (
        "EventDataStoreNotFoundException")
    assert world.code("UpdateChannel", Channel=arn, Destinations=[destination("x:y")]) == (
        "EventDataStoreARNInvalidException")
    for operation in ("GetChannel", "UpdateChannel", "DeleteChannel"):
        more = {"Name": "three"} if operation == "UpdateChannel" else {}
        assert world.code(operation, Channel="rubbish", **more) == "ChannelARNInvalidException"
        assert world.code(operation, Channel=NOWHERE, **more) == "ChannelNotFoundException"
        assert world.code(operation, Channel=arn, region="us-west-2", **more) == "ChannelNotFoundException"
        assert world.code(operation, Channel=arn, account=PARTNER, **more) == "ChannelNotFoundException"
    channel(world, other, Name="elsewhere", source="Snyk")


def test_channels_are_listed_in_pages(world):
    store = activity_store(world)
    for source in ("Custom", "GitHub", "OneLogin"):
        channel(world, store, Name=f"from-{source}", source=source)
    names, token = [], {}
    while True:
        page = world.call("ListChannels", MaxResults=2, **token)
        names += [row["Name"] for row in page["Channels"]]
        if "NextToken" not in page:
            break
        token = {"NextToken": page["NextToken"]}
    assert names == ["from-Custom", "from-GitHub", "from-OneLogin"]
    assert world.code("ListChannels", NextToken="rubbish") == "InvalidNextTokenException"
    assert world.call("ListChannels", account=PARTNER)["Channels"] == []
    assert world.call("ListChannels", region="us-west-2")["Channels"] == []


def test_channels_policies_and_tags_outlive_a_restart(start_cairn, tmp_path):
    folder = tmp_path / "kept"
    world = World(start_cairn(None, "--lenient", data_dir=folder, environment={"CAIRN_DUCKDB": str(DUCKDB)}))
    store = activity_store(world)
    arn = channel(world, store, Name="doors")
    world.call("AddTags", ResourceId=arn, TagsList=[{"Key": "team", "Value": "ops"}])
    world.call("PutResourcePolicy", ResourceArn=arn, ResourcePolicy=policy(arn, PARTNER))
    put(data(world), arn, event(content(world)))
    status = world.call("GetChannel", Channel=arn)["IngestionStatus"]
    world.cairn.stop()
    world = World(start_cairn(None, "--lenient", data_dir=folder, environment={"CAIRN_DUCKDB": str(DUCKDB)}))
    assert world.call("ListChannels")["Channels"] == [{"ChannelArn": arn, "Name": "doors"}]
    assert world.call("GetChannel", Channel=arn)["IngestionStatus"] == status
    assert world.call("GetResourcePolicy", ResourceArn=arn)["ResourcePolicy"] == policy(arn, PARTNER)
    tags = world.call("ListTags", ResourceIdList=[arn])["ResourceTagList"]
    assert tags == [{"ResourceId": arn, "TagsList": [{"Key": "team", "Value": "ops"}]}]
    assert put(data(world, PARTNER), arn, event(content(world, "two")))["failed"] == []


def test_tags_of_stores_and_channels(world):
    store = activity_store(world)
    arn = channel(world, store, Tags=[{"Key": "a", "Value": "1"}])
    for resource in (store, arn):
        world.call("AddTags", ResourceId=resource, TagsList=[{"Key": "a", "Value": "2"}, {"Key": "b", "Value": "3"}])
        world.call("RemoveTags", ResourceId=resource, TagsList=[{"Key": "b"}, {"Key": "nobody"}])
    wanted = [{"Key": "a", "Value": "2"}]
    assert world.call("ListTags", ResourceIdList=[arn, store])["ResourceTagList"] == [
        {"ResourceId": arn, "TagsList": wanted}, {"ResourceId": store, "TagsList": wanted}]
    many = [{"Key": f"k{n}", "Value": "1"} for n in range(50)]
    assert world.code("AddTags", ResourceId=arn, TagsList=many) == "TagsLimitExceededException"
    assert world.code("AddTags", ResourceId=arn, TagsList=[{"Key": "aws:a"}]) == "InvalidTagParameterException"
    assert world.code("AddTags", ResourceId=arn, account=PARTNER, TagsList=wanted) == "ChannelNotFoundException"
    assert world.code("AddTags", ResourceId=store, account=PARTNER, TagsList=wanted) == "EventDataStoreNotFoundException"
    assert world.code("AddTags", ResourceId=arn[:-1], TagsList=wanted) == "ChannelARNInvalidException"
    world.call("DeleteChannel", Channel=arn)
    world.call("DeleteEventDataStore", EventDataStore=store)
    assert world.code("ListTags", ResourceIdList=[store]) == "InactiveEventDataStoreException"
    assert world.code("AddTags", ResourceId=store, TagsList=wanted) == "InactiveEventDataStoreException"
    assert world.code("ListTags", ResourceIdList=[arn]) == "ResourceNotFoundException"


# MARK: Events


def test_an_event_is_a_row_within_a_second(world):
    store = activity_store(world)
    arn = channel(world, store)
    query(world, f"SELECT count(*) FROM {uuid(store)}")
    given = content(world, errorCode="Jammed", errorMessage="the door is jammed")
    before = time.time()
    start = time.monotonic()
    answer = put(data(world), arn, event(given, eventDataChecksum=checksum(json.dumps(given))))
    row, = query(world, f"""
        SELECT eventCategory, eventType, eventID, eventTime, awsRegion, recipientAccountId,
            metadata.channelARN AS channel, metadata.ingestionTime AS at, eventData.UID AS uid,
            eventData.userIdentity.principalId AS who, element_at(eventData.userIdentity.details, 'team') AS team,
            eventData.eventSource AS source, element_at(eventData.requestParameters, 'door') AS door,
            element_at(eventData.additionalEventData, 'note') AS note, eventData.errorCode AS error
        FROM {uuid(store)}""")
    assert time.monotonic() - start < 5, "a loaded machine may take longer than the second that was promised"
    assert answer["failed"] == []
    (taken,) = answer["successful"]
    assert taken["id"] == "1" and taken["eventID"] == row["eventID"]
    assert time.strptime(row.pop("at"), "%Y-%m-%dT%H:%M:%SZ")
    assert row == {
        "eventCategory": "ActivityAuditLog", "eventType": "ActivityLog", "eventID": taken["eventID"],
        "eventTime": "2026-03-01 10:15:02.000", "awsRegion": HOME, "recipientAccountId": world.account,
        "channel": arn, "uid": "uid-1", "who": "dana", "team": "ops", "source": "our-app.example.com", "door": "7",
        "note": "späť", "error": "Jammed"}
    status = world.call("GetChannel", Channel=arn)["IngestionStatus"]
    assert status["LatestIngestionSuccessEventID"] == status["LatestIngestionAttemptEventID"] == taken["eventID"]
    assert abs(status["LatestIngestionSuccessTime"].timestamp() - before) < 30
    assert "LatestIngestionErrorCode" not in status


BAD = [
    ("text", "FieldNotFound", {"version": None}),
    ("identity", "FieldNotFound", {"userIdentity": None}),
    ("identity's type", "FieldNotFound", {"userIdentity": {"principalId": "dana"}}),
    ("identity's principal", "FieldNotFound", {"userIdentity": {"type": "t"}}),
    ("source", "FieldNotFound", {"eventSource": None}),
    ("name", "FieldNotFound", {"eventName": None}),
    ("time", "FieldNotFound", {"eventTime": None}),
    ("uid", "FieldNotFound", {"UID": None}),
    ("empty uid", "FieldNotFound", {"UID": ""}),
    ("recipient", "FieldNotFound", {"recipientAccountId": None}),
    ("another recipient", "InvalidRecipient", {"recipientAccountId": PARTNER}),
    ("long version", "FieldTooLong", {"version": "1" * 257}),
    ("long type", "FieldTooLong", {"userIdentity": {"type": "t" * 129, "principalId": "dana"}}),
    ("long error", "FieldTooLong", {"errorMessage": "e" * 257}),
    ("long name", "FieldTooLong", {"eventName": "n" * 1025}),
    ("large parameters", "FieldTooLong", {"requestParameters": {"a": "x" * 102_400}}),
    ("large answer", "FieldTooLong", {"responseElements": {"a": "x" * 102_400}}),
    ("large rest", "FieldTooLong", {"additionalEventData": {"a": "x" * 28_672}}),
    ("local time", "InvalidData", {"eventTime": "2026-03-01T10:15:02+01:00"}),
    ("no such day", "InvalidData", {"eventTime": "2026-02-30T10:15:02Z"}),
    ("fraction", "InvalidData", {"eventTime": "2026-03-01T10:15:02.123Z"}),
    ("number for text", "InvalidData", {"eventName": 7}),
    ("text for object", "InvalidData", {"requestParameters": "a=b"}),
    ("list for object", "InvalidData", {"userIdentity": ["dana"]}),
    ("null character", "InvalidData", {"errorCode": "a\0b"}),
    ("AWS's source", "InvalidEventSource", {"eventSource": "s3.amazonaws.com"}),
    ("spaces", "InvalidEventSource", {"eventSource": "our app"}),
]


def test_bad_events_fail_alone(world):
    store = activity_store(world)
    arn = channel(world, store)
    whole = json.dumps(content(world, "good"))
    texts = [
        ("no JSON", "InvalidData", "{"), ("no object", "InvalidData", "[]"), ("nothing", "InvalidData", ""),
        ("a member twice", "InvalidData", whole[:-1] + ',"requestParameters":{"a":1,"a":2}}'),
        ("endless number", "InvalidData", whole.replace('"times": 2', '"times": 1e999')),
        ("deep", "InvalidData", whole.replace('"times": 2', '"times": ' + "[" * 100 + "]" * 100)),
        ("large", "FieldTooLong", whole[:-1] + ',"other":"' + "x" * 262_144 + '"}'),
    ]
    bad = [(name, code, json.dumps(content(world, name, **changes))) for name, code, changes in BAD] + texts
    events = [event(text, f"bad-{n}") for n, (_, _, text) in enumerate(bad)]
    events.append(event(whole, "wrong-sum", eventDataChecksum=checksum(whole + " ")))
    events.append(event(whole, "no-sum", eventDataChecksum="rubbish"))
    answer = put(data(world), arn, *events, event(whole, "good", eventDataChecksum=checksum(whole)))
    wanted = {f"bad-{n}": code for n, (_, code, _) in enumerate(bad)}
    wanted |= {"wrong-sum": "InvalidChecksum", "no-sum": "InvalidChecksum"}
    assert {row["id"]: row["errorCode"] for row in answer["failed"]} == wanted
    assert all(row["errorMessage"] for row in answer["failed"])
    assert [row["id"] for row in answer["successful"]] == ["good"]
    assert query(world, f"SELECT eventData.UID AS uid FROM {uuid(store)}") == [{"uid": "good"}]
    status = world.call("GetChannel", Channel=arn)["IngestionStatus"]
    assert status["LatestIngestionErrorCode"] == "InvalidChecksum"
    assert status["LatestIngestionSuccessEventID"] == answer["successful"][0]["eventID"]


def test_requests_that_fail_whole(world):
    store = activity_store(world)
    arn = channel(world, store)
    client, good = data(world), event(content(world))
    assert refusal(client, "rubbish", good) == "InvalidChannelARN"
    assert refusal(client, arn.replace("channel", "trail"), good) == "InvalidChannelARN"
    assert refusal(client, arn[:-36] + NOWHERE, good) == "ChannelNotFound"
    assert refusal(client, NOWHERE, good) == "ChannelNotFound"
    assert refusal(client, arn, good, event(content(world, "two"))) == "DuplicatedAuditEventId"
    assert refusal(client, arn) == "ValidationException"
    assert refusal(client, arn, *[event(content(world), str(n)) for n in range(101)]) == "ValidationException"
    assert refusal(client, arn, event(content(world), "a b")) == "ValidationException"
    large = [event(content(world, requestParameters={"a": "x" * 100_000}), str(n)) for n in range(11)]
    assert refusal(client, arn, *large) == "ValidationException"
    assert refusal(data(world, PARTNER), arn, good) == "ChannelInsufficientPermission"
    assert "IngestionStatus" not in world.call("GetChannel", Channel=arn)
    assert query(world, f"SELECT * FROM {uuid(store)}") == []
    hundred = [event(content(world, str(n)), str(n)) for n in range(100)]
    assert len(put(client, uuid(arn), *hundred)["successful"]) == 100, "an id will do for an ARN"
    assert query(world, f"SELECT count(*) AS n FROM {uuid(store)}") == [{"n": "100"}]


def test_a_request_again_adds_nothing(world):
    first, second = activity_store(world), activity_store(world)
    arn = channel(world, first, second)
    client = data(world)
    events = [event(content(world, f"u{n}"), str(n)) for n in range(5)]
    answer = put(client, arn, *events)
    assert put(client, arn, *events) == answer, "the same events have the same eventIDs"
    more = put(client, arn, *events[:2], event(content(world, "u0"), "again"))
    assert more["successful"][:2] == answer["successful"][:2]
    assert more["successful"][2]["eventID"] not in [row["eventID"] for row in answer["successful"]]
    for store in (first, second):
        rows = query(world, f"SELECT eventID FROM {uuid(store)}")
        assert len(rows) == 6 == len({row["eventID"] for row in rows})


def test_events_go_where_the_channel_points(world):
    first, second = activity_store(world), activity_store(world)
    arn = channel(world, first)
    put(data(world), arn, event(content(world, "one")))
    world.call("UpdateChannel", Channel=arn, Destinations=[destination(second)])
    put(data(world), arn, event(content(world, "two")))
    assert query(world, f"SELECT eventData.UID AS uid FROM {uuid(first)}") == [{"uid": "one"}]
    assert query(world, f"SELECT eventData.UID AS uid FROM {uuid(second)}") == [{"uid": "two"}]


def test_acknowledged_events_are_there_once_over_kills(start_cairn, tmp_path):
    """Twenty times the plug is pulled while events come; what was not acknowledged is sent again."""
    folder, settings = tmp_path / "killed", {"CAIRN_DUCKDB": str(DUCKDB)}
    chance = random.Random(4734)

    def start() -> World:
        return World(start_cairn(None, "--lenient", data_dir=folder, environment=settings))

    world = start()
    stores = [activity_store(world), activity_store(world)]
    arn = channel(world, *stores)
    acknowledged, pending, number, kills = {}, [], 0, 0
    while kills < 20:
        client = data(world, read_timeout=20)
        killer = threading.Timer(chance.uniform(0.01, 0.25), world.cairn.process.kill)
        try:
            while True:
                if not pending:
                    pending = [
                        event(content(world, f"u{number + n}", eventTime=f"2026-03-0{1 + n % 3}T10:15:02Z"), str(n))
                        for n in range(10)]
                    number += 10
                answer = put(client, arn, *pending)
                assert answer["failed"] == []
                for sent, row in zip(pending, answer["successful"]):
                    acknowledged[json.loads(sent["eventData"])["UID"]] = row["eventID"]
                pending = []
                if killer.ident is None:
                    killer.start()  # in the midst of what comes after the first
        except (BotoCoreError, ClientError):
            kills += 1
        killer.join()
        world.cairn.kill()
        world = start()
    if pending:
        for sent, row in zip(pending, put(data(world), arn, *pending)["successful"]):
            acknowledged[json.loads(sent["eventData"])["UID"]] = row["eventID"]
    assert len(acknowledged) >= 200
    for store in stores:
        rows = query(world, f"SELECT eventData.UID AS uid, eventID FROM {uuid(store)}")
        assert sorted(row["eventID"] for row in rows) == sorted(acknowledged.values())
        assert {row["uid"]: row["eventID"] for row in rows} == acknowledged


def test_the_call_is_a_data_event_of_the_channel(start_cairn):
    world = World(start_cairn(None, "--lenient", "--record-data-events", environment={"CAIRN_DUCKDB": str(DUCKDB)}))
    arn = channel(world, activity_store(world))
    put(data(world), arn, event(content(world)))
    put(data(world), uuid(arn), event(content(world, "two")))
    records = [record for record in world.cairn.records() if record["eventName"] == "PutAuditEvents"]
    assert len(records) == 2
    for record in records:
        assert record["eventSource"] == "cloudtrail-data.amazonaws.com" and not record["managementEvent"]
        assert record["eventCategory"] == "Data" and record["readOnly"] is False
        assert record["resources"] == [{"accountId": world.account, "type": "AWS::CloudTrail::Channel", "ARN": arn}]
        assert "errorCode" not in record and "OpenDoor" not in json.dumps(record)
    made, = [record for record in world.cairn.records() if record["eventName"] == "CreateChannel"]
    assert made["eventCategory"] == "Management" and made["responseElements"]["channelArn"] == arn


def test_a_store_takes_the_data_events_that_it_asks_for(world):
    """No trail, and no --record-data-events: the store's selectors are enough."""
    fields = [
        {"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": ["AWS::CloudTrail::Channel"]}]
    arn = channel(world, activity_store(world))
    put(data(world), arn, event(content(world, "before")))
    store = world.call(
        "CreateEventDataStore", Name="calls", AdvancedEventSelectors=[{"FieldSelectors": fields}])["EventDataStoreArn"]
    put(data(world), arn, event(content(world, "after")))
    statement = f"""
        SELECT eventName, eventCategory, resources[1].arn AS arn, element_at(requestParameters, 'channelArn') AS named
        FROM {uuid(store)}"""
    servers.wait_until(lambda: query(world, statement), 10, "the call is there")
    assert query(world, statement) == [
        {"eventName": "PutAuditEvents", "eventCategory": "Data", "arn": arn, "named": arn}]
    names = [record["eventName"] for record in world.cairn.records()]
    assert names.count("PutAuditEvents") == 1, "before the store asked, nobody did"


def test_the_aws_cli_sends_events(world, aws, tmp_path):
    store = activity_store(world)
    arn = channel(world, store)
    text = json.dumps(content(world))
    (tmp_path / "events.json").write_text(json.dumps([event(text, eventDataChecksum=checksum(text))]))
    arguments = ["--channel-arn", arn, "--audit-events", f"file://{tmp_path}/events.json", "--region", HOME]
    answer = aws(world.cairn.url, "cloudtrail-data", "put-audit-events", *arguments)
    assert answer.returncode == 0, answer.stderr
    given = json.loads(answer.stdout)
    assert given["failed"] == [] and [row["id"] for row in given["successful"]] == ["1"]
    assert query(world, f"SELECT eventID FROM {uuid(store)}") == [{"eventID": given["successful"][0]["eventID"]}]


# MARK: Policies


def policy(arn: str, *principals: str, action: str = "cloudtrail-data:PutAuditEvents", effect: str = "Allow", **more) -> str:
    names = [name if ":" in name else f"arn:aws:iam::{name}:root" for name in principals]
    statement = {"Effect": effect, "Principal": {"AWS": names}, "Action": action, "Resource": arn, **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_the_life_of_a_policy(world):
    arn = channel(world, activity_store(world))
    assert world.code("GetResourcePolicy", ResourceArn=arn) == "ResourcePolicyNotFoundException"
    assert world.code("DeleteResourcePolicy", ResourceArn=arn) == "ResourcePolicyNotFoundException"
    text = policy(arn, PARTNER)
    wanted = {"ResourceArn": arn, "ResourcePolicy": text}
    assert world.call("PutResourcePolicy", ResourceArn=arn, ResourcePolicy=text) == wanted
    assert world.call("GetResourcePolicy", ResourceArn=arn) == wanted
    assert world.code("GetResourcePolicy", ResourceArn=arn, account=PARTNER) == "ResourceNotFoundException"
    world.call("DeleteResourcePolicy", ResourceArn=arn)
    assert world.code("GetResourcePolicy", ResourceArn=arn) == "ResourcePolicyNotFoundException"


def test_policies_that_are_not_valid(world):
    store = activity_store(world)
    arn, partner = channel(world, store), channel(world, store, source="Clumio")

    def code(resource: str, text: str) -> str:
        return world.code("PutResourcePolicy", ResourceArn=resource, ResourcePolicy=text)

    assert code(arn, "{") == "ResourcePolicyNotValidException"
    assert code(arn, " " * 8193) == "ResourcePolicyNotValidException"
    assert code(arn, policy(store, PARTNER)) == "ResourcePolicyNotValidException", "another resource"
    assert code(arn, policy(arn, PARTNER, action="cloudtrail:GetChannel")) == "ResourcePolicyNotValidException"
    assert code(arn, policy(arn, *[f"{n:012}" for n in range(51)])) == "ResourcePolicyNotValidException"
    one = json.loads(policy(arn, PARTNER))
    assert code(arn, json.dumps({**one, "Statement": one["Statement"] * 21})) == "ResourcePolicyNotValidException"
    service = json.dumps({**one, "Statement": [{**one["Statement"][0], "Principal": {"Service": "s3.amazonaws.com"}}]})
    assert code(arn, service) == "ResourcePolicyNotValidException"
    assert code(partner, policy(partner, PARTNER)) == "ResourcePolicyNotValidException", "an external ID is missing"
    condition = {"StringEquals": {"cloudtrail:ExternalId": "ours"}}
    assert code(partner, policy(partner, PARTNER, Condition=condition)) == "ok"
    assert code(store, policy(store, PARTNER, action="cloudtrail:DeleteEventDataStore")) == (
        "ResourcePolicyNotValidException")
    trail = f"arn:aws:cloudtrail:{HOME}:{world.account}:trail/audit"
    assert code(trail, policy(trail, PARTNER)) == "ResourceTypeNotSupportedException"
    assert code("rubbish", policy(arn, PARTNER)) == "ResourceARNNotValidException"
    missing = arn[:-36] + NOWHERE
    assert code(missing, policy(missing, PARTNER)) == "ResourceNotFoundException"


def test_tags_and_policies_of_dashboards(world):
    arn = world.call("CreateDashboard", Name="overview", TagsList=[{"Key": "a", "Value": "1"}])["DashboardArn"]
    world.call("AddTags", ResourceId=arn, TagsList=[{"Key": "b", "Value": "2"}])
    world.call("RemoveTags", ResourceId=arn, TagsList=[{"Key": "a"}])
    assert world.call("ListTags", ResourceIdList=[arn])["ResourceTagList"] == [
        {"ResourceId": arn, "TagsList": [{"Key": "b", "Value": "2"}]}]
    statement = {
        "Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"},
        "Action": "cloudtrail:StartDashboardRefresh", "Resource": arn,
        "Condition": {"StringEquals": {"AWS:SourceArn": arn, "AWS:SourceAccount": world.account}}}
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    world.call("PutResourcePolicy", ResourceArn=arn, ResourcePolicy=text)
    assert world.call("GetResourcePolicy", ResourceArn=arn)["ResourcePolicy"] == text
    assert world.code("PutResourcePolicy", ResourceArn=arn, ResourcePolicy=policy(arn, PARTNER)) == (
        "ResourcePolicyNotValidException")
    world.call("DeleteDashboard", DashboardId="overview")
    assert world.code("GetResourcePolicy", ResourceArn=arn) == "ResourceNotFoundException"
    world.call("CreateDashboard", Name="overview")
    assert world.code("GetResourcePolicy", ResourceArn=arn) == "ResourcePolicyNotFoundException", "the old one's is gone"


def test_other_accounts_send_events_if_the_policy_says_so(world):
    store = activity_store(world)
    arn = channel(world, store)
    partner, good = data(world, PARTNER), event(content(world))
    assert refusal(partner, arn, good) == "ChannelInsufficientPermission"
    world.call("PutResourcePolicy", ResourceArn=arn, ResourcePolicy=policy(arn, PARTNER))
    assert put(partner, arn, good)["failed"] == []
    assert put(partner, arn, good, externalId="whatever")["failed"] == [], "nobody asks for an external ID"
    assert refusal(data(world, "333344445555"), arn, good) == "ChannelInsufficientPermission"
    condition = {"StringEquals": {"cloudtrail:ExternalId": "ours"}}
    world.call("PutResourcePolicy", ResourceArn=arn, ResourcePolicy=policy(arn, PARTNER, Condition=condition))
    assert refusal(partner, arn, good) == "ChannelInsufficientPermission"
    assert refusal(partner, arn, good, externalId="theirs") == "ChannelInsufficientPermission"
    assert put(partner, arn, event(content(world, "two")), externalId="ours")["failed"] == []
    assert put(data(world), arn, event(content(world, "three")))["failed"] == [], "the owner always may"
    world.call("PutResourcePolicy", ResourceArn=arn, ResourcePolicy=policy(arn, world.account, effect="Deny"))
    assert refusal(data(world), arn, good) == "ChannelInsufficientPermission", "unless it is denied"
    world.call("DeleteResourcePolicy", ResourceArn=arn)
    assert refusal(partner, arn, good) == "ChannelInsufficientPermission"
    assert put(data(world), arn, good)["failed"] == []
    uids = query(world, f"SELECT eventData.UID AS uid FROM {uuid(store)} ORDER BY 1")
    assert [row["uid"] for row in uids] == ["three", "two", "uid-1"]


def test_other_accounts_query_a_store_if_the_policy_says_so(world):
    store = activity_store(world)
    put(data(world), channel(world, store), event(content(world)))
    statement = f"SELECT eventData.UID AS uid FROM {uuid(store)}"
    guest = {"account": PARTNER, "EventDataStoreOwnerAccountId": world.account}
    assert world.code("StartQuery", QueryStatement=statement, **guest) == "EventDataStoreNotFoundException"
    actions = ["cloudtrail:StartQuery", "cloudtrail:DescribeQuery", "cloudtrail:GetQueryResults"]
    world.call("PutResourcePolicy", ResourceArn=store, ResourcePolicy=policy(store, PARTNER, action=actions))
    assert world.code("StartQuery", account=PARTNER, QueryStatement=statement) == "EventDataStoreNotFoundException", (
        "an id alone is one of the caller's own")
    run = world.call("StartQuery", QueryStatement=statement, **guest)["QueryId"]
    asked = {"account": PARTNER, "QueryId": run}
    servers.wait_until(lambda: world.call("DescribeQuery", **asked)["QueryStatus"] == "FINISHED", 20, "it ends")
    assert world.call("GetQueryResults", **asked)["QueryResultRows"] == [[{"uid": "uid-1"}]]
    assert world.call("GetQueryResults", EventDataStore=store, **asked)["QueryStatus"] == "FINISHED"
    assert world.code("GetEventDataStore", account=PARTNER, EventDataStore=store) == "EventDataStoreARNInvalidException"
    assert world.code("ListQueries", account=PARTNER, EventDataStore=store) == "EventDataStoreARNInvalidException"
    more = actions + ["cloudtrail:GetEventDataStore", "cloudtrail:ListQueries"]
    world.call("PutResourcePolicy", ResourceArn=store, ResourcePolicy=policy(store, PARTNER, action=more))
    assert world.call("GetEventDataStore", account=PARTNER, EventDataStore=store)["EventDataStoreArn"] == store
    assert [row["QueryId"] for row in world.call("ListQueries", account=PARTNER, EventDataStore=store)["Queries"]] == [run]
    world.call("DeleteResourcePolicy", ResourceArn=store)
    assert world.code("GetQueryResults", **asked) == "AccessDeniedException", "what was allowed is allowed no more"
    assert world.code("DeleteEventDataStore", account=PARTNER, EventDataStore=store) == "EventDataStoreARNInvalidException"


def test_policies_decide_under_access_control(start_cairn, tmp_path):
    """`--auth`: the owner's user, and a partner's, who needs the channel's policy and its own."""
    partner = {
        "accessKeyId": "AKIAPARTNER000000001", "secretAccessKey": "secret", "type": "IAMUser", "accountId": PARTNER,
        "userName": "robot",
        "policies": [{"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": ["cloudtrail-data:*", "cloudtrail:*"], "Resource": "*"}]}]}
    owner = {**partner, "accessKeyId": "AKIAOWNER00000000001", "accountId": servers.ACCOUNT, "userName": "dana"}
    nobody = {**partner, "accessKeyId": "AKIANOBODY0000000001", "userName": "nobody", "policies": []}
    file = tmp_path / "cairn.json"
    file.write_text(json.dumps({"identities": [owner, partner, nobody]}))
    world = World(start_cairn(
        None, "--auth", "--lenient", "--config", str(file), environment={"CAIRN_DUCKDB": str(DUCKDB)}))

    def as_owner(operation: str, **parameters) -> dict:
        return world.call(operation, account=owner["accessKeyId"], **parameters)

    store = as_owner(
        "CreateEventDataStore", Name="activity", MultiRegionEnabled=False,
        AdvancedEventSelectors=selectors("ActivityAuditLog"))["EventDataStoreArn"]
    arn = as_owner("CreateChannel", Name="doors", Source="Custom", Destinations=[destination(store)])["ChannelArn"]
    good = event(content(world))
    client = {who["userName"]: data(world, key=who["accessKeyId"]) for who in (owner, partner, nobody)}
    assert put(client["dana"], arn, good)["failed"] == []
    assert refusal(client["robot"], arn, good) == "AccessDeniedException"
    condition = {"StringEquals": {"cloudtrail:ExternalId": "ours"}}
    robot = f"arn:aws:iam::{PARTNER}:user/robot"
    as_owner("PutResourcePolicy", ResourceArn=arn, ResourcePolicy=policy(arn, robot, Condition=condition))
    assert refusal(client["robot"], arn, good) == "AccessDeniedException"
    assert put(client["robot"], arn, good, externalId="ours")["failed"] == []
    assert refusal(client["nobody"], arn, good, externalId="ours") == "AccessDeniedException"
    statement = f"SELECT count(*) AS n FROM {uuid(store)}"
    guest = {"account": partner["accessKeyId"], "EventDataStoreOwnerAccountId": servers.ACCOUNT}
    assert world.code("StartQuery", QueryStatement=statement, **guest) == "AccessDeniedException"
    actions = ["cloudtrail:StartQuery", "cloudtrail:DescribeQuery", "cloudtrail:GetQueryResults"]
    as_owner("PutResourcePolicy", ResourceArn=store, ResourcePolicy=policy(store, robot, action=actions))
    run = world.call("StartQuery", QueryStatement=statement, **guest)["QueryId"]
    asked = {"account": partner["accessKeyId"], "QueryId": run}
    servers.wait_until(lambda: world.call("DescribeQuery", **asked)["QueryStatus"] == "FINISHED", 20, "it ends")
    assert world.call("GetQueryResults", **asked)["QueryResultRows"] == [[{"n": "1"}]]
    assert world.code("CancelQuery", **asked) == "AccessDeniedException"


# MARK: Channels of services

MANAGEMENT_EVENTS = [{"Name": "Management events", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}]
DATA_EVENTS = [{"Name": "Objects", "FieldSelectors": [
    {"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": ["AWS::S3::Object"]}]}]


def with_services(start_cairn, tmp_path, data, *channels: dict) -> World:
    file = tmp_path / f"{unique('config')}.json"
    file.write_text(json.dumps({"service-linked-channels": list(channels)}))
    return World(start_cairn(
        None, "--lenient", "--config", str(file), data_dir=data, environment={"CAIRN_DUCKDB": str(DUCKDB)}))


def test_channels_of_services_are_listed_and_left_alone(start_cairn, tmp_path):
    audit = {"service": "securitylake", "name": "audit", "region": HOME, "applyToAllRegions": True,
             "advancedEventSelectors": DATA_EVENTS}
    plain = {"service": "resource-explorer", "region": HOME}
    world = with_services(start_cairn, tmp_path, tmp_path / "data", audit, plain, {**audit, "account": PARTNER})
    own = channel(world, activity_store(world), Name="doors")
    listed = {row["Name"]: row["ChannelArn"] for row in world.call("ListChannels")["Channels"]}
    assert list(listed) == [
        "aws-service-channel/resource-explorer/default", "aws-service-channel/securitylake/audit", "doors"]
    first = world.call("ListChannels", MaxResults=2)
    rest = world.call("ListChannels", MaxResults=2, NextToken=first["NextToken"])
    assert [row["Name"] for row in first["Channels"] + rest["Channels"]] == list(listed)
    arn = listed["aws-service-channel/securitylake/audit"]
    assert arn.startswith(f"arn:aws:cloudtrail:{HOME}:{world.account}:channel/")
    shown = world.call("GetChannel", Channel=arn)
    assert shown == world.call("GetChannel", Channel=uuid(arn)) == {
        "ChannelArn": arn, "Name": "aws-service-channel/securitylake/audit", "Source": "CloudTrail",
        "SourceConfig": {"ApplyToAllRegions": True, "AdvancedEventSelectors": DATA_EVENTS},
        "Destinations": [{"Type": "AWS_SERVICE", "Location": "securitylake"}]}
    default = world.call("GetChannel", Channel=listed["aws-service-channel/resource-explorer/default"])
    assert default["SourceConfig"] == {"ApplyToAllRegions": False, "AdvancedEventSelectors": MANAGEMENT_EVENTS}
    # They belong to an account and a region, as everything does.
    assert len(world.call("ListChannels", account=PARTNER)["Channels"]) == 1
    assert world.call("ListChannels", "us-east-1")["Channels"] == []
    assert world.code("GetChannel", account=PARTNER, Channel=arn) == "ChannelNotFoundException"
    # Only the service changes them, and what they take is not for everyone to send.
    assert world.code("UpdateChannel", Channel=arn, Name="mine") == "OperationNotPermittedException"
    assert world.code("DeleteChannel", Channel=arn) == "OperationNotPermittedException"
    assert world.code("PutResourcePolicy", ResourceArn=arn, ResourcePolicy="{}") == "OperationNotPermittedException"
    assert world.code("AddTags", ResourceId=arn, TagsList=[{"Key": "a"}]) == "OperationNotPermittedException"
    assert refusal(data(world), arn, event(content(world))) == "ChannelUnsupportedSchema"
    assert world.code("CreateChannel", Name="aws-service-channel/a/b", Source="Custom",
                      Destinations=[destination(activity_store(world))]) == "InvalidParameterException"
    # A reset takes away what was made, not what is configured.
    servers.http_post(world.cairn.url + "/_cairn/reset")
    assert {row["ChannelArn"] for row in world.call("ListChannels")["Channels"]} == set(listed.values()) - {own}
    world.cairn.stop()
    # The same channels have the same ARNs; what is not configured any more is gone.
    world = with_services(start_cairn, tmp_path, tmp_path / "data", audit)
    assert world.call("ListChannels")["Channels"] == [{"ChannelArn": arn, "Name": "aws-service-channel/securitylake/audit"}]


@pytest.mark.parametrize("channels,message", [
    ([{}], "[0].service must be"), ([{"service": "a b"}], "[0].service must be"), ([{"service": "a", "to": 1}], "[0].to is not known"),
    ([{"service": "a", "account": "1"}], "[0].account must be"), ([{"service": "a"}, {"service": "a"}], "[1].name must differ"),
    ([{"service": "a", "applyToAllRegions": "yes"}], "[0].applyToAllRegions must be"),
    ([{"service": "a", "advancedEventSelectors": [{}]}], "[0].advancedEventSelectors must be"), ({}, "an array"),
])
def test_a_channel_that_is_none_stops_the_start(tmp_path, channels, message):
    (tmp_path / "config.json").write_text(json.dumps({"service-linked-channels": channels}))
    answer = servers.run_cairn("serve", "--config", str(tmp_path / "config.json"), "--data-dir", str(tmp_path / "data"))
    assert answer.returncode == 2 and "service-linked-channels" in answer.stderr and message in answer.stderr
