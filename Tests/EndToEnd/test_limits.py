"""Every limit has an end: sizes, times and numbers of connections."""

from __future__ import annotations

import http.client
import socket
import time

import pytest

import servers
from load import AUTHORIZATION, put_parameter

LOOKUP = b"com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents"


def request_head(extra: str = "") -> bytes:
    return (
        f"POST / HTTP/1.1\r\nHost: x\r\nAuthorization: {AUTHORIZATION}\r\nX-Amz-Target: AmazonSSM.PutParameter\r\n"
        f"Content-Type: application/x-amz-json-1.1\r\n{extra}"
    ).encode()


def read_to_end(client: socket.socket, seconds: float) -> bytes:
    """Everything until the server closes; AssertionError when it does not within the time."""
    client.settimeout(seconds)
    data = b""
    try:
        while part := client.recv(65536):
            data += part
    except socket.timeout:
        raise AssertionError(f"still open after {seconds} s; got {data[:200]!r}") from None
    except ConnectionResetError:
        pass
    return data


def still_serves(cairn) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=10)
    assert put_parameter(connection, "still")[0] == 200
    connection.close()


def test_headers_have_a_size_limit(start_cairn, stub):
    cairn = start_cairn(stub("api").url, "--max-header-size", "8192")
    with socket.create_connection(("127.0.0.1", cairn.port)) as client:
        client.sendall(request_head("X-Long: " + "h" * 20_000 + "\r\nContent-Length: 0\r\n\r\n"))
        answer = read_to_end(client, 10)
    assert answer.split(b" ")[1] in (b"431", b"400"), answer[:200]
    still_serves(cairn)


@pytest.mark.parametrize("framing", ["content-length", "chunked"])
def test_bodies_for_cairn_itself_have_a_size_limit(start_cairn, stub, framing):
    cairn = start_cairn(stub("api").url, "--max-body-size", "1048576")
    with socket.create_connection(("127.0.0.1", cairn.port)) as client:
        head = request_head().replace(b"AmazonSSM.PutParameter", LOOKUP).replace(b"/ssm/", b"/cloudtrail/")
        if framing == "content-length":
            client.sendall(head + b"Content-Length: 2097152\r\n\r\n")
        else:
            client.sendall(head + b"Transfer-Encoding: chunked\r\n\r\n")
            try:
                for _ in range(40):
                    client.sendall(b"10000\r\n" + b"b" * 65536 + b"\r\n")
            except OSError:
                pass
        answer = read_to_end(client, 10)
    # A connection that is reset while the client still sends may lose the answer.
    assert framing == "chunked" and not answer or answer.split(b" ")[1] == b"413", answer[:200]
    still_serves(cairn)


def test_a_slow_header_is_cut_off(start_cairn, stub):
    cairn = start_cairn(stub("api").url, "--header-timeout", "1s")
    with socket.create_connection(("127.0.0.1", cairn.port)) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHos")
        began = time.monotonic()
        read_to_end(client, 10)
        assert 0.5 < time.monotonic() - began < 6
    still_serves(cairn)


def test_a_slow_body_is_cut_off(start_cairn, stub):
    cairn = start_cairn(stub("api").url, "--body-timeout", "1s")
    with socket.create_connection(("127.0.0.1", cairn.port)) as client:
        client.sendall(request_head("Content-Length: 100\r\n\r\n") + b"{")
        began = time.monotonic()
        read_to_end(client, 10)
        assert 0.5 < time.monotonic() - began < 6
    still_serves(cairn)


def test_an_idle_connection_is_closed(start_cairn, stub):
    cairn = start_cairn(stub("api").url, "--idle-timeout", "1s")
    connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=10)
    assert put_parameter(connection, "one")[0] == 200
    began = time.monotonic()
    assert read_to_end(connection.sock, 10) == b""
    assert 0.5 < time.monotonic() - began < 6
    still_serves(cairn)


def test_an_upstream_that_does_not_answer_is_given_up(start_cairn, stub):
    cairn = start_cairn(stub("slow", "8").url, "--answer-timeout", "1s")
    connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=15)
    began = time.monotonic()
    status, body = put_parameter(connection, "never")
    assert status in (502, 503, 504) and b"__type" in body
    assert time.monotonic() - began < 6
    assert cairn.records()[-1]["errorCode"]
    connection.close()


def test_connections_have_a_number(start_cairn, stub):
    cairn = start_cairn(stub("api").url, "--max-connections", "5")
    kept = [http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=10) for _ in range(5)]
    for number, connection in enumerate(kept):
        assert put_parameter(connection, f"kept-{number}")[0] == 200
    with socket.create_connection(("127.0.0.1", cairn.port)) as client:
        client.sendall(request_head("Content-Length: 0\r\n\r\n"))
        client.settimeout(2)
        try:
            answer = client.recv(1000)
        except (socket.timeout, ConnectionError):
            answer = b""
        assert b" 200 " not in answer.split(b"\r\n")[0], "a sixth connection was served"
    assert put_parameter(kept[0], "kept-again")[0] == 200
    for connection in kept:
        connection.close()
    servers.wait_until(lambda: _serves(cairn), 10, "a place is free again", cairn, 0.1)


def _serves(cairn) -> bool:
    try:
        still_serves(cairn)
        return True
    except (OSError, http.client.HTTPException, AssertionError):
        return False


def test_it_listens_on_loopback_only(start_cairn, stub):
    cairn = start_cairn(stub("api").url)
    addresses = {
        line.split()[1]
        for line in open("/proc/net/tcp").read().splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{cairn.port:04X}")
    }
    assert addresses == {f"0100007F:{cairn.port:04X}"}


def test_other_hosts_bring_a_warning(start_cairn, stub):
    cairn = start_cairn(stub("api").url, "--host", "0.0.0.0")
    assert "warn" in cairn.own_log().lower(), cairn.own_log()
