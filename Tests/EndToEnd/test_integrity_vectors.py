"""`cairn verify` and digests, beside the judge: the AWS CLI's own validator, on the same files.

A small writer of digests in Python signs a trail; both validators read it, whole and after each kind of tampering.
What the AWS CLI finds, Cairn must find; and everything that was done, also where the AWS CLI does not look.

With CAIRN_INTEGRITY_VECTORS naming a folder, digests that the Swift tests wrote there (same variable) are judged, too.
"""

from __future__ import annotations

import base64
import datetime
import gzip
import hashlib
import io
import json
import os
import pathlib
import subprocess
from unittest import mock

import pytest
from awscli.customizations.cloudtrail import validation
from botocore.exceptions import ClientError
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

import servers

BUCKET, ACCOUNT, REGION, TRAIL = "ledger", "222233334444", "eu-west-1", "audit"
ARN = f"arn:aws:cloudtrail:{REGION}:{ACCOUNT}:trail/{TRAIL}"
BEGIN = datetime.datetime(2026, 3, 1, 10, 1, 31, tzinfo=datetime.timezone.utc)
HOURS = 6


@pytest.fixture(scope="module")
def cairn() -> pathlib.Path:
    return servers.cairn_binary()


@pytest.fixture(scope="module")
def private_key():
    return rsa.generate_private_key(65537, 2048)


def stamp(time: datetime.datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


class Trail:
    """Objects of a bucket: key to bytes and user metadata."""

    def __init__(self, private_key):
        self.private_key = private_key
        self.objects: dict[str, tuple[bytes, dict[str, str]]] = {}
        self.digests: list[str] = []
        self.logs: list[list[str]] = []
        der = private_key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.PKCS1
        )
        self.key = {
            "Value": base64.b64encode(der).decode(),
            "ValidityStartTime": BEGIN.timestamp() - 86400,
            "ValidityEndTime": BEGIN.timestamp() + 29 * 86400,
            "Fingerprint": hashlib.md5(der).hexdigest(),
        }
        previous = None
        for hour in range(HOURS):
            previous = self.write_hour(BEGIN + datetime.timedelta(hours=hour), previous)

    def write_hour(self, start: datetime.datetime, previous):
        end = start + datetime.timedelta(hours=1)
        entries = [self.write_log(start + datetime.timedelta(minutes=20 * (n + 1)), n) for n in range(2)]
        key = (
            f"AWSLogs/{ACCOUNT}/CloudTrail-Digest/{REGION}/{end:%Y/%m/%d}/"
            f"{ACCOUNT}_CloudTrail-Digest_{REGION}_{TRAIL}_{REGION}_{end:%Y%m%dT%H%M%SZ}.json.gz"
        )
        digest = {
            "awsAccountId": ACCOUNT,
            "digestStartTime": stamp(start),
            "digestEndTime": stamp(end),
            "digestS3Bucket": BUCKET,
            "digestS3Object": key,
            "digestPublicKeyFingerprint": self.key["Fingerprint"],
            "digestSignatureAlgorithm": "SHA256withRSA",
            "newestEventTime": stamp(end),
            "oldestEventTime": stamp(start),
            "previousDigestS3Bucket": previous and BUCKET,
            "previousDigestS3Object": previous and previous["key"],
            "previousDigestHashValue": previous and previous["hash"],
            "previousDigestHashAlgorithm": previous and "SHA-256",
            "previousDigestSignature": previous and previous["signature"],
            "logFiles": entries,
        }
        plain = json.dumps(digest, indent=2).encode()
        signature = self.sign(digest, plain)
        metadata = {"signature": signature, "signature-algorithm": "SHA256withRSA"}
        self.objects[key] = (gzip.compress(plain), metadata)
        self.digests.append(key)
        self.logs.append([entry["s3Object"] for entry in entries])
        return {"key": key, "hash": hashlib.sha256(plain).hexdigest(), "signature": signature}

    def sign(self, digest, plain: bytes) -> str:
        lines = [
            digest["digestEndTime"],
            f"{digest['digestS3Bucket']}/{digest['digestS3Object']}",
            hashlib.sha256(plain).hexdigest(),
            digest["previousDigestSignature"] or "null",
        ]
        return self.private_key.sign("\n".join(lines).encode(), padding.PKCS1v15(), hashes.SHA256()).hex()

    def write_log(self, time: datetime.datetime, number: int):
        plain = json.dumps({"Records": [{"eventID": f"{time}-{number}"}]}).encode()
        key = (
            f"AWSLogs/{ACCOUNT}/CloudTrail/{REGION}/{time:%Y/%m/%d}/"
            f"{ACCOUNT}_CloudTrail_{REGION}_{time:%Y%m%dT%H%MZ}_{number:016d}.json.gz"
        )
        self.objects[key] = (gzip.compress(plain), {})
        return {
            "s3Bucket": BUCKET,
            "s3Object": key,
            "hashValue": hashlib.sha256(plain).hexdigest(),
            "hashAlgorithm": "SHA-256",
            "newestEventTime": stamp(time),
            "oldestEventTime": stamp(time),
        }

    def edit(self, key: str, old: bytes, new: bytes):
        data, metadata = self.objects[key]
        changed = gzip.decompress(data).replace(old, new)
        assert changed != gzip.decompress(data)
        self.objects[key] = (gzip.compress(changed), metadata)

    def append(self, key: str, more: bytes):
        data, metadata = self.objects[key]
        self.objects[key] = (data + more, metadata)


class Bucket:
    """As much of an S3 client as the AWS CLI's validator uses."""

    def __init__(self, objects):
        self.objects = objects

    def get_client(self, bucket):
        return self

    def get_paginator(self, name):
        assert name == "list_objects"
        return self

    def paginate(self, Bucket, Marker, Prefix):
        self.keys = sorted(key for key in self.objects if key.startswith(Prefix) and key > Marker)
        return self

    def search(self, expression):
        assert expression == "Contents[*].Key"
        return iter(self.keys)

    def get_object(self, Bucket, Key):
        if Bucket != BUCKET or Key not in self.objects:
            raise ClientError({"Error": {"Code": "NoSuchKey", "Message": "no"}}, "GetObject")
        data, metadata = self.objects[Key]
        return {"Body": io.BytesIO(data), "Metadata": metadata}


def judge(objects, key, hours: int = HOURS, begin: datetime.datetime = BEGIN):
    """Runs `aws cloudtrail validate-logs` without a network; returns its counts and the keys it calls invalid."""
    command = validation.CloudTrailValidateLogs(mock.Mock())
    command.trail_arn, command.s3_bucket, command.s3_prefix = ARN, BUCKET, None
    command.start_time, command.end_time = begin, begin + datetime.timedelta(hours=hours)
    command._source_region, command.is_verbose = REGION, True
    command.organization_client = None
    command.s3_client_provider = Bucket(objects)
    command.cloudtrail_client = mock.Mock()
    command.cloudtrail_client.list_public_keys.return_value = {"PublicKeyList": [key]}
    lines: list[tuple[str, bool]] = []
    command._write_status = lambda message, is_error=False: lines.append((message, is_error))
    with mock.patch("sys.stdout", io.StringIO()):
        command._call()
    invalid = {line.split("\t")[1].removeprefix(f"s3://{BUCKET}/") for line, bad in lines if bad and "\t" in line}
    return command, invalid


def verify(cairn, folder: pathlib.Path, keys: pathlib.Path, *options: str):
    process = subprocess.run(
        [cairn, "verify", folder, "--keys", keys, "--output", "json", *options],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert process.returncode in (0, 1), process.stderr
    answer = json.loads(process.stdout)
    assert answer["good"] == (process.returncode == 0)
    return answer


def write_copy(objects, folder: pathlib.Path):
    """Files as `aws s3 sync` leaves them."""
    for key, (data, _) in objects.items():
        path = folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def write_bucket(objects, folder: pathlib.Path):
    """Files as the embedded bucket store keeps them: metadata beside each."""
    write_copy(objects, folder)
    (folder / ".cairn").mkdir(exist_ok=True)
    for key, (data, metadata) in objects.items():
        path = folder / key
        record = {"key": key, "versions": [{"size": len(data), "modified": 0, "etag": "", "metadata": metadata}]}
        beside = path.parent / ".cairn" / f"{path.name}.meta"
        beside.parent.mkdir(exist_ok=True)
        beside.write_text(json.dumps(record))


def write_keys(key, folder: pathlib.Path) -> pathlib.Path:
    path = folder / "keys.json"
    path.write_text(json.dumps({"PublicKeyList": [key]}))
    return path


def delete(*keys):
    def change(trail: Trail):
        for key in keys:
            del trail.objects[key(trail)]

    return change


def swap(first, second):
    def change(trail: Trail):
        one, other = first(trail), second(trail)
        trail.objects[one], trail.objects[other] = trail.objects[other], trail.objects[one]

    return change


def add_log(trail: Trail):
    data = trail.objects[trail.logs[3][0]]
    trail.objects[trail.logs[3][0].replace("0000000000000000", "strangerstranger")] = data


# What is done, and the keys that are bad afterwards.
TAMPERINGS = {
    "nothing": (lambda trail: None, lambda trail: set()),
    "log file edited": (
        lambda trail: trail.edit(trail.logs[2][0], b"eventID", b"eventId"),
        lambda trail: {trail.logs[2][0]},
    ),
    "log file deleted": (delete(lambda trail: trail.logs[4][1]), lambda trail: {trail.logs[4][1]}),
    "second member behind a log file": (
        lambda trail: trail.append(trail.logs[1][0], gzip.compress(b"{}")),
        lambda trail: {trail.logs[1][0]},
    ),
    "log file added": (
        add_log,
        lambda trail: {trail.logs[3][0].replace("0000000000000000", "strangerstranger")},
    ),
    "digest edited": (
        lambda trail: trail.edit(trail.digests[3], b"eu-west-1_", b"eu-west-2_"),
        lambda trail: {trail.digests[3]},
    ),
    "digest deleted": (delete(lambda trail: trail.digests[3]), lambda trail: {trail.digests[3]}),
    "two digests deleted": (
        delete(lambda trail: trail.digests[2], lambda trail: trail.digests[3]),
        lambda trail: {trail.digests[2], trail.digests[3]},
    ),
    "digests swapped": (
        swap(lambda trail: trail.digests[1], lambda trail: trail.digests[4]),
        lambda trail: {trail.digests[1], trail.digests[4]},
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_what_was_done_to_a_bucket_is_found(name, cairn, private_key, tmp_path):
    trail = Trail(private_key)
    change, bad = TAMPERINGS[name]
    change(trail)
    write_bucket(trail.objects, tmp_path / "buckets" / BUCKET)
    answer = verify(cairn, tmp_path / "buckets", write_keys(trail.key, tmp_path))
    found = {finding["key"] for finding in answer["findings"]}
    assert found == bad(trail)
    assert judge(trail.objects, trail.key)[1] <= found


@pytest.mark.parametrize("name", TAMPERINGS)
def test_what_was_done_is_found_in_a_copy_without_metadata(name, cairn, private_key, tmp_path):
    trail = Trail(private_key)
    change, bad = TAMPERINGS[name]
    change(trail)
    write_copy(trail.objects, tmp_path / "copy")
    answer = verify(cairn, tmp_path / "copy", write_keys(trail.key, tmp_path))
    assert {finding["key"] for finding in answer["findings"]} == bad(trail)


def test_a_replaced_signature_is_found(cairn, private_key, tmp_path):
    trail = Trail(private_key)
    data, metadata = trail.objects[trail.digests[2]]
    other = trail.objects[trail.digests[3]][1]
    trail.objects[trail.digests[2]] = (data, other)
    write_bucket(trail.objects, tmp_path / BUCKET)
    answer = verify(cairn, tmp_path / BUCKET, write_keys(trail.key, tmp_path))
    assert [(f["kind"], f["key"]) for f in answer["findings"]] == [("badSignature", trail.digests[2])]
    assert judge(trail.objects, trail.key)[1] == {trail.digests[2]}


def test_both_count_the_same(cairn, private_key, tmp_path):
    trail = Trail(private_key)
    write_bucket(trail.objects, tmp_path / BUCKET)
    answer = verify(cairn, tmp_path / BUCKET, write_keys(trail.key, tmp_path), "--trail-arn", ARN)
    command, invalid = judge(trail.objects, trail.key)
    assert invalid == set()
    assert answer["digests"] == {"valid": command._valid_digests, "invalid": 0, "unproven": 0}
    assert answer["logFiles"] == {"valid": command._valid_logs, "invalid": 0, "unproven": 0}
    assert command._valid_digests == HOURS


def test_the_table_has_the_lines_of_the_aws_cli(cairn, private_key, tmp_path):
    trail = Trail(private_key)
    del trail.objects[trail.logs[0][0]]
    write_bucket(trail.objects, tmp_path / BUCKET)
    process = subprocess.run(
        [cairn, "verify", tmp_path / BUCKET, "--keys", write_keys(trail.key, tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert process.returncode == 1
    assert f"Log file\ts3://{BUCKET}/{trail.logs[0][0]}\tINVALID: not found" in process.stdout.splitlines()
    assert f"{HOURS}/{HOURS} digest files valid" in process.stdout.splitlines()
    assert "11/12 log files valid, 1/12 log files INVALID" in process.stdout.splitlines()


def test_junit_names_each_bad_file(cairn, private_key, tmp_path):
    from xml.etree import ElementTree

    trail = Trail(private_key)
    del trail.objects[trail.digests[1]]
    write_copy(trail.objects, tmp_path / "a<b&c")
    keys = write_keys(trail.key, tmp_path)
    process = subprocess.run(
        [cairn, "verify", tmp_path / "a<b&c", "--keys", keys, "--output", "junit"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    suite = ElementTree.fromstring(process.stdout).find("testsuite")
    assert [case.get("name") for case in suite if case.find("failure") is not None] == [trail.digests[1]]
    assert suite.get("failures") == "1"


def test_keys_that_lead_out_of_the_folder_are_not_read(cairn, private_key, tmp_path):
    trail = Trail(private_key)
    plain = b'{"Records":[]}'
    (tmp_path / "outside.json.gz").write_bytes(gzip.compress(plain))
    with mock.patch.object(
        Trail,
        "write_log",
        lambda self, time, number: {
            "s3Bucket": BUCKET,
            "s3Object": "../outside.json.gz",
            "hashValue": hashlib.sha256(plain).hexdigest(),
            "hashAlgorithm": "SHA-256",
        },
    ):
        trail = Trail(private_key)
    write_copy(trail.objects, tmp_path / "copy")
    answer = verify(cairn, tmp_path / "copy", write_keys(trail.key, tmp_path))
    assert {finding["kind"] for finding in answer["findings"]} == {"missingLogFile"}


@pytest.mark.parametrize(
    "arguments, status",
    [
        (["missing-folder", "--keys", "keys.json"], 3),
        (["empty", "--keys", "keys.json"], 3),
        (["copy", "--keys", "missing.json"], 3),
        (["copy", "--keys", "copy"], 3),
        (["copy", "--keys", "keys.json", "--trail-arn", "audit"], 2),
        (["copy", "--keys", "keys.json", "--start-time", "yesterday"], 2),
        (["copy", "--keys", "keys.json", "--start-time", "2026-03-02T00:00:00Z", "--end-time", "2026-03-01T00:00Z"], 2),
        (["copy", "--keys", "keys.json", "--start-time", "2027-03-02T00:00:00Z"], 3),
        (["copy", "--endpoint-url", "http://127.0.0.1:9"], 3),
        (["copy", "--endpoint-url", "nowhere"], 2),
        ([], 2),
        (["copy", "--keys", "keys.json", "--end-time", "2026-03-01T12:30:00Z"], 0),
    ],
)
def test_exit_codes(arguments, status, cairn, private_key, tmp_path):
    trail = Trail(private_key)
    write_copy(trail.objects, tmp_path / "copy")
    write_keys(trail.key, tmp_path)
    (tmp_path / "empty").mkdir()
    process = subprocess.run([cairn, "verify", *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert process.returncode == status, process.stderr
    assert (process.stderr == "") == (status == 0)


def vectors() -> pathlib.Path | None:
    folder = os.environ.get("CAIRN_INTEGRITY_VECTORS")
    return pathlib.Path(folder) if folder and pathlib.Path(folder, "metadata.json").exists() else None


@pytest.mark.skipif(vectors() is None, reason="CAIRN_INTEGRITY_VECTORS does not name what the Swift tests wrote")
def test_the_aws_cli_accepts_digests_written_in_swift():
    folder = vectors()
    metadata = json.loads((folder / "metadata.json").read_text())
    objects = {key: ((folder / "files" / key).read_bytes(), values) for key, values in metadata.items()}
    key = json.loads((folder / "keys.json").read_text())["PublicKeyList"][0]
    begin = datetime.datetime(2026, 3, 1, 10, tzinfo=datetime.timezone.utc)
    with mock.patch.dict(globals(), {"BUCKET": "box"}):
        command, invalid = judge(objects, key, hours=24, begin=begin)
    assert invalid == set()
    assert command._valid_digests == sum("CloudTrail-Digest" in key for key in objects) == 7
    assert command._valid_logs == sum("CloudTrail-Digest" not in key for key in objects) == 13
