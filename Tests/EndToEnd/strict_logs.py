"""CloudWatch Logs of the strict kind, as the oldest emulators are: every call must name the stream's next token.

It forgets to answer now and then, after it has taken the events. Nothing else is served.
"""

from __future__ import annotations

import http.server
import json
import random
import socket
import struct
import threading


class StrictLogs:
    """`with StrictLogs() as logs:` listens on `logs.url`; `logs.calls` are the events of each call by stream."""

    def __init__(self, seed: int = 1) -> None:
        self.calls: dict[str, list[list[dict]]] = {}
        self.failing = False
        self.lost_answers = 0
        self.refused_tokens = 0
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        logs = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
                operation = self.headers.get("X-Amz-Target", "").rpartition(".")[2]
                with logs._lock:
                    status, answer = logs.answer(operation, body)
                    forgets = operation == "PutLogEvents" and logs.failing and logs._random.random() < 0.5
                    logs.lost_answers += forgets
                if forgets:
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.close_connection = True
                    return self.connection.close()
                content = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/x-amz-json-1.1")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_PUT = do_POST

            def finish(self) -> None:
                try:
                    super().finish()
                except OSError:
                    pass

            def log_message(self, *arguments) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *arguments: None

    def answer(self, operation: str, body: dict) -> tuple[int, dict]:
        stream = body.get("logStreamName", "")
        if operation == "CreateLogStream":
            if stream in self.calls:
                return failure("ResourceAlreadyExistsException", "there is one")
            self.calls[stream] = []
            return 200, {}
        if operation != "PutLogEvents":
            return failure("UnknownOperationException", operation)
        if stream not in self.calls:
            return failure("ResourceNotFoundException", "no stream")
        expected = token(len(self.calls[stream]))
        if body.get("sequenceToken") != expected:
            if self.calls[stream] and self.calls[stream][-1] == body["logEvents"]:
                text = "The given batch of log events has already been accepted. "
                text += f"The next batch can be sent with sequenceToken: {expected}"
                return failure("DataAlreadyAcceptedException", text)
            self.refused_tokens += 1
            text = f"The given sequenceToken is invalid. The next expected sequenceToken is: {expected or 'null'}"
            return failure("InvalidSequenceTokenException", text)
        self.calls[stream].append(body["logEvents"])
        return 200, {"nextSequenceToken": token(len(self.calls[stream]))}

    def event_ids(self) -> list[str]:
        with self._lock:
            calls = [call for stream in self.calls.values() for call in stream]
        return [json.loads(event["message"])["eventID"] for call in calls for event in call]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> StrictLogs:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._server.shutdown()
        self._server.server_close()


def token(count: int) -> str | None:
    """The first call of a stream names none."""
    return f"4957{count:050d}" if count else None


def failure(code: str, message: str) -> tuple[int, dict]:
    return 400, {"__type": code, "message": message}
