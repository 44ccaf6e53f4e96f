"""A proxy in front of an S3 endpoint that answers badly while it is told to."""

from __future__ import annotations

import collections
import http.client
import http.server
import random
import socket
import ssl
import struct
import threading
import time

# What can go wrong, and how often for each other:
#   500 503 403   an error of S3
#   reset         the connection breaks before the call is made
#   late          the call is made, and the connection breaks before the answer: nobody hears of it
#   slow          the answer takes its time
#   timeout       no answer within the time that Cairn waits for one
FAULTS = ["500", "503", "403", "reset", "late", "late", "slow", "slow", "timeout"]
CODES = {"403": ("AccessDenied", 403), "503": ("SlowDown", 503), "500": ("InternalError", 500)}


class FaultProxy:
    """`with FaultProxy(port) as proxy:` listens on `proxy.url`; `proxy.failing` turns faults on and off.

    `proxy.refused` is a part of paths that are answered with 403 whatever else. With a `certificate`, a PEM file with
    its key, it speaks TLS.
    """

    def __init__(self, port: int, seed: int = 1, timeout: float = 11, certificate: str | None = None) -> None:
        self.failing = False
        self.refused: str | None = None
        self.faults: collections.Counter = collections.Counter()
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if proxy.refused and proxy.refused in self.path:
                    return self.refuse("403")
                fault, seconds = proxy.next_fault()
                if fault == "timeout":
                    time.sleep(timeout)
                if fault == "late":
                    self.forward(body)
                if fault in ("timeout", "late", "reset"):
                    return self.reset()
                if fault in CODES:
                    return self.refuse(fault)
                time.sleep(seconds)
                status, headers, answer = self.forward(body)
                self.send_response(status)
                for name, value in headers:
                    if name.lower() not in ("transfer-encoding", "connection", "content-length", "date", "server"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(answer)

            do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = handle_one

            def forward(self, body: bytes):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
                headers = {name: value for name, value in self.headers.items() if name.lower() != "expect"}
                connection.request(self.command, self.path, body, headers)
                answer = connection.getresponse()
                content = answer.read()
                connection.close()
                return answer.status, answer.getheaders(), content

            def refuse(self, fault: str) -> None:
                code, status = CODES[fault]
                answer = f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/xml")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(answer)

            def reset(self) -> None:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
                self.connection.close()

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
        self._scheme = "http"
        if certificate:
            self._scheme, context = "https", ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}"

    def next_fault(self) -> tuple[str | None, float]:
        """What goes wrong with a call, and how long its answer is held up."""
        with self._lock:
            if not self.failing or self._random.random() < 0.3:
                return None, 0
            fault = self._random.choice(FAULTS)
            self.faults[fault] += 1
            return fault, self._random.uniform(0.3, 1.5)

    def __enter__(self) -> FaultProxy:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._server.shutdown()
        self._server.server_close()
