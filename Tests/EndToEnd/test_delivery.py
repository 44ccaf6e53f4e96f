"""Trails deliver: log files and digests that AWS's own validator accepts, through kills and failing buckets."""

from __future__ import annotations

import collections
import gzip
import json
import random
import re
import subprocess
import threading
import zlib

import boto3
import duckdb
import pytest

import delivery
import servers
from fault_proxy import FAULTS, FaultProxy
from strict_logs import StrictLogs
from trails import ACCOUNT, World

REGIONS = ("us-east-1", "eu-west-1")
KEYS = {"AWS_ACCESS_KEY_ID": ACCOUNT, "AWS_SECRET_ACCESS_KEY": "secret"}


# MARK: the whole way, on a bare machine


@pytest.fixture(scope="module")
def delivered(binary, tmp_path_factory):
    """A trail that has delivered into the embedded store, with several digests in two regions; nothing more comes."""
    folder = tmp_path_factory.mktemp("delivered")
    cairn = servers.Cairn(folder / "data", folder / "cairn.log", None, *delivery.INTERVALS)
    world = World(cairn)
    start = delivery.now()
    arn, bucket = delivery.start_trail(world)
    for _ in range(5):
        for region in REGIONS:
            delivery.make_calls(world, region, 3)
        servers.time.sleep(2)
    delivery.wait_for_digests(world, bucket, 4, "us-east-1")
    world.call("StopLogging", Name="audit")
    servers.wait_until(
        lambda: any(r["eventName"] == "StopLogging" for r in delivery.records(delivery.objects(world, bucket))),
        20,
        "the StopLogging event is delivered",
        cairn,
        pause=0.5,
    )
    servers.time.sleep(6)  # the final digests
    yield world, arn, bucket, start
    cairn.stop(5)


def test_the_aws_cli_finds_every_file_valid(delivered):
    world, arn, bucket, start = delivered
    for region in REGIONS:
        status, output = delivery.validate(world, arn, start, region)
        assert status == 0, output
        found = delivery.objects(world, bucket)
        logs = [key for key in delivery.log_files(found) if f"/{region}/" in key]
        chain = [key for key in delivery.digests(found) if f"/CloudTrail-Digest/{region}/" in key]
        assert f"{len(chain)}/{len(chain)} digest files valid" in output
        assert f"{len(logs)}/{len(logs)} log files valid" in output, output


def test_cairn_verify_finds_every_file_valid(delivered):
    world, _, bucket, _ = delivered
    for place in (f"s3://{bucket}", str(world.cairn.data_dir)):
        status, report = delivery.verify(world, place)
        assert status == 0, report


def test_keys_and_names_are_cloudtrails(delivered):
    world, _, bucket, _ = delivered
    found = delivery.objects(world, bucket)
    assert len(delivery.log_files(found)) + len(delivery.digests(found)) == len(found)
    assert all(delivery.LOG_FILE.fullmatch(key) for key in delivery.log_files(found))
    assert all(delivery.DIGEST.fullmatch(key) for key in delivery.digests(found))
    for key in delivery.log_files(found):
        account, _, region, *_ = key.removeprefix("AWSLogs/").split("/")
        assert account == ACCOUNT and region in REGIONS


def test_gunzip_python_and_duckdb_read_every_file(delivered):
    """The files as they lie in the data folder, log files and digests; all three find the same number of entries."""
    world, _, bucket, _ = delivered
    folder = world.cairn.data_dir / "buckets" / bucket
    files = sorted(folder.rglob("AWSLogs/**/*.json.gz"))
    assert {str(file.relative_to(folder)) for file in files} == set(delivery.objects(world, bucket))
    totals: collections.Counter = collections.Counter()
    for file in files:
        member = "logFiles" if "/CloudTrail-Digest/" in str(file) else "Records"
        compressed = file.read_bytes()
        text = gzip.decompress(compressed)
        assert subprocess.run(["gunzip", "-c", str(file)], capture_output=True, check=True).stdout == text
        one_member = zlib.decompressobj(wbits=31)
        assert one_member.decompress(compressed) == text and one_member.unused_data == b""
        count = len(json.loads(text)[member])
        assert in_duckdb(f"SELECT len({member}) FROM read_json('{file}', maximum_object_size = 60000000)") == count
        totals[member] += count
    assert totals["Records"] > 20 and totals["logFiles"] > 5
    for member, name in (("Records", "CloudTrail"), ("logFiles", "CloudTrail-Digest")):
        glob = folder / "AWSLogs" / "*" / name / "**" / "*.json.gz"
        source = f"read_json('{glob}', union_by_name = true, maximum_object_size = 60000000)"
        assert in_duckdb(f"SELECT count(*) FROM (SELECT unnest({member}) FROM {source})") == totals[member]


    # As docs/formats/log-files.md says.
    glob = f"{folder}/AWSLogs/*/CloudTrail/**/*.json.gz"
    source = f"read_json('{glob}', union_by_name = true, maximum_object_size = 60000000)"
    query = f"SELECT r.eventName, count(*) FROM (SELECT unnest(Records) AS r FROM {source}) GROUP BY 1"
    rows = duckdb.sql(query).fetchall()
    names = collections.Counter(r["eventName"] for r in delivery.records(delivery.objects(world, bucket)))
    assert {name.strip('"'): count for name, count in rows} == names


def in_duckdb(query: str):
    """The only value that a query gives."""
    return duckdb.sql(query).fetchall()[0][0]


def test_what_is_delivered_is_what_was_recorded(delivered):
    """Every record from StartLogging's answer to StopLogging, verbatim and once."""
    world, _, bucket, _ = delivered
    files = delivery.records(delivery.objects(world, bucket))
    names = [record["eventName"] for record in world.cairn.records()]
    first = names.index("StartLogging")
    last = names.index("StopLogging")
    recorded = {r["eventID"]: r for r in world.cairn.records()[first : last + 1] if r.get("managementEvent")}
    counts = collections.Counter(record["eventID"] for record in files)
    assert set(counts.values()) == {1}
    missing = [recorded[i]["eventName"] for i in recorded.keys() - counts.keys()]
    assert missing in ([], ["StartLogging"]), missing
    for record in files:
        assert record == recorded.get(record["eventID"], record)


def test_the_status_tells_of_deliveries(delivered):
    world, arn, _, _ = delivered
    status = world.call("GetTrailStatus", "us-east-1", Name=arn)
    assert status["LatestDeliveryTime"] and status["LatestDigestDeliveryTime"] and "LatestDeliveryError" not in status
    assert status["LatestDeliveryAttemptSucceeded"] == status["LatestDeliveryAttemptTime"] != ""


# MARK: tampering


class Bucket:
    """A delivered bucket that can be damaged and mended."""

    def __init__(self, world: World, name: str) -> None:
        self.s3, self.name = world.client("s3"), name
        self.before = delivery.objects(world, name)
        self.logs = sorted(key for key in delivery.log_files(self.before) if "/us-east-1/" in key)
        self.chain = sorted(key for key in delivery.digests(self.before) if "/CloudTrail-Digest/us-east-1/" in key)

    def put(self, key: str, body: bytes | None = None, metadata: dict | None = None) -> None:
        entry = self.before[key]
        self.s3.put_object(
            Bucket=self.name,
            Key=key,
            Body=entry["Body"] if body is None else body,
            Metadata=entry["Metadata"] if metadata is None else metadata,
        )

    def delete(self, key: str) -> None:
        self.s3.delete_object(Bucket=self.name, Key=key)

    def mend(self) -> None:
        for key in self.before:
            self.put(key)


def change_a_byte(bucket: Bucket) -> list[str]:
    key = bucket.logs[1]
    text = gzip.decompress(bucket.before[key]["Body"])
    bucket.put(key, gzip.compress(text.replace(b'"', b"'", 1)))
    return [key]


def delete_a_log_file(bucket: Bucket) -> list[str]:
    bucket.delete(bucket.logs[0])
    return [bucket.logs[0]]


def delete_a_digest(bucket: Bucket) -> list[str]:
    bucket.delete(bucket.chain[1])
    return [bucket.chain[1]]


def delete_two_digests(bucket: Bucket) -> list[str]:
    """Only the later one is named by the digest after it; the earlier shows as the time that nothing covers."""
    for key in bucket.chain[1:3]:
        bucket.delete(key)
    return bucket.chain[2:3]


def swap_two_digests(bucket: Bucket) -> list[str]:
    first, second = bucket.chain[1:3]
    bucket.put(first, bucket.before[second]["Body"], bucket.before[second]["Metadata"])
    bucket.put(second, bucket.before[first]["Body"], bucket.before[first]["Metadata"])
    return [first, second]


def replace_a_signature(bucket: Bucket) -> list[str]:
    key = bucket.chain[2]
    other = bucket.before[bucket.chain[1]]["Metadata"]["signature"]
    bucket.put(key, metadata={**bucket.before[key]["Metadata"], "signature": other})
    return [key]


TAMPERING = [change_a_byte, delete_a_log_file, delete_a_digest, delete_two_digests, swap_two_digests, replace_a_signature]


@pytest.mark.parametrize("tamper", TAMPERING, ids=lambda function: function.__name__)
def test_both_validators_find_what_was_done(delivered, tamper):
    world, arn, name, start = delivered
    bucket = Bucket(world, name)
    damaged = tamper(bucket)
    try:
        status, output = delivery.validate(world, arn, start, "us-east-1")
        assert status == 1 and "INVALID" in output, output
        status, report = delivery.verify(world, f"s3://{name}")
        assert status == 1
        text = json.dumps(report)
        for key in damaged:
            assert key in text, f"{key} is not named in {text[:2000]}"
    finally:
        bucket.mend()
    assert delivery.verify(world, f"s3://{name}")[0] == 0


# MARK: failing buckets, kills


def test_nothing_is_lost_and_nothing_twice_when_the_bucket_fails_and_cairn_is_killed(start_cairn, tmp_path):
    """Under load, kill -9 at random moments, with a slow, failing S3 between: the events in the log files are those of
    the journal that the selectors admit, each once."""
    chance = random.Random(7)
    store = World(start_cairn(None, "--lenient"))
    with FaultProxy(store.cairn.port, seed=7) as proxy:
        options = ["--lenient", "--s3-endpoint", proxy.url, *delivery.INTERVALS]
        cairn = start_cairn(None, *options, environment=KEYS)
        world = World(cairn)
        bucket = store.bucket(policy=False)
        start = delivery.now()
        arn = world.call(
            "CreateTrail", Name="audit", S3BucketName=bucket, IsMultiRegionTrail=True, EnableLogFileValidation=True
        )["TrailARN"]
        world.call("PutEventSelectors", TrailName="audit", EventSelectors=[{"ReadWriteType": "ReadOnly"}])
        world.call("StartLogging", Name="audit")
        for _ in range(6):
            proxy.failing = chance.random() < 0.9
            under_load(world, chance.uniform(1.0, 3.0), cairn.kill)
            cairn = start_cairn(None, *options, data_dir=cairn.data_dir, environment=KEYS)
            world = World(cairn)
        proxy.failing = True
        under_load(world, 20, lambda: None)
        proxy.failing = False
        world.call("StopLogging", Name="audit")

        def expected() -> collections.Counter:
            return collections.Counter(r["eventID"] for r in recorded_while_logging(world) if r["readOnly"])

        def found() -> collections.Counter:
            return delivery.event_ids(delivery.objects(store, bucket))

        servers.wait_until(lambda: found() >= expected(), 90, "everything is delivered", cairn, pause=1)
        servers.time.sleep(6)  # what is delivered twice would come now; and the last digest
        assert found() == expected(), "an event is missing, is there twice, or is none that the selectors admit"
        assert len(found()) > 50 and set(found().values()) == {1}
        keys = KEYS | {"AWS_ENDPOINT_URL_S3": store.cairn.url, "AWS_ENDPOINT_URL_CLOUDTRAIL": cairn.url}
        status, output = delivery.validate(world, arn, start, "eu-west-1", keys)
        assert status == 0 and " log files valid" in output, output
    assert set(proxy.faults) == set(FAULTS), f"every kind of fault did happen: {proxy.faults}"


def under_load(world: World, seconds: float, end) -> None:
    """Calls that read and calls that write, until the end is brought about."""
    stop = threading.Event()
    load = threading.Thread(target=keep_calling, args=(world, stop))
    load.start()
    servers.time.sleep(seconds)
    end()
    stop.set()
    load.join()


def keep_calling(world: World, stop: threading.Event) -> None:
    tag = {"ResourceId": world.arn("audit"), "TagsList": [{"Key": "a", "Value": "b"}]}
    clients = [world.client("cloudtrail", region) for region in REGIONS]
    while not stop.is_set():
        try:
            clients[0].list_trails()
            clients[1].list_trails()
            clients[1].add_tags(**tag)
        except Exception:  # noqa: BLE001 - the server is being killed
            return
        servers.time.sleep(0.02)


def recorded_while_logging(world: World) -> list[dict]:
    """The records of the journal from StartLogging's to StopLogging's, if there is one."""
    records = world.cairn.records()
    names = [record["eventName"] for record in records]
    end = names.index("StopLogging") + 1 if "StopLogging" in names else len(names)
    return records[names.index("StartLogging") : end]


def test_log_files_that_come_late_are_listed_by_backfill_digests(start_cairn):
    """The log files of a region are refused for longer than their digests wait."""
    store = World(start_cairn(None, "--lenient"))
    with FaultProxy(store.cairn.port) as proxy:
        options = ["--lenient", "--s3-endpoint", proxy.url, *delivery.INTERVALS]
        world = World(start_cairn(None, *options, environment=KEYS))
        bucket, start = store.bucket(policy=False), delivery.now()
        arn, _ = delivery.start_trail(world, bucket=bucket)
        delivery.make_calls(world, "us-east-1", 2)
        delivery.wait_for_digests(store, bucket, 1, "us-east-1")
        proxy.refused = "/CloudTrail/us-east-1/"
        delivery.make_calls(world, "us-east-1", 5)
        before = len([key for key in delivery.objects(store, bucket) if "/CloudTrail-Digest/us-east-1/" in key])
        delivery.wait_for_digests(store, bucket, before + 3, "us-east-1")
        proxy.refused = None

        def backfilled() -> list[str]:
            return [key for key in delivery.objects(store, bucket) if key.endswith("_backfill.json.gz")]

        (key, *_) = servers.wait_until(backfilled, 90, "a backfill digest", world.cairn, pause=0.5)
        assert "/CloudTrail-Digest/us-east-1/" in key and delivery.DIGEST.fullmatch(key)
        world.call("StopLogging", Name="audit")
        servers.time.sleep(6)
        found = delivery.objects(store, bucket)
        assert found[key]["Metadata"]["backfill-generation-timestamp"] >= start
        keys = KEYS | {"AWS_ENDPOINT_URL_S3": store.cairn.url, "AWS_ENDPOINT_URL_CLOUDTRAIL": world.cairn.url}
        status, output = delivery.validate(world, arn, start, "us-east-1", keys)
        assert status == 0, output
        assert f"(backfill) Digest file\ts3://{bucket}/{key}\tvalid" in output
        logs = [key for key in delivery.log_files(found) if "/us-east-1/" in key]
        assert f"{len(logs)}/{len(logs)} log files valid" in output, output
        verified = servers.run_cairn(
            "verify", f"s3://{bucket}", "--output", "json",
            environment=servers.clean_environment(**KEYS, AWS_ENDPOINT_URL_S3=store.cairn.url)
            | {"AWS_ENDPOINT_URL": world.cairn.url},
        )
        assert verified.returncode == 0, verified.stdout + verified.stderr


def test_a_log_group_gets_every_event_once_although_answers_are_lost_and_cairn_is_killed(start_cairn):
    """With sequence tokens that count, as in old emulators; where they do not, a lost answer repeats its call."""
    chance = random.Random(3)
    store = World(start_cairn(None, "--lenient"))
    bucket = store.bucket(policy=False)
    with StrictLogs(seed=3) as logs:
        options = ["--lenient", "--s3-endpoint", store.cairn.url, "--delivery-interval", "1s"]
        cairn = start_cairn(logs.url, *options, environment=KEYS)
        world = World(cairn)
        group = f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:trail:*"
        role = f"arn:aws:iam::{ACCOUNT}:role/to-logs"
        delivery.start_trail(
            world, bucket=bucket, EnableLogFileValidation=False, CloudWatchLogsLogGroupArn=group,
            CloudWatchLogsRoleArn=role,
        )
        for _ in range(4):
            logs.failing = True
            under_load(world, chance.uniform(2.0, 3.5), cairn.kill)
            cairn = start_cairn(logs.url, *options, data_dir=cairn.data_dir, environment=KEYS)
            world = World(cairn)
        logs.failing = False
        world.call("StopLogging", Name="audit")
        expected = collections.Counter(record["eventID"] for record in recorded_while_logging(world))
        servers.wait_until(
            lambda: set(logs.event_ids()) >= set(expected), 60, "every event is in the log group", cairn, pause=0.5
        )
        servers.time.sleep(2)
        assert collections.Counter(logs.event_ids()) == expected
        assert list(logs.calls) == [f"{ACCOUNT}_CloudTrail_eu-west-1"]
        assert logs.lost_answers > 2 and logs.refused_tokens > 0


def test_a_failing_bucket_is_seen_and_catches_up(start_cairn):
    store = World(start_cairn(None, "--lenient"))
    with FaultProxy(store.cairn.port) as proxy:
        options = ["--lenient", "--s3-endpoint", proxy.url, "--delivery-interval", "1s"]
        world = World(start_cairn(None, *options, environment=KEYS))
        arn, bucket = delivery.start_trail(world, bucket="no-such-box", EnableLogFileValidation=False)
        delivery.make_calls(world, "eu-west-1", 3)

        def status():
            return world.call("GetTrailStatus", Name=arn)

        servers.wait_until(lambda: status().get("LatestDeliveryError"), 30, "an error shows", world.cairn, pause=0.2)
        assert status()["LatestDeliveryError"] == "NoSuchBucket"
        assert failing(world) == {"logFiles"}
        store.client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        delivery.wait_for_records(store, bucket, 3, 90)
        servers.wait_until(lambda: not status().get("LatestDeliveryError"), 10, "the error goes", world.cairn, pause=0.2)


def failing(world: World) -> set[str]:
    """The destinations of trails that take nothing, as the metrics tell."""
    found = (re.search(r'^cairn_delivery_failing\{.*destination="(\w+)"', name) for name in failing_gauges(world))
    return {match.group(1) for match in found if match}


def failing_gauges(world: World) -> list[str]:
    return [name for name, value in world.cairn.metrics().items() if "_failing" in name and value == 1]


def test_nothing_is_delivered_when_nothing_happened(start_cairn):
    world = World(start_cairn(None, "--delivery-interval", "1s"))
    _, bucket = delivery.start_trail(world, EnableLogFileValidation=False)
    s3 = world.client("s3")
    selectors = [{"ReadWriteType": "WriteOnly"}]
    world.call("PutEventSelectors", TrailName="audit", EventSelectors=selectors)
    delivery.wait_for_records(world, bucket, 1)
    servers.time.sleep(3)
    before = len(delivery.log_files(delivery.objects(world, bucket)))
    servers.time.sleep(3)
    assert len(delivery.log_files(delivery.objects(world, bucket))) == before
    assert s3.head_bucket(Bucket=bucket)


def test_calls_of_the_embedded_store_are_events(start_cairn):
    """Of buckets, and, for a trail that logs them, of objects."""
    world = World(start_cairn(None, "--delivery-interval", "1s"))
    s3, bucket = world.client("s3"), world.bucket()
    box = world.bucket(policy=False)
    world.call("CreateTrail", Name="data", S3BucketName=bucket)
    objects = [{"Type": "AWS::S3::Object", "Values": [f"arn:aws:s3:::{box}/"]}]
    world.call("PutEventSelectors", TrailName="data", EventSelectors=[{"DataResources": objects}])
    world.call("StartLogging", Name="data")
    for name in (bucket, box):
        s3.put_object(Bucket=name, Key="k", Body=b"1")
        s3.get_object(Bucket=name, Key="k")
    s3.head_object(Bucket=box, Key="k")
    s3.list_objects_v2(Bucket=box)
    s3.copy_object(Bucket=box, Key="copy", CopySource=f"{box}/k")
    upload = s3.create_multipart_upload(Bucket=box, Key="parts")["UploadId"]
    etag = s3.upload_part(Bucket=box, Key="parts", UploadId=upload, PartNumber=1, Body=b"1")["ETag"]
    parts = {"Parts": [{"PartNumber": 1, "ETag": etag}]}
    s3.complete_multipart_upload(Bucket=box, Key="parts", UploadId=upload, MultipartUpload=parts)
    s3.delete_objects(Bucket=box, Delete={"Objects": [{"Key": "copy"}]})
    s3.delete_object(Bucket=box, Key="k")
    s3.put_bucket_tagging(Bucket=box, Tagging={"TagSet": [{"Key": "a", "Value": "b"}]})

    def names(category: str) -> collections.Counter:
        found = delivery.records(delivery.objects(world, bucket))
        return collections.Counter(r["eventName"] for r in found if r["eventCategory"] == category)

    expected = {
        "PutObject", "GetObject", "HeadObject", "ListObjects", "CopyObject", "CreateMultipartUpload", "UploadPart",
        "CompleteMultipartUpload", "DeleteObjects", "DeleteObject",
    }
    servers.wait_until(lambda: names("Management")["PutBucketTagging"], 30, "PutBucketTagging", world.cairn, pause=0.5)
    found = names("Data")
    assert expected <= set(found), expected - set(found)
    assert found["PutObject"] == 1, "objects of other buckets are not selected"


# MARK: other stores


def test_moto_as_s3(start_cairn, moto):
    world = World(start_cairn(moto.url, *delivery.INTERVALS))
    start = delivery.now()
    arn, bucket = delivery.start_trail(world)
    delivery.make_calls(world, "us-east-1", 3)
    delivery.wait_for_digests(world, bucket, 3, "eu-west-1")
    status, output = delivery.validate(world, arn, start, "eu-west-1")
    assert status == 0, output
    status, report = delivery.verify(world, f"s3://{bucket}")
    assert status == 0, report


def test_s3_behind_tls(start_cairn, tmp_path):
    """The certificate is trusted because AWS_CA_BUNDLE names it, and not without."""
    certificate = delivery.self_signed_certificate(tmp_path / "certificate.pem")
    store = World(start_cairn(None, "--lenient"))
    with FaultProxy(store.cairn.port, certificate=str(certificate)) as proxy:
        assert proxy.url.startswith("https://")
        options = ["--lenient", "--s3-endpoint", proxy.url, "--delivery-interval", "1s"]
        bucket = store.bucket(policy=False)
        for bundle in (None, str(certificate)):
            environment = KEYS | ({"AWS_CA_BUNDLE": bundle} if bundle else {})
            world = World(start_cairn(None, *options, environment=environment))
            delivery.start_trail(world, bucket=bucket, EnableLogFileValidation=False)
            delivery.make_calls(world, "eu-west-1", 2)
            if bundle:
                delivery.wait_for_records(store, bucket, 3)
            else:
                servers.wait_until(lambda: failing(world) == {"logFiles"}, 30, "TLS is refused", world.cairn, pause=0.2)
                assert not delivery.objects(store, bucket)


def test_seaweedfs_as_s3(start_cairn, tmp_path):
    folder = tmp_path / "seaweedfs"
    folder.mkdir()
    weed = servers.SeaweedFS(folder)
    try:
        options = ["--s3-endpoint", weed.url, *delivery.INTERVALS]
        cairn = start_cairn(None, *options, environment=weed.KEYS)
        world = World(cairn)
        s3 = boto3.client(
            "s3",
            region_name="us-east-1",
            endpoint_url=weed.url,
            aws_access_key_id=weed.KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=weed.KEYS["AWS_SECRET_ACCESS_KEY"],
        )
        servers.wait_until(lambda: made_bucket(s3, "weed-logs"), 30, "SeaweedFS makes a bucket", weed, pause=0.5)
        s3.put_bucket_policy(Bucket="weed-logs", Policy=world.policy("bucket", "weed-logs", "--account", ACCOUNT))
        start = delivery.now()
        world.call("CreateTrail", Name="audit", S3BucketName="weed-logs", EnableLogFileValidation=True)
        world.call("StartLogging", Name="audit")
        delivery.make_calls(world, "eu-west-1", 3)

        def chain() -> int:
            return s3.list_objects_v2(Bucket="weed-logs", Prefix=f"AWSLogs/{ACCOUNT}/CloudTrail-Digest/")["KeyCount"]

        servers.wait_until(lambda: chain() >= 3, 60, "three digests", cairn, pause=0.5)
        environment = {**weed.KEYS, "AWS_ENDPOINT_URL_S3": weed.url, "AWS_ENDPOINT_URL_CLOUDTRAIL": cairn.url}
        status, output = delivery.validate(world, world.arn("audit"), start, "eu-west-1", environment)
        assert status == 0 and " log files valid" in output, output
        verified = servers.run_cairn(
            "verify", "s3://weed-logs", "--output", "json", environment=servers.clean_environment(**environment)
            | {"AWS_ENDPOINT_URL": cairn.url}
        )
        assert verified.returncode == 0, verified.stdout + verified.stderr
    finally:
        weed.stop(3)


def made_bucket(s3, name: str) -> bool:
    """Whether the bucket could be made: the store takes connections before it is ready for that."""
    try:
        s3.create_bucket(Bucket=name)
    except Exception:  # noqa: BLE001 - whatever it is, it is tried again
        return False
    return True


# MARK: many accounts and regions in one bucket


def test_an_organization_delivers_into_one_bucket(start_cairn, tmp_path):
    members = ["222233334444", "333344445555"]
    organization = {"id": "o-abc123defg", "managementAccount": ACCOUNT, "accounts": members}
    file = tmp_path / "organization.json"
    file.write_text(json.dumps({"organization": organization}))
    world = World(start_cairn(None, "--config", str(file), *delivery.INTERVALS))
    bucket = world.bucket(organization_id=organization["id"])
    delivery.start_trail(world, bucket=bucket, IsOrganizationTrail=True)
    for account in [ACCOUNT, *members, "999988887777"]:
        for region in REGIONS:
            world.client("cloudtrail", region, account).list_trails()
    places = {(account, region) for account in [ACCOUNT, *members] for region in REGIONS}

    def folders() -> set[tuple[str, str]]:
        keys = [key.split("/") for key in delivery.log_files(delivery.objects(world, bucket))]
        assert all(key[:2] == ["AWSLogs", organization["id"]] for key in keys)
        return {(key[2], key[4]) for key in keys}

    servers.wait_until(lambda: folders() >= places, 30, "files of every account and region", world.cairn, pause=0.5)
    assert folders() == places
    for key, entry in delivery.log_files(delivery.objects(world, bucket)).items():
        _, _, account, _, region, *_ = key.split("/")
        for record in json.loads(gzip.decompress(entry["Body"]))["Records"]:
            assert (record["recipientAccountId"], record["awsRegion"]) == (account, region)
    for account, region in places:
        delivery.wait_for_digests(world, bucket, 1, region)
    servers.time.sleep(5)
    status, report = delivery.verify(world, f"s3://{bucket}")
    assert status == 0, report


def test_trails_of_several_accounts_deliver_into_one_bucket(start_cairn):
    other = "222233334444"
    world = World(start_cairn(None, *delivery.INTERVALS))
    bucket, start = world.bucket(), delivery.now()
    policies = [json.loads(world.policy("bucket", bucket, "--account", account)) for account in (ACCOUNT, other)]
    statements = [statement | {"Sid": f"s{number}"} for number, statement in enumerate(
        statement for policy in policies for statement in policy["Statement"])]
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    world.client("s3").put_bucket_policy(Bucket=bucket, Policy=policy)
    for account in (ACCOUNT, other):
        settings = {"S3BucketName": bucket, "EnableLogFileValidation": True, "IsMultiRegionTrail": True}
        world.call("CreateTrail", account=account, Name="mine", **settings)
        world.call("StartLogging", account=account, Name="mine")
        for region in REGIONS:
            world.client("cloudtrail", region, account).list_trails()
    for region in REGIONS:
        delivery.wait_for_digests(world, bucket, 4, region)
    found = delivery.objects(world, bucket)
    places = {tuple(key.split("/")[1:4:2]) for key in delivery.log_files(found)}
    assert places == {(account, region) for account in (ACCOUNT, other) for region in REGIONS}
    for account in (ACCOUNT, other):
        options = ("--s3-bucket", bucket, "--account-id", account)
        status, output = delivery.validate(world, world.arn("mine", account=account), start, "us-east-1", None, options)
        assert status == 0 and " log files valid" in output, output
    status, report = delivery.verify(world, f"s3://{bucket}")
    assert status == 0, report


# MARK: notifications


def test_moto_as_sns_logs_and_events(start_cairn, moto):
    """A queue behind the topic hears of each file; the log group and EventBridge get the events."""
    world = World(start_cairn(moto.url, "--delivery-interval", "1s"))
    region = "eu-west-1"
    sns, sqs, logs = world.client("sns"), world.client("sqs"), world.client("logs")
    topic = sns.create_topic(Name="files")["TopicArn"]
    policy = world.policy("topic", topic, "--account", ACCOUNT)
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)
    queue = sqs.create_queue(QueueName="files")["QueueUrl"]
    queue_arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue_arn)
    logs.create_log_group(logGroupName="trail")
    group = f"arn:aws:logs:{region}:{ACCOUNT}:log-group:trail:*"
    role = delivery.make_role(world)
    events = world.client("events")
    events.put_rule(Name="all", EventPattern=json.dumps({"source": ["aws.sqs"]}), State="ENABLED")
    events_queue = sqs.create_queue(QueueName="events")["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=events_queue, AttributeNames=["QueueArn"])["Attributes"]
    events.put_targets(Rule="all", Targets=[{"Id": "q", "Arn": attributes["QueueArn"]}])

    _, bucket = delivery.start_trail(
        world, SnsTopicName=topic, CloudWatchLogsLogGroupArn=group, CloudWatchLogsRoleArn=role,
        EnableLogFileValidation=False,
    )
    sqs.create_queue(QueueName="made")
    delivery.wait_for_records(world, bucket, 1)

    messages: list[str] = []

    def heard() -> bool:
        for message in sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", []):
            messages.append(json.loads(message["Body"])["Message"])
        told = [key for text in messages if text.startswith("{") for key in json.loads(text)["s3ObjectKey"]]
        files = set(delivery.log_files(delivery.objects(world, bucket)))
        return "CloudTrail validation message." in messages and files <= set(told)

    servers.wait_until(heard, 30, f"a message for each file; heard {messages}", world.cairn, pause=0.5)
    assert all(json.loads(text)["s3Bucket"] == bucket for text in messages if text.startswith("{"))

    stream = f"{ACCOUNT}_CloudTrail_{region}"

    def logged() -> list:
        streams = logs.describe_log_streams(logGroupName="trail")["logStreams"]
        if stream not in [entry["logStreamName"] for entry in streams]:
            return []
        found = logs.get_log_events(logGroupName="trail", logStreamName=stream)["events"]
        return [event for event in found if json.loads(event["message"])["eventName"] == "CreateQueue"]

    (event, *_) = servers.wait_until(logged, 30, "CreateQueue in the log stream", world.cairn, pause=0.5)
    assert json.loads(event["message"])["eventSource"] == "sqs.amazonaws.com"

    def passed() -> list:
        found = sqs.receive_message(QueueUrl=events_queue, MaxNumberOfMessages=10).get("Messages", [])
        return [json.loads(message["Body"]) for message in found]

    (envelope, *_) = servers.wait_until(passed, 30, "an event on the bus", world.cairn, pause=0.5)
    assert envelope["detail-type"] == "AWS API Call via CloudTrail" and envelope["source"] == "aws.sqs"
    assert envelope["detail"]["eventSource"] == "sqs.amazonaws.com"


def test_the_status_has_every_latest_field(start_cairn, moto):
    """Each kind of delivery tells when it last succeeded, and the code of what went wrong; so do the metrics."""
    world = World(start_cairn(moto.url, *delivery.INTERVALS))
    sns, logs, s3 = world.client("sns"), world.client("logs"), world.client("s3")
    topic = sns.create_topic(Name="status")["TopicArn"]
    policy = world.policy("topic", topic, "--account", ACCOUNT)
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)
    logs.create_log_group(logGroupName="status")
    group = f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:status:*"
    start = servers.time.time()
    role = delivery.make_role(world, "status")
    _, bucket = delivery.start_trail(
        world, SnsTopicName=topic, CloudWatchLogsLogGroupArn=group, CloudWatchLogsRoleArn=role
    )

    def status() -> dict:
        return world.call("GetTrailStatus", Name="audit")

    kinds = ["Delivery", "Notification", "CloudWatchLogsDelivery", "DigestDelivery"]
    times = {f"Latest{kind}Time" for kind in kinds}
    servers.wait_until(lambda: times <= status().keys(), 60, f"all of {times}", world.cairn, pause=0.5)
    good = status()
    assert all(start - 1 <= good[name].timestamp() <= servers.time.time() for name in times)
    assert not [name for name in good if name.endswith("Error")]
    assert good["LatestDeliveryAttemptSucceeded"] == good["LatestDeliveryAttemptTime"] != ""
    assert good["LatestNotificationAttemptSucceeded"] == good["LatestNotificationAttemptTime"] != ""
    assert good["IsLogging"] and good["TimeLoggingStarted"] and good["TimeLoggingStopped"] == ""
    assert failing(world) == set()

    sns.delete_topic(TopicArn=topic)
    logs.delete_log_group(logGroupName="status")
    errors = {"LatestNotificationError": "NotFound", "LatestCloudWatchLogsDeliveryError": "ResourceNotFoundException"}
    servers.wait_until(lambda: errors.items() <= status().items(), 60, f"errors {errors}", world.cairn, pause=0.5)
    assert failing(world) == {"notifications", "cloudWatchLogs"}
    assert "LatestDeliveryError" not in status()

    def bucket_is_gone() -> bool:
        for key in delivery.objects(world, bucket):
            s3.delete_object(Bucket=bucket, Key=key)
        return world.client("s3").delete_bucket(Bucket=bucket) is not None

    servers.wait_until(lambda: attempt(bucket_is_gone), 30, "the bucket is gone", world.cairn)
    errors |= {"LatestDeliveryError": "NoSuchBucket", "LatestDigestDeliveryError": "NoSuchBucket"}
    servers.wait_until(lambda: errors.items() <= status().items(), 60, f"errors {errors}", world.cairn, pause=0.5)
    bad = status()
    assert all(bad[name] >= good[name] for name in times), "what succeeded is not forgotten"
    assert bad["LatestDeliveryAttemptTime"] > bad["LatestDeliveryAttemptSucceeded"]
    assert bad["LatestNotificationAttemptTime"] > bad["LatestNotificationAttemptSucceeded"]
    assert failing(world) == {"logFiles", "digests", "notifications", "cloudWatchLogs"}

    # Everything comes back, and everything arrives.
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    logs.create_log_group(logGroupName="status")
    servers.wait_until(
        lambda: failing(world) == {"notifications"}, 150, "bucket and log group are well again", world.cairn, pause=1
    )
    assert [name for name in status() if name.endswith("Error")] == ["LatestNotificationError"]


def attempt(action) -> bool:
    try:
        return action()
    except Exception:  # noqa: BLE001 - it is tried again
        return False


def test_data_events_reach_log_files_and_the_event_bus(start_cairn, moto):
    world = World(start_cairn(moto.url, "--delivery-interval", "1s"))
    sqs, events, s3 = world.client("sqs"), world.client("events"), world.client("s3")
    kind = "AWS API Call via CloudTrail"
    pattern = {"source": ["aws.s3"], "detail-type": [kind], "detail": {"eventName": ["GetObject"]}}
    events.put_rule(Name="data", EventPattern=json.dumps(pattern), State="ENABLED")
    queue = sqs.create_queue(QueueName="data-events")["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]
    events.put_targets(Rule="data", Targets=[{"Id": "q", "Arn": attributes["QueueArn"]}])
    watched, other = world.bucket(policy=False), world.bucket(policy=False)
    bucket = world.bucket()
    world.call("CreateTrail", Name="data", S3BucketName=bucket)
    objects = [{"Type": "AWS::S3::Object", "Values": [f"arn:aws:s3:::{watched}/"]}]
    world.call("PutEventSelectors", TrailName="data", EventSelectors=[{"DataResources": objects}])
    world.call("StartLogging", Name="data")
    for name in (other, watched):
        s3.put_object(Bucket=name, Key="k", Body=b"1")
        s3.get_object(Bucket=name, Key="k")["Body"].read()

    def delivered_names() -> collections.Counter:
        records = delivery.records(delivery.objects(world, bucket))
        return collections.Counter(r["eventName"] for r in records if r["eventCategory"] == "Data")

    servers.wait_until(lambda: delivered_names().total() >= 2, 30, "two data events", world.cairn, pause=0.5)
    assert delivered_names() == {"PutObject": 1, "GetObject": 1}

    def passed() -> list:
        found = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
        return [json.loads(message["Body"]) for message in found]

    (envelope, *more) = servers.wait_until(passed, 30, "GetObject on the bus", world.cairn, pause=0.5)
    assert more == [] and envelope["source"] == "aws.s3" and envelope["region"] == "eu-west-1"
    assert envelope["detail-type"] == kind and envelope["resources"] == []
    detail = envelope["detail"]
    assert detail["managementEvent"] is False and detail["requestParameters"]["bucketName"] == watched
    assert detail["eventID"] in delivery.event_ids(delivery.objects(world, bucket))
