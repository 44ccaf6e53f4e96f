"""The embedded bucket store, as the AWS CLI, boto3 and plain HTTP see it.

`CAIRN_S3_URL` runs these tests against a server that is running already, `CAIRN_S3_DATA` names its bucket folder.
"""

from __future__ import annotations

import base64
import datetime
import gzip
import hashlib
import io
import itertools
import json
import os
import pathlib
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import zlib

import boto3
import pytest
import requests
from boto3.s3.transfer import TransferConfig
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

import servers
from test_streaming import PeakMemory

MEBIBYTE = 1 << 20
KEY = "AKIAENDTOENDTEST0001"
SECRET = "a-secret-that-nobody-may-see"
OTHER_ACCOUNT = "210987654321"
_numbers = itertools.count(int(time.time()))


class Store:
    def __init__(self, url: str, folder: pathlib.Path | None) -> None:
        self.url = url
        self.folder = folder


@pytest.fixture(scope="module")
def store(request, tmp_path_factory):
    """One server without an upstream for all tests: each makes buckets of its own."""
    if url := os.environ.get("CAIRN_S3_URL"):
        data = os.environ.get("CAIRN_S3_DATA")
        yield Store(url, pathlib.Path(data) if data else None)
        return
    request.getfixturevalue("binary")
    folder = tmp_path_factory.mktemp("buckets")
    cairn = servers.Cairn(folder / "data", folder / "cairn.log")
    yield Store(cairn.url, folder / "data" / "buckets")
    cairn.stop(5)


def client(store: Store, key: str = KEY, region: str = servers.REGION, **config):
    config = {"retries": {"total_max_attempts": 1}, "read_timeout": 60, **config}
    return boto3.client(
        "s3",
        region_name=region,
        endpoint_url=store.url,
        aws_access_key_id=key,
        aws_secret_access_key=SECRET,
        config=Config(**config),
    )


@pytest.fixture(scope="module")
def s3(store):
    return client(store)


@pytest.fixture
def bucket(s3):
    """An empty bucket, removed with all that is in it."""
    name = f"end-to-end-{next(_numbers)}"
    s3.create_bucket(Bucket=name)
    yield name
    empty(s3, name)
    s3.delete_bucket(Bucket=name)


def empty(s3, bucket: str) -> None:
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        keys = [{"Key": entry["Key"]} for entry in page.get("Contents", [])]
        if keys:
            assert "Errors" not in s3.delete_objects(Bucket=bucket, Delete={"Objects": keys})


def code(call, *arguments, **named) -> tuple[str, int]:
    with pytest.raises(ClientError) as failure:
        call(*arguments, **named)
    answer = failure.value.response
    return answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]


def keys(s3, bucket: str, operation: str = "list_objects_v2", **named) -> list[str]:
    pages = s3.get_paginator(operation).paginate(Bucket=bucket, **named)
    return [entry["Key"] for page in pages for entry in page.get("Contents", [])]


def http(method: str, url: str, body: bytes | None = None, headers: dict | None = None):
    request = urllib.request.Request(url, data=body, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


# Buckets


def test_bucket_is_there_until_it_is_deleted(s3):
    name = f"short-lived-{next(_numbers)}"
    s3.create_bucket(Bucket=name)
    assert name in [entry["Name"] for entry in s3.list_buckets()["Buckets"]]
    assert s3.head_bucket(Bucket=name)["BucketRegion"] == servers.REGION
    assert s3.get_bucket_location(Bucket=name)["LocationConstraint"] is None
    s3.delete_bucket(Bucket=name)
    assert code(s3.head_bucket, Bucket=name) == ("404", 404)
    assert code(s3.list_objects_v2, Bucket=name) == ("NoSuchBucket", 404)


def test_bucket_with_an_object_is_not_deleted(s3, bucket):
    s3.put_object(Bucket=bucket, Key="a", Body=b"1")
    assert code(s3.delete_bucket, Bucket=bucket) == ("BucketNotEmpty", 409)


def test_bucket_names_belong_to_whoever_was_first(store, s3, bucket):
    s3.create_bucket(Bucket=bucket)
    assert code(client(store, OTHER_ACCOUNT).create_bucket, Bucket=bucket) == ("BucketAlreadyExists", 409)


def test_bucket_has_the_region_that_it_was_created_in(store):
    s3 = client(store, region="eu-west-1")
    name = f"in-ireland-{next(_numbers)}"
    assert code(s3.create_bucket, Bucket=name) == ("IllegalLocationConstraintException", 400)
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    assert s3.get_bucket_location(Bucket=name)["LocationConstraint"] == "eu-west-1"
    again = {"Bucket": name, "CreateBucketConfiguration": {"LocationConstraint": "eu-west-1"}}
    assert code(s3.create_bucket, **again) == ("BucketAlreadyOwnedByYou", 409)
    s3.delete_bucket(Bucket=name)


@pytest.mark.parametrize("name", ["ab", "Upper-Case", "under_score", "10.0.0.1", "a..b", "-dash", "xn--punycode"])
def test_names_that_no_bucket_may_have_are_refused(store, name):
    url = f"{store.url}/{name}"
    presigned = client(store).generate_presigned_url("create_bucket", Params={"Bucket": "placeholder"})
    status, _, body = http("PUT", url + "?" + presigned.split("?", 1)[1], b"")
    assert (status, b"InvalidBucketName" in body) == (400, True)


def test_virtual_hosted_style_finds_the_bucket_in_the_host(store, s3, bucket):
    s3.put_object(Bucket=bucket, Key="folder/key", Body=b"by host")
    hosted = client(store, s3={"addressing_style": "virtual"})
    url = hosted.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "folder/key"})
    host = store.url.removeprefix("http://")
    assert url.startswith("http://") and bucket in url
    query = url.split("?", 1)[1]
    status, _, body = http(
        "GET", f"{store.url}/folder/key?{query}", headers={"Host": f"{bucket}.s3.us-east-1.amazonaws.com"}
    )
    assert (status, body) == (200, b"by host"), host


def test_settings_are_kept(s3, bucket):
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "AclCheck",
                "Effect": "Allow",
                "Principal": {"Service": "cloudtrail.amazonaws.com"},
                "Action": "s3:GetBucketAcl",
                "Resource": f"arn:aws:s3:::{bucket}",
            }
        ],
    }
    assert code(s3.get_bucket_policy, Bucket=bucket) == ("NoSuchBucketPolicy", 404)
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))
    assert json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"]) == policy
    assert s3.get_bucket_policy_status(Bucket=bucket)["PolicyStatus"]["IsPublic"] is False
    s3.delete_bucket_policy(Bucket=bucket)
    assert code(s3.get_bucket_policy, Bucket=bucket) == ("NoSuchBucketPolicy", 404)

    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "alias/k"}}
    s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})
    answer = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]
    assert answer["Rules"][0]["ApplyServerSideEncryptionByDefault"] == rule["ApplyServerSideEncryptionByDefault"]
    s3.put_object(Bucket=bucket, Key="k", Body=b"")
    assert s3.head_object(Bucket=bucket, Key="k")["SSEKMSKeyId"] == "alias/k"
    s3.delete_bucket_encryption(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="k", Body=b"")
    assert s3.head_object(Bucket=bucket, Key="k")["ServerSideEncryption"] == "AES256"

    assert code(s3.get_bucket_tagging, Bucket=bucket) == ("NoSuchTagSet", 404)
    tags = [{"Key": "team", "Value": "blue & <green>"}]
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tags})
    assert s3.get_bucket_tagging(Bucket=bucket)["TagSet"] == tags
    s3.delete_bucket_tagging(Bucket=bucket)

    assert code(s3.get_bucket_lifecycle_configuration, Bucket=bucket) == ("NoSuchLifecycleConfiguration", 404)
    rules = [{"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "AWSLogs/"}, "Expiration": {"Days": 400}}]
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": rules})
    assert s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"] == rules
    s3.delete_bucket_lifecycle(Bucket=bucket)

    assert all(s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"].values())
    s3.delete_public_access_block(Bucket=bucket)
    assert code(s3.get_public_access_block, Bucket=bucket) == ("NoSuchPublicAccessBlockConfiguration", 404)
    block = {name: name == "BlockPublicAcls" for name in
             ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"]}
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=block)
    assert s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"] == block

    ownership = s3.get_bucket_ownership_controls(Bucket=bucket)["OwnershipControls"]
    assert ownership["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    assert code(s3.put_bucket_acl, Bucket=bucket, ACL="public-read") == ("AccessControlListNotSupported", 400)
    s3.put_bucket_ownership_controls(
        Bucket=bucket, OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}
    )
    s3.put_bucket_acl(Bucket=bucket, ACL="log-delivery-write")
    grants = s3.get_bucket_acl(Bucket=bucket)["Grants"]
    assert [grant["Permission"] for grant in grants] == ["FULL_CONTROL", "WRITE", "READ_ACP"]

    assert s3.get_bucket_request_payment(Bucket=bucket)["Payer"] == "BucketOwner"
    s3.put_bucket_request_payment(Bucket=bucket, RequestPaymentConfiguration={"Payer": "Requester"})
    assert s3.get_bucket_request_payment(Bucket=bucket)["Payer"] == "Requester"

    assert "Status" not in s3.get_bucket_versioning(Bucket=bucket)
    enabled = {"Status": "Enabled"}
    assert code(s3.put_bucket_versioning, Bucket=bucket, VersioningConfiguration=enabled) == ("NotImplemented", 501)
    assert code(s3.get_bucket_cors, Bucket=bucket) == ("NoSuchCORSConfiguration", 404)
    assert code(s3.get_bucket_website, Bucket=bucket) == ("NoSuchWebsiteConfiguration", 404)


@pytest.mark.parametrize(
    "policy", ["no json", "{}", '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*"}]}']
)
def test_policies_that_are_none_are_refused(s3, bucket, policy):
    assert code(s3.put_bucket_policy, Bucket=bucket, Policy=policy) == ("MalformedPolicy", 400)


def test_other_accounts_need_the_bucket_policy(store, s3, bucket):
    stranger = client(store, OTHER_ACCOUNT)
    s3.put_object(Bucket=bucket, Key="shared/a", Body=b"1")
    s3.put_object(Bucket=bucket, Key="own/a", Body=b"1")
    assert code(stranger.get_object, Bucket=bucket, Key="shared/a") == ("AccessDenied", 403)
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": OTHER_ACCOUNT},
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{bucket}/shared/*",
    }
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    assert stranger.get_object(Bucket=bucket, Key="shared/a")["Body"].read() == b"1"
    assert code(stranger.get_object, Bucket=bucket, Key="own/a") == ("AccessDenied", 403)
    assert code(stranger.list_objects_v2, Bucket=bucket) == ("AccessDenied", 403)
    assert bucket not in [entry["Name"] for entry in stranger.list_buckets()["Buckets"]]


def test_bucket_policy_can_deny_its_owner(s3, bucket):
    s3.put_object(Bucket=bucket, Key="locked/a", Body=b"1")
    statement = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:DeleteObject",
        "Resource": f"arn:aws:s3:::{bucket}/locked/*",
    }
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    assert code(s3.delete_object, Bucket=bucket, Key="locked/a") == ("AccessDenied", 403)
    answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "locked/a"}, {"Key": "free"}]})
    assert [entry["Key"] for entry in answer["Deleted"]] == ["free"]
    assert [(entry["Key"], entry["Code"]) for entry in answer["Errors"]] == [("locked/a", "AccessDenied")]
    s3.delete_bucket_policy(Bucket=bucket)


def test_expected_owner_is_compared(s3, bucket):
    s3.head_bucket(Bucket=bucket, ExpectedBucketOwner=servers.ACCOUNT)
    put = {"Bucket": bucket, "Key": "a", "Body": b"", "ExpectedBucketOwner": OTHER_ACCOUNT}
    assert code(s3.put_object, **put) == ("AccessDenied", 403)


# Objects


def test_object_comes_back_as_it_was_put(s3, bucket):
    content = gzip.compress(b'{"Records":[]}')
    s3.put_object(
        Bucket=bucket,
        Key="AWSLogs/1/x.json.gz",
        Body=content,
        ContentType="application/json",
        ContentEncoding="gzip",
        CacheControl="no-store",
        ContentDisposition="attachment",
        ContentLanguage="en",
        Metadata={"Signature": "abc", "signature-algorithm": "SHA256withRSA"},
        Tagging="team=blue&empty=",
        ACL="bucket-owner-full-control",
        ServerSideEncryption="aws:kms",
        SSEKMSKeyId="alias/trail",
        StorageClass="STANDARD_IA",
    )
    answer = s3.get_object(Bucket=bucket, Key="AWSLogs/1/x.json.gz")
    assert answer["Body"].read() == content
    assert answer["ETag"] == f'"{hashlib.md5(content).hexdigest()}"'
    assert answer["ContentLength"] == len(content)
    assert answer["ContentType"] == "application/json"
    assert answer["ContentEncoding"] == "gzip"
    assert answer["CacheControl"] == "no-store"
    assert answer["ContentDisposition"] == "attachment"
    assert answer["ContentLanguage"] == "en"
    assert answer["Metadata"] == {"signature": "abc", "signature-algorithm": "SHA256withRSA"}
    assert answer["ServerSideEncryption"] == "aws:kms"
    assert answer["SSEKMSKeyId"] == "alias/trail"
    assert answer["StorageClass"] == "STANDARD_IA"
    assert answer["TagCount"] == 2
    age = datetime.datetime.now(datetime.timezone.utc) - answer["LastModified"]
    assert abs(age.total_seconds()) < 60
    head = s3.head_object(Bucket=bucket, Key="AWSLogs/1/x.json.gz")
    assert (head["ContentLength"], head["ETag"]) == (answer["ContentLength"], answer["ETag"])
    tags = s3.get_object_tagging(Bucket=bucket, Key="AWSLogs/1/x.json.gz")["TagSet"]
    assert tags == [{"Key": "team", "Value": "blue"}, {"Key": "empty", "Value": ""}]


STRANGE_KEYS = [
    "a", "a/", "a/b", "a//b", "/a", "//", "a/./b", "a/../b", "..", ".", ".cairn", ".cairn/a.meta", "a.meta", "%", "%2F",
    "a%", "a%%", "100% sure", "blank and+plus", "\u00e9", "e\u0301", "日本/語", "😀", "tab\tkey", "quote\"'<&>", "A", "?a=b", "#c",
    "back\\slash", "x" * 1024, ("y" * 250 + "/") * 3, "ü" * 200, "c:d", "*", "~", "a=b&c",
]


def test_keys_of_all_kinds_are_kept_apart(s3, bucket):
    for index, key in enumerate(STRANGE_KEYS):
        s3.put_object(Bucket=bucket, Key=key, Body=str(index).encode())
    for index, key in enumerate(STRANGE_KEYS):
        assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == str(index).encode(), key
    expected = sorted(STRANGE_KEYS, key=str.encode)
    for size in [1000, 7, 1]:
        assert keys(s3, bucket, PaginationConfig={"PageSize": size}) == expected
        assert keys(s3, bucket, "list_objects", PaginationConfig={"PageSize": size}) == expected
    for key in STRANGE_KEYS[::2]:
        s3.delete_object(Bucket=bucket, Key=key)
    assert keys(s3, bucket) == sorted(STRANGE_KEYS[1::2], key=str.encode)


def test_keys_do_not_leave_the_folder(store, s3, bucket):
    if store.folder is None:
        pytest.skip("the server's folder is not known")
    before = {path for path in store.folder.parent.glob("*")}
    for key in ["../../outside", "/../../outside", "a/../../../outside"]:
        s3.put_object(Bucket=bucket, Key=key, Body=b"1")
    assert {path for path in store.folder.parent.glob("*")} == before
    assert not [path for path in store.folder.rglob("outside") if bucket not in str(path)]


def test_key_longer_than_1024_bytes_is_refused(s3, bucket):
    assert code(s3.put_object, Bucket=bucket, Key="x" * 1025, Body=b"") == ("KeyTooLongError", 400)


@pytest.mark.parametrize(
    "range_, part",
    [("bytes=0-0", slice(0, 1)), ("bytes=5-", slice(5, None)), ("bytes=-3", slice(-3, None)),
     ("bytes=2-1000", slice(2, None))],
)
def test_ranges(s3, bucket, range_, part):
    content = bytes(range(100))
    s3.put_object(Bucket=bucket, Key="r", Body=content)
    answer = s3.get_object(Bucket=bucket, Key="r", Range=range_)
    assert answer["Body"].read() == content[part]
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 206
    first = content.index(content[part])
    assert answer["ContentRange"] == f"bytes {first}-{first + len(content[part]) - 1}/100"
    assert code(s3.get_object, Bucket=bucket, Key="r", Range="bytes=100-") == ("InvalidRange", 416)


def test_conditions(s3, bucket):
    etag = s3.put_object(Bucket=bucket, Key="c", Body=b"1")["ETag"]
    modified = s3.head_object(Bucket=bucket, Key="c")["LastModified"]
    hour = datetime.timedelta(hours=1)
    s3.get_object(Bucket=bucket, Key="c", IfMatch=etag)
    s3.get_object(Bucket=bucket, Key="c", IfNoneMatch='"other"')
    s3.get_object(Bucket=bucket, Key="c", IfModifiedSince=modified - hour)
    s3.get_object(Bucket=bucket, Key="c", IfUnmodifiedSince=modified)
    assert code(s3.get_object, Bucket=bucket, Key="c", IfMatch='"other"') == ("PreconditionFailed", 412)
    assert code(s3.get_object, Bucket=bucket, Key="c", IfNoneMatch=etag) == ("304", 304)
    assert code(s3.head_object, Bucket=bucket, Key="c", IfModifiedSince=modified) == ("304", 304)
    assert code(s3.get_object, Bucket=bucket, Key="c", IfUnmodifiedSince=modified - hour) == (
        "PreconditionFailed", 412)
    assert code(s3.put_object, Bucket=bucket, Key="c", Body=b"2", IfNoneMatch="*") == ("PreconditionFailed", 412)
    s3.put_object(Bucket=bucket, Key="new", Body=b"2", IfNoneMatch="*")
    assert code(s3.put_object, Bucket=bucket, Key="c", Body=b"2", IfMatch='"other"') == ("PreconditionFailed", 412)
    s3.put_object(Bucket=bucket, Key="c", Body=b"2", IfMatch=etag)
    assert s3.get_object(Bucket=bucket, Key="c")["Body"].read() == b"2"


def test_missing_objects(s3, bucket):
    assert code(s3.get_object, Bucket=bucket, Key="no") == ("NoSuchKey", 404)
    assert code(s3.head_object, Bucket=bucket, Key="no") == ("404", 404)
    s3.delete_object(Bucket=bucket, Key="no")


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
def test_checksums_are_checked_and_kept(s3, bucket, algorithm):
    content = os.urandom(100_000)
    put = s3.put_object(Bucket=bucket, Key="sum", Body=content, ChecksumAlgorithm=algorithm)
    head = s3.head_object(Bucket=bucket, Key="sum", ChecksumMode="ENABLED")
    member = "Checksum" + algorithm
    assert put[member] == head[member]
    if algorithm == "CRC32":
        assert base64.b64decode(head[member]) == zlib.crc32(content).to_bytes(4, "big")
    wrong = base64.b64encode(bytes(len(base64.b64decode(head[member])))).decode()
    assert code(s3.put_object, Bucket=bucket, Key="bad", Body=content, **{member: wrong}) == ("BadDigest", 400)
    assert code(s3.head_object, Bucket=bucket, Key="bad") == ("404", 404)
    attributes = s3.get_object_attributes(Bucket=bucket, Key="sum", ObjectAttributes=["Checksum", "ObjectSize", "ETag"])
    assert attributes["ObjectSize"] == len(content)
    assert attributes["Checksum"][member] == head[member]


def test_content_md5_is_checked(s3, bucket):
    good = base64.b64encode(hashlib.md5(b"content").digest()).decode()
    s3.put_object(Bucket=bucket, Key="m", Body=b"content", ContentMD5=good)
    bad = base64.b64encode(bytes(16)).decode()
    assert code(s3.put_object, Bucket=bucket, Key="n", Body=b"content", ContentMD5=bad) == ("BadDigest", 400)
    assert code(s3.put_object, Bucket=bucket, Key="n", Body=b"content", ContentMD5="AAAA") == ("InvalidDigest", 400)


def presigned(store, method: str, bucket: str, key: str, **named) -> str:
    return client(store).generate_presigned_url(method, Params={"Bucket": bucket, "Key": key}, **named)


def aws_chunked(pieces: list[bytes], trailers: bytes = b"", signed: bool = False) -> bytes:
    extension = b";chunk-signature=" + b"0" * 64 if signed else b""
    body = b"".join(b"%x%s\r\n%s\r\n" % (len(piece), extension, piece) for piece in pieces)
    return body + b"0" + extension + b"\r\n" + trailers + b"\r\n"


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("has_trailer", [False, True])
def test_aws_chunked_bodies(store, s3, bucket, signed, has_trailer):
    pieces = [os.urandom(70_000), os.urandom(1), os.urandom(9_999)]
    content = b"".join(pieces)
    checksum = base64.b64encode(zlib.crc32(content).to_bytes(4, "big"))
    word = "STREAMING-" + ("AWS4-HMAC-SHA256-PAYLOAD" if signed else "UNSIGNED-PAYLOAD")
    headers = {
        "x-amz-content-sha256": word + ("-TRAILER" if has_trailer else ""),
        "Content-Encoding": "aws-chunked,gzip",
        "x-amz-decoded-content-length": str(len(content)),
        "Authorization": "AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, "
        "Signature=%s" % (KEY, "0" * 64),
    }
    trailer = b""
    if has_trailer:
        headers["x-amz-trailer"] = "x-amz-checksum-crc32"
        trailer = b"x-amz-checksum-crc32:" + checksum + b"\r\n"
    url = f"{store.url}/{bucket}/chunked"
    status, _, body = http("PUT", url, aws_chunked(pieces, trailer, signed), headers)
    assert status == 200, body
    answer = s3.get_object(Bucket=bucket, Key="chunked")
    assert answer["Body"].read() == content
    assert answer["ContentEncoding"] == "gzip"
    if has_trailer:
        wrong = b"x-amz-checksum-crc32:AAAAAA==\r\n"
        status, _, body = http("PUT", url + "-bad", aws_chunked(pieces, wrong, signed), headers)
        assert (status, b"BadDigest" in body) == (400, True)
    status, _, body = http("PUT", url + "-bad", aws_chunked(pieces[:2], trailer, signed), headers)
    assert status == 400, body
    status, _, body = http("PUT", url + "-bad", aws_chunked(pieces, trailer, signed)[:40_000], headers)
    assert (status, b"IncompleteBody" in body) == (400, True)
    assert code(s3.head_object, Bucket=bucket, Key="chunked-bad") == ("404", 404)


@pytest.mark.parametrize("version", ["s3v4", "s3"])
def test_presigned_urls(store, s3, bucket, version):
    signer = client(store, signature_version=version)
    put = signer.generate_presigned_url("put_object", Params={"Bucket": bucket, "Key": "p q"}, ExpiresIn=60)
    assert http("PUT", put, b"presigned")[0] == 200
    get = signer.generate_presigned_url(
        "get_object", Params={"Bucket": bucket, "Key": "p q", "ResponseContentType": "text/x-mine"}, ExpiresIn=60
    )
    status, headers, body = http("GET", get)
    assert (status, body) == (200, b"presigned")
    assert {name.lower(): value for name, value in headers.items()}["content-type"] == "text/x-mine"


@pytest.mark.parametrize("version", ["s3v4", "s3"])
def test_presigned_urls_expire(store, s3, bucket, version):
    s3.put_object(Bucket=bucket, Key="p", Body=b"1")
    signer = client(store, signature_version=version)
    url = signer.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "p"}, ExpiresIn=1)
    time.sleep(2.1)
    status, _, body = http("GET", url)
    assert (status, b"AccessDenied" in body, b"expired" in body) == (403, True, True)


def test_signature_version_2_works(store, bucket):
    old = client(store, signature_version="s3")
    old.put_object(Bucket=bucket, Key="v2", Body=b"old")
    assert old.get_object(Bucket=bucket, Key="v2")["Body"].read() == b"old"
    assert keys(old, bucket) == ["v2"]


def test_copies(s3, bucket):
    s3.put_object(Bucket=bucket, Key="source ü+%", Body=b"copied", Metadata={"a": "1"}, ContentType="text/plain",
                  Tagging="t=1")
    source = {"Bucket": bucket, "Key": "source ü+%"}
    s3.copy_object(Bucket=bucket, Key="copy", CopySource=source)
    copy = s3.get_object(Bucket=bucket, Key="copy")
    assert (copy["Body"].read(), copy["Metadata"], copy["ContentType"]) == (b"copied", {"a": "1"}, "text/plain")
    assert copy["TagCount"] == 1
    s3.copy_object(Bucket=bucket, Key="copy", CopySource=source, MetadataDirective="REPLACE", Metadata={"b": "2"})
    assert s3.head_object(Bucket=bucket, Key="copy")["Metadata"] == {"b": "2"}
    assert code(s3.copy_object, Bucket=bucket, Key="copy", CopySource=f"{bucket}/copy") == ("InvalidRequest", 400)
    s3.copy_object(Bucket=bucket, Key="copy", CopySource=f"{bucket}/copy", MetadataDirective="REPLACE")
    assert s3.head_object(Bucket=bucket, Key="copy")["Metadata"] == {}
    assert code(s3.copy_object, Bucket=bucket, Key="c", CopySource=f"{bucket}/none") == ("NoSuchKey", 404)
    etag = s3.head_object(Bucket=bucket, Key="copy")["ETag"]
    refused = {"Bucket": bucket, "Key": "c", "CopySource": source, "CopySourceIfNoneMatch": etag}
    assert code(s3.copy_object, **refused) == ("PreconditionFailed", 412)


def test_tags_and_acls_of_objects(s3, bucket):
    etag = s3.put_object(Bucket=bucket, Key="t", Body=b"1")["ETag"]
    assert s3.get_object_tagging(Bucket=bucket, Key="t")["TagSet"] == []
    tags = [{"Key": f"k{number}", "Value": "v"} for number in range(10)]
    s3.put_object_tagging(Bucket=bucket, Key="t", Tagging={"TagSet": tags})
    assert s3.get_object_tagging(Bucket=bucket, Key="t")["TagSet"] == tags
    too_many = {"TagSet": tags + [{"Key": "one more", "Value": ""}]}
    assert code(s3.put_object_tagging, Bucket=bucket, Key="t", Tagging=too_many) == ("BadRequest", 400)
    s3.delete_object_tagging(Bucket=bucket, Key="t")
    assert s3.get_object_tagging(Bucket=bucket, Key="t")["TagSet"] == []
    assert code(s3.get_object_tagging, Bucket=bucket, Key="none") == ("NoSuchKey", 404)
    s3.put_object_acl(Bucket=bucket, Key="t", ACL="bucket-owner-full-control")
    assert [grant["Permission"] for grant in s3.get_object_acl(Bucket=bucket, Key="t")["Grants"]] == ["FULL_CONTROL"]
    assert s3.head_object(Bucket=bucket, Key="t")["ETag"] == etag


def test_metadata_has_a_limit(s3, bucket):
    s3.put_object(Bucket=bucket, Key="m", Body=b"", Metadata={"k": "v" * 2047})
    put = {"Bucket": bucket, "Key": "m", "Body": b"", "Metadata": {"k": "v" * 2048}}
    assert code(s3.put_object, **put) == ("MetadataTooLarge", 400)


def test_delete_objects_tells_of_each_key(s3, bucket):
    for key in ["a", "b & <c>", "d"]:
        s3.put_object(Bucket=bucket, Key=key, Body=b"")
    objects = [{"Key": key} for key in ["a", "b & <c>", "never there"]]
    answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": objects})
    assert [entry["Key"] for entry in answer["Deleted"]] == ["a", "b & <c>", "never there"]
    assert "Deleted" not in s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "x"}], "Quiet": True})
    assert keys(s3, bucket) == ["d"]


# Lists


@pytest.fixture(scope="module")
def listed(s3):
    """A bucket with keys in folders."""
    name = f"listed-{next(_numbers)}"
    s3.create_bucket(Bucket=name)
    names = [f"logs/2026/{month:02}/{number:03}" for month in (1, 2, 10) for number in range(12)]
    names += ["logs", "logs-old/x", "logs.txt", "zebra", "a/b/c/d", "logs/2026", "AWSLogs/1"]
    for key in names:
        s3.put_object(Bucket=name, Key=key, Body=b"1")
    yield name, sorted(names, key=str.encode)
    empty(s3, name)
    s3.delete_bucket(Bucket=name)


@pytest.mark.parametrize("operation", ["list_objects", "list_objects_v2"])
@pytest.mark.parametrize("prefix", ["", "logs", "logs/", "logs/2026/0", "logs/2026/01/005", "nothing", "a/b"])
@pytest.mark.parametrize("delimiter", ["", "/", "0", "2026/"])
@pytest.mark.parametrize("size", [1000, 3, 1])
def test_lists_have_what_the_query_asks_for(s3, listed, operation, prefix, delimiter, size):
    bucket, names = listed
    found, groups = [], []
    arguments = {"Bucket": bucket, "Prefix": prefix, "PaginationConfig": {"PageSize": size}}
    if delimiter:
        arguments["Delimiter"] = delimiter
    for page in s3.get_paginator(operation).paginate(**arguments):
        contents, prefixes = page.get("Contents", []), page.get("CommonPrefixes", [])
        assert len(contents) + len(prefixes) <= size
        found += [entry["Key"] for entry in contents]
        groups += [entry["Prefix"] for entry in prefixes]
    expected, expected_groups = [], []
    for name in names:
        if not name.startswith(prefix):
            continue
        rest = name[len(prefix):]
        if delimiter and delimiter in rest:
            group = prefix + rest[: rest.index(delimiter)] + delimiter
            if group not in expected_groups:
                expected_groups.append(group)
        else:
            expected.append(name)
    assert found == expected
    assert groups == expected_groups


@pytest.mark.parametrize("marker", ["", "logs", "logs/", "logs/2026/01/005", "logs/2026/01/0055", "zz", "A", "logs/2026/02"])
def test_lists_begin_behind_the_marker(s3, listed, marker):
    bucket, names = listed
    expected = [name for name in names if name.encode() > marker.encode()]
    assert [entry["Key"] for entry in s3.list_objects(Bucket=bucket, Marker=marker).get("Contents", [])] == expected
    answer = s3.list_objects_v2(Bucket=bucket, StartAfter=marker)
    assert [entry["Key"] for entry in answer.get("Contents", [])] == expected
    assert answer["KeyCount"] == len(expected)


def test_first_version_of_lists_gives_markers_as_documented(s3, listed):
    bucket, names = listed
    answer = s3.list_objects(Bucket=bucket, MaxKeys=2)
    assert (answer["IsTruncated"], "NextMarker" in answer) == (True, False)
    answer = s3.list_objects(Bucket=bucket, MaxKeys=2, Delimiter="/")
    assert answer["NextMarker"] == "a/"
    assert s3.list_objects_v2(Bucket=bucket, MaxKeys=0).get("Contents") is None
    assert code(s3.list_objects_v2, Bucket=bucket, ContinuationToken="%%%") == ("InvalidArgument", 400)


def test_versions_are_listed_as_null(s3, listed):
    bucket, names = listed
    pages = s3.get_paginator("list_object_versions").paginate(Bucket=bucket, PaginationConfig={"PageSize": 10})
    versions = [entry for page in pages for entry in page.get("Versions", [])]
    assert [entry["Key"] for entry in versions] == names
    assert {(entry["VersionId"], entry["IsLatest"]) for entry in versions} == {("null", True)}


# Uploads in parts


def test_large_objects_go_and_come_in_parts(s3, bucket, tmp_path):
    content = os.urandom(MEBIBYTE) * 19 + b"end"
    settings = TransferConfig(multipart_threshold=8 * MEBIBYTE, multipart_chunksize=8 * MEBIBYTE, max_concurrency=4)
    s3.upload_fileobj(io.BytesIO(content), bucket, "big", Config=settings, ExtraArgs={"Metadata": {"a": "1"}})
    head = s3.head_object(Bucket=bucket, Key="big", ChecksumMode="ENABLED")
    assert (head["ContentLength"], head["Metadata"]) == (len(content), {"a": "1"})
    parts = [content[start: start + 8 * MEBIBYTE] for start in range(0, len(content), 8 * MEBIBYTE)]
    digest = hashlib.md5(b"".join(hashlib.md5(part).digest() for part in parts)).hexdigest()
    assert head["ETag"] == f'"{digest}-3"'
    assert head["ChecksumType"] == "COMPOSITE"
    path = tmp_path / "big"
    s3.download_file(bucket, "big", str(path), Config=settings)
    assert path.read_bytes() == content
    second = s3.get_object(Bucket=bucket, Key="big", PartNumber=2)
    assert (second["PartsCount"], second["ContentLength"]) == (3, 8 * MEBIBYTE)
    assert s3.list_multipart_uploads(Bucket=bucket).get("Uploads") is None


def test_parts_are_listed_replaced_and_put_together(s3, bucket):
    part = os.urandom(5 * MEBIBYTE)
    upload = s3.create_multipart_upload(Bucket=bucket, Key="parts/a", ContentType="text/plain")["UploadId"]
    names = {"Bucket": bucket, "Key": "parts/a", "UploadId": upload}
    s3.upload_part(PartNumber=2, Body=b"replaced", **names)
    last = s3.upload_part(PartNumber=2, Body=b"last", **names)["ETag"]
    first = s3.upload_part(PartNumber=1, Body=part, **names)["ETag"]
    assert [entry["PartNumber"] for entry in s3.list_parts(**names)["Parts"]] == [1, 2]
    page = s3.list_parts(MaxParts=1, **names)
    assert (page["IsTruncated"], page["NextPartNumberMarker"]) == (True, 1)
    assert [entry["Size"] for entry in s3.list_parts(PartNumberMarker=1, **names)["Parts"]] == [4]
    uploads = s3.list_multipart_uploads(Bucket=bucket, Prefix="parts/")["Uploads"]
    assert [(entry["Key"], entry["UploadId"]) for entry in uploads] == [("parts/a", upload)]

    def complete(*parts):
        listed = [{"PartNumber": number, "ETag": etag} for number, etag in parts]
        return {**names, "MultipartUpload": {"Parts": listed}}

    assert code(s3.complete_multipart_upload, **complete((2, last), (1, first))) == ("InvalidPartOrder", 400)
    assert code(s3.complete_multipart_upload, **complete((1, first), (2, first))) == ("InvalidPart", 400)
    assert code(s3.complete_multipart_upload, **complete((1, first), (3, last))) == ("InvalidPart", 400)
    s3.upload_part(PartNumber=3, Body=b"third", **names)
    third = s3.list_parts(**names)["Parts"][2]["ETag"]
    small = complete((1, first), (2, last), (3, third))
    assert code(s3.complete_multipart_upload, **small) == ("EntityTooSmall", 400)
    s3.complete_multipart_upload(**complete((1, first), (2, last)))
    answer = s3.get_object(Bucket=bucket, Key="parts/a")
    assert (answer["Body"].read(), answer["ContentType"]) == (part + b"last", "text/plain")
    assert code(s3.list_parts, **names) == ("NoSuchUpload", 404)


def test_uploads_can_be_aborted(s3, bucket):
    upload = s3.create_multipart_upload(Bucket=bucket, Key="k")["UploadId"]
    s3.upload_part(Bucket=bucket, Key="k", UploadId=upload, PartNumber=1, Body=b"1")
    s3.abort_multipart_upload(Bucket=bucket, Key="k", UploadId=upload)
    assert code(s3.upload_part, Bucket=bucket, Key="k", UploadId=upload, PartNumber=1, Body=b"1") == (
        "NoSuchUpload", 404)
    assert code(s3.abort_multipart_upload, Bucket=bucket, Key="k", UploadId="../../x") == ("NoSuchUpload", 404)


def test_parts_can_be_copied(s3, bucket):
    content = os.urandom(6 * MEBIBYTE)
    s3.put_object(Bucket=bucket, Key="source", Body=content)
    upload = s3.create_multipart_upload(Bucket=bucket, Key="joined")["UploadId"]
    names = {"Bucket": bucket, "Key": "joined", "UploadId": upload, "CopySource": f"{bucket}/source"}
    whole = s3.upload_part_copy(PartNumber=1, **names)["CopyPartResult"]["ETag"]
    some = s3.upload_part_copy(PartNumber=2, CopySourceRange="bytes=10-19", **names)["CopyPartResult"]["ETag"]
    parts = [{"PartNumber": 1, "ETag": whole}, {"PartNumber": 2, "ETag": some}]
    s3.complete_multipart_upload(Bucket=bucket, Key="joined", UploadId=upload, MultipartUpload={"Parts": parts})
    assert s3.get_object(Bucket=bucket, Key="joined")["Body"].read() == content + content[10:20]


# What is not there


def test_unsupported_calls_answer_not_implemented(s3, bucket):
    website = {"IndexDocument": {"Suffix": "index.html"}}
    assert code(s3.put_bucket_website, Bucket=bucket, WebsiteConfiguration=website) == ("NotImplemented", 501)
    assert code(s3.select_object_content, Bucket=bucket, Key="k", Expression="select 1", ExpressionType="SQL",
                InputSerialization={"JSON": {}}, OutputSerialization={"JSON": {}}) == ("NotImplemented", 501)
    customer = {"SSECustomerAlgorithm": "AES256", "SSECustomerKey": "k" * 32}
    with pytest.raises((ClientError, Exception)):
        s3.put_object(Bucket=bucket, Key="k", Body=b"", **customer)


def test_errors_have_the_shape_of_s3(store):
    status, headers, body = http("GET", f"{store.url}/no-such-bucket-here/key", headers={
        "Authorization": f"AWS4-HMAC-SHA256 Credential={KEY}/20260101/us-east-1/s3/aws4_request, "
        "SignedHeaders=host, Signature=" + "0" * 64})
    assert status == 404
    for element in [b"<Error>", b"<Code>NoSuchBucket</Code>", b"<Message>", b"<BucketName>", b"<RequestId>",
                    b"<Resource>/no-such-bucket-here/key</Resource>"]:
        assert element in body
    assert {name.lower() for name in headers} >= {"x-amz-request-id", "x-amz-id-2"}


# Many at once


def test_objects_that_are_replaced_while_they_are_read_are_whole(store, bucket):
    versions = [bytes([number]) * (200_000 + number) for number in range(6)]
    stop = threading.Event()
    failures: list[str] = []

    def write(number: int) -> None:
        s3 = client(store)
        while not stop.is_set():
            s3.put_object(Bucket=bucket, Key="hot", Body=versions[number], Metadata={"number": str(number)})

    def read() -> None:
        s3 = client(store)
        while not stop.is_set():
            answer = s3.get_object(Bucket=bucket, Key="hot")
            if answer["Body"].read() != versions[int(answer["Metadata"]["number"])]:
                failures.append(answer["Metadata"]["number"])

    client(store).put_object(Bucket=bucket, Key="hot", Body=versions[0], Metadata={"number": "0"})
    threads = [threading.Thread(target=write, args=(number,)) for number in range(len(versions))]
    threads += [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(3)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []


def test_one_of_many_conditional_puts_wins(store, bucket):
    outcomes: list[str] = []

    def put(number: int) -> None:
        try:
            client(store).put_object(Bucket=bucket, Key="once", Body=str(number).encode(), IfNoneMatch="*")
            outcomes.append(str(number))
        except ClientError as error:
            assert error.response["Error"]["Code"] == "PreconditionFailed"

    threads = [threading.Thread(target=put, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 1
    assert client(store).get_object(Bucket=bucket, Key="once")["Body"].read().decode() == outcomes[0]


# The AWS CLI


class TestCommandLine:
    @pytest.fixture
    def run(self, store, aws):
        def run(*arguments: str) -> subprocess.CompletedProcess:
            answer = aws(store.url, *arguments)
            assert answer.returncode == 0, f"aws {' '.join(arguments)}\n{answer.stdout}{answer.stderr}"
            return answer

        return run

    def test_s3_commands(self, run, tmp_path):
        bucket = f"by-hand-{next(_numbers)}"
        run("s3", "mb", f"s3://{bucket}")
        assert bucket in run("s3", "ls").stdout
        source = tmp_path / "source"
        (source / "deep" / "er").mkdir(parents=True)
        files = {"a.txt": b"a", "deep/b.txt": b"bb", "deep/er/c d.bin": os.urandom(9 * MEBIBYTE)}
        for name, content in files.items():
            (source / name).write_bytes(content)
            # S3 tells times to the second: a file of the same second would look newer than its object.
            os.utime(source / name, (time.time() - 60,) * 2)
        run("s3", "sync", str(source), f"s3://{bucket}/backup")
        listing = run("s3", "ls", "--recursive", f"s3://{bucket}").stdout
        assert [line.split(maxsplit=3)[3] for line in listing.splitlines()] == [f"backup/{name}" for name in files]
        assert "PRE deep/" in run("s3", "ls", f"s3://{bucket}/backup/").stdout
        assert run("s3", "sync", str(source), f"s3://{bucket}/backup").stdout == ""
        target = tmp_path / "target"
        run("s3", "sync", f"s3://{bucket}/backup", str(target))
        assert {str(path.relative_to(target)): path.read_bytes() for path in target.rglob("*") if path.is_file()} == files
        run("s3", "cp", f"s3://{bucket}/backup/a.txt", f"s3://{bucket}/copy.txt")
        run("s3", "mv", f"s3://{bucket}/copy.txt", f"s3://{bucket}/moved.txt")
        run("s3", "cp", f"s3://{bucket}/backup/deep/er/c d.bin", f"s3://{bucket}/big-copy")
        assert run("s3", "cp", f"s3://{bucket}/moved.txt", "-").stdout == "a"
        run("s3", "rm", "--recursive", f"s3://{bucket}/backup")
        run("s3", "rb", "--force", f"s3://{bucket}")
        assert bucket not in run("s3", "ls").stdout

    def test_s3api_commands(self, run, bucket, tmp_path):
        path = tmp_path / "body"
        path.write_bytes(b"by s3api")
        run("s3api", "put-object", "--bucket", bucket, "--key", "k", "--body", str(path))
        run("s3api", "head-object", "--bucket", bucket, "--key", "k")
        run("s3api", "get-object", "--bucket", bucket, "--key", "k", str(tmp_path / "out"))
        assert (tmp_path / "out").read_bytes() == b"by s3api"
        run("s3api", "head-bucket", "--bucket", bucket)
        run("s3api", "list-buckets")
        assert json.loads(run("s3api", "get-bucket-location", "--bucket", bucket).stdout) == {"LocationConstraint": None}
        run("s3api", "list-objects", "--bucket", bucket)
        run("s3api", "list-objects-v2", "--bucket", bucket)
        run("s3api", "get-bucket-encryption", "--bucket", bucket)
        run("s3api", "get-bucket-versioning", "--bucket", bucket)
        run("s3api", "get-public-access-block", "--bucket", bucket)
        run("s3api", "put-bucket-tagging", "--bucket", bucket, "--tagging", "TagSet=[{Key=a,Value=b}]")
        assert "b" in run("s3api", "get-bucket-tagging", "--bucket", bucket).stdout
        run("s3api", "delete-bucket-tagging", "--bucket", bucket)
        run("s3api", "get-bucket-acl", "--bucket", bucket)
        run("s3api", "delete-object", "--bucket", bucket, "--key", "k")

    def test_s3api_commands_for_settings(self, run, bucket):
        def get(command: str):
            answer = run("s3api", command, "--bucket", bucket).stdout
            return json.loads(answer) if answer.strip() else {}

        def put(command: str, option: str, value: dict) -> None:
            run("s3api", command, "--bucket", bucket, option, json.dumps(value))

        statement = {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"},
                     "Action": "s3:GetBucketAcl", "Resource": f"arn:aws:s3:::{bucket}"}
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        put("put-bucket-policy", "--policy", policy)
        assert json.loads(get("get-bucket-policy")["Policy"]) == policy
        assert get("get-bucket-policy-status") == {"PolicyStatus": {"IsPublic": False}}
        rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}
        put("put-bucket-encryption", "--server-side-encryption-configuration", {"Rules": [rule]})
        rules = get("get-bucket-encryption")["ServerSideEncryptionConfiguration"]["Rules"]
        assert rules[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
        days = {"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "AWSLogs/"}, "Expiration": {"Days": 400}}
        put("put-bucket-lifecycle-configuration", "--lifecycle-configuration", {"Rules": [days]})
        assert get("get-bucket-lifecycle-configuration")["Rules"] == [days]
        block = dict.fromkeys(
            ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"], False)
        put("put-public-access-block", "--public-access-block-configuration", block)
        assert get("get-public-access-block")["PublicAccessBlockConfiguration"] == block
        assert get("get-bucket-versioning") == {}
        assert get("get-bucket-ownership-controls")["OwnershipControls"]["Rules"]
        for command in ("policy", "encryption", "lifecycle"):
            run("s3api", f"delete-bucket-{command}", "--bucket", bucket)
        run("s3api", "delete-public-access-block", "--bucket", bucket)

    def test_s3api_commands_for_objects(self, store, run, bucket, tmp_path):
        def object_(command: str, key: str, *more: str) -> dict:
            answer = run("s3api", command, "--bucket", bucket, "--key", key, *more).stdout
            return json.loads(answer) if answer.strip() else {}

        path, out = tmp_path / "body", tmp_path / "out"
        path.write_bytes(b"0123456789")
        object_("put-object", "a", "--body", str(path), "--metadata", "n=1", "--tagging", "t=1")
        answer = object_("get-object", "a", "--range", "bytes=2-4", str(out))
        assert (out.read_bytes(), answer["ContentRange"]) == (b"234", "bytes 2-4/10")
        object_("copy-object", "b/c", "--copy-source", f"{bucket}/a")
        assert object_("head-object", "b/c")["Metadata"] == {"n": "1"}
        assert object_("get-object-tagging", "b/c")["TagSet"] == [{"Key": "t", "Value": "1"}]
        object_("put-object-tagging", "a", "--tagging", "TagSet=[{Key=u,Value=2}]")
        object_("delete-object-tagging", "a")
        assert object_("get-object-attributes", "a", "--object-attributes", "ObjectSize")["ObjectSize"] == 10
        for version in ("list-objects", "list-objects-v2"):
            page = json.loads(run("s3api", version, "--bucket", bucket, "--delimiter", "/", "--page-size", "1").stdout)
            assert [entry["Key"] for entry in page["Contents"]] == ["a"]
            assert page["CommonPrefixes"] == [{"Prefix": "b/"}]
        url = run("s3", "presign", f"s3://{bucket}/a").stdout.strip()
        assert http("GET", url)[::2] == (200, b"0123456789")
        listed = "Objects=[{Key=a},{Key=b/c},{Key=none}]"
        deleted = run("s3api", "delete-objects", "--bucket", bucket, "--delete", listed)
        assert len(json.loads(deleted.stdout)["Deleted"]) == 3

    def test_s3api_commands_for_uploads_in_parts(self, run, bucket, tmp_path):
        path, out = tmp_path / "part", tmp_path / "out"
        path.write_bytes(os.urandom(5 * MEBIBYTE))
        names = ("--bucket", bucket, "--key", "parts")
        upload = json.loads(run("s3api", "create-multipart-upload", *names).stdout)["UploadId"]
        names += ("--upload-id", upload)
        parts = []
        for number in (1, 2):
            part = run("s3api", "upload-part", *names, "--part-number", str(number), "--body", str(path)).stdout
            parts.append({"PartNumber": number, "ETag": json.loads(part)["ETag"]})
        listed = json.loads(run("s3api", "list-parts", *names).stdout)["Parts"]
        assert [{name: part[name] for name in ("PartNumber", "ETag")} for part in listed] == parts
        assert json.loads(run("s3api", "list-multipart-uploads", "--bucket", bucket).stdout)["Uploads"]
        run("s3api", "complete-multipart-upload", *names, "--multipart-upload", json.dumps({"Parts": parts}))
        run("s3api", "get-object", "--bucket", bucket, "--key", "parts", str(out))
        assert out.read_bytes() == path.read_bytes() * 2
        names = ("--bucket", bucket, "--key", "given-up")
        upload = json.loads(run("s3api", "create-multipart-upload", *names).stdout)["UploadId"]
        run("s3api", "abort-multipart-upload", *names, "--upload-id", upload)
        assert "given-up" not in run("s3api", "list-multipart-uploads", "--bucket", bucket).stdout


# Gigabytes


class MadeBytes(io.RawIOBase):
    """So many bytes that are read as they are made."""

    PIECE = os.urandom(MEBIBYTE)

    def __init__(self, size: int) -> None:
        self.size, self.left = size, size
        self.digest = hashlib.sha256()

    def __len__(self) -> int:
        return self.size

    def readable(self) -> bool:
        return True

    def read(self, count: int = -1) -> bytes:
        piece = self.PIECE[: min(MEBIBYTE if count < 0 else count, self.left, MEBIBYTE)]
        self.left -= len(piece)
        self.digest.update(piece)
        return piece


@pytest.mark.slow
def test_gigabytes_go_and_come_at_constant_memory(binary, tmp_path):
    """One put and one get: of a gigabyte, or as many bytes as CAIRN_LARGE_OBJECT_BYTES says."""
    size = int(os.environ.get("CAIRN_LARGE_OBJECT_BYTES", 1_000_000_000))
    cairn = servers.Cairn(tmp_path / "data", tmp_path / "cairn.log")
    try:
        s3 = client(Store(cairn.url, None))
        s3.create_bucket(Bucket="large")
        s3.put_object(Bucket="large", Key="warm", Body=b"1" * MEBIBYTE)
        content = MadeBytes(size)
        url = s3.generate_presigned_url("put_object", Params={"Bucket": "large", "Key": "k"})
        with PeakMemory(cairn) as memory:
            began = time.monotonic()
            answer = requests.put(url, data=content, timeout=600)
            put = time.monotonic() - began
            assert answer.status_code == 200, answer.text
            began, digest = time.monotonic(), hashlib.sha256()
            for piece in s3.get_object(Bucket="large", Key="k")["Body"].iter_chunks(MEBIBYTE):
                digest.update(piece)
            get = time.monotonic() - began
        speeds = f"put {size / put / 1e6:.0f} MB/s, get {size / get / 1e6:.0f} MB/s"
        print(f"\n{size / 1e9:.0f} GB: {speeds}, memory {memory.before >> 20} MiB + {memory.rise / MEBIBYTE:.1f} MiB")
        assert digest.digest() == content.digest.digest()
        assert memory.rise <= 64 * MEBIBYTE
        s3.delete_object(Bucket="large", Key="k")
    finally:
        cairn.stop(5)


# Files


def test_objects_are_plain_files(store, s3, bucket):
    if store.folder is None:
        pytest.skip("the server's folder is not known")
    key = "AWSLogs/123456789012/CloudTrail/us-east-1/2026/11/21/x.json.gz"
    s3.put_object(Bucket=bucket, Key=key, Body=b"0123456789", Metadata={"signature": "s"})
    path = store.folder / bucket / key
    assert path.read_bytes() == b"0123456789"

    # Changed by hand: the content is what it is, and what was said of the object stays.
    with open(path, "r+b") as file:
        file.write(b"X")
    answer = s3.get_object(Bucket=bucket, Key=key)
    assert (answer["Body"].read(), answer["Metadata"]) == (b"X123456789", {"signature": "s"})
    path.unlink()
    assert code(s3.get_object, Bucket=bucket, Key=key) == ("NoSuchKey", 404)
    assert keys(s3, bucket) == []

    # Put by hand: an object like any other.
    by_hand = store.folder / bucket / "by-hand" / "file.txt"
    by_hand.parent.mkdir()
    by_hand.write_bytes(b"hand")
    assert keys(s3, bucket) == ["by-hand/file.txt"]
    assert s3.get_object(Bucket=bucket, Key="by-hand/file.txt")["Body"].read() == b"hand"
