"""moto's server, taught smithy-rpc-v2-cbor: `python moto_server.py PORT`.

moto itself answers JSON, query and REST only. The middleware turns a CBOR call into the JSON call that moto knows and
the answer back, by botocore's models, so that the gateway sees real CBOR traffic with moto's results.
"""

from __future__ import annotations

import io
import json
import re
import signal
import sys

import botocore.loaders
import botocore.parsers
import botocore.serialize
from botocore.model import ServiceModel
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

import cbor

PATH = re.compile(r"^/service/([A-Za-z0-9]+)/operation/([A-Za-z0-9]+)$")
SERVICES = {"GraniteServiceVersion20100801": "cloudwatch"}


class CBORFront:
    def __init__(self, inner) -> None:
        self.inner = inner
        self.loader = botocore.loaders.Loader()
        self.models: dict[str, ServiceModel] = {}

    def __call__(self, environ, start_response):
        if environ.get("HTTP_SMITHY_PROTOCOL") != "rpc-v2-cbor":
            return self.inner(environ, start_response)
        return self._translate(environ, start_response)

    def _model(self, target: str) -> ServiceModel:
        name = SERVICES[target]
        if name not in self.models:
            self.models[name] = ServiceModel(self.loader.load_service_model(name, "service-2"), name)
        return self.models[name]

    def _translate(self, environ, start_response):
        target, operation_name = PATH.match(environ["PATH_INFO"]).groups()
        operation = self._model(target).operation_model(operation_name)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        params = {}
        if body:
            params = botocore.parsers.RpcV2CBORParser().parse_data_item(_Peekable(body))
        request = botocore.serialize.create_serializer("json").serialize_to_request(params, operation)
        data = request["body"] if isinstance(request["body"], bytes) else request["body"].encode()
        inner = dict(environ)
        del inner["HTTP_SMITHY_PROTOCOL"]
        inner.update(
            {
                "PATH_INFO": "/",
                "RAW_URI": "/",
                "REQUEST_URI": "/",
                "CONTENT_LENGTH": str(len(data)),
                "CONTENT_TYPE": request["headers"]["Content-Type"],
                "HTTP_X_AMZ_TARGET": request["headers"]["X-Amz-Target"],
                "wsgi.input": io.BytesIO(data),
            }
        )
        seen: dict = {}

        def remember(status, headers, exc_info=None):
            seen.update(status=status, headers=headers)
            return lambda data: None

        answer = b"".join(self.inner(inner, remember))
        out = cbor.encode(self._answer(operation, seen["status"], answer))
        dropped = ("content-type", "content-length")
        headers = [(name, value) for name, value in seen["headers"] if name.lower() not in dropped]
        headers += [
            ("Content-Type", "application/cbor"),
            ("Content-Length", str(len(out))),
            ("smithy-protocol", "rpc-v2-cbor"),
        ]
        start_response(seen["status"], headers)
        return [out]

    def _answer(self, operation, status: str, answer: bytes):
        if not status.startswith("2"):
            return json.loads(answer)
        response = {"status_code": 200, "headers": {}, "body": answer}
        parsed = botocore.parsers.create_parser("json").parse(response, operation.output_shape)
        parsed.pop("ResponseMetadata", None)
        return parsed


class _Peekable(io.BufferedReader):
    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(0))
    application = CBORFront(DomainDispatcherApplication(create_backend_app))
    run_simple("127.0.0.1", int(sys.argv[1]), application, threaded=True)


if __name__ == "__main__":
    main()
