"""Starting and stopping what the tests talk to: Cairn, moto, and the tests' own upstreams."""

from __future__ import annotations

import contextlib
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ACCOUNT = "123456789012"
REGION = "us-east-1"


class NotBuilt(Exception):
    """There is no cairn binary to test."""


def cairn_binary() -> pathlib.Path:
    """`CAIRN_BINARY`, else the debug build, else the release build of this checkout."""
    named = os.environ.get("CAIRN_BINARY")
    if named:
        path = pathlib.Path(named)
        path = path if path.is_absolute() else ROOT / path
        if not path.exists():
            raise NotBuilt(f"CAIRN_BINARY={named}: no such file")
        return path
    for candidate in (ROOT / ".build/debug/cairn", ROOT / ".build/release/cairn"):
        if candidate.exists():
            return candidate
    raise NotBuilt("no .build/debug/cairn or .build/release/cairn: run `make build`, or set CAIRN_BINARY")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def clean_environment(**extra: str) -> dict[str, str]:
    """The environment without anything that would make an AWS client or Cairn look elsewhere."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AWS_", "CAIRN_", "MOTO_", "BOTO")) and not name.lower().endswith("_proxy")
    }
    kept.update(AWS_CONFIG_FILE="/dev/null", AWS_SHARED_CREDENTIALS_FILE="/dev/null", AWS_EC2_METADATA_DISABLED="true")
    kept.update(extra)
    return kept


def http_get(url: str, timeout: float = 5) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=timeout) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def http_post(url: str, body: bytes = b"", timeout: float = 30) -> tuple[int, bytes]:
    request = urllib.request.Request(url, data=body, method="POST", headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


class Process:
    """A child process that logs to a file and never outlives its test."""

    def __init__(
        self, arguments: list[str], log: pathlib.Path, environment: dict[str, str], folder: str | None = None
    ) -> None:
        self.arguments = arguments
        self.log = log
        self._file = open(log, "ab")
        self.process = subprocess.Popen(
            arguments,
            stdout=self._file,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=environment,
            cwd=folder,
        )

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def log_text(self) -> str:
        return self.log.read_text(errors="replace")

    def kill(self) -> None:
        """SIGKILL: the process gets no chance to tidy up."""
        if self.is_running:
            self.process.kill()
        self.process.wait()
        self._file.close()

    def stop(self, seconds: float = 10) -> int:
        """SIGTERM, and the exit status. SIGKILL when that takes too long."""
        if self.is_running:
            self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            status = -signal.SIGKILL
        self._file.close()
        return status

    def resident_bytes(self, field: str = "VmRSS") -> int:
        """Memory of the process in bytes, from /proc."""
        for line in pathlib.Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1]) * 1024
        raise AssertionError(f"/proc/{self.pid}/status has no {field}")


class Moto(Process):
    """moto's server with a CBOR front (moto_server.py) on a free port."""

    def __init__(self, log: pathlib.Path, seed: int | None = None) -> None:
        self.port = free_port()
        super().__init__(
            [sys.executable, str(HERE / "moto_server.py"), str(self.port)],
            log,
            clean_environment(MOTO_IAM_LOAD_MANAGED_POLICIES="false", PYTHONHASHSEED="0", PYTHONUNBUFFERED="1"),
        )
        wait_until(lambda: self._answers(), 60, "moto's server answers", self)
        if seed is not None:
            http_post(f"{self.url}/moto-api/seed?a={seed}")

    def stop(self, seconds: float = 10) -> int:
        """moto has nothing to tidy up, and takes its time."""
        self.kill()
        return 0

    def _answers(self) -> bool:
        if not self.is_running:
            raise AssertionError("moto's server ended:\n" + self.log_text()[-3000:])
        with contextlib.suppress(OSError):
            return http_get(f"{self.url}/moto-api/data.json")[0] == 200
        return False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class SeaweedFS(Process):
    """SeaweedFS with its S3 door, and one caller who may do everything."""

    KEYS = {"AWS_ACCESS_KEY_ID": "weedkey", "AWS_SECRET_ACCESS_KEY": "weedsecret"}

    def __init__(self, folder: pathlib.Path) -> None:
        credentials = {"accessKey": self.KEYS["AWS_ACCESS_KEY_ID"], "secretKey": self.KEYS["AWS_SECRET_ACCESS_KEY"]}
        caller = {"name": "tests", "credentials": [credentials], "actions": ["Admin", "Read", "Write", "List", "Tagging"]}
        (folder / "s3.json").write_text(json.dumps({"identities": [caller]}))
        (folder / "weed").mkdir()
        self.port, *others = (free_port() for _ in range(4))
        ports = [f"-{name}.port={port}" for name, port in zip(("s3", "master", "volume", "filer"), (self.port, *others))]
        # gRPC listens 10,000 above each: what is too high for that is given a port of its own.
        ports += [f"-{name}.port.grpc={free_port()}" for name in ("s3", "master", "volume", "filer")]
        super().__init__(
            [str(pathlib.Path(sys.executable).parent / "weed"), "server", f"-dir={folder / 'weed'}", "-ip=127.0.0.1"]
            + ["-ip.bind=127.0.0.1", "-s3", f"-s3.config={folder / 's3.json'}", "-volume.max=10"]
            + ["-master.volumeSizeLimitMB=64", *ports],
            folder / "weed.log",
            clean_environment(),
        )
        wait_until(lambda: self._answers(), 60, "SeaweedFS answers", self, pause=0.2)

    def _answers(self) -> bool:
        if not self.is_running:
            raise AssertionError("SeaweedFS ended:\n" + self.log_text()[-3000:])
        with contextlib.suppress(OSError):
            return http_get(self.url)[0] in (200, 403)
        return False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class Cairn(Process):
    """`cairn serve` on a free port; ready when the constructor returns, unless `wait` is false."""

    def __init__(
        self,
        data_dir: pathlib.Path,
        log: pathlib.Path,
        upstream: str | None = None,
        *options: str,
        port: int | None = None,
        account: str = ACCOUNT,
        wait: bool = True,
        environment: dict[str, str] | None = None,
        folder: str | None = None,
    ) -> None:
        self.port = port or free_port()
        self.data_dir = pathlib.Path(data_dir)
        arguments = [str(cairn_binary()), "serve", "--port", str(self.port), "--data-dir", str(data_dir)]
        arguments += ["--account", account, "--region", REGION]
        arguments += ["--upstream", upstream] if upstream else []
        before = log.stat().st_size if log.exists() else 0
        super().__init__(arguments + list(options), log, clean_environment(**(environment or {})), folder)
        self._log_start = before
        if wait:
            wait_until(self._is_ready, 30, "cairn prints `Ready.`", self)

    def _is_ready(self) -> bool:
        if not self.is_running:
            raise AssertionError(f"cairn ended with {self.process.returncode}:\n{self.own_log()[-3000:]}")
        return any(line.rstrip().endswith("Ready.") for line in self.own_log().splitlines())

    def own_log(self) -> str:
        """What this process has printed (the file may hold earlier ones)."""
        with open(self.log, "rb") as file:
            file.seek(self._log_start)
            return file.read().decode(errors="replace")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def journal(self) -> pathlib.Path:
        return self.data_dir / "journal"

    def call_counts(self) -> dict[str, float]:
        """How many calls were seen, and what became of them."""
        metrics = self.metrics()
        return {
            word: sum(
                value
                for name, value in metrics.items()
                if re.search(rf"_{word}(_total)?(\{{.*)?$", name) or f'="{word}"' in name
            )
            for word in ("seen", "recorded", "excluded", "rejected", "unrecorded")
        }

    def records(self) -> list[dict]:
        """Every record of the journal, in order. A line that is not whole JSON is an error."""
        return read_journal(self.journal)

    def metrics(self) -> dict[str, float]:
        """`/metrics` as name-with-labels → value."""
        status, body = http_get(self.url + "/metrics")
        assert status == 200, f"/metrics answered {status}"
        found: dict[str, float] = {}
        for line in body.decode().splitlines():
            if line and not line.startswith("#"):
                name, _, value = line.rpartition(" ")
                found[name] = float(value)
        return found


def read_journal(folder: pathlib.Path) -> list[dict]:
    records: list[dict] = []
    for segment in sorted(folder.glob("*.ndjson")):
        data = segment.read_bytes()
        lines = data.split(b"\n")
        for number, line in enumerate(lines[:-1], start=1):
            try:
                records.append(json.loads(line))
            except ValueError as error:
                raise AssertionError(f"{segment.name} line {number} is not JSON: {error}: {line[:200]!r}") from error
    return records


def wait_until(condition, seconds: float, what: str, process: Process | None = None, pause: float = 0.02):
    """The condition's first true value; AssertionError with the process's log when the time is over."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            tail = "\n" + process.log_text()[-2000:] if process else ""
            raise AssertionError(f"not within {seconds:g} s: {what}{tail}")
        time.sleep(pause)


def run_cairn(
    *arguments: str, timeout: float = 30, environment: dict[str, str] | None = None, given: str = "", **options
):
    """A client command of the binary, to its end; `given` is its standard input."""
    return subprocess.run(
        [str(cairn_binary()), *arguments],
        capture_output=True,
        text=True,
        timeout=timeout,
        env=environment or clean_environment(),
        input=given,
        **options,
    )


class Stub(Process):
    """One of the tests' own upstreams (stub_upstream.py)."""

    def __init__(self, mode: str, log: pathlib.Path, *arguments: str) -> None:
        self.port = free_port()
        super().__init__(
            [sys.executable, str(HERE / "stub_upstream.py"), str(self.port), mode, *arguments], log, clean_environment()
        )
        wait_until(lambda: "Ready." in self.log_text(), 20, f"the stub ({mode}) is ready", self)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"
