"""moto's server for replay: `python replay_moto.py PORT`.

moto raises NotImplementedError for what it does not support, and its server makes a page with status 500 of that. Here
it is the 501 that it means, so that a failure for want of support can be told from a failure.
"""

from __future__ import annotations

import json
import signal
import sys

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

from moto_server import CBORFront


class HonestStatus:
    def __init__(self, inner) -> None:
        self.inner = inner

    def __call__(self, environ, start_response):
        try:
            return self.inner(environ, start_response)
        except NotImplementedError as error:
            return self._answer(start_response, "501 Not Implemented", "NotImplemented", str(error))

    @staticmethod
    def _answer(start_response, status: str, code: str, message: str):
        body = json.dumps({"__type": code, "message": message}).encode()
        start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]


def backend_app(service: str | None):
    """moto gives no name to a service that it does not have."""
    if service is None:
        raise NotImplementedError("the service is not implemented")
    return create_backend_app(service)


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(0))
    application = HonestStatus(CBORFront(DomainDispatcherApplication(backend_app)))
    run_simple("127.0.0.1", int(sys.argv[1]), application, threaded=True)


if __name__ == "__main__":
    main()
