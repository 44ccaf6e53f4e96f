"""A proxy in front of an S3 endpoint that answers badly while it is told to: 5xx, 403, resets, silence, delays."""

from __future__ import annotations

import http.client
import http.server
import random
import socket
import struct
import threading
import time


class FaultProxy:
    """`with FaultProxy(port) as proxy:` listens on `proxy.url`; `proxy.failing` turns faults on and off."""

    def __init__(self, port: int, seed: int = 1) -> None:
        self.failing = False
        self.faults = 0
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                fault = proxy.next_fault()
                if fault == "late":  # the object is put, and nobody hears of it
                    self.forward(body)
                    return self.reset()
                if fault:
                    return self.fail(fault)
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

            def fail(self, fault: str) -> None:
                if fault == "reset":
                    return self.reset()
                if fault == "silence":
                    time.sleep(1)
                    return self.reset()
                code, status = {"403": ("AccessDenied", 403), "503": ("SlowDown", 503)}.get(fault, ("InternalError", 500))
                answer = f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/xml")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
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

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def next_fault(self) -> str | None:
        with self._lock:
            if not self.failing or self._random.random() < 0.3:
                return None
            self.faults += 1
            return self._random.choice(["500", "503", "403", "reset", "silence", "late", "late"])

    def __enter__(self) -> FaultProxy:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._server.shutdown()
        self._server.server_close()
