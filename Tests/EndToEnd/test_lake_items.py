"""Configuration items and evidence: the files of AWS Config and Audit Manager in event data stores of their own."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import json
import pathlib

import duckdb
import pyarrow.dataset
import pytest

import servers
from test_imports import ROLE, bucket, cairn_import, source
from test_lake import DUCKDB, query, store, uuid
from trails import HOME, World

TODAY = dt.datetime.now(dt.timezone.utc).replace(microsecond=0)


def time(days: int, fraction: str = ".730") -> str:
    return (TODAY - dt.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S") + fraction + "Z"


@pytest.fixture
def world(start_cairn, tmp_path) -> World:
    return World(start_cairn(
        None, "--lenient", "--compaction-interval", "1s", data_dir=tmp_path / "data",
        environment={"CAIRN_DUCKDB": str(DUCKDB)}))


def kind(world: World, category: str, **settings) -> str:
    return store(
        world, AdvancedEventSelectors=[{"FieldSelectors": [{"Field": "eventCategory", "Equals": [category]}]}], **settings)


# MARK: AWS Config


def item(number: int, days: int = 1, **changes) -> dict:
    """A configuration item as AWS Config delivers it."""
    return {
        "relatedEvents": [], "relationships": [
            {"resourceId": f"sg-{number}", "resourceName": None, "resourceType": "AWS::EC2::SecurityGroup",
             "name": "Is associated with SecurityGroup"}],
        "configuration": {"instanceId": f"i-{number}", "state": {"code": 16, "name": "running"}, "ebsOptimized": False},
        "supplementaryConfiguration": {"unsupportedResources": [{"resourceType": "AWS::X::Y", "resourceId": "z"}]},
        "tags": {"team": "ops", "note": "späť"}, "configurationItemVersion": "1.3",
        "configurationItemCaptureTime": time(days), "configurationStateId": 1484000000000 + number,
        "awsAccountId": servers.ACCOUNT, "configurationItemStatus": "OK", "resourceType": "AWS::EC2::Instance",
        "resourceId": f"i-{number}", "resourceName": None,
        "ARN": f"arn:aws:ec2:{HOME}:{servers.ACCOUNT}:instance/i-{number}", "awsRegion": HOME,
        "availabilityZone": HOME + "a", "configurationStateMd5Hash": "0" * 32,
        "resourceCreationTime": time(days + 1), **changes}


def delivery(items: list[dict], **more) -> bytes:
    return gzip.compress(json.dumps({"fileVersion": "1.0", "configSnapshotId": "s", **more, "configurationItems": items}).encode())


def config_key(name: str, account: str = servers.ACCOUNT, region: str = HOME, form: str = "ConfigHistory") -> str:
    return f"AWSLogs/{account}/Config/{region}/{TODAY.year}/{TODAY.month}/{TODAY.day}/{form}/{name}.json.gz"


def test_the_files_of_aws_config_fill_a_store(world, tmp_path):
    arn = kind(world, "ConfigurationItem", Name="items")
    old = {
        # As the files of 2014 name things.
        "snapshotVersion": "1.0", "resourceId": "vol-1", "arn": "arn:aws:ec2:us-west-2:123456789012:volume/vol-1",
        "accountId": servers.ACCOUNT, "configurationItemCaptureTime": time(3, ".918"), "configurationStateID": "3e66-0fdf",
        "configurationItemStatus": "OK", "relatedEvents": ["06c12a39"], "availibilityZone": "us-west-2b",
        "resourceType": "AWS::EC2::Volume", "tags": {}, "relationships": [], "configuration": {"volumeId": "vol-1", "size": 1}}
    other = item(3, awsAccountId="222233334444", awsRegion="us-east-1")
    objects = {
        config_key("history_1"): delivery([item(1), item(2), item(1, configurationItemStatus="ResourceDeleted", days=0)]),
        config_key("snapshot", form="ConfigSnapshot"): delivery([item(1), item(2), old]),
        config_key("history_2", "222233334444", "us-east-1"): delivery([other, {"resourceId": "of what?"}]),
        f"AWSLogs/{servers.ACCOUNT}/CloudTrail/{HOME}/2026/03/01/x.json.gz": b"no items",
    }
    name = bucket(world, objects)
    assert world.code(
        "StartImport", Destinations=[arn], ImportSource=source(f"s3://{name}")) == "InvalidEventDataStoreCategoryException"
    answer = cairn_import(world, f"s3://{name}", "--store", "items", "--role", ROLE)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    shown = json.loads(answer.stdout)
    assert (shown["filesCompleted"], shown["eventsCompleted"], shown["duplicates"], shown["eventsSkipped"]) == (3, 5, 2, 1)
    again = json.loads(cairn_import(world, f"s3://{name}", "--store", "items", "--role", ROLE).stdout)
    assert (again["eventsCompleted"], again["duplicates"]) == (0, 7)
    rows = query(world, f"""
        SELECT eventCategory, eventType, eventTime, awsRegion, recipientAccountId, eventData.configurationItemVersion AS version,
               eventData.configurationItemStatus AS status, eventData.configurationItemStateId AS state,
               eventData.accountId AS account, eventData.resourceType AS type, eventData.resourceId AS id,
               eventData.arn, eventData.availabilityZone AS zone, eventData.resourceCreationTime AS made,
               element_at(eventData.configuration, 'state') AS configuration,
               element_at(eventData.supplementaryConfiguration, 'unsupportedResources') AS more,
               eventData.relationships[1].name AS relation, eventData.relationships[1].resourceId AS related,
               element_at(eventData.tags, 'note') AS note, eventJson, eventJsonChecksum
        FROM {uuid(arn)} WHERE eventData.resourceId = 'i-2'""")
    row, = rows
    record = json.loads(row.pop("eventJson"))
    assert row.pop("eventJsonChecksum") == base64.b64encode(
        hashlib.sha256(query(world, f"SELECT eventJson FROM {uuid(arn)} WHERE eventID = '{record['eventID']}'")[0]["eventJson"].encode()).digest()).decode()
    assert row == {
        "eventCategory": "ConfigurationItem", "eventType": "AwsConfigurationItem",
        "eventTime": time(1).replace("T", " ")[:-1], "awsRegion": HOME, "recipientAccountId": servers.ACCOUNT,
        "version": "1.3", "status": "OK", "state": "1484000000002", "account": servers.ACCOUNT, "type": "AWS::EC2::Instance",
        "id": "i-2", "arn": f"arn:aws:ec2:{HOME}:{servers.ACCOUNT}:instance/i-2", "zone": HOME + "a", "made": time(2),
        "configuration": '{"code":16,"name":"running"}', "more": '[{"resourceType":"AWS::X::Y","resourceId":"z"}]',
        "relation": "Is associated with SecurityGroup", "related": "sg-2", "note": "späť"}
    assert record["eventData"]["configuration"] == item(2)["configuration"] and record["eventData"]["tags"] == item(2)["tags"]
    assert query(world, f"SELECT eventData.resourceId AS id, eventData.configurationItemStatus AS status, recipientAccountId AS account "
                        f"FROM {uuid(arn)} ORDER BY 1, 2") == [
        {"id": "i-1", "status": "OK", "account": servers.ACCOUNT},
        {"id": "i-1", "status": "ResourceDeleted", "account": servers.ACCOUNT},
        {"id": "i-2", "status": "OK", "account": servers.ACCOUNT},
        {"id": "i-3", "status": "OK", "account": "222233334444"},
        {"id": "vol-1", "status": "OK", "account": servers.ACCOUNT}]
    assert query(world, f"SELECT eventData.configurationItemVersion AS v, eventData.configurationItemStateId AS s, "
                        f"eventData.availabilityZone AS z, eventData.relatedEvents AS e FROM {uuid(arn)} "
                        "WHERE eventData.resourceId = 'vol-1'") == [
        {"v": "1.0", "s": "3e66-0fdf", "z": "us-west-2b", "e": '["06c12a39"]'}]
    parquet(world, tmp_path / "data/lake" / uuid(arn), 5, ("eventData", "resourceId"), {"i-1", "i-2", "i-3", "vol-1"})


def parquet(world: World, folder: pathlib.Path, count: int, path: tuple[str, str], values: set[str]) -> None:
    """Waits until everything is compacted, and reads it with pyarrow and DuckDB."""
    def compacted() -> bool:
        manifest = folder / "manifest.json"
        return manifest.exists() and sum(file["events"] for file in json.loads(manifest.read_text())["files"]) == count

    servers.wait_until(compacted, 30, "all is compacted", world.cairn, 0.2)
    table = pyarrow.dataset.dataset(
        folder, format="parquet", partitioning="hive", exclude_invalid_files=True,
        ignore_prefixes=["hot", "manifest", "tail", "set-aside"]).to_table()
    assert table.num_rows == count and pyarrow.types.is_timestamp(table.schema.field("eventTime").type)
    assert {row[path[1]] for row in table[path[0]].to_pylist()} == values
    found = duckdb.sql(
        f"SELECT DISTINCT {path[0]}.{path[1]} FROM read_parquet('{folder}/day=*/*.parquet', hive_partitioning=false)").fetchall()
    assert {value for value, in found} == values


def test_items_of_the_api_and_of_another_lake_from_a_folder(world, tmp_path):
    """get-resource-config-history writes configurations as text and times as numbers; records are taken as they are."""
    arn, folder = kind(world, "ConfigurationItem", Name="items"), tmp_path / "items"
    folder.mkdir()
    moment = TODAY.timestamp() - 86400
    api = {
        "version": "1.3", "accountId": servers.ACCOUNT, "configurationItemCaptureTime": moment + 0.25,
        "configurationItemStatus": "OK", "configurationStateId": "7", "arn": "arn:aws:s3:::box", "resourceType": "AWS::S3::Bucket",
        "resourceId": "box", "resourceName": "box", "awsRegion": HOME, "tags": {}, "relatedEvents": [],
        "relationships": [{"resourceType": "AWS::S3::BucketPolicy", "resourceId": "p", "relationshipName": "Has"}],
        "configuration": '{"name":"box","owner":{"id":"7"}}', "supplementaryConfiguration": {"IsRequesterPaysEnabled": "false"}}
    (folder / "history.json").write_text(json.dumps({"configurationItems": [api], "nextToken": "x"}, indent=2))
    record = {
        "eventVersion": "1.0", "eventCategory": "ConfigurationItem", "eventType": "AwsConfigurationItem",
        "eventID": "11111111-2222-4333-8444-555555555555", "eventTime": time(1, ""), "awsRegion": HOME,
        "recipientAccountId": servers.ACCOUNT, "eventData": {"resourceId": "exported"}}
    wrong = {**record, "eventID": "11111111-2222-4333-8444-666666666666", "eventCategory": "Management"}
    (folder / "export.ndjson").write_text(json.dumps(record) + "\n" + json.dumps(wrong) + "\n")
    (folder / "message.json").write_text(json.dumps({
        "configurationItemDiff": None, "configurationItem": item(9), "messageType": "ConfigurationItemChangeNotification"}))
    (folder / "none.json").write_text('{"Trails": []}')
    answer = cairn_import(world, folder, "--store", "items")
    shown = json.loads(answer.stdout)
    assert answer.returncode == 1 and (shown["eventsCompleted"], shown["eventsSkipped"]) == (3, 1), answer.stdout + answer.stderr
    failure, = shown["failures"]
    assert failure["Location"].endswith("none.json") and failure["ErrorType"] == "InvalidLogFile"
    rows = query(world, f"""
        SELECT eventData.resourceId AS id, element_at(eventData.configuration, 'owner') AS owner, eventTime,
        eventData.relationships[1].name AS relation FROM {uuid(arn)} WHERE eventData.resourceId <> 'i-9' ORDER BY 1""")
    assert rows == [
        {"id": "box", "owner": '{"id":"7"}', "relation": "Has",
         "eventTime": (TODAY - dt.timedelta(days=1)).strftime("%Y-%m-%d %H:%M:%S") + ".250"},
        {"id": "exported", "owner": None, "relation": None, "eventTime": time(1, "").replace("T", " ")[:-1] + ".000"}]


def test_what_no_file_fills_is_refused(world, tmp_path):
    (tmp_path / "x.json").write_text("{}")
    for category, more in (("ActivityAuditLog", {"MultiRegionEnabled": False}), ("Insight", {})):
        kind(world, category, Name=category, **more)
        answer = cairn_import(world, tmp_path / "x.json", "--store", category)
        assert answer.returncode == 3 and "collects what no files hold" in answer.stderr


def test_items_older_than_the_retention_are_left_out(world, tmp_path):
    kind(world, "ConfigurationItem", Name="items", RetentionPeriod=7)
    (tmp_path / "snapshot.json.gz").write_bytes(delivery([item(1, 30), item(2, 3)]))
    shown = json.loads(cairn_import(world, tmp_path / "snapshot.json.gz", "--store", "items").stdout)
    assert (shown["eventsCompleted"], shown["eventsSkipped"]) == (1, 1)


# MARK: Audit Manager

ASSESSMENT, FOLDER = "aaaaaaaa-2222-4333-8444-555555555555", "bbbbbbbb-2222-4333-8444-555555555555"


def evidence(number: int, *resources: dict, **changes) -> dict:
    """Evidence as GetEvidenceByEvidenceFolder answers it."""
    return {
        "dataSource": "AWS CloudTrail", "evidenceAwsAccountId": servers.ACCOUNT, "time": time(number, ""),
        "eventSource": "iam.amazonaws.com", "eventName": "CreateUser", "evidenceByType": "User activity",
        "resourcesIncluded": list(resources), "attributes": {"userName": "dana", "mfa": "false"},
        "iamId": f"arn:aws:iam::{servers.ACCOUNT}:user/dana", "complianceCheck": "FAILED", "awsOrganization": "o-abc",
        "awsAccountId": servers.ACCOUNT, "evidenceFolderId": FOLDER, "id": f"cccccccc-2222-4333-8444-{number:012}",
        "assessmentReportSelection": "No", **changes}


def test_the_evidence_of_audit_manager_fills_a_store(world, tmp_path):
    arn, folder = kind(world, "Evidence", Name="evidence"), tmp_path / "evidence"
    folder.mkdir()
    box = {"arn": f"arn:aws:sqs:{HOME}:{servers.ACCOUNT}:box", "value": "{}", "complianceCheck": "FAILED"}
    second = {"arn": f"arn:aws:sqs:us-east-1:{servers.ACCOUNT}:two", "value": "{}", "complianceCheck": "PASSED"}
    about = {
        "name": "2026-03-01", "assessmentId": ASSESSMENT, "controlSetId": "Access", "id": FOLDER, "author": "x",
        "controlId": "dddddddd-2222-4333-8444-555555555555", "controlName": "1.1 Users have MFA"}
    (folder / "page-1.json").write_text(json.dumps({"evidence": [evidence(1, box, second), evidence(2)], "evidenceFolder": about}))
    # As the AWS CLI writes times, and as get-evidence answers.
    (folder / "one.json.gz").write_bytes(gzip.compress(json.dumps({"evidence": evidence(3, time=(TODAY - dt.timedelta(days=3)).timestamp())}).encode()))
    (folder / "again.json").write_text(json.dumps({"evidence": [evidence(2)]}))
    answer = cairn_import(world, folder, "--store", "evidence")
    shown = json.loads(answer.stdout)
    assert answer.returncode == 0 and (shown["eventsCompleted"], shown["duplicates"]) == (4, 1), answer.stdout + answer.stderr
    rows = query(world, f"""
        SELECT eventCategory, eventType, eventData.evidenceId AS id, eventTime, eventData.time AS at, awsRegion,
               eventData.resourceArn AS resource, eventData.resourceComplianceCheck AS check,
               element_at(eventData.attributes, 'userName') AS who, eventData.iamId AS iam, eventData.evidenceByType AS type,
               eventData.dataSource AS source, eventData.complianceCheck AS all, eventData.awsOrganization AS organization
        FROM {uuid(arn)} ORDER BY id, resource""")
    common = {
        "eventCategory": "Evidence", "eventType": "AwsAuditManagerEvidence", "who": "dana", "type": "User activity",
        "iam": f"arn:aws:iam::{servers.ACCOUNT}:user/dana", "resource": None, "check": None, "source": "AWS CloudTrail", "all": "FAILED", "organization": "o-abc"}

    def expected(number: int, region: str, **more) -> dict:
        moment = time(number, "").replace("T", " ")[:-1] + ".000"
        return {**common, "id": evidence(number)["id"], "eventTime": moment, "at": moment, "awsRegion": region, **more}

    assert rows == [
        expected(1, HOME, resource=box["arn"], check="FAILED"),
        expected(1, "us-east-1", resource=second["arn"], check="PASSED"), expected(2, ""), expected(3, "")]
    assert query(world, f"""
        SELECT eventData.assessmentId AS a, eventData.controlSetId AS s, eventData.controlName AS c,
               eventData.evidenceFolderName AS n, eventData.evidenceFolderId AS f, count(*) AS count FROM {uuid(arn)}
        WHERE eventData.assessmentId IS NOT NULL AND eventData.evidenceId = '{evidence(1)["id"]}'
        GROUP BY 1, 2, 3, 4, 5""") == [
        {"a": ASSESSMENT, "s": "Access", "c": "1.1 Users have MFA", "n": "2026-03-01", "f": FOLDER, "count": "2"}]
    parquet(world, tmp_path / "data/lake" / uuid(arn), 4, ("eventData", "evidenceId"), {evidence(n)["id"] for n in (1, 2, 3)})
