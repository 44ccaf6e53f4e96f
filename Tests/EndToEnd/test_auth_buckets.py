"""`--auth` in front of the embedded buckets: S3's own rules for signatures, policies and refusals."""

from __future__ import annotations

import base64
import datetime
import hashlib
import hmac
import http.client
import io
import json
import re
import socket
import urllib.parse
import zlib

import boto3
import pytest
from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from servers import ACCOUNT, REGION, Cairn, wait_until
from test_auth import ADMIN, DANA, ROLE, allow, identities

OTHER = "444455556666"
EVE = Credentials("AKIAENDTOENDEVE00001", "the-secret-of-eve")
EMPTY = hashlib.sha256(b"").hexdigest()


@pytest.fixture(scope="module")
def cairn(binary, tmp_path_factory):
    """One server for all tests of this file: Dana may read and write below `box/dana/`, Eve of another account all."""
    folder = tmp_path_factory.mktemp("auth-buckets")
    named = identities(
        allow("s3:GetObject", "s3:PutObject", resource="arn:aws:s3:::*/dana/*"),
        allow("s3:DeleteObject"),
        allow("s3:*", resource="arn:aws:s3:::*/secret/*", effect="Deny"),
    )
    named["identities"].append(
        {
            "accessKeyId": EVE.access_key,
            "secretAccessKey": EVE.secret_key,
            "type": "IAMUser",
            "accountId": OTHER,
            "userName": "eve",
            "policies": [allow("s3:*", "cloudtrail:*")],
        }
    )
    file = folder / "cairn.json"
    file.write_text(json.dumps(named))
    process = Cairn(
        folder / "data", folder / "cairn.log", None, "--auth", "--config", str(file), "--record-data-events"
    )
    yield process
    process.stop(5)


def s3(cairn, credentials: Credentials, secret: str | None = None, **config):
    return boto3.client(
        "s3",
        region_name=REGION,
        endpoint_url=cairn.url,
        aws_access_key_id=credentials.access_key,
        aws_secret_access_key=secret or credentials.secret_key,
        aws_session_token=credentials.token,
        config=Config(retries={"total_max_attempts": 1}, **config),
    )


_numbers = iter(range(1000))


@pytest.fixture
def box(cairn) -> str:
    """A bucket of the admin's account."""
    name = f"box-{next(_numbers)}"
    s3(cairn, ADMIN).create_bucket(Bucket=name)
    return name


def refusal(call, **parameters) -> tuple[int, str]:
    with pytest.raises(ClientError) as caught:
        call(**parameters)
    error = caught.value.response
    return error["ResponseMetadata"]["HTTPStatusCode"], error["Error"]["Code"]


def send(cairn, method: str, target: str, headers: dict | None = None, body: bytes = b"") -> tuple[int, str, bytes]:
    """The status, the code of an S3 error, and the body."""
    connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=20)
    connection.request(method, target, body=body, headers=headers or {})
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    found = re.search(rb"<Code>(\w+)</Code>", data)
    return answer.status, found.group(1).decode() if found else "", data


def signed(cairn, method: str, path: str, body: bytes = b"", credentials: Credentials = ADMIN, **headers) -> dict:
    """The headers of a signed request."""
    request = AWSRequest(method=method, url=cairn.url + path, data=body, headers=headers)
    request.headers["Host"] = f"127.0.0.1:{cairn.port}"
    S3SigV4Auth(credentials, "s3", REGION).add_auth(request)
    return dict(request.headers.items())


def files(cairn) -> set[str]:
    """What lies in the folder of the buckets."""
    return {str(path) for path in (cairn.data_dir / "buckets").rglob("*") if path.is_file()}


def test_good_and_bad_secrets(cairn, box):
    client = s3(cairn, ADMIN)
    for key in ("plain", "with blank+plus/%41 ü", "a//b/../c"):
        client.put_object(Bucket=box, Key=key, Body=b"content")
        assert client.get_object(Bucket=box, Key=key)["Body"].read() == b"content"
    assert client.list_objects_v2(Bucket=box, Prefix="with blank")["KeyCount"] == 1
    guessed = s3(cairn, ADMIN, secret="guessed")
    assert refusal(guessed.get_object, Bucket=box, Key="plain") == (403, "SignatureDoesNotMatch")
    assert refusal(guessed.put_object, Bucket=box, Key="plain", Body=b"other") == (403, "SignatureDoesNotMatch")
    stranger = s3(cairn, Credentials("AKIASTRANGER00000001", "whatever"))
    assert refusal(stranger.get_object, Bucket=box, Key="plain") == (403, "InvalidAccessKeyId")
    assert client.get_object(Bucket=box, Key="plain")["Body"].read() == b"content"


def test_errors_have_the_shape_of_s3(cairn, box):
    status, code, body = send(cairn, "GET", f"/{box}/k", signed(cairn, "GET", f"/{box}/other"))
    assert (status, code) == (403, "SignatureDoesNotMatch")
    for element in ("Error", "Message", "AWSAccessKeyId", "SignatureProvided", "Resource", "RequestId", "HostId"):
        assert f"<{element}>".encode() in body
    connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=10)
    connection.request("HEAD", f"/{box}")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (403, b"")
    connection.close()


def test_session_tokens(cairn, box):
    for token, expected in ((None, (403, "InvalidAccessKeyId")), ("another", (400, "InvalidToken"))):
        other = Credentials(ROLE.access_key, ROLE.secret_key, token)
        assert refusal(s3(cairn, other).get_object, Bucket=box, Key="k") == expected
    assert refusal(s3(cairn, ROLE).get_object, Bucket=box, Key="k") == (403, "AccessDenied")


@pytest.mark.parametrize("minutes", [-16, 16])
def test_clocks_that_are_wrong(cairn, box, monkeypatch, minutes):
    import botocore.auth

    time = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *_, **__: time.replace(tzinfo=None))
    status, code, _ = send(cairn, "GET", f"/{box}", signed(cairn, "GET", f"/{box}"))
    assert (status, code) == (403, "RequestTimeTooSkewed")


def test_signature_version_2_is_refused(cairn, box):
    old = s3(cairn, ADMIN, signature_version="s3")
    assert refusal(old.put_object, Bucket=box, Key="k", Body=b"1") == (400, "InvalidRequest")
    url = old.generate_presigned_url("get_object", Params={"Bucket": box, "Key": "k"})
    status, code, _ = send(cairn, "GET", url[len(cairn.url) :])
    assert (status, code) == (400, "InvalidRequest")


@pytest.mark.parametrize(
    "change, expected",
    [
        (lambda headers: headers.update({"x-amz-acl": "bucket-owner-full-control"}), (403, "AccessDenied")),
        (lambda headers: headers.update({"X-Amz-Content-SHA256": EMPTY}), (403, "SignatureDoesNotMatch")),
        (lambda headers: headers.update({"X-Amz-Content-SHA256": "nonsense"}), (400, "InvalidArgument")),
        (lambda headers: headers.pop("X-Amz-Content-SHA256"), (400, "InvalidRequest")),
        (lambda headers: headers.update({"Authorization": "Bearer token"}), (400, "InvalidArgument")),
        (
            lambda headers: headers.update({"Authorization": headers["Authorization"].split(", SignedHeaders")[0]}),
            (400, "AuthorizationHeaderMalformed"),
        ),
    ],
    ids=["added header", "another digest", "no digest", "digest left out", "another scheme", "half a signature"],
)
def test_altered_requests_are_refused(cairn, box, change, expected):
    before = files(cairn)
    headers = signed(cairn, "PUT", f"/{box}/k", b"content")
    change(headers)
    status, code, body = send(cairn, "PUT", f"/{box}/k", headers, b"content")
    assert (status, code) == expected, body
    wait_until(lambda: files(cairn) == before, 5, "what was refused is gone")


def test_a_body_that_is_not_the_signed_one_leaves_nothing_behind(cairn, box):
    before = files(cairn)
    headers = signed(cairn, "PUT", f"/{box}/k", b"content")
    assert send(cairn, "PUT", f"/{box}/k", headers, b"Content")[:2] == (400, "XAmzContentSHA256Mismatch")
    wait_until(lambda: files(cairn) == before, 5, "what was refused is gone")
    assert send(cairn, "PUT", f"/{box}/k", headers, b"content")[0] == 200
    # S3 takes the very same request again.
    assert send(cairn, "PUT", f"/{box}/k", headers, b"content")[0] == 200


def test_unsigned_payloads_are_taken(cairn, box):
    request = AWSRequest(method="PUT", url=f"{cairn.url}/{box}/k", data=b"anything")
    request.headers["Host"] = f"127.0.0.1:{cairn.port}"
    request.headers["X-Amz-Content-SHA256"] = "UNSIGNED-PAYLOAD"
    auth = S3SigV4Auth(ADMIN, "s3", REGION)
    auth._should_sha256_sign_payload = lambda _: False
    auth.add_auth(request)
    headers = dict(request.headers.items())
    assert headers["X-Amz-Content-SHA256"] == "UNSIGNED-PAYLOAD"
    assert send(cairn, "PUT", f"/{box}/k", headers, b"anything")[0] == 200


def test_bodies_of_boto3_as_streams(cairn, box):
    client = s3(cairn, ADMIN)
    content = bytes(range(256)) * 2000
    for algorithm in ("CRC32", "SHA256"):
        client.put_object(Bucket=box, Key=algorithm, Body=io.BytesIO(content), ChecksumAlgorithm=algorithm)
        assert client.get_object(Bucket=box, Key=algorithm)["Body"].read() == content
    client.upload_fileobj(io.BytesIO(content * 20), box, "parts")
    assert client.head_object(Bucket=box, Key="parts")["ContentLength"] == 20 * len(content)
    client.delete_objects(Bucket=box, Delete={"Objects": [{"Key": "parts"}, {"Key": "CRC32"}]})
    assert client.list_objects_v2(Bucket=box)["KeyCount"] == 1


# MARK: aws-chunked


def key_of(secret: str, date: str, region: str) -> bytes:
    key = ("AWS4" + secret).encode()
    for part in (date, region, "s3", "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key


def chunked(cairn, path: str, pieces: list[bytes], trailer: bytes = b"") -> tuple[dict, list[bytes]]:
    """The headers and the parts of a body whose chunks and trailer are signed."""
    mode = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" + ("-TRAILER" if trailer else "")
    length = sum(map(len, pieces))
    request = AWSRequest(method="PUT", url=cairn.url + path)
    request.headers["Host"] = f"127.0.0.1:{cairn.port}"
    request.headers["X-Amz-Content-SHA256"] = mode
    request.headers["x-amz-decoded-content-length"] = str(length)
    request.headers["Content-Encoding"] = "aws-chunked"
    if trailer:
        request.headers["x-amz-trailer"] = trailer.split(b":")[0].decode()
    auth = S3SigV4Auth(ADMIN, "s3", REGION)
    auth.payload = lambda _: mode
    auth._modify_request_before_signing = lambda signed: _keep(auth, signed, mode)
    auth.add_auth(request)
    headers = dict(request.headers.items())
    previous = headers["Authorization"].rsplit("Signature=", 1)[1]
    date = headers["X-Amz-Date"]
    scope = f"{date[:8]}/{REGION}/s3/aws4_request"
    key = key_of(ADMIN.secret_key, date[:8], REGION)

    def sign(kind: str, *digests: str) -> str:
        text = "\n".join([f"AWS4-HMAC-SHA256-{kind}", date, scope, previous, *digests])
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()

    parts = []
    for piece in [*pieces, b""]:
        previous = sign("PAYLOAD", EMPTY, hashlib.sha256(piece).hexdigest())
        end = b"\r\n" if piece else b""
        parts.append(b"%x;chunk-signature=%s\r\n%s%s" % (len(piece), previous.encode(), piece, end))
    if trailer:
        previous = sign("TRAILER", hashlib.sha256(trailer + b"\n").hexdigest())
        parts.append(trailer + b"\r\nx-amz-trailer-signature:" + previous.encode() + b"\r\n")
    parts.append(b"\r\n")
    return headers, parts


def _keep(auth, request, mode: str) -> None:
    if "Authorization" in request.headers:
        del request.headers["Authorization"]
    auth._set_necessary_date_headers(request)
    del request.headers["X-Amz-Content-SHA256"]
    request.headers["X-Amz-Content-SHA256"] = mode


def send_raw(cairn, path: str, headers: dict, parts: list[bytes]) -> tuple[int, str]:
    """Sends the parts one by one over a socket; the server may answer and close before the last."""
    length = sum(map(len, parts))
    lines = [f"PUT {path} HTTP/1.1", f"Content-Length: {length}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items() if name.lower() != "content-length"]
    with socket.create_connection(("127.0.0.1", cairn.port), timeout=20) as connection:
        answer = b""
        try:
            connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n")
            for part in parts:
                connection.sendall(part)
        except (BrokenPipeError, ConnectionResetError):
            pass
        while data := connection.recv(65_536):
            answer += data
    found = re.search(rb"<Code>(\w+)</Code>", answer)
    return int(answer.split(b" ")[1]), found.group(1).decode() if found else ""


PIECES = [b"a" * 65_536, b"b" * 9000, b"c"]
CHECKSUM = b"x-amz-checksum-crc32:" + base64.b64encode(zlib.crc32(b"".join(PIECES)).to_bytes(4, "big"))


@pytest.mark.parametrize("trailer", [b"", CHECKSUM], ids=["chunks", "chunks and trailer"])
def test_signed_chunks_are_taken(cairn, box, trailer):
    headers, parts = chunked(cairn, f"/{box}/k", PIECES, trailer)
    assert send_raw(cairn, f"/{box}/k", headers, parts) == (200, "")
    assert s3(cairn, ADMIN).get_object(Bucket=box, Key="k")["Body"].read() == b"".join(PIECES)


@pytest.mark.parametrize(
    "change, expected",
    [
        (lambda parts: parts.__setitem__(1, parts[1].replace(b"bbb", b"bxb", 1)), (403, "SignatureDoesNotMatch")),
        (lambda parts: parts.__setitem__(slice(0, 2), [parts[1], parts[0]]), (403, "SignatureDoesNotMatch")),
        (lambda parts: parts.pop(1), (403, "SignatureDoesNotMatch")),
        (lambda parts: parts.__setitem__(4, parts[4].replace(b"x-amz-checksum-crc32:", b"x-amz-checksum-crc32:A")),
         (403, "SignatureDoesNotMatch")),
        (lambda parts: parts.__setitem__(4, b""), (400, "IncompleteBody")),
        (lambda parts: parts.__delitem__(slice(3, None)), (400, "IncompleteBody")),
    ],
    ids=["a byte", "order", "a chunk left out", "the trailer", "no trailer", "no end"],
)  # fmt: skip
def test_tampered_chunks_leave_nothing_behind(cairn, box, change, expected):
    before, counts = files(cairn), cairn.metrics()
    headers, parts = chunked(cairn, f"/{box}/k", PIECES, CHECKSUM)
    change(parts)
    assert send_raw(cairn, f"/{box}/k", headers, parts) == expected
    wait_until(lambda: files(cairn) == before, 5, "what was refused is gone")
    if expected[0] == 403:
        assert cairn.metrics()["cairn_calls_unauthenticated_total"] == counts["cairn_calls_unauthenticated_total"] + 1


# MARK: Presigned


def test_presigned_urls(cairn, box):
    client = s3(cairn, ADMIN, signature_version="s3v4")
    put = client.generate_presigned_url("put_object", Params={"Bucket": box, "Key": "p q"}, ExpiresIn=60)
    get = client.generate_presigned_url("get_object", Params={"Bucket": box, "Key": "p q"}, ExpiresIn=60)
    for content in (b"first", b"second"):
        assert send(cairn, "PUT", put[len(cairn.url) :], body=content)[0] == 200
    assert send(cairn, "GET", get[len(cairn.url) :])[::2] == (200, b"second")
    target = get[len(cairn.url) :]
    for changed, expected in (
        (target.replace("p%20q", "other"), (403, "SignatureDoesNotMatch")),
        (target.replace("Expires=60", "Expires=600"), (403, "SignatureDoesNotMatch")),
        (target.replace("Expires=60", "Expires=9999999"), (400, "AuthorizationQueryParametersError")),
        (re.sub("X-Amz-Credential=[^&]*&", "", target), (400, "AuthorizationQueryParametersError")),
    ):
        assert send(cairn, "GET", changed)[:2] == expected
    assert send(cairn, "PUT", target, body=b"other")[:2] == (403, "SignatureDoesNotMatch")
    both = signed(cairn, "GET", f"/{box}/p%20q")
    assert send(cairn, "GET", target, both)[:2] == (400, "InvalidArgument")


def test_presigned_urls_expire(cairn, box, monkeypatch):
    import botocore.auth

    time = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=61)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *_, **__: time.replace(tzinfo=None))
    request = AWSRequest(method="GET", url=f"{cairn.url}/{box}/k")
    S3SigV4QueryAuth(ADMIN, "s3", REGION, expires=60).add_auth(request)
    status, code, body = send(cairn, "GET", request.url[len(cairn.url) :])
    assert (status, code) == (403, "AccessDenied") and b"Request has expired" in body


# MARK: Policies


def test_identity_policies_decide(cairn, box):
    admin, dana = s3(cairn, ADMIN), s3(cairn, DANA)
    admin.put_object(Bucket=box, Key="other/k", Body=b"1")
    dana.put_object(Bucket=box, Key="dana/k", Body=b"1")
    assert dana.get_object(Bucket=box, Key="dana/k")["Body"].read() == b"1"
    for call, parameters in (
        (dana.get_object, {"Key": "other/k"}),
        (dana.put_object, {"Key": "other/k", "Body": b"2"}),
        (dana.copy_object, {"Key": "dana/c", "CopySource": f"{box}/other/k"}),
        (dana.put_object, {"Key": "dana/t", "Body": b"2", "Tagging": "a=b"}),
        (dana.get_object, {"Key": "dana/none"}),
        (dana.list_objects_v2, {}),
        (dana.delete_bucket, {}),
        (dana.get_bucket_policy, {}),
    ):
        assert refusal(call, Bucket=box, **parameters) == (403, "AccessDenied")
    assert refusal(dana.create_bucket, Bucket="danas-own") == (403, "AccessDenied")
    assert refusal(dana.list_buckets) == (403, "AccessDenied")
    admin.put_object(Bucket=box, Key="secret/k", Body=b"1")
    errors = dana.delete_objects(Bucket=box, Delete={"Objects": [{"Key": "secret/k"}, {"Key": "other/k"}]})
    assert [(error["Key"], error["Code"]) for error in errors["Errors"]] == [("secret/k", "AccessDenied")]
    assert [entry["Key"] for entry in admin.list_objects_v2(Bucket=box)["Contents"]] == ["dana/k", "secret/k"]


def set_policy(cairn, box: str, principal, *actions: str, effect: str = "Allow") -> None:
    statement = {
        "Effect": effect,
        "Principal": principal,
        "Action": list(actions),
        "Resource": [f"arn:aws:s3:::{box}", f"arn:aws:s3:::{box}/*"],
    }
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    s3(cairn, ADMIN).put_bucket_policy(Bucket=box, Policy=json.dumps(policy))


def test_other_accounts_need_the_bucket_policy(cairn, box):
    admin, eve = s3(cairn, ADMIN), s3(cairn, EVE)
    admin.put_object(Bucket=box, Key="k", Body=b"1")
    assert refusal(eve.get_object, Bucket=box, Key="k") == (403, "AccessDenied")
    set_policy(cairn, box, {"AWS": OTHER}, "s3:GetObject")
    assert eve.get_object(Bucket=box, Key="k")["Body"].read() == b"1"
    assert refusal(eve.put_object, Bucket=box, Key="k", Body=b"2") == (403, "AccessDenied")
    # Without a policy of her own, the bucket's alone is enough within the account, and not from another.
    set_policy(cairn, box, {"AWS": f"arn:aws:iam::{ACCOUNT}:user/dana"}, "s3:GetObject", "s3:ListBucket")
    assert s3(cairn, DANA).get_object(Bucket=box, Key="k")["Body"].read() == b"1"
    assert s3(cairn, DANA).list_objects_v2(Bucket=box)["KeyCount"] == 1
    set_policy(cairn, box, {"AWS": f"arn:aws:iam::{ACCOUNT}:user/admin"}, "s3:GetObject", effect="Deny")
    assert refusal(admin.get_object, Bucket=box, Key="k") == (403, "AccessDenied")


def test_anonymous_callers_need_a_public_policy(cairn, box):
    admin = s3(cairn, ADMIN)
    admin.put_object(Bucket=box, Key="k", Body=b"1")
    assert send(cairn, "GET", f"/{box}/k")[:2] == (403, "AccessDenied")
    assert send(cairn, "PUT", f"/{box}/k", body=b"2")[0] != 200
    assert refusal(
        admin.put_bucket_policy,
        Bucket=box,
        Policy=json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{box}/*"}
                ],
            }
        ),
    ) == (403, "AccessDenied")
    admin.put_public_access_block(
        Bucket=box, PublicAccessBlockConfiguration={"BlockPublicPolicy": False, "RestrictPublicBuckets": False}
    )
    set_policy(cairn, box, "*", "s3:GetObject")
    assert send(cairn, "GET", f"/{box}/k")[::2] == (200, b"1")
    assert send(cairn, "GET", f"/{box}?list-type=2")[:2] == (403, "AccessDenied")
    assert send(cairn, "DELETE", f"/{box}/k")[0] != 204
    admin.put_public_access_block(Bucket=box, PublicAccessBlockConfiguration={"RestrictPublicBuckets": True})
    assert send(cairn, "GET", f"/{box}/k")[:2] == (403, "AccessDenied")
    assert refusal(s3(cairn, EVE).get_object, Bucket=box, Key="k") == (403, "AccessDenied")
    assert admin.get_object(Bucket=box, Key="k")["Body"].read() == b"1"


# MARK: Records


def test_forged_calls_are_not_recorded_and_denied_ones_are(cairn, box):
    def recorded(key: str) -> list[dict]:
        return [r for r in cairn.records() if (r.get("requestParameters") or {}).get("key") == key]

    before = cairn.call_counts()
    guessed = s3(cairn, ADMIN, secret="guessed")
    assert refusal(guessed.put_object, Bucket=box, Key="forged", Body=b"1") == (403, "SignatureDoesNotMatch")
    headers = signed(cairn, "PUT", f"/{box}/altered", b"content")
    assert send(cairn, "PUT", f"/{box}/altered", headers, b"Content")[0] == 400
    assert refusal(s3(cairn, DANA).put_object, Bucket=box, Key="denied", Body=b"1") == (403, "AccessDenied")
    assert send(cairn, "GET", f"/{box}/unsigned")[0] == 403
    after = cairn.call_counts()
    assert recorded("forged") == [] and recorded("altered") == []
    denied = recorded("denied")
    assert len(denied) == 1 and denied[0]["errorCode"] == "AccessDenied"
    assert denied[0]["userIdentity"]["arn"] == f"arn:aws:iam::{ACCOUNT}:user/dana"
    change = {word: after[word] - before[word] for word in after}
    assert change["seen"] == 4 and change["recorded"] == 1
    assert change["seen"] == change["recorded"] + change["excluded"]
