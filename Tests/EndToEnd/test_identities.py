"""Who called: configured identities, other accounts, forwarded addresses, and signatures of every kind."""

from __future__ import annotations

import http.client
import json
import re

import pytest

from servers import ACCOUNT

OTHER = "222233334444"


def call(cairn, method: str, target: str, headers: dict, body: bytes = b"") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=10)
    connection.request(method, target, body=body or None, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def v4(key: str, service: str, region: str = "us-east-1") -> dict:
    return {
        "Authorization": f"AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/{service}/aws4_request, "
        f"SignedHeaders=host;x-amz-date, Signature={'0' * 64}",
        "X-Amz-Date": "20260101T000000Z",
    }


def form(action: str, version: str, **fields: str) -> bytes:
    return "&".join(
        f"{name}={value}" for name, value in {"Action": action, "Version": version, **fields}.items()
    ).encode()


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def last_record(cairn) -> dict:
    return cairn.records()[-1]


def test_configured_identities(start_cairn, stub, tmp_path):
    configuration = tmp_path / "cairn.json"
    configuration.write_text(
        json.dumps(
            {
                "identities": [
                    {
                        "accessKeyId": "AKIACONFIGUREDDANA01",
                        "type": "IAMUser",
                        "accountId": OTHER,
                        "userName": "dana",
                        "principalId": "AIDACONFIGURED000001",
                    },
                    {"accessKeyId": "AKIACONFIGUREDROOT01", "type": "Root", "accountId": OTHER},
                ]
            }
        )
    )
    cairn = start_cairn(stub("api").url, "--config", str(configuration))
    assert (
        call(cairn, "POST", "/", {**FORM, **v4("AKIACONFIGUREDDANA01", "iam")}, form("ListUsers", "2010-05-08")) == 200
    )
    record = last_record(cairn)
    assert record["recipientAccountId"] == OTHER
    assert record["userIdentity"] == {
        "type": "IAMUser",
        "principalId": "AIDACONFIGURED000001",
        "arn": f"arn:aws:iam::{OTHER}:user/dana",
        "accountId": OTHER,
        "accessKeyId": "AKIACONFIGUREDDANA01",
        "userName": "dana",
    }
    call(cairn, "POST", "/", {**FORM, **v4("AKIACONFIGUREDROOT01", "iam")}, form("ListUsers", "2010-05-08"))
    identity = last_record(cairn)["userIdentity"]
    assert identity["type"] == "Root" and identity["arn"] == f"arn:aws:iam::{OTHER}:root"
    assert identity["principalId"] == OTHER and "userName" not in identity


def test_a_role_of_another_account_leaves_a_record_in_both(start_cairn, moto, boto):
    cairn = start_cairn(moto.url)
    granted = boto("sts", cairn.url).assume_role(RoleArn=f"arn:aws:iam::{OTHER}:role/visitor", RoleSessionName="over")
    copies = [record for record in cairn.records() if record["eventName"] == "AssumeRole"]
    assert {record["recipientAccountId"] for record in copies} == {ACCOUNT, OTHER}
    assert len({record["sharedEventID"] for record in copies}) == 1
    assert len({record["eventID"] for record in copies}) == 2
    foreign = next(record for record in copies if record["recipientAccountId"] == OTHER)
    assert foreign["userIdentity"]["type"] == "AWSAccount"
    assert foreign["userIdentity"]["accountId"] == ACCOUNT and "arn" not in foreign["userIdentity"]
    key = granted["Credentials"]["AccessKeyId"]
    call(cairn, "POST", "/", {**FORM, **v4(key, "sts")}, form("GetCallerIdentity", "2011-06-15"))
    record = last_record(cairn)
    assert record["recipientAccountId"] == OTHER
    assert record["userIdentity"]["arn"] == f"arn:aws:sts::{OTHER}:assumed-role/visitor/over"


def test_a_call_in_ones_own_account_has_no_shared_event(start_cairn, moto, boto):
    cairn = start_cairn(moto.url)
    boto("sts", cairn.url).assume_role(RoleArn=f"arn:aws:iam::{ACCOUNT}:role/home", RoleSessionName="home")
    copies = [record for record in cairn.records() if record["eventName"] == "AssumeRole"]
    assert len(copies) == 1 and "sharedEventID" not in copies[0]


@pytest.mark.parametrize("trusted", [True, False])
def test_forwarded_addresses_count_only_from_trusted_proxies(start_cairn, stub, trusted):
    options = ["--trusted-proxies", "127.0.0.0/8"] if trusted else []
    cairn = start_cairn(stub("api").url, *options)
    headers = {**FORM, **v4("AKIAENDTOENDTEST0001", "iam"), "X-Forwarded-For": "203.0.113.9"}
    call(cairn, "POST", "/", headers, form("ListUsers", "2010-05-08"))
    assert last_record(cairn)["sourceIPAddress"] == ("203.0.113.9" if trusted else "127.0.0.1")


def test_an_over_long_user_agent_is_cut(start_cairn, stub):
    cairn = start_cairn(stub("api").url)
    call(
        cairn,
        "POST",
        "/",
        {**FORM, **v4("AKIAENDTOENDTEST0001", "iam"), "User-Agent": "u" * 5000},
        form("ListUsers", "2010-05-08"),
    )
    assert 1000 <= len(last_record(cairn)["userAgent"]) <= 1024


def test_signature_version_4a(start_cairn, stub):
    cairn = start_cairn(stub("api").url)
    headers = {
        "Authorization": "AWS4-ECDSA-P256-SHA256 Credential=AKIAENDTOENDTEST0001/20260101/s3/aws4_request, "
        "SignedHeaders=host;x-amz-date;x-amz-region-set, Signature=" + "0" * 140,
        "X-Amz-Date": "20260101T000000Z",
        "X-Amz-Region-Set": "eu-west-1",
    }
    call(cairn, "PUT", "/four-a?policy", headers, b"{}")
    record = last_record(cairn)
    assert (record["eventSource"], record["eventName"]) == ("s3.amazonaws.com", "PutBucketPolicy")
    assert record["userIdentity"]["accessKeyId"] == "AKIAENDTOENDTEST0001"
    assert record["requestParameters"]["bucketName"] == "four-a"


def test_virtual_host_and_path_name_the_same_bucket(start_cairn, stub):
    cairn = start_cairn(stub("api").url)
    signature = v4("AKIAENDTOENDTEST0001", "s3", "eu-west-1")
    for host, target in (
        ("box.s3.eu-west-1.amazonaws.com", "/?versioning"),
        ("s3.eu-west-1.amazonaws.com", "/box?versioning"),
    ):
        call(cairn, "GET", target, {**signature, "Host": host})
        record = last_record(cairn)
        assert record["eventName"] == "GetBucketVersioning" and record["awsRegion"] == "eu-west-1"
        assert record["requestParameters"] == {"bucketName": "box", "Host": host, "versioning": ""}


def test_global_services_are_recorded_in_us_east_1(start_cairn, stub):
    cairn = start_cairn(stub("api").url)
    call(
        cairn, "POST", "/", {**FORM, **v4("AKIAENDTOENDTEST0001", "iam", "eu-west-1")}, form("ListUsers", "2010-05-08")
    )
    assert last_record(cairn)["awsRegion"] == "us-east-1"


@pytest.mark.parametrize(
    "headers, target, body",
    [
        ({}, "/", b""),
        ({"Authorization": "Bearer what"}, "/x/y", b""),
        ({"Authorization": "AWS4-HMAC-SHA256 Credential="}, "/", b""),
        ({"Authorization": "AWS4-HMAC-SHA256 Credential=a/b/c/d/e/f/g"}, "/%zz%00?%", b""),
        ({"X-Amz-Target": "Nobody_20200101.Nothing", **v4("AKIAENDTOENDTEST0001", "nobody")}, "/", b"{"),
        ({**FORM, **v4("AKIAENDTOENDTEST0001", "iam")}, "/", b"Action=%FF%FE&&&=="),
        (
            {"X-Amz-Target": "AmazonSSM.PutParameter", **v4("AKIAENDTOENDTEST0001", "ssm")},
            "/",
            b'{"Name":' + b"[" * 5000,
        ),
        (
            {"smithy-protocol": "rpc-v2-cbor", **v4("AKIAENDTOENDTEST0001", "monitoring")},
            "/service/GraniteServiceVersion20100801/operation/PutMetricData",
            b"\xbf" * 5000,
        ),
        ({**v4("AKIAENDTOENDTEST0001", "s3")}, "/b?delete", b"<Delete>" * 3000),
    ],
    ids=[
        "nothing",
        "bearer",
        "half a signature",
        "odd path",
        "unknown target",
        "bad form",
        "deep json",
        "deep cbor",
        "deep xml",
    ],
)
def test_strange_requests_pass_and_harm_nobody(start_cairn, stub, headers, target, body):
    cairn = start_cairn(stub("api").url, "--record-data-events")
    status = call(cairn, "POST", target, headers, body)
    assert status < 600 and cairn.is_running
    for record in cairn.records():
        assert re.fullmatch(r"[0-9a-f-]{36}", record["eventID"])
    assert (
        call(cairn, "POST", "/", {**FORM, **v4("AKIAENDTOENDTEST0001", "iam")}, form("ListUsers", "2010-05-08")) == 200
    )
    assert last_record(cairn)["eventName"] == "ListUsers"
