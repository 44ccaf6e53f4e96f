"""The tests' own upstreams: `python stub_upstream.py PORT MODE [ARGUMENT]`.

api      answers every call with a small answer of the right kind and a fresh request id
sink     reads any body without keeping it and answers 200 with its length and SHA-256
source   answers GET with ARGUMENT bytes
early    answers 400 in JSON before it has read the body, and closes
cut      announces 1000 bytes, sends 10 and closes
hang-up  closes as soon as a request has come, without an answer
slow     answers after ARGUMENT seconds
"""

from __future__ import annotations

import hashlib
import http.server
import itertools
import json
import re
import socketserver
import sys
import time

CHUNK = bytes(range(256)) * 1024  # 256 KiB
numbers = itertools.count(1)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    mode = "api"
    argument = ""

    def log_message(self, *_arguments) -> None:
        pass

    def body_parts(self):
        if "chunked" in (self.headers.get("Transfer-Encoding") or "").lower():
            while True:
                size = int(self.rfile.readline().split(b";")[0], 16)
                if size == 0:
                    while self.rfile.readline() not in (b"\r\n", b"\n", b""):
                        pass
                    return
                left = size
                while left:
                    part = self.rfile.read(min(left, 1 << 20))
                    if not part:
                        raise ConnectionError("cut")
                    left -= len(part)
                    yield part
                self.rfile.readline()
        left = int(self.headers.get("Content-Length") or 0)
        while left:
            part = self.rfile.read(min(left, 1 << 20))
            if not part:
                raise ConnectionError("cut")
            left -= len(part)
            yield part

    def handle_expect_100(self) -> bool:
        if self.mode != "early":
            super().handle_expect_100()
            self.wfile.flush()
        return True

    def answer(self, status: int, body: bytes, content_type: str, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def serve(self) -> None:
        getattr(self, "serve_" + self.mode.replace("-", "_"))()

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = do_PATCH = serve

    def serve_api(self) -> None:
        body = b"".join(self.body_parts())
        request_id = f"00000000-0000-4000-8000-{next(numbers):012x}"
        action = re.search(rb"Action=(\w+)", body)
        if action:
            name = action.group(1).decode()
            answer = (
                f"<{name}Response><requestId>{request_id}</requestId><return>true</return><{name}Result/>"
                f"<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata></{name}Response>"
            ).encode()
            self.answer(200, answer, "text/xml", x_amzn_RequestId=request_id)
        elif "X-Amz-Target" in self.headers:
            answer = b'{"Version":1,"Tier":"Standard"}'
            self.answer(200, answer, "application/x-amz-json-1.1", x_amzn_RequestId=request_id)
        else:
            self.answer(200, b"", "application/xml", x_amz_request_id=request_id[-16:].upper())

    def serve_slow(self) -> None:
        time.sleep(float(self.argument))
        self.serve_api()

    def serve_sink(self) -> None:
        digest, size = hashlib.sha256(), 0
        keep = "digest" in self.argument
        for part in self.body_parts():
            size += len(part)
            if keep:
                digest.update(part)
        sha = digest.hexdigest() if keep else ""
        self.answer(
            200,
            b"",
            "application/xml",
            ETag='"e"',
            x_amz_meta_size=str(size),
            x_amz_meta_sha=sha,
            x_amz_request_id=f"SINK{next(numbers):012d}",
        )

    def serve_source(self) -> None:
        for _ in self.body_parts():
            pass
        left = int(self.argument)
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(left))
        self.send_header("x-amz-request-id", f"SOURCE{next(numbers):010d}")
        self.end_headers()
        while left and self.command != "HEAD":
            part = CHUNK[:left] if left < len(CHUNK) else CHUNK
            self.wfile.write(part)
            left -= len(part)

    def serve_early(self) -> None:
        error = json.dumps({"__type": "ThrottlingException", "message": "Rate exceeded"}).encode()
        self.answer(400, error, "application/x-amz-json-1.1", Connection="close", x_amzn_RequestId="early-1")
        self.close_connection = True

    def serve_cut(self) -> None:
        for _ in self.body_parts():
            pass
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.1")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b'{"cut": 1,')
        self.close_connection = True

    def serve_hang_up(self) -> None:
        self.close_connection = True


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request, client_address) -> None:
        pass


def main() -> None:
    Handler.mode = sys.argv[2]
    Handler.argument = sys.argv[3] if len(sys.argv) > 3 else ""
    server = Server(("127.0.0.1", int(sys.argv[1])), Handler)
    print("Ready.", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
