"""Trails deliver: log files and digests that AWS's own validator accepts, through kills and failing buckets."""

from __future__ import annotations

import collections
import gzip
import json
import random
import threading
import zlib

import boto3
import pytest

import delivery
import servers
from fault_proxy import FaultProxy
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


def test_every_reader_of_gzip_reads_every_file(delivered):
    world, _, bucket, _ = delivered
    for entry in delivery.objects(world, bucket).values():
        text = gzip.decompress(entry["Body"])
        one_member = zlib.decompressobj(wbits=31)
        assert one_member.decompress(entry["Body"]) == text and one_member.unused_data == b""
        assert json.loads(text)


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
    """Under load, kill -9 at random moments, with a slow, failing S3 between: each event is delivered exactly once."""
    chance = random.Random(7)
    store = World(start_cairn(None, "--lenient"))
    with FaultProxy(store.cairn.port, seed=7) as proxy:
        options = ["--lenient", "--s3-endpoint", proxy.url, "--delivery-interval", "1s"]
        cairn = start_cairn(None, *options, environment=KEYS)
        world = World(cairn)
        bucket = store.bucket(policy=False)
        delivery.start_trail(world, bucket=bucket, EnableLogFileValidation=False)
        for _ in range(6):
            proxy.failing = chance.random() < 0.8
            stop = threading.Event()
            load = threading.Thread(target=keep_calling, args=(world, stop))
            load.start()
            servers.time.sleep(chance.uniform(0.5, 2.5))
            cairn.kill()
            stop.set()
            load.join()
            cairn = start_cairn(None, *options, data_dir=cairn.data_dir, environment=KEYS)
            world = World(cairn)
        proxy.failing = False
        recorded = recorded_since_start(world)
        delivery.wait_for_records(store, bucket, len(recorded) - 1, 60)
        world.call("StopLogging", Name="audit")
        servers.wait_until(
            lambda: any(r["eventName"] == "StopLogging" for r in delivery.records(delivery.objects(store, bucket))),
            60,
            "StopLogging is delivered",
            cairn,
            pause=0.5,
        )
        recorded = recorded_since_start(world)
        found = delivery.event_ids(delivery.objects(store, bucket))
    assert set(found.values()) == {1}, "no event twice"
    assert not set(recorded) - set(found), "no event missing"
    assert proxy.faults > 5, "the proxy did fail"


def keep_calling(world: World, stop: threading.Event) -> None:
    client = world.client("cloudtrail")
    while not stop.is_set():
        try:
            client.list_trails()
        except Exception:  # noqa: BLE001 - the server is being killed
            return


def recorded_since_start(world: World) -> list[str]:
    """The ids of the events between StartLogging and StopLogging, as the journal has them."""
    records = world.cairn.records()
    names = [record["eventName"] for record in records]
    end = names.index("StopLogging") + 1 if "StopLogging" in names else len(names)
    return [record["eventID"] for record in records[names.index("StartLogging") + 1 : end]]


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
        assert any("cairn_delivery_failing" in name and value == 1 for name, value in world.cairn.metrics().items())
        store.client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        delivery.wait_for_records(store, bucket, 3, 90)
        servers.wait_until(lambda: not status().get("LatestDeliveryError"), 10, "the error goes", world.cairn, pause=0.2)


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
    role = make_role(world)
    events = world.client("events")
    events.put_rule(Name="all", EventPattern=json.dumps({"source": ["aws.sqs"]}), State="ENABLED")
    events_queue = sqs.create_queue(QueueName="events")["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=events_queue, AttributeNames=["QueueArn"])["Attributes"]
    events.put_targets(Rule="all", Targets=[{"Id": "q", "Arn": attributes["QueueArn"]}])

    _, bucket = delivery.start_trail(
        world, SnsTopicName=topic, CloudWatchLogsLogGroupArn=group, CloudWatchLogsRoleArn=role, EnableLogFileValidation=False
    )
    sqs.create_queue(QueueName="made")
    delivery.wait_for_records(world, bucket, 1)

    messages: list[str] = []

    def heard() -> bool:
        for message in sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", []):
            messages.append(json.loads(message["Body"])["Message"])
        told = [key for text in messages if text.startswith("{") for key in json.loads(text)["s3ObjectKey"]]
        return "CloudTrail validation message." in messages and set(delivery.log_files(delivery.objects(world, bucket))) <= set(told)

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


def make_role(world: World) -> str:
    iam = world.client("iam")
    statement = {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    arn = iam.create_role(RoleName="to-logs", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    allow = {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    iam.put_role_policy(RoleName="to-logs", PolicyName="logs", PolicyDocument=document)
    return arn
