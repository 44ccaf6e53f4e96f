"""A pytest plugin for moto's own tests: the server that they run against is a Cairn, and is reset as one."""

import requests

from moto.core.models import ServerModeMockAWS


def reset(self) -> None:
    answer = requests.post(f"{self._test_server_mode_endpoint}/_cairn/reset", timeout=10)
    answer.raise_for_status()


ServerModeMockAWS.reset = reset
