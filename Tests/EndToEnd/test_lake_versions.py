"""Records of every eventVersion from 1.0 to 1.11 in a store: each column against a mapping written here, from the tables of
docs/formats/lake.md alone."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import json
import pathlib
import uuid as uuids

import pyarrow.parquet
import pytest

import servers
from test_imports import cairn_import
from test_lake import DUCKDB, query, store, uuid
from trails import World

TEXT, TIME, FLAG, MAP = "text", "time", "flag", "map"
ISSUER = {"type": TEXT, "principalId": TEXT, "arn": TEXT, "accountId": TEXT, "userName": TEXT}
COLUMNS = {
    "eventVersion": TEXT,
    "userIdentity": {
        "type": TEXT, "principalId": TEXT, "arn": TEXT, "accountId": TEXT, "accessKeyId": TEXT, "userName": TEXT,
        "sessionContext": {
            "attributes": {"creationDate": TIME, "mfaAuthenticated": TEXT}, "sessionIssuer": ISSUER,
            "webIdFederationData": {"federatedProvider": TEXT, "attributes": MAP},
            "sourceIdentity": TEXT, "ec2RoleDelivery": TEXT, "ec2IssuedInVpc": TEXT},
        "onBehalfOf": {"userId": TEXT, "identityStoreArn": TEXT},
        "inScopeOf": {"sourceArn": TEXT, "sourceAccount": TEXT, "issuerType": TEXT, "credentialsIssuedTo": TEXT},
        "invokedBy": TEXT, "identityProvider": TEXT},
    "eventTime": TIME, "eventSource": TEXT, "eventName": TEXT, "awsRegion": TEXT, "sourceIPAddress": TEXT, "userAgent": TEXT,
    "errorCode": TEXT, "errorMessage": TEXT, "requestParameters": MAP, "responseElements": MAP, "additionalEventData": MAP,
    "requestID": TEXT, "eventID": TEXT, "readOnly": FLAG,
    "resources": [{"accountId": TEXT, "type": TEXT, "ARN": TEXT, "ARNPrefix": TEXT}],
    "eventType": TEXT, "apiVersion": TEXT, "managementEvent": FLAG, "recipientAccountId": TEXT, "sharedEventID": TEXT,
    "annotation": TEXT, "vpcEndpointId": TEXT, "vpcEndpointAccountId": TEXT, "serviceEventDetails": MAP, "addendum": MAP,
    "edgeDeviceDetails": MAP, "insightDetails": MAP, "eventCategory": TEXT,
    "tlsDetails": {"tlsVersion": TEXT, "cipherSuite": TEXT, "clientProvidedHostHeader": TEXT},
    "sessionCredentialFromConsole": TEXT,
}


def mapped(value, kind):
    """A member of a record as its column has it."""
    if value is None:
        return None
    if kind == TEXT:
        return value if isinstance(value, str) else compact(value)
    if kind == TIME:
        try:
            return dt.datetime.fromisoformat(value.replace("Z", "+00:00")).replace(tzinfo=None)
        except (AttributeError, ValueError):
            return None
    if kind == FLAG:
        return value if isinstance(value, bool) else None
    if kind == MAP:
        if not isinstance(value, dict):
            return None
        return {name: None if one is None else one if isinstance(one, str) else compact(one) for name, one in value.items()}
    if isinstance(kind, list):
        return [mapped(one, kind[0]) for one in value] if isinstance(value, list) else None
    # A structure that the record has in another type has nothing in its parts.
    return {name: mapped(value.get(name) if isinstance(value, dict) else None, inner) for name, inner in kind.items()}


def compact(value) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def told(value, kind):
    """What pyarrow says, in the same form: maps are lists of pairs to it."""
    if value is None:
        return None
    if kind == MAP:
        return dict(value)
    if isinstance(kind, list):
        return [told(one, kind[0]) for one in value]
    if isinstance(kind, dict):
        return {name: told(value.get(name), inner) for name, inner in kind.items()}
    return value


# MARK: A record of each version, with the members that it brought

ROLE = {"type": "Role", "principalId": "AROAEXAMPLE", "arn": "arn:aws:iam::111122223333:role/ops", "accountId": "111122223333",
        "userName": "ops"}
STEPS = {
    "1.0": {
        "userIdentity": {"type": "IAMUser", "principalId": "AIDAEXAMPLE", "arn": "arn:aws:iam::111122223333:user/dana",
                         "accountId": "111122223333", "accessKeyId": "AKIAEXAMPLE", "userName": "dana"},
        "eventSource": "ec2.amazonaws.com", "eventName": "RunInstances", "awsRegion": "us-east-1",
        "sourceIPAddress": "192.0.2.7", "userAgent": "aws-cli/1.2 \"quoted\" späť\u2028", "errorCode": "Client.X",
        "errorMessage": "It\nfailed\t\\", "responseElements": None, "additionalEventData": {"a": "b", "n": None},
        "requestParameters": {
            "instancesSet": {"items": [{"imageId": "ami-1", "minCount": 1}]}, "flag": False, "number": 1.5, "big": 12345678901234,
            "none": None, "text": "{not json", "empty": {}, "list": [], "key with \"quote\"": "ž"}},
    "1.01": {
        "requestID": "7a1c2a5e", "readOnly": False, "apiVersion": "2014-03-28", "eventID": True,
        "resources": [{"ARN": "arn:aws:s3:::box", "accountId": "111122223333", "type": "AWS::S3::Bucket"},
                      {"ARNPrefix": "arn:aws:s3:::box/"}]},
    "1.02": {"eventType": "AwsApiCall", "recipientAccountId": "111122223333"},
    "1.03": {"sharedEventID": "2f4d1c30-0000-4000-8000-000000000002"},
    "1.04": {"vpcEndpointId": "vpce-1", "userIdentity": {
        "type": "AssumedRole", "principalId": "AROAEXAMPLE:session", "arn": "arn:aws:sts::111122223333:assumed-role/ops/session",
        "accountId": "111122223333", "accessKeyId": "ASIAEXAMPLE", "sessionContext": {
            "attributes": {"creationDate": "2017-03-01T09:00:00Z", "mfaAuthenticated": "true"}, "sessionIssuer": ROLE}}},
    "1.05": {"serviceEventDetails": {"snapshotId": "snap-1", "state": {"from": 1, "to": [2, 3]}}},
    "1.06": {"managementEvent": True},
    "1.07": {"eventCategory": "Management", "insightDetails": {"state": "Start", "insightContext": {"baseline": 0.02}}},
    "1.08": {
        "addendum": {"reason": "DELIVERY_DELAY", "updatedFields": "x"}, "sessionCredentialFromConsole": "true",
        "edgeDeviceDetails": {"type": "SNOW", "attributes": {"a": 1}}, "annotation": "noted",
        "tlsDetails": {"tlsVersion": "TLSv1.3", "cipherSuite": "TLS_AES_128_GCM_SHA256", "clientProvidedHostHeader": "ec2",
                       "keyExchange": "x25519"}},
    "1.09": {"vpcEndpointAccountId": "222233334444", "userIdentity": {
        "type": "AssumedRole", "principalId": "AROAEXAMPLE:session", "invokedBy": "ecs.amazonaws.com", "sessionContext": {
            "sessionIssuer": ROLE, "sourceIdentity": "dana", "ec2RoleDelivery": "2.0", "ec2IssuedInVpc": "vpc-1",
            "webIdFederationData": {"federatedProvider": "accounts.google.com", "attributes": {"sub": "7"}}}}},
    "1.10": {"userIdentity": {
        "type": "IdentityCenterUser", "accountId": "111122223333", "identityProvider": "idp", "credentialId": "unknown to the schema",
        "onBehalfOf": {"userId": "u-1", "identityStoreArn": "arn:aws:identitystore::111122223333:identitystore/d-1"},
        "inScopeOf": {"sourceArn": "arn:aws:lambda:us-east-1:111122223333:function:f", "sourceAccount": "111122223333",
                      "issuerType": "AWS::Lambda::Function", "credentialsIssuedTo": "arn:aws:lambda:…"}}},
    "1.11": {"eventContext": {"requestContext": {"aws:userid": "x"}, "tagContext": {}}, "member of the future": [1, {"a": None}]},
}


def versions() -> list[dict]:
    events, so_far = [], {}
    for number, (version, members) in enumerate(STEPS.items()):
        so_far = {**so_far, **members}
        event = {"eventVersion": version, **so_far, "eventTime": f"2017-03-{number + 1:02}T10:15:02Z"}
        if "eventID" in event:
            event["eventID"] = str(uuids.UUID(int=7_000 + number))
        events.append(event)
    return events


def shapes() -> list[dict]:
    """Members of other types than the schema's: null in their columns, or in all parts of them."""
    common = {"eventVersion": "1.08", "eventTime": "2017-04-01T10:00:00Z"}
    wrong = [
        {"userIdentity": "root", "requestParameters": "text", "resources": {"ARN": 1}, "tlsDetails": []},
        {"userIdentity": None, "requestParameters": [1], "resources": None, "tlsDetails": "x", "readOnly": None},
        {"userIdentity": {}, "requestParameters": {}, "resources": [], "tlsDetails": {}, "eventName": None},
    ]
    return [{**common, **one, "eventID": str(uuids.UUID(int=8_000 + number))} for number, one in enumerate(wrong)]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A server with a store of these and, where they are at hand, of genuine records; all compacted but one."""
    folder = tmp_path_factory.mktemp("versions")
    logs = folder / "logs"
    logs.mkdir()
    (logs / "own.json.gz").write_bytes(gzip.compress(compact({"Records": versions() + shapes()}).encode()))
    events = versions() + shapes()
    real = servers.ROOT.parent / "shared/data/events-real.json.gz"
    if real.exists():
        limit = (dt.datetime.now(dt.timezone.utc) - dt.timedelta(days=3650)).strftime("%Y-%m-%dT%H:%M:%SZ")
        found = json.loads(gzip.decompress(real.read_bytes()))["Records"]
        unique = {compact(one): one for one in found if one["eventTime"] > limit}
        ids: dict = {}
        for text, one in unique.items():
            ids.setdefault((one.get("eventID") or text, one["eventTime"][:10]), one)
        events += ids.values()
        (logs / "real.json").write_text(json.dumps({"Records": list(unique.values())}))
    server = servers.Cairn(
        folder / "data", folder / "log", None, "--lenient", "--compaction-interval", "1s", environment={"CAIRN_DUCKDB": str(DUCKDB)})
    world = World(server)
    # Imports do not mind the selectors, and nothing else comes in.
    arn = store(world, Name="all", RetentionPeriod=3653, AdvancedEventSelectors=[{"FieldSelectors": [
        {"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": ["AWS::S3::Object"]}]}])
    answer = cairn_import(world, logs, "--store", "all")
    assert answer.returncode == 0, answer.stdout[:3000] + answer.stderr
    assert json.loads(answer.stdout)["eventsCompleted"] == len(events), answer.stdout
    again = json.loads(cairn_import(world, logs, "--store", "all").stdout)
    assert again["eventsCompleted"] == 0, "events without an eventID are known again by what they are"
    lake = folder / "data/lake" / uuid(arn)

    def compacted() -> bool:
        manifest = lake / "manifest.json"
        return manifest.exists() and sum(file["events"] for file in json.loads(manifest.read_text())["files"]) >= len(events)

    servers.wait_until(compacted, 60, "all is compacted", server, 0.2)
    assert json.loads(cairn_import(world, logs, "--store", "all").stdout)["eventsCompleted"] == 0, "in Parquet, too"
    yield world, arn, lake, events
    server.stop()


def test_every_column_of_every_version_is_what_the_record_says(place):
    world, arn, lake, events = place
    rows = []
    for file in lake.glob("day=*/*.parquet"):
        rows += pyarrow.parquet.read_table(file, partitioning=None).to_pylist()
    assert len(rows) == len(events)
    assert list(rows[0])[:-2] == list(COLUMNS) and list(rows[0])[-2:] == ["eventJson", "eventJsonChecksum"]
    by_text = {canonical(event): event for event in events}
    different, versions_seen = [], set()
    for row in rows:
        event = by_text.pop(canonical(json.loads(row["eventJson"])))
        versions_seen.add(event.get("eventVersion"))
        assert row["eventJsonChecksum"] == base64.b64encode(hashlib.sha256(row["eventJson"].encode()).digest()).decode()
        for name, kind in COLUMNS.items():
            expected, got = mapped(event.get(name), kind), told(row[name], kind)
            if expected != got:
                different.append((event.get("eventVersion"), name, expected, got))
    assert not by_text, "every event is there"
    assert not different, f"{len(different)} of {len(rows)} rows' columns differ, such as {different[:5]}"
    assert set(STEPS) <= versions_seen


def canonical(event: dict) -> str:
    return json.dumps(event, sort_keys=True)


def test_sql_finds_what_each_version_brought(place):
    world, arn, _, _ = place
    for number, (version, members) in enumerate(STEPS.items()):
        row, = query(world, f"SELECT * FROM {uuid(arn)} WHERE eventVersion = '{version}' AND eventTime = '2017-03-{number + 1:02} 10:15:02'")
        assert row["eventVersion"] == version and row["eventSource"] == "ec2.amazonaws.com"
        for name in members:
            if name in COLUMNS and members[name] is not None:
                assert row.get(name), (version, name)
    row, = query(world, f"""
        SELECT userIdentity.sessionContext.sessionIssuer.userName, userIdentity.sessionContext.attributes.creationDate,
            element_at(requestParameters, 'instancesSet') AS items, resources[2].ARNPrefix AS prefix, tlsDetails.tlsVersion
        FROM {uuid(arn)} WHERE eventVersion = '1.08' AND eventTime = '2017-03-09 10:15:02'""")
    assert row == {
        "userName": "ops", "creationDate": "2017-03-01 09:00:00.000", "items": '{"items":[{"imageId":"ami-1","minCount":1}]}',
        "prefix": "arn:aws:s3:::box/", "tlsVersion": "TLSv1.3"}
