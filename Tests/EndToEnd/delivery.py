"""What the tests of delivery share: trails on a Cairn with short intervals, and what lies in their buckets."""

from __future__ import annotations

import collections
import datetime
import gzip
import ipaddress
import json
import pathlib
import re
import subprocess
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

import servers
from trails import World

INTERVALS = ("--delivery-interval", "1s", "--digest-interval", "4s")
LOG_FILE = re.compile(r".+_CloudTrail_[\w\-]+_\d{8}T\d{4}Z_[A-Za-z0-9]{16}\.json\.gz$")
DIGEST = re.compile(r".+_CloudTrail-Digest_[\w\-]+_.+_\d{8}T\d{6}Z(_backfill)?\.json\.gz$")


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
    world: World, arn: str, start: str, region: str, environment: dict[str, str] | None = None, options: tuple = ()
) -> tuple[int, str]:
    """`aws cloudtrail validate-logs --verbose`: exit status and output."""
    here = {"AWS_ENDPOINT_URL": world.cairn.url, "AWS_ACCESS_KEY_ID": world.account, "AWS_SECRET_ACCESS_KEY": "s"}
    answer = subprocess.run(
        [sys.executable, "-m", "awscli", "--region", region, "cloudtrail", "validate-logs"]
        + ["--trail-arn", arn, "--start-time", start, "--verbose", *options],
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


def self_signed_certificate(path: pathlib.Path) -> pathlib.Path:
    """A certificate for 127.0.0.1 and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.timezone.utc)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding, encryption = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, encryption)
    path.write_bytes(certificate.public_bytes(encoding) + private)
    return path


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


def make_role(world: World, name: str = "to-logs") -> str:
    """A role of the upstream's, by which a trail may write to log groups."""
    iam = world.client("iam")
    statement = {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    allow = {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    iam.put_role_policy(RoleName=name, PolicyName="logs", PolicyDocument=document)
    return arn
