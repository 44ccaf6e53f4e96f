"""The protocol of the front door: what is broken gets AWS's answer for it, and nothing brings the server down."""

from __future__ import annotations

import http.client
import json

import pytest

import front_door_fuzz
import servers

TARGET = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101."
JSON = "application/x-amz-json-1.1"


@pytest.fixture
def cairn(start_cairn):
    return start_cairn(None, "--lenient")


def post(
    cairn,
    body: bytes,
    target: str | None = TARGET + "DescribeTrails",
    method="POST",
    path="/",
    type=JSON,
    region="us-east-1",
):
    connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=10)
    headers = {"Content-Type": type} | ({"X-Amz-Target": target} if target is not None else {})
    headers["Authorization"] = (
        f"AWS4-HMAC-SHA256 Credential=AKIA/20260301/{region}/cloudtrail/aws4_request, SignedHeaders=host, Signature=00"
    )
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer, (json.loads(text) if text else None)


BROKEN = [
    ("no operation of CloudTrail's", b"{}", TARGET + "Nothing", 400, "UnknownOperationException"),
    ("another service's operation", b"{}", "DynamoDB_20120810.ListTables", 400, "UnknownOperationException"),
    ("no target", b"{}", None, 400, "UnknownOperationException"),
    ("no JSON", b"{", TARGET + "DescribeTrails", 400, "SerializationException"),
    ("a list", b"[]", TARGET + "DescribeTrails", 400, "SerializationException"),
    ("a text for a list", b'{"trailNameList":"a"}', TARGET + "DescribeTrails", 400, "SerializationException"),
    ("a number for a text", b'{"Name":1}', TARGET + "GetTrail", 400, "SerializationException"),
    ("no UTF-8", b'{"Name":"\xff"}', TARGET + "GetTrail", 400, "SerializationException"),
    ("JSON that is too deep", b"[" * 10_000, TARGET + "GetTrail", 400, "SerializationException"),
    ("a constraint", b'{"InsightSource":"ab","DataType":"InsightsEvents"}', TARGET + "ListInsightsData", 400, None),
    ("a body that is too large", b" " * (3 << 20), TARGET + "GetTrail", 413, None),
]


@pytest.mark.parametrize("what,body,target,status,code", BROKEN, ids=[row[0] for row in BROKEN])
def test_what_is_broken_is_answered_in_awss_shape(cairn, what, body, target, status, code):
    answer, content = post(cairn, body, target)
    assert answer.status == status
    assert answer.headers["x-amzn-RequestId"]
    assert answer.headers["Content-Type"].startswith("application/x-amz-json-1.1") or status == 413
    if code:
        assert content["__type"].rsplit("#")[-1] == code and content["message"]


@pytest.mark.parametrize("region", ["..", "EU-WEST-1", "x:y", "r" * 33])
def test_what_is_no_region_is_refused(cairn, region):
    """Regions are a part of ARNs, and of the keys of log files."""
    for operation in ("CreateTrail", "ListPublicKeys"):
        answer, content = post(cairn, b'{"Name":"audit","S3BucketName":"box"}', TARGET + operation, region=region)
        assert answer.status == 400 and content["__type"] == "InvalidSignatureException"
        assert region in content["message"]
    assert post(cairn, b"{}")[1] == {"trailList": []}


def test_a_missing_member_is_named(cairn):
    answer, content = post(cairn, b"{}", TARGET + "PutInsightSelectors")
    assert answer.status == 400 and "insightSelectors" in content["message"]


def test_members_that_nobody_knows_are_passed_over(cairn):
    answer, content = post(cairn, b'{"Colour":{"deep":[1]},"trailNameList":null}')
    assert answer.status == 200 and content == {"trailList": []}


def test_an_empty_body_is_an_empty_request(cairn):
    answer, content = post(cairn, b"", TARGET + "ListTrails")
    assert answer.status == 200 and content == {"Trails": []}


def test_the_short_target_is_taken_too(cairn):
    assert post(cairn, b"{}", "CloudTrail_20131101.ListTrails")[0].status == 200


def test_the_request_id_is_the_records(cairn):
    answer, _ = post(cairn, b'{"Name":"nothing"}', TARGET + "GetTrail")
    record = servers.wait_until(lambda: cairn.records(), 5, "a record")[-1]
    assert record["requestID"] == answer.headers["x-amzn-RequestId"]
    assert record["errorCode"] == "TrailNotFoundException"


def test_nothing_that_is_thrown_at_it_brings_it_down(cairn):
    """Ten seconds of what `make fuzz` does for ten minutes."""
    statuses, bad = front_door_fuzz.fuzz(cairn.url, seconds=10, seed=20260301)
    assert not bad, bad[0][:2000]
    assert cairn.is_running and statuses[200] > 50 and statuses[400] > 50
    assert servers.http_get(cairn.url + "/_cairn/health")[0] == 200
