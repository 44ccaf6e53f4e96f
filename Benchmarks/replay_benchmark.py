"""`cairn replay` beside a loop of boto3 calls: 10,000 writes of SQS, DynamoDB and S3, against the same target.

The target answers at once and the same to everybody, so that the clients are compared and not an emulator.
"""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
import time

import boto3
from botocore.config import Config

WRITES = 10_000
PLACES = 20
ACCOUNT = "111122223333"
TARGET = """
import asyncio, sys

ANSWER = (b"HTTP/1.1 200 OK\\r\\nContent-Type: application/x-amz-json-1.0\\r\\nx-amz-crc32: 2745614147\\r\\n"
          b"Content-Length: 2\\r\\n\\r\\n{}")
EMPTY = b"HTTP/1.1 200 OK\\r\\nETag: \\"e\\"\\r\\nContent-Length: 0\\r\\n\\r\\n"

class Target(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport, self.data = transport, b""

    def data_received(self, data):
        self.data += data
        while (end := self.data.find(b"\\r\\n\\r\\n")) >= 0:
            head = self.data[:end].lower()
            at = head.find(b"content-length:")
            size = int(head[at + 15:].split(b"\\r\\n", 1)[0]) if at >= 0 else 0
            if len(self.data) < end + 4 + size:
                if b"expect: 100-continue" in head and len(self.data) == end + 4:
                    self.transport.write(b"HTTP/1.1 100 Continue\\r\\n\\r\\n")
                return
            self.data = self.data[end + 4 + size:]
            self.transport.write(EMPTY if head.startswith(b"put ") else ANSWER)

async def main():
    server = await asyncio.get_running_loop().create_server(Target, "127.0.0.1", int(sys.argv[1]))
    await server.serve_forever()

asyncio.run(main())
"""


def calls():
    """(service, operation, parameters of boto3, event name, requestParameters)"""
    for number in range(WRITES):
        place = number % PLACES
        kind = number % 3
        if kind == 0:
            url = f"https://sqs.us-east-1.amazonaws.com/{ACCOUNT}/queue-{place}"
            yield "sqs", "send_message", {"QueueUrl": url, "MessageBody": "placeholder"}, "SendMessage", {
                "queueUrl": url, "messageBody": "HIDDEN_DUE_TO_SECURITY_REASONS"}
        elif kind == 1:
            yield "dynamodb", "update_table", {"TableName": f"table-{number}", "BillingMode": "PAY_PER_REQUEST"}, \
                "UpdateTable", {"tableName": f"table-{number}", "billingMode": "PAY_PER_REQUEST"}
        else:
            bucket, key = f"box-{place}", f"key-{number}"
            yield "s3", "put_object", {"Bucket": bucket, "Key": key, "Body": b"." * 100}, "PutObject", {
                "bucketName": bucket, "key": key}


def write_log(path: pathlib.Path) -> None:
    with open(path, "w") as file:
        for number, (service, _, _, name, parameters) in enumerate(calls()):
            file.write(json.dumps({
                "eventVersion": "1.11", "eventTime": f"2026-03-01T10:{number // 600:02}:{number // 10 % 60:02}Z",
                "eventSource": f"{service}.amazonaws.com", "eventName": name, "awsRegion": "us-east-1",
                "requestParameters": parameters, "responseElements": None, "eventID": f"event-{number}",
                "readOnly": False, "eventType": "AwsApiCall", "managementEvent": service == "dynamodb",
                "recipientAccountId": ACCOUNT, "additionalEventData": {"bytesTransferredIn": 100.0},
            }) + "\n")


def loop_seconds(url: str) -> float:
    clients = {
        service: boto3.client(
            service, endpoint_url=url, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b",
            config=Config(s3={"addressing_style": "path"}, request_checksum_calculation="when_required",
                          retries={"total_max_attempts": 1}))
        for service in ("sqs", "dynamodb", "s3")
    }
    start = time.monotonic()
    for service, operation, parameters, _, _ in calls():
        getattr(clients[service], operation)(**parameters)
    return time.monotonic() - start


def replay_seconds(binary: str, log: pathlib.Path, url: str) -> float:
    """From start to end, reading and planning included."""
    start = time.monotonic()
    answer = subprocess.run(
        [binary, "replay", "--input", str(log), "--endpoint", url, "--include-data-events", "--concurrency", "32"],
        capture_output=True, text=True, env={**os.environ, "AWS_EC2_METADATA_DISABLED": "true"})
    seconds = time.monotonic() - start
    assert answer.returncode == 0 and f"{WRITES} succeeded" in answer.stdout, answer.stdout + answer.stderr
    return seconds


def measure(binary: str, folder: pathlib.Path, port: int) -> tuple[float, float]:
    """Seconds of the loop and of the replay."""
    log = folder / "writes.ndjson"
    write_log(log)
    script = folder / "target.py"
    script.write_text(TARGET)
    target = subprocess.Popen([sys.executable, str(script), str(port)])
    try:
        time.sleep(1)
        url = f"http://127.0.0.1:{port}"
        return loop_seconds(url), replay_seconds(binary, log, url)
    finally:
        target.kill()
        target.wait()


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        loop, ours = measure(sys.argv[1], pathlib.Path(folder), 5712)
        print(f"boto3 loop {loop:.1f} s, replay {ours:.1f} s, ratio {loop / ours:.1f}")
        sys.exit(0 if loop >= 2 * ours else 1)
