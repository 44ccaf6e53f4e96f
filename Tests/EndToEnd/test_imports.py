"""Imports from boto3, the AWS CLI and `cairn import`: log files of buckets and folders into event data stores."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import time
import uuid as uuids

import pytest

import servers
from test_lake import DUCKDB, calls, query, store, uuid
from trails import HOME, World, unique

ROLE = f"arn:aws:iam::{servers.ACCOUNT}:role/import"


@pytest.fixture
def world(start_cairn) -> World:
    return World(start_cairn(None, "--lenient", environment={"CAIRN_DUCKDB": str(DUCKDB)}))


def event(number: int, day: str = "2026-03-01", account: str = servers.ACCOUNT, region: str = HOME) -> dict:
    return {
        "eventVersion": "1.11", "userIdentity": {"type": "IAMUser", "arn": f"arn:aws:iam::{account}:user/dana"},
        "eventTime": f"{day}T10:{number % 60:02}:00Z", "eventSource": "ec2.amazonaws.com", "eventName": "RunInstances",
        "awsRegion": region, "requestParameters": {"number": number}, "eventID": str(uuids.UUID(int=number)),
        "readOnly": False, "eventType": "AwsApiCall", "managementEvent": True, "recipientAccountId": account,
        "eventCategory": "Management"}


def log_file(events: list[dict]) -> bytes:
    return gzip.compress(json.dumps({"Records": events}, separators=(",", ":")).encode())


def key(day: str, name: str, account: str = servers.ACCOUNT, region: str = HOME, service: str = "CloudTrail") -> str:
    return f"AWSLogs/{account}/{service}/{region}/{day.replace('-', '/')}/{name}"


def bucket(world: World, objects: dict[str, bytes]) -> str:
    name, s3 = world.bucket(policy=False), world.client("s3")
    for path, body in objects.items():
        s3.put_object(Bucket=name, Key=path, Body=body)
    return name


def source(uri: str, region: str = HOME, role: str = ROLE) -> dict:
    return {"S3": {"S3LocationUri": uri, "S3BucketRegion": region, "S3BucketAccessRoleArn": role}}


def start(world: World, arn: str, uri: str, **more) -> str:
    return world.call("StartImport", Destinations=[arn], ImportSource=source(uri), **more)["ImportId"]


def ended(world: World, number: str, seconds: float = 30) -> dict:
    def state() -> dict | None:
        answer = world.call("GetImport", ImportId=number)
        return None if answer["ImportStatus"] in ("INITIALIZING", "IN_PROGRESS") else answer

    return servers.wait_until(state, seconds, "the import ends", world.cairn)


def numbers(world: World, arn: str) -> list[int]:
    """The numbers of the imported events, with repetitions."""
    rows = query(world, f"""SELECT element_at(requestParameters, 'number') AS number FROM {uuid(arn)}
                            WHERE eventName = 'RunInstances'""")
    return sorted(int(row["number"]) for row in rows)



def test_log_files_of_all_accounts_and_regions_are_imported_once(world):
    objects = {
        key("2026-03-01", "a.json.gz"): log_file([event(1), event(2)]),
        key("2026-03-01", "b.json.gz"): log_file([event(2), event(3)]),
        key("2026-03-02", "c.json.gz", "222233334444", "us-east-1"): log_file(
            [event(4, "2026-03-02", "222233334444", "us-east-1")]),
        key("2026-03-01", "digest.json.gz", service="CloudTrail-Digest"): b"nothing",
        key("2026-03-01", "config.json.gz", service="Config"): b"nothing",
    }
    name, arn = bucket(world, objects), store(world, RetentionPeriod=3653)
    number = start(world, arn, f"s3://{name}")
    answer = ended(world, number)
    assert answer["ImportStatus"] == "COMPLETED", world.call("ListImportFailures", ImportId=number)
    assert answer["ImportStatistics"] == {
        "PrefixesFound": 2, "PrefixesCompleted": 2, "FilesCompleted": 3, "EventsCompleted": 4, "FailedEntries": 0}
    assert answer["Destinations"] == [arn] and answer["ImportSource"] == source(f"s3://{name}")
    assert numbers(world, arn) == [1, 2, 3, 4], "selectors and regions of the store do not matter"
    again = ended(world, start(world, arn, f"s3://{name}"))
    assert again["ImportStatus"] == "COMPLETED" and again["ImportStatistics"]["EventsCompleted"] == 0
    assert numbers(world, arn) == [1, 2, 3, 4]
    listed = [row["ImportId"] for row in world.call("ListImports", Destination=arn)["Imports"]]
    assert listed[1:] == [number]


def test_an_uncompressed_file_fails_and_the_others_are_imported(world):
    objects = {
        key("2026-03-01", "a.json.gz"): log_file([event(1)]),
        key("2026-03-01", "b.json"): json.dumps({"Records": [event(2)]}).encode(),
        key("2026-03-01", "c.json.gz"): b"\x1f\x8bnothing",
        key("2026-03-01", "d.json.gz"): gzip.compress(b"foreign"),
        key("2026-03-01", "e.json.gz"): log_file([event(3)]),
    }
    name, arn = bucket(world, objects), store(world, RetentionPeriod=3653)
    number = start(world, arn, f"s3://{name}/AWSLogs/")
    answer = ended(world, number)
    assert answer["ImportStatus"] == "FAILED"
    assert answer["ImportStatistics"]["FailedEntries"] == 3 and answer["ImportStatistics"]["FilesCompleted"] == 2
    assert numbers(world, arn) == [1, 3]
    failures = world.call("ListImportFailures", ImportId=number)["Failures"]
    assert [failure["Location"].rpartition("/")[2] for failure in failures] == ["b.json", "c.json.gz", "d.json.gz"]
    for failure in failures:
        assert failure["Status"] == "FAILED" and failure["ErrorType"] == "InvalidLogFile" and failure["ErrorMessage"]
        assert failure["LastUpdatedTime"].tzinfo
    pages = world.call("ListImportFailures", ImportId=number, MaxResults=2)
    rest = world.call("ListImportFailures", ImportId=number, MaxResults=2, NextToken=pages["NextToken"])
    assert pages["Failures"] + rest["Failures"] == failures
    # The bucket is mended, and the import retried.
    world.client("s3").put_object(Bucket=name, Key=key("2026-03-01", "b.json"), Body=log_file([event(2)]))
    assert world.call("StartImport", ImportId=number)["ImportId"] == number
    answer = ended(world, number)
    assert answer["ImportStatus"] == "FAILED" and answer["ImportStatistics"]["FailedEntries"] == 2
    assert numbers(world, arn) == [1, 2, 3]
    statuses = [failure["Status"] for failure in world.call("ListImportFailures", ImportId=number)["Failures"]]
    assert statuses == ["SUCCEEDED", "FAILED", "FAILED"]


def test_times_and_retention_decide(world):
    today = dt.datetime.now(dt.timezone.utc).date()
    days = [(today - dt.timedelta(days=back)).isoformat() for back in (400, 30, 20, 10)]
    objects = {key(day, "x.json.gz"): log_file([event(index, day)]) for index, day in enumerate(days)}
    objects[key(days[0], "bad.json.gz")] = b"outside the time range, and so not looked at"
    name, arn = bucket(world, objects), store(world)
    middle = dt.datetime.fromisoformat(days[2]).replace(tzinfo=dt.timezone.utc)
    ended(world, start(world, arn, f"s3://{name}", StartEventTime=middle, EndEventTime=middle + dt.timedelta(days=1)))
    assert numbers(world, arn) == [2]
    answer = ended(world, start(world, arn, f"s3://{name}"))
    assert answer["ImportStatistics"]["FailedEntries"] == 1
    assert numbers(world, arn) == [1, 2, 3], "what is older than the retention is left out"


def test_a_prefix_that_is_named_counts_whole(world):
    objects = {"elsewhere/x.json.gz": log_file([event(1)]), "elsewhere-too/x.json.gz": log_file([event(2)])}
    name, arn = bucket(world, objects), store(world, RetentionPeriod=3653)
    assert ended(world, start(world, arn, f"s3://{name}"))["ImportStatistics"]["FilesCompleted"] == 0
    assert ended(world, start(world, arn, f"s3://{name}/elsewhere/"))["ImportStatistics"]["FilesCompleted"] == 1
    assert numbers(world, arn) == [1]


def test_every_documented_error(world):
    arn, name = store(world, TerminationProtectionEnabled=False, RetentionPeriod=3653), bucket(world, {})
    place, missing = f"s3://{name}", str(uuids.uuid4())

    def code(destination: str = arn, **changes) -> str:
        return world.code(
            "StartImport", Destinations=[destination], ImportSource=source(**{"uri": place, **changes}))

    assert world.code("StartImport") == "InvalidParameterException"
    assert world.code("StartImport", Destinations=[arn]) == "InvalidParameterException"
    assert world.code("StartImport", ImportSource=source(place)) == "InvalidParameterException"
    assert world.code(
        "StartImport", ImportId=missing, Destinations=[arn], ImportSource=source(place)) == "InvalidParameterException"
    assert world.code("StartImport", ImportId=missing) == "ImportNotFoundException"
    assert world.code("StartImport", Destinations=[arn], ImportSource=source(place),
                      StartEventTime=20, EndEventTime=10) == "InvalidParameterException"
    assert code("nothing") == "EventDataStoreARNInvalidException"
    assert code(missing) == "EventDataStoreNotFoundException"
    items = store(world, AdvancedEventSelectors=[
        {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["ConfigurationItem"]}]}])
    assert code(items) == "InvalidEventDataStoreCategoryException"
    assert code(uri="http://box") == "InvalidImportSourceException"
    assert code(uri="s3://there-is-none") == "InvalidImportSourceException"
    assert code(role="nobody") == "InvalidParameterException"
    for operation in ("GetImport", "StopImport"):
        assert world.code(operation, ImportId=missing) == "ImportNotFoundException"
        assert world.code(operation, ImportId="x") == "InvalidParameterException"
    assert world.code("ListImportFailures", ImportId=missing) == "InvalidParameterException"
    assert world.code("ListImports", Destination="nothing") == "EventDataStoreARNInvalidException"
    assert world.code("ListImports", ImportStatus="NONE") == "InvalidParameterException"
    assert world.code("ListImports", NextToken="none") == "InvalidNextTokenException"
    assert world.code("ListImportFailures", ImportId=start(world, arn, place), NextToken="none") == \
        "InvalidNextTokenException"
    world.call("StopEventDataStoreIngestion", EventDataStore=arn)
    done = servers.wait_until(
        lambda: world.call("ListImports", ImportStatus="COMPLETED")["Imports"], 20, "the first import ends")
    assert world.code("StartImport", ImportId=done[0]["ImportId"]) == "InvalidParameterException"
    assert world.code("StopImport", ImportId=done[0]["ImportId"]) == "InvalidParameterException"
    assert ended(world, start(world, arn, place))["ImportStatus"] == "COMPLETED", "a stopped store takes imports"
    world.call("DeleteEventDataStore", EventDataStore=arn)
    assert code() == "InactiveEventDataStoreException"


def test_one_import_runs_and_its_store_stays(world):
    arn = store(world, TerminationProtectionEnabled=False, RetentionPeriod=3653)
    objects = {key("2026-03-01", f"{number:04}.json.gz"): log_file([event(number)]) for number in range(400)}
    name = bucket(world, objects)
    number = start(world, arn, f"s3://{name}")
    assert world.code("StartImport", Destinations=[arn], ImportSource=source(f"s3://{name}")) == \
        "AccountHasOngoingImportException"
    assert world.code("StartImport", ImportId=number) == "AccountHasOngoingImportException"
    assert world.code("DeleteEventDataStore", EventDataStore=arn) == "EventDataStoreHasOngoingImportException"
    assert world.code("UpdateEventDataStore", EventDataStore=arn, Name="other") == \
        "EventDataStoreHasOngoingImportException"
    stopped = world.call("StopImport", ImportId=number)
    assert stopped["ImportStatus"] == "STOPPED" and "ImportStatistics" in stopped
    assert world.call("GetImport", ImportId=number)["ImportStatus"] == "STOPPED"
    world.call("StartImport", ImportId=number)
    answer = ended(world, number)
    assert answer["ImportStatus"] == "COMPLETED" and answer["ImportStatistics"]["FilesCompleted"] == 400
    assert numbers(world, arn) == list(range(400))


def test_the_aws_cli_imports(world, aws):
    name = bucket(world, {key("2026-03-01", "a.json.gz"): log_file([event(1)])})
    arn = store(world, RetentionPeriod=3653)

    def cli(*arguments: str) -> dict:
        environment = {"AWS_ACCESS_KEY_ID": world.account, "AWS_DEFAULT_REGION": HOME}
        answer = world_aws(aws, world, *arguments, **environment)
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout)

    begun = cli("start-import", "--destinations", arn, "--import-source", json.dumps(source(f"s3://{name}")))
    assert begun["ImportStatus"] == "INITIALIZING"
    ended(world, begun["ImportId"])
    shown = cli("get-import", "--import-id", begun["ImportId"])
    assert shown["ImportStatus"] == "COMPLETED" and shown["ImportStatistics"]["EventsCompleted"] == 1
    assert cli("list-imports")["Imports"][0]["ImportId"] == begun["ImportId"]
    assert cli("list-import-failures", "--import-id", begun["ImportId"]) == {"Failures": []}


def world_aws(aws, world: World, *arguments: str, **environment: str):
    import os
    import subprocess
    import sys

    variables = servers.clean_environment(AWS_SECRET_ACCESS_KEY="secret", AWS_PAGER="", AWS_MAX_ATTEMPTS="1", **environment)
    return subprocess.run(
        [sys.executable, "-m", "awscli", "--endpoint-url", world.cairn.url, "--output", "json", "cloudtrail", *arguments],
        capture_output=True, text=True, env=variables, timeout=60, stdin=subprocess.DEVNULL)


def test_what_trails_deliver_is_imported_without_what_the_store_has(start_cairn):
    """The store has followed the journal; the log files hold the same events, and older ones."""
    world = World(start_cairn(
        None, "--lenient", "--delivery-interval", "1s", environment={"CAIRN_DUCKDB": str(DUCKDB)}))
    name = world.bucket(policy=False)
    world.call("CreateTrail", Name="trail", S3BucketName=name)
    world.call("StartLogging", Name="trail")
    before = calls(world, 5)
    arn = store(world)
    after = calls(world, 5)
    s3 = world.client("s3")

    def delivered() -> int:
        found = 0
        for row in s3.list_objects_v2(Bucket=name).get("Contents", []):
            if row["Key"].endswith(".json.gz") and "/CloudTrail/" in row["Key"]:
                body = gzip.decompress(s3.get_object(Bucket=name, Key=row["Key"])["Body"].read())
                found += sum(record["eventName"] == "DeleteTrail" for record in json.loads(body)["Records"])
        return found

    servers.wait_until(lambda: delivered() == 10, 20, "all are delivered", world.cairn, 0.2)
    answer = ended(world, start(world, arn, f"s3://{name}"))
    assert answer["ImportStatus"] == "COMPLETED"
    rows = query(world, f"""SELECT element_at(requestParameters, 'name') AS name FROM {uuid(arn)}
                            WHERE eventName = 'DeleteTrail'""")
    assert sorted(row["name"] for row in rows) == sorted(before + after)


def test_a_role_reads_the_buckets_of_the_upstream(start_cairn, moto):
    world = World(start_cairn(moto.url, environment={"CAIRN_DUCKDB": str(DUCKDB)}))
    iam = world.client("iam")
    trust = {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
    iam.create_role(RoleName="import", AssumeRolePolicyDocument=json.dumps(trust))
    trust["Statement"][0]["Principal"]["Service"] = "ec2.amazonaws.com"
    iam.create_role(RoleName="other", AssumeRolePolicyDocument=json.dumps(trust))
    name, arn = bucket(world, {key("2026-03-01", "a.json.gz"): log_file([event(1)])}), store(world, RetentionPeriod=3653)
    place = f"s3://{name}"

    def code(**changes) -> str:
        return world.code("StartImport", Destinations=[arn], ImportSource=source(**{"uri": place, **changes}))

    assert code(role=ROLE.replace("import", "missing")) == "InvalidImportSourceException"
    assert code(role=ROLE.replace("import", "other")) == "InvalidImportSourceException"
    assert code(region="us-east-1") == "InvalidImportSourceException"
    answer = ended(world, start(world, arn, place))
    assert answer["ImportStatus"] == "COMPLETED", world.call("ListImportFailures", ImportId=answer["ImportId"])
    assert numbers(world, arn) == [1]


def cairn_import(world: World, *arguments: str):
    environment = servers.clean_environment(
        AWS_ACCESS_KEY_ID=world.account, AWS_SECRET_ACCESS_KEY="secret", AWS_REGION=HOME)
    return servers.run_cairn(
        "import", *map(str, arguments), "--endpoint-url", world.cairn.url, environment=environment, timeout=60)


def test_the_command_imports_folders_files_and_buckets(world, tmp_path):
    arn, folder = store(world, Name="audit", RetentionPeriod=3653), tmp_path / "logs"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.json.gz").write_bytes(log_file([event(1)]))
    (folder / "b.json").write_text(json.dumps({"Records": [event(2)]}, indent=2))
    (folder / "deep/c.ndjson").write_text("".join(json.dumps(event(number)) + "\n" for number in (2, 3)))
    answer = cairn_import(world, folder, "--store", "audit")
    assert answer.returncode == 0, answer.stderr
    shown = json.loads(answer.stdout)
    assert (shown["status"], shown["filesFound"], shown["eventsCompleted"], shown["duplicates"]) == ("COMPLETED", 3, 3, 1)
    assert shown["eventDataStore"] == arn and shown["failures"] == []
    assert numbers(world, arn) == [1, 2, 3]
    one = tmp_path / "one.json.gz"
    one.write_bytes(log_file([event(4)]))
    assert cairn_import(world, one, "--store", arn).returncode == 0
    name = bucket(world, {key("2026-03-01", "a.json.gz"): log_file([event(5)])})
    answer = cairn_import(world, f"s3://{name}", "--store", uuid(arn), "--output", "table")
    assert answer.returncode == 0, answer.stderr
    assert "1 events of 1 files imported" in answer.stdout
    assert numbers(world, arn) == [1, 2, 3, 4, 5]


def test_the_commands_exit_codes(world, tmp_path):
    store(world, Name="audit", RetentionPeriod=3653)
    tmp_path = tmp_path / "logs"
    tmp_path.mkdir()
    (tmp_path / "bad.json.gz").write_bytes(b"nothing")
    failed = cairn_import(world, tmp_path, "--store", "audit")
    assert failed.returncode == 1
    failure, = json.loads(failed.stdout)["failures"]
    assert failure["Location"].endswith("/bad.json.gz") and failure["ErrorType"] == "InvalidLogFile"
    (tmp_path / "bad.json.gz").write_bytes(log_file([event(1)]))
    again = cairn_import(world, tmp_path, "--store", "audit")
    assert again.returncode == 0, "the same command tries again what failed: " + again.stdout + again.stderr
    assert json.loads(again.stdout)["importId"] == json.loads(failed.stdout)["importId"]
    assert cairn_import(world, tmp_path / "missing", "--store", "audit").returncode == 3
    assert cairn_import(world, tmp_path, "--store", "none").returncode == 3
    assert cairn_import(world, tmp_path).returncode == 2
    assert cairn_import(world, tmp_path, "--store", "audit", "--role", ROLE).returncode == 2
    assert cairn_import(world, "s3://there-is-none", "--store", "audit").returncode == 3


def test_the_command_says_what_it_leaves_out(world, tmp_path):
    today = dt.datetime.now(dt.timezone.utc).date()
    day = lambda age: (today - dt.timedelta(days=age)).isoformat()  # noqa: E731
    arn = store(world, Name="week", RetentionPeriod=7)
    records = [event(number, day(age)) for number, age in enumerate((40, 30, 30, 5, 4, 4, 3))] + [{"eventName": "x"}]
    (tmp_path / "log.json").write_text(json.dumps({"Records": records}))

    def done(*arguments: str):
        return cairn_import(world, *arguments, "--store", "week")

    answer = done(str(tmp_path / "log.json"), "--since", day(30), "--until", day(4))
    shown = json.loads(answer.stdout)
    assert (shown["eventsCompleted"], shown["eventsSkipped"]) == (3, 5), "a day is whole"
    assert shown["skipped"] == {"retention": 2, "timeRange": 2, "notARecord": 1}
    told = done(str(tmp_path / "log.json"), "--output", "table").stdout
    assert "3 were there already" in told and "4 left out (3 older than the store keeps; 1 no records" in told, told
    assert numbers(world, arn) == [3, 4, 5, 6]
    name = bucket(world, {key(day(40), "a.json.gz"): log_file(records[:2])})
    told = done(f"s3://{name}/AWSLogs/", "--role", ROLE, "--output", "table").stdout
    assert "2 left out (2 older than the store keeps)" in told, told


def test_the_command_names_the_stores_that_there_are(world, tmp_path):
    (tmp_path / "log.json").write_text(json.dumps({"Records": [event(1)]}))
    for source in (str(tmp_path / "log.json"), "s3://logs/AWSLogs/"):
        done = cairn_import(world, source, "--store", "audti")
        assert done.returncode == 3 and "audti" in done.stderr and "there are none" in done.stderr, done.stderr
    store(world, Name="audit")
    for source in (str(tmp_path / "log.json"), "s3://logs/AWSLogs/"):
        done = cairn_import(world, source, "--store", "audti")
        assert done.returncode == 3 and "there are: audit" in done.stderr, done.stderr


def test_folders_are_imported_on_loopback_alone(start_cairn, tmp_path):
    world = World(start_cairn(None, "--lenient", "--host", "0.0.0.0"))
    store(world, Name="audit")
    answer = cairn_import(world, tmp_path, "--store", "audit")
    assert answer.returncode == 3 and "loopback" in answer.stderr


def test_metrics_tell_what_stores_hold(world):
    name = bucket(world, {key("2026-03-01", "a.json.gz"): log_file([event(1), event(2)])})
    arn = store(world, RetentionPeriod=3653, AdvancedEventSelectors=[{"FieldSelectors": [
        {"Field": "eventCategory", "Equals": ["Management"]}, {"Field": "eventName", "Equals": ["Nothing"]}]}])
    ended(world, start(world, arn, f"s3://{name}"))
    metrics = world.cairn.metrics()
    label = f'{{eventDataStore="{arn}"}}'
    assert metrics[f"cairn_lake_ingested_events_total{label}"] == 2
    assert metrics[f"cairn_lake_ingested_bytes_total{label}"] > 500
    assert metrics[f"cairn_lake_retained_events{label}"] == 2
    assert metrics[f"cairn_lake_retained_bytes{label}"] > 100
    assert metrics["cairn_imports_running"] == 0
