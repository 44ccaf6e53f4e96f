"""Times `cairn verify` and `aws cloudtrail validate-logs` on the same bucket: see `make bench`.

The bucket is made here, with the server's own signing key: delivering two thousand files takes a week at CloudTrail's
pace.
"""

from __future__ import annotations

import binascii
import dataclasses
import datetime
import gzip
import hashlib
import json
import os
import pathlib
import random
import resource
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

import delivery
import servers
from trails import ACCOUNT, World

REGION, BUCKET, TRAIL = "us-east-1", "bench-logs", "audit"
FILES, FILES_PER_DIGEST, RECORDS_PER_FILE = 2000, 12, 60
ROUNDS = 3


@dataclasses.dataclass
class Cost:
    """What a verification took: seconds on the clock, and of processor time its own and the server's."""

    seconds: float
    own: float
    server: float

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s (processor: {self.own:.2f} s, and {self.server:.2f} s of the server)"


def median(costs: list[Cost]) -> Cost:
    return sorted(costs, key=lambda cost: cost.seconds)[len(costs) // 2]


def measure(binary: pathlib.Path | str, files: int = FILES, rounds: int = ROUNDS) -> dict[str, list[Cost]]:
    """The costs of `validate-logs`, of `cairn verify`, and of `cairn verify` that reads the bucket over HTTP.

    They take turns, so that what else the machine does meets all of them.
    """
    os.environ["CAIRN_BINARY"] = str(binary)
    costs: dict[str, list[Cost]] = {"validate": [], "verify": [], "http": []}
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        cairn = servers.Cairn(home / "data", home / "log", None, "--lenient")
        try:
            world = World(cairn)
            start = make_bucket(world, files)
            arn = world.arn(TRAIL, REGION)
            for _ in range(rounds):
                costs["validate"].append(timed(cairn, lambda: check_theirs(world, arn, start, files)))
                costs["verify"].append(timed(cairn, lambda: check_ours(world, f"s3://{BUCKET}", files)))
                http = lambda: check_ours(world, f"s3://{BUCKET}", files, "--through-endpoint")  # noqa: E731
                costs["http"].append(timed(cairn, http))
        finally:
            cairn.stop()
    return costs


def timed(cairn: servers.Cairn, work) -> Cost:
    before, server, began = own_seconds(), server_seconds(cairn), time.monotonic()
    work()
    return Cost(time.monotonic() - began, own_seconds() - before, server_seconds(cairn) - server)


def own_seconds() -> float:
    """Of processes that were waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def server_seconds(cairn: servers.Cairn) -> float:
    fields = pathlib.Path(f"/proc/{cairn.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def check_ours(world: World, place: str, files: int, *options: str) -> None:
    status, report = delivery.verify(world, place, *options)
    assert status == 0 and report["logFiles"]["valid"] == files, report


def check_theirs(world: World, arn: str, start: str, files: int) -> None:
    status, output = delivery.validate(world, arn, start, REGION)
    assert status == 0 and f"{files}/{files} log files valid" in output, output[-1000:]


def make_bucket(world: World, files: int) -> str:
    """Puts log files and the digests that list them. Returns the time before the first."""
    s3 = world.client("s3", REGION)
    s3.create_bucket(Bucket=BUCKET)
    world.call("CreateTrail", REGION, Name=TRAIL, S3BucketName=BUCKET, EnableLogFileValidation=True)
    key, fingerprint = signing_key(world)
    digest_count = -(-files // FILES_PER_DIGEST)
    # A minute for each digest, the last of them now: validators take keys by their fingerprint.
    first = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0) - datetime.timedelta(minutes=digest_count)
    chance, previous = random.Random(1), None
    puts = []
    for number in range(digest_count):
        begin = first + datetime.timedelta(minutes=number)
        listed = [log_file(begin, number * FILES_PER_DIGEST + i, chance) for i in range(min(FILES_PER_DIGEST, files - number * FILES_PER_DIGEST))]
        puts += [(entry["s3Object"], gzip.compress(text, 6), {}) for entry, text in listed]
        previous, put = digest(begin, [entry for entry, _ in listed], previous, key, fingerprint)
        puts.append(put)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda put: s3.put_object(Bucket=BUCKET, Key=put[0], Body=put[1], Metadata=put[2]), puts))
    return (first - datetime.timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")


def signing_key(world: World):
    """The region's private key as the server keeps it, and its fingerprint."""
    fingerprint = world.call("ListPublicKeys", REGION)["PublicKeyList"][0]["Fingerprint"]
    (file,) = (world.cairn.data_dir / "keys").glob(f"{REGION}_*_{fingerprint}.pem")
    return serialization.load_pem_private_key(file.read_bytes(), None), fingerprint


def stamp(moment: datetime.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def log_file(begin: datetime.datetime, number: int, chance: random.Random) -> tuple[dict, bytes]:
    record = {"eventVersion": "1.11", "eventTime": stamp(begin), "eventSource": "s3.amazonaws.com", "awsRegion": REGION}
    records = [record | {"eventID": f"{number}-{i}", "requestID": chance.randbytes(300).hex()} for i in range(RECORDS_PER_FILE)]
    text = json.dumps({"Records": records}).encode()
    name = f"{ACCOUNT}_CloudTrail_{REGION}_{begin:%Y%m%dT%H%MZ}_{number:016d}.json.gz"
    entry = {
        "s3Bucket": BUCKET,
        "s3Object": f"AWSLogs/{ACCOUNT}/CloudTrail/{REGION}/{begin:%Y/%m/%d}/{name}",
        "hashValue": hashlib.sha256(text).hexdigest(),
        "hashAlgorithm": "SHA-256",
        "newestEventTime": stamp(begin),
        "oldestEventTime": stamp(begin),
    }
    return entry, text


def digest(begin, files, previous, key, fingerprint):
    end = begin + datetime.timedelta(minutes=1)
    name = f"{ACCOUNT}_CloudTrail-Digest_{REGION}_{TRAIL}_{REGION}_{end:%Y%m%dT%H%M%SZ}.json.gz"
    place = f"AWSLogs/{ACCOUNT}/CloudTrail-Digest/{REGION}/{end:%Y/%m/%d}/{name}"
    content = {
        "awsAccountId": ACCOUNT,
        "digestStartTime": stamp(begin),
        "digestEndTime": stamp(end),
        "digestS3Bucket": BUCKET,
        "digestS3Object": place,
        "digestPublicKeyFingerprint": fingerprint,
        "digestSignatureAlgorithm": "SHA256withRSA",
        "newestEventTime": stamp(begin),
        "oldestEventTime": stamp(begin),
        "previousDigestS3Bucket": BUCKET if previous else None,
        "previousDigestS3Object": previous["place"] if previous else None,
        "previousDigestHashValue": previous["hash"] if previous else None,
        "previousDigestHashAlgorithm": "SHA-256" if previous else None,
        "previousDigestSignature": previous["signature"] if previous else None,
        "logFiles": files,
    }
    text = json.dumps(content).encode()
    sha256 = hashlib.sha256(text).hexdigest()
    before = previous["signature"] if previous else "null"
    signed = f"{content['digestEndTime']}\n{BUCKET}/{place}\n{sha256}\n{before}".encode()
    signature = binascii.hexlify(key.sign(signed, padding.PKCS1v15(), hashes.SHA256())).decode()
    metadata = {"signature": signature, "signature-algorithm": "SHA256withRSA"}
    return {"place": place, "hash": sha256, "signature": signature}, (place, gzip.compress(text), metadata)
