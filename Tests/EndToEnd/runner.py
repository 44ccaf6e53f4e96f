"""Runs a scenario of AWS calls with boto3 and the AWS CLI, and remembers what every call looked like on the wire."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import http.client
import json
import re
import subprocess
import sys
import urllib.parse
from typing import Any, Callable

import boto3
import botocore.session
import botocore.awsrequest
import botocore.exceptions
import botocore.loaders
import botocore.model
from botocore import xform_name
from botocore.config import Config

from predict import Call, Identity
from matching import Pattern, Subset
from servers import ACCOUNT, REGION, clean_environment


@dataclasses.dataclass
class Step:
    """One call as data. Strings may hold `${name.path.0}`: a value out of an earlier step's result."""

    service: str
    operation: str
    params: dict = dataclasses.field(default_factory=dict)
    save: str | None = None
    error: str | None = None
    region: str | None = None
    as_: str | None = None  # a credential that `ScenarioRun.credentials` names; None: the default; "" unsigned
    options: str = ""  # words: cbor, virtual (the host names of AWS), presign
    exempt: dict = dataclasses.field(default_factory=dict)  # record field -> why it is not predicted
    override: dict = dataclasses.field(default_factory=dict)  # record field -> expectation
    expect: dict = dataclasses.field(default_factory=dict)  # path in the result -> value
    learn: Callable | None = None  # (run, call) -> None: identities that the answer brings
    differs: list = dataclasses.field(default_factory=list)  # paths in the result that no seed makes the same


@dataclasses.dataclass
class CLIStep:
    """One AWS CLI command, with the operation and parameters that it stands for."""

    arguments: list[str]
    service: str
    operation: str
    params: dict
    save: str | None = None
    error: str | None = None
    exempt: dict = dataclasses.field(default_factory=dict)
    override: dict = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class RawStep:
    """A call that is made by hand; `run` gets the ScenarioRun and returns the Call (or several)."""

    name: str
    run: Callable


@dataclasses.dataclass
class Credential:
    access_key: str | None
    secret_key: str | None = "a-secret-that-nobody-may-see"
    token: str | None = None


class CBORLoader(botocore.loaders.Loader):
    """Gives models that offer nothing but CBOR, so that botocore speaks it."""

    def load_service_model(self, service_name, type_name, api_version=None):
        model = super().load_service_model(service_name, type_name, api_version)
        if type_name == "service-2" and "smithy-rpc-v2-cbor" in model["metadata"].get("protocols", ()):
            model = copy.deepcopy(model)
            model["metadata"]["protocols"] = ["smithy-rpc-v2-cbor"]
            model["metadata"]["protocol"] = "smithy-rpc-v2-cbor"
        return model


# Shared by all runs: a loader keeps the models that it has read.
PLAIN_LOADER = botocore.loaders.Loader()
CBOR_LOADER = CBORLoader()


class ScenarioRun:
    """One pass over the steps against one endpoint."""

    def __init__(self, endpoint: str, label: str) -> None:
        self.endpoint = endpoint
        self.port = urllib.parse.urlsplit(endpoint).port
        self.label = label
        self.results: dict[str, Any] = {}
        self.outcomes: list[tuple[str, Any]] = []
        self.calls: list[Call] = []
        self.credentials: dict[str, Credential] = {"default": Credential("AKIAENDTOENDTEST0001")}
        self.identities: dict[str | None, Identity] = {}
        self.secrets: dict[str, str] = {}
        self.protocols: set[str] = set()
        self._clients: dict[tuple, Any] = {}
        self._observed: list[Call] = []
        self._marker = ""
        self._count = 0
        self.identities["AKIAENDTOENDTEST0001"] = unknown_identity("AKIAENDTOENDTEST0001")

    # -- steps

    def run(self, steps: list) -> None:
        for step in steps:
            self._count += 1
            self._marker = f"e2e-{self._count:04d}"
            self._observed = []
            if isinstance(step, RawStep):
                self._run_raw(step)
            elif isinstance(step, CLIStep):
                self._run_cli(step)
            else:
                self._run_step(step)

    def _run_step(self, step: Step) -> None:
        label = f"{step.service}.{step.operation}"
        client = self.client(step.service, step.region, step.as_, step.options)
        params = self.resolve(step.params)
        result: Any
        try:
            result = getattr(client, xform_name(step.operation))(**params)
            error = None
        except botocore.exceptions.ClientError as raised:
            error = (raised.response["Error"].get("Code", ""), raised.response["Error"].get("Message", ""))
            result = {"Error": {"Code": error[0], "Message": error[1]}}
        where = f"{self.label}: {self._marker} {label}"
        if step.error is None and error is not None:
            raise AssertionError(f"{where}: unexpected {error[0]}: {error[1]}")
        if step.error is not None and error is None:
            raise AssertionError(f"{where}: expected {step.error}, but it worked")
        if step.error is not None and step.error != error[0]:
            raise AssertionError(f"{where}: expected {step.error}, got {error[0]}: {error[1]}")
        result = {name: read_stream(value) for name, value in result.items() if name != "ResponseMetadata"}
        for path, expected in step.expect.items():
            found = dig(result, path)
            if found != self.resolve(expected):
                raise AssertionError(f"{where}: {path} is {found!r}, expected {expected!r}")
        if step.save:
            self.results[step.save] = result
        for call in self._observed:
            call.exempt, call.override, call.label = step.exempt, step.override, f"{self._marker} {label}"
            self.protocols.add(protocol_of(call))
            if call.output is not None and call.error is None:
                # Streams are read by now; the parsed answer of a stream has no content to compare.
                call.response_body = call.response_body if not has_stream(call) else stream_bytes(result)
            self.calls.append(call)
        if step.learn is not None:
            step.learn(self, self._observed[-1])
        self.outcomes.append((label, without(result, step.differs)))

    def _run_raw(self, step: RawStep) -> None:
        made = step.run(self)
        for call in made if isinstance(made, list) else [made]:
            call.label = f"{self._marker} {step.name}"
            self.protocols.add(protocol_of(call))
            self.calls.append(call)
            self.outcomes.append((step.name, {"status": call.status, "error": call.error}))

    def _run_cli(self, step: CLIStep) -> None:
        credential = self.credentials["default"]
        environment = clean_environment(
            AWS_ACCESS_KEY_ID=credential.access_key,
            AWS_SECRET_ACCESS_KEY=credential.secret_key,
            AWS_DEFAULT_REGION=REGION,
            AWS_EXECUTION_ENV=self._marker,
            AWS_MAX_ATTEMPTS="1",
            AWS_PAGER="",
        )
        arguments = [self.resolve(each) for each in step.arguments]
        started = now()
        done = subprocess.run(
            [sys.executable, "-m", "awscli", "--endpoint-url", self.endpoint, "--output", "json", *arguments],
            capture_output=True,
            text=True,
            env=environment,
            timeout=60,
            stdin=subprocess.DEVNULL,
        )
        where = f"{self.label}: aws {' '.join(arguments)}"
        error = None
        if done.returncode != 0:
            match = re.search(r"An error occurred \(([^)]+)\) when calling the (\w+) operation: (.*)", done.stderr)
            if step.error is None or match is None:
                raise AssertionError(f"{where}: exit {done.returncode}\n{done.stderr}")
            error = (match.group(1), match.group(3).strip())
        if step.error != (error[0] if error else None):
            raise AssertionError(f"{where}: expected {step.error}, got {error}")
        output = json.loads(done.stdout) if done.stdout.strip().startswith("{") else {}
        if step.save:
            self.results[step.save] = output
        model = self._model(step.service)
        call = Call(
            step.service,
            step.operation,
            model,
            self.resolve(step.params),
            region=REGION,
            error=error,
            output=None,
            access_key=credential.access_key,
            marker=self._marker,
            started=started,
            ended=now(),
            label=f"{self._marker} aws {' '.join(arguments[:2])}",
            status=400 if error else 200,
            request_headers={"host": urllib.parse.urlsplit(self.endpoint).netloc},
            identity=self.identities.get(credential.access_key),
        )
        call.exempt, call.override = step.exempt, step.override
        self.calls.append(call)
        self.outcomes.append((f"cli {step.service}.{step.operation}", output or done.stdout or str(error)))

    # -- clients

    def client(self, service: str, region: str | None = None, as_: str | None = None, options: str = "") -> Any:
        key = (service, region or REGION, "default" if as_ is None else as_, options)
        if key not in self._clients:
            self._clients[key] = self._make_client(*key)
        return self._clients[key]

    def _make_client(self, service: str, region: str, as_: str, options: str) -> Any:
        core = botocore.session.Session()
        core.register_component("data_loader", CBOR_LOADER if "cbor" in options else PLAIN_LOADER)
        core.set_config_variable("config_file", "/dev/null")
        core.set_config_variable("credentials_file", "/dev/null")
        arguments: dict[str, Any] = {}
        if as_:
            credential = self.credentials[as_]
            arguments = {
                "aws_access_key_id": credential.access_key,
                "aws_secret_access_key": credential.secret_key,
                "aws_session_token": credential.token,
            }
        config = Config(
            retries={"total_max_attempts": 1, "mode": "standard"},
            read_timeout=60,
            parameter_validation=True,
            s3={"addressing_style": "virtual" if "virtual" in options else "path"},
            **({} if as_ else {"signature_version": botocore.UNSIGNED}),
        )
        if "presign" in options:
            config = config.merge(Config(signature_version="s3v4"))
        endpoint = self.endpoint
        if "virtual" in options:
            endpoint = f"http://{'s3-control' if service == 's3control' else service}.{region}.amazonaws.com"
        client = boto3.Session(botocore_session=core).client(
            service, region_name=region, endpoint_url=endpoint, config=config, **arguments
        )
        self._observe(client, self.credentials[as_].access_key if as_ else None, region, "virtual" in options)
        return client

    def _model(self, service: str) -> Any:
        return botocore.model.ServiceModel(PLAIN_LOADER.load_service_model(service, "service-2"), service)

    # -- observation

    def _observe(self, client: Any, access_key: str | None, region: str, redirect: bool) -> None:
        events = client.meta.events
        service = client.meta.service_model.service_name
        current: dict[str, Call] = {}

        def parameters(params, model, **_):
            current["call"] = Call(
                service,
                model.name,
                client.meta.service_model,
                copy_params(params),
                access_key=access_key,
                region=region,
                marker=self._marker,
                started=now(),
                identity=self.identities.get(access_key),
            )

        def mark(request, **_):
            request.headers["User-Agent"] = f"{request.headers.get('User-Agent', '')} md/{self._marker}".strip()

        def send(request, **_):
            call = current["call"]
            call.method, call.url = request.method, request.url
            call.request_headers = {name.lower(): text(value) for name, value in request.headers.items()}
            call.user_agent = call.request_headers.get("user-agent")
            call.request_body = body_bytes(request.body)
            call.request_headers.setdefault("host", urllib.parse.urlsplit(request.url).netloc)
            return self._send_to_port(request) if redirect else None

        def received(response_dict, parsed_response, **_):
            call = current["call"]
            if response_dict is None:
                return
            call.ended = now()
            call.status = response_dict["status_code"]
            call.response_headers = dict(response_dict["headers"])
            body = response_dict.get("body")
            call.response_body = body if isinstance(body, bytes) else None
            parsed = {name: value for name, value in (parsed_response or {}).items()}
            metadata = parsed.pop("ResponseMetadata", {})
            call.request_id = metadata.get("RequestId")
            if call.status >= 300 or "Error" in parsed and call.status >= 300:
                error = parsed.get("Error", {})
                call.error = (str(error.get("Code", "")), error.get("Message", ""))
            else:
                call.output = copy_params(parsed)
            self._observed.append(call)

        events.register_last("before-parameter-build", parameters)
        events.register_first("before-sign", mark)
        events.register_last("before-send", send)
        events.register_first("response-received", received)

    def _send_to_port(self, request: Any) -> Any:
        """Sends a request that names a host of AWS to the local endpoint, Host header and path as they are."""
        parts = urllib.parse.urlsplit(request.url)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.putrequest(request.method, target, skip_host=True, skip_accept_encoding=True)
        headers = {name: text(value) for name, value in request.headers.items()}
        headers.setdefault("Host", parts.netloc)
        body = body_bytes(request.body)
        headers.setdefault("Content-Length", str(len(body)))
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        data = answer.read()
        raw = RawAnswer(data)
        connection.close()
        return botocore.awsrequest.AWSResponse(
            request.url, answer.status, botocore.awsrequest.HeadersDict(dict(answer.getheaders())), raw
        )

    # -- values

    def resolve(self, value: Any) -> Any:
        """Replaces `${...}`; a string that is nothing but one reference becomes the referenced value."""
        if isinstance(value, dict):
            return {self.resolve(key): self.resolve(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.resolve(each) for each in value]
        if not isinstance(value, str):
            return value() if callable(value) else value
        whole = re.fullmatch(r"\$\{([^}]+)\}", value)
        if whole:
            return dig(self.results, whole.group(1))
        return re.sub(r"\$\{([^}]+)\}", lambda match: str(dig(self.results, match.group(1))), value)


class RawAnswer:
    """The bytes of an answer in the form that AWSResponse reads."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def stream(self, *_arguments, **_options):
        yield self._data

    def read(self, *_arguments):
        data, self._data = self._data, b""
        return data


def unknown_identity(access_key: str, account: str = ACCOUNT) -> Identity:
    """A key that nobody has told Cairn about: the account and the key are all there is to check."""
    kind = Pattern("IAMUser|Root|Unknown")
    return Identity(account, Subset(type=kind, accountId=account, accessKeyId=access_key))


def protocol_of(call: Call) -> str:
    if "smithy-protocol" in call.request_headers:
        return "rpc-v2-cbor"
    target_version = call.model.metadata.get("jsonVersion")
    resolved = call.model.resolved_protocol
    return f"json {target_version}" if resolved == "json" else resolved


def has_stream(call: Call) -> bool:
    shape = call.operation_model.output_shape
    payload = shape.serialization.get("payload") if shape else None
    return bool(payload) and shape.members[payload].type_name == "blob"


def stream_bytes(result: dict) -> bytes | None:
    for value in result.values():
        if isinstance(value, bytes):
            return value
    return None


def read_stream(value: Any) -> Any:
    return value.read() if hasattr(value, "read") else value


def copy_params(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: copy_params(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [copy_params(each) for each in value]
    return value


def body_bytes(body: Any) -> bytes:
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, (bytes, bytearray)):
        return bytes(body)
    position = body.tell()
    data = body.read()
    body.seek(position)
    return data


def text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc)


def dig(value: Any, path: str) -> Any:
    for part in path.split("."):
        value = value[int(part)] if isinstance(value, (list, tuple)) else value[part]
    return value


def without(result: Any, paths: list[str]) -> Any:
    """A copy of the result that lacks the values at these paths."""
    kept = copy_params(result)
    for path in paths:
        parent, _, last = path.rpartition(".")
        del (dig(kept, parent) if parent else kept)[last]
    return kept


_UUID = re.compile(r"[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?")
_FINGERPRINT = re.compile(r"([0-9a-f]{2}:){15,}[0-9a-f]{2}")
_EPOCH = re.compile(r"\b1[5-9]\d{8}(\.\d+)?\b")
_HTTP_TIME = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d (GMT|UTC)")


def normalised(value: Any) -> Any:
    """The result without what differs between two runs by nature: times, random identifiers, port numbers."""
    if isinstance(value, dict):
        return {normalised(key): normalised(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [normalised(each) for each in value]
    if isinstance(value, datetime.datetime):
        return "<time>"
    if isinstance(value, bytes):
        return value.hex() if len(value) < 200 else f"<{len(value)} bytes>"
    if isinstance(value, str):
        value = _UUID.sub("<uuid>", value)
        value = _TIME.sub("<time>", value)
        value = _HTTP_TIME.sub("<time>", value)
        value = _FINGERPRINT.sub("<fingerprint>", value)
        value = _EPOCH.sub("<time>", value)
        return re.sub(r"127\.0\.0\.1:\d+|localhost:\d+", "<endpoint>", value)
    if isinstance(value, float) and 1.5e9 < value < 3e12 or isinstance(value, int) and 1_500_000_000 < value < 3e12:
        return "<time>"
    return value
