"""Many small management calls from several threads, and which of them were answered whole."""

from __future__ import annotations

import http.client
import json
import threading
import time

AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=AKIAENDTOENDTEST0001/20260101/us-east-1/ssm/aws4_request, "
    "SignedHeaders=host;x-amz-date;x-amz-target, Signature=" + "0" * 64
)


def put_parameter(connection: http.client.HTTPConnection, name: str, description: str = "") -> tuple[int, bytes]:
    """One ssm PutParameter on a kept connection. The marker is the parameter's name."""
    body = {"Name": name, "Value": "v", "Type": "String"}
    if description:
        body["Description"] = description
    connection.request(
        "POST",
        "/",
        body=json.dumps(body).encode(),
        headers={
            "X-Amz-Target": "AmazonSSM.PutParameter",
            "Content-Type": "application/x-amz-json-1.1",
            "Authorization": AUTHORIZATION,
            "X-Amz-Date": "20260101T000000Z",
            "User-Agent": "load/1",
        },
    )
    answer = connection.getresponse()
    return answer.status, answer.read()


class Load:
    """Threads that call until they are told to stop, or until the server is gone."""

    def __init__(self, port: int, prefix: str, threads: int = 6, pause: float = 0.0) -> None:
        self.port, self.prefix, self.pause = port, prefix, pause
        self.acknowledged: list[str] = []
        self.refused = 0
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(index,), daemon=True) for index in range(threads)]

    def start(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def join(self) -> list[str]:
        """Stops the threads and returns the names whose answers had come whole."""
        self._stop.set()
        for thread in self._threads:
            thread.join(10)
        return self.acknowledged

    def _run(self, index: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        number = 0
        try:
            while not self._stop.is_set():
                name = f"{self.prefix}-{index}-{number}"
                status, _ = put_parameter(connection, name)
                if status == 200:
                    # list.append is atomic; the answer has been read to its end.
                    self.acknowledged.append(name)
                else:
                    self.refused += 1
                number += 1
                if self.pause:
                    time.sleep(self.pause)
        except (OSError, http.client.HTTPException):
            return
        finally:
            connection.close()
