"""Fixtures of the end-to-end tests. Everything that is started here is stopped here."""

from __future__ import annotations

import itertools
import os
import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

# Before any AWS client is made: nothing of the developer's own set-up may leak in.
for _name in [name for name in os.environ if name.startswith(("AWS_", "BOTO")) or name.lower().endswith("_proxy")]:
    del os.environ[_name]
os.environ.update(
    AWS_CONFIG_FILE="/dev/null", AWS_SHARED_CREDENTIALS_FILE="/dev/null", AWS_EC2_METADATA_DISABLED="true"
)

import boto3  # noqa: E402
from botocore.config import Config  # noqa: E402

import servers  # noqa: E402

REQUIRE_BINARY = os.environ.get("CAIRN_E2E_REQUIRE", "1") != "0"


@pytest.fixture(scope="session")
def binary() -> pathlib.Path:
    """The binary under test. Missing, it is a failure, or a skip with CAIRN_E2E_REQUIRE=0."""
    try:
        path = servers.cairn_binary()
    except servers.NotBuilt as error:
        (pytest.fail if REQUIRE_BINARY else pytest.skip)(str(error))
    answer = subprocess.run([str(path), "serve", "--help"], capture_output=True, text=True, timeout=30)
    if "--upstream" not in answer.stdout:
        message = f"{path} has no `serve --upstream`: build it first\n{answer.stdout}{answer.stderr}"
        (pytest.fail if REQUIRE_BINARY else pytest.skip)(message)
    return path


@pytest.fixture
def start_cairn(binary, tmp_path):
    """A function that starts `cairn serve` with a data folder of its own, or the given one."""
    started: list[servers.Cairn] = []
    numbers = itertools.count(1)

    def start(upstream: str | None = None, *options: str, data_dir=None, **named) -> servers.Cairn:
        number = next(numbers)
        folder = pathlib.Path(data_dir) if data_dir else tmp_path / f"data-{number}"
        process = servers.Cairn(folder, tmp_path / f"cairn-{number}.log", upstream, *options, **named)
        started.append(process)
        return process

    yield start
    for process in started:
        if process.is_running:
            process.stop(5)


@pytest.fixture(scope="module")
def moto(tmp_path_factory):
    """One moto server for a module's tests."""
    process = servers.Moto(tmp_path_factory.mktemp("moto") / "moto.log", seed=7)
    yield process
    process.stop(3)


@pytest.fixture
def stub(tmp_path):
    """A function that starts the tests' own upstream (stub_upstream.py) in a given mode."""
    started: list[servers.Process] = []

    def start(mode: str, *arguments: str) -> "servers.Stub":
        process = servers.Stub(mode, tmp_path / f"stub-{len(started)}.log", *arguments)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()


def client(service: str, url: str, region: str = servers.REGION, key: str = "AKIAENDTOENDTEST0001", **config):
    """A boto3 client that makes one attempt against `url`."""
    config = {
        "retries": {"total_max_attempts": 1, "mode": "standard"},
        "read_timeout": 30,
        "connect_timeout": 5,
        **config,
    }
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=url,
        aws_access_key_id=key,
        aws_secret_access_key="a-secret-that-nobody-may-see",
        config=Config(**config),
    )


@pytest.fixture
def boto():
    """`boto(service, url, …)`: a boto3 client."""
    return client


@pytest.fixture
def aws():
    """`aws(url, "iam", "list-users", …)`: the AWS CLI with nothing but these credentials in its environment."""

    def run(url: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        variables = servers.clean_environment(
            AWS_ACCESS_KEY_ID="AKIAENDTOENDTEST0001",
            AWS_SECRET_ACCESS_KEY="a-secret-that-nobody-may-see",
            AWS_DEFAULT_REGION=servers.REGION,
            AWS_PAGER="",
            AWS_MAX_ATTEMPTS="1",
            **environment,
        )
        return subprocess.run(
            [sys.executable, "-m", "awscli", "--endpoint-url", url, "--output", "json", *arguments],
            capture_output=True,
            text=True,
            env=variables,
            timeout=60,
            stdin=subprocess.DEVNULL,
        )

    return run
