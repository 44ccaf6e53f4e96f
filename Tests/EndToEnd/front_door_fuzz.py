"""Throws broken requests at the front door of a Cairn: no answer may be a 5xx, and the server must stay.

    make fuzz                                                                    a Cairn of its own, ten minutes
    python3 front_door_fuzz.py http://127.0.0.1:4734 --seconds 60 --seed 1
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import json
import os
import pathlib
import random
import socket
import sys
import tempfile
import time
import urllib.parse

import botocore.session

import servers

PREFIX = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101."
# Most requests get as far as the operation: whom they come from, and what they name, exists.
KEYS = ["123456789012"] * 9 + ["222233334444"] * 6 + ["AKIAFUZZ", "", "x" * 100]
REGIONS = ["us-east-1"] * 12 + ["eu-west-1"] * 4 + ["", "x" * 100]
TRAIL = "fuzzed"
NAMES = [TRAIL, f"arn:aws:cloudtrail:us-east-1:123456789012:trail/{TRAIL}", "fuzzed-0", "fuzzed-1", "fuzzed-2"]
ARN = f"arn:aws:cloudtrail:us-east-1:123456789012:trail/{TRAIL}"
GOOD = {
    **dict.fromkeys(["Name", "TrailName"], NAMES),
    **dict.fromkeys(["ResourceId", "ResourceArn"], [ARN, ARN, ARN + "-0"]),
    "ResourceIdList": [[ARN], [ARN, ARN + "-1"]],
    "trailNameList": [[], NAMES[:2]],
    "TagsList": [[{"Key": "team", "Value": "audit"}], [{"Key": "a" * 128}]],
    "S3BucketName": ["fuzzed-box", "fuzzed.box.2"],
    "S3KeyPrefix": ["logs", "a/b"],
    **dict.fromkeys(["SnsTopicName", "CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn", "KmsKeyId"], [None]),
    **dict.fromkeys(["NextToken"], [None]),
    **dict.fromkeys(["StartTime", "EndTime"], [None, 1772359502]),
    "MaxResults": [None, 1, 50],
    **dict.fromkeys(["IsOrganizationTrail"], [None, False]),
    "EventSelectors": [[{"ReadWriteType": "All", "IncludeManagementEvents": True}], []],
    "LookupAttributes": [[], [{"AttributeKey": "EventName", "AttributeValue": "CreateTrail"}]],
}
STRINGS = ["", "a", "trail", "arn:aws:cloudtrail:us-east-1:123456789012:trail/trail", "arn:", "a" * 5000, "\u0000", "💥", "-", "box"]


class Model:
    """CloudTrail's operations, and values of their shapes."""

    def __init__(self) -> None:
        self.service = botocore.session.get_session().get_service_model("cloudtrail")

    @property
    def operations(self) -> list[str]:
        return list(self.service.operation_names)

    def body(self, operation: str, random: random.Random) -> object:
        return self.value(self.service.operation_model(operation).input_shape, random, 0)

    def value(self, shape, random: random.Random, depth: int):
        if random.random() < 0.015 or depth > 6:
            return anything(random, depth)
        match shape.type_name:
            case "structure":
                kept = [n for n in shape.members if n in shape.required_members or random.random() < 0.4]
                if random.random() < 0.05 and kept:
                    kept.remove(random.choice(kept))
                return {name: self.member(name, shape.members[name], random, depth) for name in kept}
            case "list":
                return [self.value(shape.member, random, depth + 1) for _ in range(random.choice([0, 1, 1, 2, 7]))]
            case "map":
                return {random.choice(STRINGS): self.value(shape.value, random, depth + 1) for _ in range(2)}
            case "boolean":
                return random.random() < 0.5
            case "integer" | "long":
                return random.choice([0, 1, -1, 50, 51, 10**6, 2**63 - 1, 2**63])
            case "timestamp" | "float" | "double":
                return random.choice([0, 1e9, -1e9, 1e308, 1772359502.417, time.time()])
            case _:
                enum = getattr(shape, "enum", None)
                return random.choice(list(enum)) if enum and random.random() < 0.8 else random.choice(STRINGS)


    def member(self, name: str, shape, random: random.Random, depth: int):
        known = GOOD.get(name)
        return random.choice(known) if known and random.random() < 0.85 else self.value(shape, random, depth + 1)


def anything(random: random.Random, depth: int):
    choices = [None, True, 0, -1.5, 1e400, "text", [], {}, [None], {"a": {"b": []}}]
    return random.choice(choices) if depth > 3 else [anything(random, depth + 1)]


def text(value) -> bytes:
    return json.dumps(value).replace("Infinity", "1e999").encode("utf-8", "surrogatepass")


def damage(body: bytes, random: random.Random) -> bytes:
    """Leaves a body as it is, cuts it, flips bytes, or nests it deeply."""
    kind = random.randrange(20)
    if kind == 0 and body:
        return body[: random.randrange(len(body))]
    if kind == 1 and body:
        changed = bytearray(body)
        for _ in range(random.randrange(1, 5)):
            changed[random.randrange(len(changed))] = random.randrange(256)
        return bytes(changed)
    if kind == 2:
        return b"[" * random.choice([10, 200, 5000])
    if kind == 3:
        return random.randbytes(random.randrange(200))
    return body


def request(model: Model, random: random.Random) -> bytes:
    operation = random.choice(model.operations)
    body = damage(text(model.body(operation, random)), random)
    target = random.choice([PREFIX + operation] * 40 + ["CloudTrail_20131101." + operation, PREFIX + "Nothing", "", "x" * 300])
    headers = [
        ("Host", "cloudtrail.us-east-1.amazonaws.com"),
        ("Content-Type", random.choice(["application/x-amz-json-1.1"] * 40 + ["application/json", "text/xml", "", "x" * 200])),
        ("X-Amz-Target", target),
        ("Content-Length", str(len(body))),
    ]
    scope = f"{random.choice(KEYS)}/20260301/{random.choice(REGIONS)}/cloudtrail/aws4_request"
    if random.random() < 0.95:
        headers.append(("Authorization", f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=00"))
    if random.random() < 0.1:
        headers.append((random.choice(["X-Amz-Date", "X-Amz-Security-Token", "X-Forwarded-For"]), random.choice(STRINGS[:5])))
    path = random.choice(["/"] * 40 + ["/PutAuditEvents?channelArn=" + urllib.parse.quote(random.choice(STRINGS)), "/?x", "//", "/%zz"])
    method = random.choice(["POST"] * 60 + ["GET", "PUT", "DELETE", "OPTIONS", "HEAD"])
    head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers) + "\r\n"
    return head.encode("utf-8", "replace") + body


class Connection:
    """Sends one request at a time, on a connection that is opened anew when the server closed it."""

    def __init__(self, url: str) -> None:
        parts = urllib.parse.urlsplit(url)
        self.address = (parts.hostname, parts.port)
        self.socket: socket.socket | None = None

    def exchange(self, sent: bytes) -> int:
        """The status of the answer, 0 if the connection was closed without one."""
        if self.socket is None:
            self.socket = socket.create_connection(self.address, timeout=30)
        try:
            self.socket.sendall(sent)
            return self.read(is_head=sent.startswith(b"HEAD"))
        except (ConnectionError, BrokenPipeError):
            self.close()
            return 0

    def read(self, is_head: bool) -> int:
        data = b""
        while b"\r\n\r\n" not in data:
            data += self.more()
            if not data:
                self.close()
                return 0
        head, _, rest = data.partition(b"\r\n\r\n")
        fields = {line.split(b":")[0].lower(): line.split(b":", 1)[1].strip() for line in head.split(b"\r\n")[1:]}
        left = 0 if is_head else int(fields.get(b"content-length", b"0")) - len(rest)
        while left > 0:
            left -= len(self.more() or b"x" * left)
        if fields.get(b"connection", b"").lower() == b"close" or left < 0:
            self.close()
        return int(head.split(b" ")[1])

    def more(self) -> bytes:
        received = self.socket.recv(1 << 16)
        if not received:
            self.close()
        return received

    def close(self) -> None:
        if self.socket:
            self.socket.close()
        self.socket = None


def fuzz(url: str, seconds: float, seed: int) -> tuple[collections.Counter, list[bytes]]:
    """Statuses and how often each came, and the requests that were answered with a 5xx."""
    generator = random.Random(seed)
    model, connection = Model(), Connection(url)
    statuses: collections.Counter = collections.Counter()
    bad: list[bytes] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        sent = request(model, generator)
        status = connection.exchange(sent)
        statuses[status] += 1
        if status >= 500:
            bad.append(sent)
    return statuses, bad


@contextlib.contextmanager
def served(binary: str):
    """A Cairn of its own, which must still be there at the end."""
    os.environ["CAIRN_BINARY"] = os.path.abspath(binary)
    with tempfile.TemporaryDirectory() as folder:
        cairn = servers.Cairn(pathlib.Path(folder) / "data", pathlib.Path(folder) / "log", None, "--lenient")
        try:
            yield cairn.url
            assert cairn.is_running, cairn.own_log()[-3000:]
        finally:
            cairn.stop()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url", nargs="?", help="the server to fuzz")
    parser.add_argument("--serve", metavar="CAIRN", help="start this binary, and fuzz it")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        url = options.url or stack.enter_context(served(options.serve))
        statuses, bad = fuzz(url, options.seconds, options.seed)
    print(f"{sum(statuses.values())} requests, seed {options.seed}: {dict(sorted(statuses.items()))}")
    for sent in bad[:10]:
        print(sent[:2000])
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
