"""Bodies of any size and shape pass through at constant memory, and upstreams that misbehave are answered for."""

from __future__ import annotations

import hashlib
import http.client
import io
import json
import os
import socket
import threading
import time

import botocore.exceptions
import pytest

import servers

MEBIBYTE = 1 << 20
GIBIBYTE = 1 << 30
LIMIT = 64 * MEBIBYTE
PIECE = os.urandom(MEBIBYTE)
AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=AKIAENDTOENDTEST0001/20260101/us-east-1/s3/aws4_request, "
    "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=" + "0" * 64
)
HEADERS = {
    "Authorization": AUTHORIZATION,
    "X-Amz-Date": "20260101T000000Z",
    "X-Amz-Content-Sha256": "UNSIGNED-PAYLOAD",
    "User-Agent": "streaming/1",
}


class PeakMemory:
    """The highest resident size while a block runs, and what it was before."""

    def __init__(self, process: servers.Process) -> None:
        self.process = process

    def __enter__(self) -> "PeakMemory":
        self.before = self.peak = self.process.resident_bytes()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def _watch(self) -> None:
        while not self._stop.wait(0.02):
            self.peak = max(self.peak, self.process.resident_bytes())

    def __exit__(self, *_arguments) -> None:
        self._stop.set()
        self._thread.join()
        self.peak = max(self.peak, self.process.resident_bytes())

    @property
    def rise(self) -> int:
        return self.peak - self.before


def wait_for_record(cairn, event_name: str, **parameters) -> dict:
    """The journal's newest record of that name whose requestParameters have these members."""

    def found() -> dict | None:
        for record in reversed(cairn.records()):
            has = record.get("requestParameters") or {}
            if record["eventName"] == event_name and all(has.get(key) == value for key, value in parameters.items()):
                return record
        return None

    return servers.wait_until(found, 10, f"a record of {event_name} {parameters}", cairn, 0.05)


def warm_up(cairn) -> None:
    """A few ordinary calls, so that tables and pools are loaded before memory is measured."""
    for number in range(20):
        connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=30)
        connection.request("PUT", f"/box/warm-{number}", body=PIECE[:65536], headers=HEADERS)
        connection.getresponse().read()
        connection.close()


@pytest.mark.slow
@pytest.mark.parametrize("framing", ["content-length", "chunked"])
def test_two_gibibytes_up_do_not_raise_memory(start_cairn, stub, framing):
    cairn = start_cairn(stub("sink").url, "--record-data-events")
    warm_up(cairn)
    connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=120)
    pieces = 2 * GIBIBYTE // MEBIBYTE
    began = time.monotonic()
    with PeakMemory(cairn) as memory:
        connection.putrequest("PUT", f"/box/huge-{framing}")
        for name, value in HEADERS.items():
            connection.putheader(name, value)
        if framing == "chunked":
            connection.putheader("Transfer-Encoding", "chunked")
        else:
            connection.putheader("Content-Length", str(2 * GIBIBYTE))
        connection.endheaders()
        head, tail = f"{MEBIBYTE:x}\r\n".encode(), b"\r\n"
        for _ in range(pieces):
            if framing == "chunked":
                connection.send(head)
                connection.send(PIECE)
                connection.send(tail)
            else:
                connection.send(PIECE)
        if framing == "chunked":
            connection.send(b"0\r\n\r\n")
        answer = connection.getresponse()
        answer.read()
    took = time.monotonic() - began
    assert answer.status == 200
    assert answer.getheader("x-amz-meta-size") == str(2 * GIBIBYTE)
    print(f"\n{framing}: 2 GiB in {took:.1f} s, memory {memory.before >> 20} MiB + {memory.rise / MEBIBYTE:.1f} MiB")
    assert memory.rise <= LIMIT
    record = wait_for_record(cairn, "PutObject", key=f"huge-{framing}")
    moved = record["additionalEventData"]["bytesTransferredIn"]
    assert moved == 2 * GIBIBYTE
    connection.close()


@pytest.mark.slow
def test_half_a_gibibyte_down_does_not_raise_memory(start_cairn, stub):
    size = GIBIBYTE // 2
    cairn = start_cairn(stub("source", str(size)).url, "--record-data-events")
    connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=120)
    with PeakMemory(cairn) as memory:
        connection.request("GET", "/box/huge", headers=HEADERS)
        answer = connection.getresponse()
        received = 0
        while part := answer.read(MEBIBYTE):
            received += len(part)
    assert received == size
    print(f"\n512 MiB down, memory {memory.before >> 20} MiB + {memory.rise / MEBIBYTE:.1f} MiB")
    assert memory.rise <= LIMIT
    record = wait_for_record(cairn, "GetObject", key="huge")
    assert record["additionalEventData"]["bytesTransferredOut"] == size
    connection.close()


def test_a_slow_reader_holds_back_the_upstream(start_cairn, stub):
    """A client that does not read must not make Cairn collect the answer."""
    cairn = start_cairn(stub("source", str(GIBIBYTE // 2)).url)
    with PeakMemory(cairn) as memory, socket.create_connection(("127.0.0.1", cairn.port)) as client:
        fields = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
        client.sendall(f"GET /box/k HTTP/1.1\r\nHost: x\r\n{fields}\r\n".encode())
        time.sleep(1.5)
    print(f"\nmemory {memory.before >> 20} MiB + {memory.rise / MEBIBYTE:.1f} MiB")
    assert memory.rise <= LIMIT


def test_bytes_arrive_unchanged(start_cairn, stub):
    cairn = start_cairn(stub("sink", "digest").url)
    body = os.urandom(3 * MEBIBYTE + 17)
    for chunked in (False, True):
        connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=30)
        parts = (body[index : index + 70_001] for index in range(0, len(body), 70_001))
        connection.request("PUT", "/box/k", body=parts if chunked else body, headers=HEADERS, encode_chunked=chunked)
        answer = connection.getresponse()
        answer.read()
        assert answer.getheader("x-amz-meta-sha") == hashlib.sha256(body).hexdigest()
        connection.close()


def test_expect_100_continue_is_passed_on(start_cairn, stub):
    cairn = start_cairn(stub("sink").url)
    with socket.create_connection(("127.0.0.1", cairn.port), timeout=10) as client:
        fields = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
        client.sendall(
            f"PUT /box/expected HTTP/1.1\r\nHost: x\r\n{fields}"
            "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n".encode()
        )
        assert client.recv(4096).startswith(b"HTTP/1.1 100"), "no 100 Continue before the body"
        client.sendall(b"hello")
        data = b""
        while b"\r\n\r\n" not in data:
            data += client.recv(4096)
    assert data.startswith(b"HTTP/1.1 200") and b"x-amz-meta-size: 5" in data


def test_upload_fileobj_with_trailing_checksum(start_cairn, moto, boto):
    """boto3 sends aws-chunked with a trailer for streams; over plain http it does so when told to."""
    cairn = start_cairn(moto.url, "--record-data-events")
    s3 = boto("s3", cairn.url, s3={"addressing_style": "path"})
    s3.create_bucket(Bucket="trailers")
    body = os.urandom(6 * MEBIBYTE)
    for algorithm in ("CRC32", "SHA256"):
        s3.upload_fileobj(
            io.BytesIO(body), "trailers", f"small-{algorithm}", ExtraArgs={"ChecksumAlgorithm": algorithm}
        )
    from boto3.s3.transfer import TransferConfig

    s3.upload_fileobj(
        io.BytesIO(body),
        "trailers",
        "parts",
        ExtraArgs={"ChecksumAlgorithm": "CRC32"},
        Config=TransferConfig(multipart_threshold=5 * MEBIBYTE, multipart_chunksize=5 * MEBIBYTE),
    )
    for key in ("small-CRC32", "small-SHA256", "parts"):
        assert s3.get_object(Bucket="trailers", Key=key)["Body"].read() == body, key
    names = [record["eventName"] for record in cairn.records()]
    assert names.count("UploadPart") == 2 and "CompleteMultipartUpload" in names


def test_aws_chunked_with_trailer_passes_byte_for_byte(start_cairn, stub):
    """The framing inside the body is the client's business: what it signed must arrive."""
    cairn = start_cairn(stub("sink", "digest").url)
    chunk = PIECE[:65536]
    body = (f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n") * 3 + b"0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n"
    headers = {
        **HEADERS,
        "Content-Encoding": "aws-chunked",
        "X-Amz-Decoded-Content-Length": str(3 * len(chunk)),
        "X-Amz-Trailer": "x-amz-checksum-crc32",
        "X-Amz-Content-Sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    }
    connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=30)
    connection.request("PUT", "/box/k", body=body, headers=headers)
    answer = connection.getresponse()
    answer.read()
    assert answer.getheader("x-amz-meta-sha") == hashlib.sha256(body).hexdigest()
    connection.close()


def test_head_keeps_its_length_and_the_connection(start_cairn, stub):
    cairn = start_cairn(stub("source", "4096").url)
    connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=10)
    for _ in range(3):
        connection.request("HEAD", "/box/k", headers=HEADERS)
        answer = connection.getresponse()
        assert answer.read() == b"" and answer.getheader("Content-Length") == "4096"
    sock = connection.sock
    connection.request("GET", "/box/k", headers=HEADERS)
    assert len(connection.getresponse().read()) == 4096
    assert connection.sock is sock, "the connection was not kept"
    connection.close()


# Protocol -> service, method, arguments, eventName, requestParameters or None when they are checked elsewhere.
CALLS = {
    "json": ("ssm", "get_parameter", {"Name": "/a"}, "GetParameter", {"name": "/a"}),
    "query": ("iam", "create_user", {"UserName": "u"}, "CreateUser", {"userName": "u"}),
    "ec2": ("ec2", "describe_vpcs", {}, "DescribeVpcs", {"vpcSet": {}, "filterSet": {}}),
    "rest-xml": ("s3", "create_bucket", {"Bucket": "b-1"}, "CreateBucket", None),
    "rest-json": ("lambda", "delete_function", {"FunctionName": "f"}, "DeleteFunction20150331", {"functionName": "f"}),
}


@pytest.mark.parametrize("protocol", CALLS)
@pytest.mark.parametrize("failure", ["down", "hang-up"])
def test_upstream_failures_speak_the_callers_protocol(start_cairn, stub, boto, protocol, failure):
    url = f"http://127.0.0.1:{servers.free_port()}" if failure == "down" else stub("hang-up").url
    cairn = start_cairn(url)
    service, method, arguments, event_name, parameters = CALLS[protocol]
    with pytest.raises(botocore.exceptions.ClientError) as raised:
        getattr(boto(service, cairn.url), method)(**arguments)
    answer = raised.value.response
    status, code = answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"]["Code"]
    assert status in (502, 503), answer
    assert (
        code and code not in (str(status), "Unknown") and " " not in code
    ), f"the client could not read a code: {answer}"
    assert answer["Error"].get("Message"), answer
    record = servers.wait_until(lambda: cairn.records()[-1:], 5, "a record", cairn)[0]
    assert record["eventName"] == event_name
    if parameters is not None:
        assert record["requestParameters"] == parameters
    bare = record["errorCode"].removeprefix("Server.")
    assert bare == code or bare.startswith(code), f"record says {record['errorCode']}, the client got {code}"
    assert record["errorMessage"] == answer["Error"]["Message"]
    assert record["responseElements"] is None
    request_id = answer["ResponseMetadata"].get("RequestId")
    if request_id:
        assert record["requestID"] == request_id


def test_an_early_answer_reaches_the_caller(start_cairn, stub, boto):
    """The upstream answers before the body has come and closes: the caller gets that answer, not a gateway error."""
    cairn = start_cairn(stub("early").url)
    with pytest.raises(botocore.exceptions.ClientError) as raised:
        boto("ssm", cairn.url).put_parameter(Name="early", Value="v" * 4000, Type="String", Description="d" * 1000)
    assert raised.value.response["Error"]["Code"] == "ThrottlingException"
    record = wait_for_record(cairn, "PutParameter")
    assert record["errorCode"] == "ThrottlingException" and record["errorMessage"] == "Rate exceeded"


def test_an_answer_that_is_cut_short_is_not_passed_off_as_whole(start_cairn, stub):
    cairn = start_cairn(stub("cut").url)
    connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=10)
    connection.request(
        "POST",
        "/",
        body=b'{"Name":"cut"}',
        headers={**HEADERS, "X-Amz-Target": "AmazonSSM.GetParameter", "Content-Type": "application/x-amz-json-1.1"},
    )
    answer = connection.getresponse()
    if answer.status == 200:
        with pytest.raises(http.client.HTTPException):
            answer.read()
    else:
        assert answer.status == 502
    record = wait_for_record(cairn, "GetParameter", name="cut")
    assert record["requestParameters"] == {"name": "cut"}
    assert cairn.is_running


def test_bodies_beyond_the_tap_are_recorded_as_omitted(start_cairn, stub):
    cairn = start_cairn(stub("api").url, "--tap-limit", "65536")
    body = json.dumps({"Name": "big", "Value": "v", "Type": "String", "Description": "d" * 200_000}).encode()
    connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=10)
    connection.request(
        "POST",
        "/",
        body=body,
        headers={
            **HEADERS,
            "Authorization": AUTHORIZATION.replace("/s3/", "/ssm/"),
            "X-Amz-Target": "AmazonSSM.PutParameter",
            "Content-Type": "application/x-amz-json-1.1",
        },
    )
    assert connection.getresponse().status == 200
    record = wait_for_record(cairn, "PutParameter")
    parameters = record["requestParameters"]
    assert parameters is None or parameters.get("omitted") is True, str(parameters)[:300]
    if parameters:
        assert parameters["originalSize"] >= len(body) - 100
