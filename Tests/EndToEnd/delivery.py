"""What the tests of delivery share: trails on a Cairn with short intervals, and what lies in their buckets."""

from __future__ import annotations

import collections
import datetime
import gzip
import json
import re
import subprocess
import sys

import servers
from trails import World

INTERVALS = ("--delivery-interval", "1s", "--digest-interval", "4s")
LOG_FILE = re.compile(r".+_CloudTrail_[\w\-]+_\d{8}T\d{4}Z_[A-Za-z0-9]{16}\.json\.gz$")
DIGEST = re.compile(r".+_CloudTrail-Digest_[\w\-]+_.+_\d{8}T\d{6}Z\.json\.gz$")


def now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def objects(world: World, bucket: str) -> dict[str, dict]:
    """Every object of a bucket: `Body` and `Metadata` by key."""
    s3 = world.client("s3")
    found = {}
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for entry in page.get("Contents", []):
            answer = s3.get_object(Bucket=bucket, Key=entry["Key"])
            found[entry["Key"]] = {"Body": answer["Body"].read(), "Metadata": answer["Metadata"]}
    return found


def log_files(found: dict[str, dict]) -> dict[str, dict]:
    return {key: entry for key, entry in found.items() if "/CloudTrail/" in key}


def digests(found: dict[str, dict]) -> dict[str, dict]:
    return {key: entry for key, entry in found.items() if "/CloudTrail-Digest/" in key}


def records(found: dict[str, dict]) -> list[dict]:
    """The records of all log files, in the order of their keys."""
    return [r for key, entry in sorted(log_files(found).items()) for r in json.loads(gzip.decompress(entry["Body"]))["Records"]]


def event_ids(found: dict[str, dict]) -> collections.Counter:
    return collections.Counter(record["eventID"] for record in records(found))


def wait_for_records(world: World, bucket: str, count: int, seconds: float = 30) -> dict[str, dict]:
    """The bucket's objects as soon as its log files hold so many records."""
    return servers.wait_until(
        lambda: (found := objects(world, bucket)) and len(records(found)) >= count and found,
        seconds,
        f"{count} records in {bucket}",
        world.cairn,
        pause=0.3,
    )


def start_trail(world: World, name: str = "audit", bucket: str | None = None, **settings) -> tuple[str, str]:
    """A trail that logs everywhere and is validated. Returns its ARN and its bucket."""
    bucket = bucket or world.bucket()
    settings = {"IsMultiRegionTrail": True, "EnableLogFileValidation": True, **settings}
    arn = world.call("CreateTrail", Name=name, S3BucketName=bucket, **settings)["TrailARN"]
    world.call("StartLogging", Name=name)
    return arn, bucket


def validate(
    world: World, arn: str, start: str, region: str, environment: dict[str, str] | None = None
) -> tuple[int, str]:
    """`aws cloudtrail validate-logs --verbose`: exit status and output."""
    here = {"AWS_ENDPOINT_URL": world.cairn.url, "AWS_ACCESS_KEY_ID": world.account, "AWS_SECRET_ACCESS_KEY": "s"}
    answer = subprocess.run(
        [sys.executable, "-m", "awscli", "--region", region, "cloudtrail", "validate-logs"]
        + ["--trail-arn", arn, "--start-time", start, "--verbose"],
        capture_output=True,
        text=True,
        timeout=120,
        env=servers.clean_environment(**(environment or here), AWS_PAGER=""),
    )
    return answer.returncode, answer.stdout + answer.stderr


def verify(world: World, place: str, *arguments: str) -> tuple[int, dict]:
    """`cairn verify`: exit status and its JSON."""
    answer = servers.run_cairn(
        "verify", place, "--endpoint-url", world.cairn.url, "--output", "json", *arguments,
        timeout=120,
        environment=servers.clean_environment(AWS_ACCESS_KEY_ID=world.account, AWS_SECRET_ACCESS_KEY="s"),
    )
    assert answer.stdout, answer.stderr
    return answer.returncode, json.loads(answer.stdout)


def make_calls(world: World, region: str, count: int) -> None:
    client = world.client("cloudtrail", region)
    for _ in range(count):
        client.list_trails()


def wait_for_digests(world: World, bucket: str, count: int, region: str, seconds: float = 60) -> None:
    marker = f"/CloudTrail-Digest/{region}/"
    servers.wait_until(
        lambda: sum(marker in key for key in objects(world, bucket)) >= count,
        seconds,
        f"{count} digests of {region}",
        world.cairn,
        pause=0.5,
    )


