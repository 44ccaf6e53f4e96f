"""Results of Lake queries in buckets: where they go, how they are signed, what proves them, and what is refused."""

from __future__ import annotations

import base64
import csv
import gzip
import hashlib
import io
import json
import subprocess
import time

import boto3
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import load_der_public_key

import servers
from test_lake import DUCKDB, calls, store, trail_names, uuid
from trails import HOME, World, unique


@pytest.fixture
def world(start_cairn) -> World:
    return World(start_cairn(None, environment={"CAIRN_DUCKDB": str(DUCKDB)}))


def bucket(world: World, *options: str) -> str:
    """A bucket with the policy that `cairn policy results` prints."""
    name = unique("results")
    s3 = world.client("s3")
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": HOME})
    policy = world.policy("results", name, "--account", world.account, "--region", HOME, *options)
    s3.put_bucket_policy(Bucket=name, Policy=policy)
    return name


def deliver(world: World, statement: str, uri: str) -> dict:
    """Runs a query to the end of its delivery; returns its description."""
    run = world.call("StartQuery", QueryStatement=statement, DeliveryS3Uri=uri)["QueryId"]
    servers.wait_until(
        lambda: world.call("DescribeQuery", QueryId=run)["DeliveryStatus"] != "PENDING", 30, "the delivery ends")
    return {**world.call("DescribeQuery", QueryId=run), "QueryId": run}


def folder(world: World, prefix: str, run: str) -> str:
    return f"{prefix}AWSLogs/{world.account}/CloudTrail-Lake/Query/{time.strftime('%Y/%m/%d', time.gmtime())}/{run}/"


def content(world: World, name: str, key: str) -> bytes:
    return world.client("s3").get_object(Bucket=name, Key=key)["Body"].read()


def verify(world: World, place: str, *options: str) -> tuple[int, dict]:
    answer = subprocess.run(
        [str(servers.cairn_binary()), "verify", place, "--endpoint-url", world.cairn.url, "--output", "json", *options],
        capture_output=True, text=True, timeout=60, env=servers.clean_environment(
            AWS_ACCESS_KEY_ID=world.account, AWS_SECRET_ACCESS_KEY="secret", AWS_REGION=HOME))
    return answer.returncode, json.loads(answer.stdout) if answer.stdout else {"error": answer.stderr}


def prove(world: World, read) -> dict:
    """The procedure of the user guide, "Custom implementations of CloudTrail query result file integrity validation"."""
    sign = json.loads(read("result_sign.json"))
    assert sign["version"] == "1.0" and sign["region"] == HOME
    assert (sign["hashAlgorithm"], sign["signatureAlgorithm"]) == ("SHA-256", "SHA256withRSA")
    complete = time.mktime(time.strptime(sign["queryCompleteTime"], "%Y-%m-%dT%H:%M:%SZ")) - time.timezone
    listed = world.call("ListPublicKeys", StartTime=complete - 3600, EndTime=complete + 3600)["PublicKeyList"]
    key, = [key for key in listed if key["Fingerprint"] == sign["publicKeyFingerprint"]]
    for file in sign["files"]:
        assert hashlib.sha256(read(file["fileName"])).hexdigest() == file["fileHashValue"]
    text = " ".join(file["fileHashValue"] for file in sign["files"])
    load_der_public_key(key["Value"]).verify(
        bytes.fromhex(sign["hashSignature"]), text.encode(), PKCS1v15(), hashes.SHA256())
    return sign


def test_results_are_delivered_signed_and_proven(world, tmp_path):
    arn, name = store(world), bucket(world)
    names = calls(world, 3)
    servers.wait_until(lambda: trail_names(world, arn) == sorted(names), 20, "the events are there")
    described = deliver(
        world, f"""SELECT element_at(requestParameters, 'name') AS name, eventTime, count(*) OVER (), sharedEventId
                   FROM {uuid(arn)} WHERE eventName = 'DeleteTrail' ORDER BY name""", f"s3://{name}/reports")
    assert (described["DeliveryStatus"], described["QueryStatus"]) == ("SUCCESS", "FINISHED")
    assert described["DeliveryS3Uri"] == f"s3://{name}/reports"
    place = folder(world, "reports/", described["QueryId"])
    keys = [item["Key"] for item in world.client("s3").list_objects_v2(Bucket=name)["Contents"]]
    assert keys == [place + "result_1.csv.gz", place + "result_sign.json"]
    rows = list(csv.reader(io.StringIO(gzip.decompress(content(world, name, place + "result_1.csv.gz")).decode())))
    assert rows[0] == ["name", "eventTime", "_col2", "sharedEventId"]
    assert [(row[0], row[2], row[3]) for row in rows[1:]] == [(one, "3", "") for one in sorted(names)]
    sign = prove(world, lambda file: content(world, name, place + file))

    # What was downloaded is proven by openssl, as the user guide does it.
    for file in ("result_1.csv.gz", "result_sign.json"):
        (tmp_path / file).write_bytes(content(world, name, place + file))
    key, = world.call("ListPublicKeys")["PublicKeyList"]
    pem = base64.encodebytes(key["Value"]).decode()
    (tmp_path / "pkcs1.pem").write_text(f"-----BEGIN RSA PUBLIC KEY-----\n{pem}-----END RSA PUBLIC KEY-----\n")
    (tmp_path / "sig.bin").write_bytes(bytes.fromhex(sign["hashSignature"]))
    (tmp_path / "list").write_text(" ".join(file["fileHashValue"] for file in sign["files"]))
    run = ["openssl", "rsa", "-RSAPublicKey_in", "-in", "pkcs1.pem", "-pubout", "-out", "x509.pem"]
    subprocess.run(run, cwd=tmp_path, check=True, capture_output=True)
    proof = subprocess.run(
        ["openssl", "dgst", "-sha256", "-verify", "x509.pem", "-signature", "sig.bin", "list"],
        cwd=tmp_path, capture_output=True, text=True)
    assert "Verified OK" in proof.stdout


@pytest.mark.parametrize("place", ["s3://{name}", "s3://{name}/{folder}", "{copy}"])
@pytest.mark.parametrize("through", [[], ["--through-endpoint"]], ids=["folder", "endpoint"])
def test_cairn_verify_names_what_is_wrong(world, tmp_path, place, through):
    arn, name = store(world), bucket(world)
    described = deliver(world, f"SELECT 1 AS one, eventName FROM {uuid(arn)}", f"s3://{name}")
    at = folder(world, "", described["QueryId"])
    s3 = world.client("s3")
    whole = {file: content(world, name, at + file) for file in ("result_1.csv.gz", "result_sign.json")}
    sign = json.loads(whole["result_sign.json"])

    def found(files: dict[str, bytes]) -> tuple[int, list[str]]:
        copy = tmp_path / unique("copy")
        copy.mkdir()
        for file in [*whole, "result_2.csv.gz"]:
            s3.delete_object(Bucket=name, Key=at + file)
        for file, bytes_ in files.items():
            (copy / file).write_bytes(bytes_)
            s3.put_object(Bucket=name, Key=at + file, Body=bytes_)
        code, report = verify(world, place.format(name=name, folder=at, copy=copy), *through)
        return code, sorted(finding["kind"] for finding in report.get("findings", [report]))

    def signed(**changes) -> dict[str, bytes]:
        return {**whole, "result_sign.json": json.dumps({**sign, **changes}).encode()}

    other = gzip.compress(b"one,eventName\n2,Other\n")
    forged = [{"fileName": "result_1.csv.gz", "fileHashValue": hashlib.sha256(other).hexdigest()}]
    flipped = ("0" if sign["hashSignature"][0] != "0" else "1") + sign["hashSignature"][1:]
    assert found(whole) == (0, [])
    assert found({**whole, "result_1.csv.gz": other}) == (1, ["alteredResultFile"])
    assert found({"result_sign.json": whole["result_sign.json"]}) == (1, ["missingResultFile"])
    assert found({"result_1.csv.gz": whole["result_1.csv.gz"]}) == (1, ["missingSignFile"])
    assert found({**whole, "result_2.csv.gz": other}) == (1, ["unlistedResultFile"])
    assert found(signed(hashSignature=flipped)) == (1, ["badSignature"])
    assert found({**signed(files=forged), "result_1.csv.gz": other}) == (1, ["badSignature"])
    assert found(signed(publicKeyFingerprint="00" * 16)) == (1, ["unknownKey"])
    assert found({**whole, "result_sign.json": b"rubbish"}) == (1, ["unreadableSignFile"])
    assert found(signed(files=[{"fileName": "../secret", "fileHashValue": ""}]))[0] == 1


REFUSED = [
    ("s3://no-such-box-anywhere", "S3BucketDoesNotExistException"),
    ("s3://{plain}", "InsufficientS3BucketPolicyException"),
    ("s3://two..dots/x", "InvalidS3BucketNameException"),
    ("s3://192.168.1.1/x", "InvalidS3BucketNameException"),
    ("s3://{name}//slash", "InvalidS3PrefixException"),
    ("s3://{name}/" + "p" * 900, "InvalidS3PrefixException"),
    ("https://{name}", "InvalidParameterException"),
]


@pytest.mark.parametrize("uri,code", REFUSED, ids=[row[0][:30] for row in REFUSED])
def test_places_that_take_no_results_are_refused_at_the_start(world, uri, code):
    arn, name = store(world), bucket(world)
    world.client("s3").create_bucket(Bucket=f"plain-{name}", CreateBucketConfiguration={"LocationConstraint": HOME})
    uri = uri.format(name=name, plain=f"plain-{name}")
    assert world.code("StartQuery", QueryStatement=f"SELECT 1 FROM {uuid(arn)}", DeliveryS3Uri=uri) == code


def test_a_policy_that_denies_and_requester_pays_are_refused(world):
    arn, name = store(world), bucket(world)
    s3 = world.client("s3")
    s3.put_bucket_request_payment(Bucket=name, RequestPaymentConfiguration={"Payer": "Requester"})
    refused = dict(QueryStatement=f"SELECT 1 FROM {uuid(arn)}", DeliveryS3Uri=f"s3://{name}")
    assert world.code("StartQuery", **refused) == "InsufficientS3BucketPolicyException"
    s3.put_bucket_request_payment(Bucket=name, RequestPaymentConfiguration={"Payer": "BucketOwner"})
    assert world.code("StartQuery", **refused) == "ok"
    policy = json.loads(s3.get_bucket_policy(Bucket=name)["Policy"])
    policy["Statement"].append({"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": f"arn:aws:s3:::{name}/*"})
    s3.put_bucket_policy(Bucket=name, Policy=json.dumps(policy))
    assert world.code("StartQuery", **refused) == "InsufficientS3BucketPolicyException"


def test_a_bucket_that_goes_is_told(start_cairn):
    world = World(start_cairn(None, "--lenient", environment={"CAIRN_DUCKDB": str(DUCKDB)}))
    described = deliver(world, f"SELECT 1 FROM {uuid(store(world))}", "s3://was-never-there")
    assert (described["QueryStatus"], described["DeliveryStatus"]) == ("FINISHED", "RESOURCE_NOT_FOUND")


def test_results_go_to_another_s3_and_after_a_kill(start_cairn, tmp_path):
    """Through --s3-endpoint; what a killed Cairn still had to deliver is delivered by the next."""
    (tmp_path / "s3").mkdir()
    weed = servers.SeaweedFS(tmp_path / "s3")
    try:
        settings = {"CAIRN_DUCKDB": str(DUCKDB), **weed.KEYS}
        data = tmp_path / "lake-data"
        options = ("--lenient", "--s3-endpoint", weed.url)
        world = World(start_cairn(None, *options, data_dir=data, environment=settings))
        s3 = boto3.client(
            "s3", region_name=HOME, endpoint_url=weed.url, aws_access_key_id=weed.KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=weed.KEYS["AWS_SECRET_ACCESS_KEY"])
        s3.create_bucket(Bucket="box")
        arn = store(world)
        statement = f"SELECT 7 AS seven FROM {uuid(arn)} LIMIT 1"
        assert deliver(world, statement, "s3://box")["DeliveryStatus"] == "SUCCESS"
        runs = []
        for _ in range(8):
            runs.append(world.call("StartQuery", QueryStatement=statement, DeliveryS3Uri="s3://box/later")["QueryId"])
        servers.wait_until(
            lambda: world.call("DescribeQuery", QueryId=runs[0])["QueryStatus"] == "FINISHED", 20, "one has finished")
        world.cairn.kill()
        world = World(start_cairn(None, *options, data_dir=data, environment=settings))

        def ends() -> list[tuple[str, str]]:
            shown = [world.call("DescribeQuery", QueryId=run) for run in runs]
            return [(one["QueryStatus"], one["DeliveryStatus"]) for one in shown]

        servers.wait_until(lambda: all(delivery != "PENDING" for _, delivery in ends()), 30, "all have ended")
        assert set(ends()) <= {("FINISHED", "SUCCESS"), ("FAILED", "FAILED")}
        for run, (status, _) in zip(runs, ends()):
            if status == "FINISHED":
                at = folder(world, "later/", run)
                prove(world, lambda file: s3.get_object(Bucket="box", Key=at + file)["Body"].read())
    finally:
        weed.stop()
