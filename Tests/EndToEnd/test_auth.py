"""`--auth`: who may call CloudTrail, with which signature, and what they may do."""

from __future__ import annotations

import datetime
import http.client
import json
import socket
import subprocess
import urllib.parse
import urllib.request

import boto3
import pytest
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from servers import ACCOUNT, REGION, cairn_binary, clean_environment, run_cairn, wait_until

ADMIN = Credentials("AKIAENDTOENDADMIN001", "the-secret-of-the-admin")
DANA = Credentials("AKIAENDTOENDDANA0001", "the-secret-of-dana")
ROLE = Credentials("ASIAENDTOENDROLE0001", "the-secret-of-the-session", "the-token-of-the-session")
TRAIL = f"arn:aws:cloudtrail:{REGION}:{ACCOUNT}:trail/audit"
TARGET = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101."
JSON11 = "application/x-amz-json-1.1"


def allow(*actions: str, resource: str = "*", effect: str = "Allow", **rest) -> dict:
    statement = {"Effect": effect, "Action": list(actions), "Resource": resource, **rest}
    return {"Version": "2012-10-17", "Statement": [statement]}


def identities(*dana: dict) -> dict:
    return {
        "identities": [
            {
                "accessKeyId": ADMIN.access_key,
                "secretAccessKey": ADMIN.secret_key,
                "type": "IAMUser",
                "accountId": ACCOUNT,
                "userName": "admin",
                "policies": [allow("*")],
            },
            {
                "accessKeyId": DANA.access_key,
                "secretAccessKey": DANA.secret_key,
                "type": "IAMUser",
                "accountId": ACCOUNT,
                "userName": "dana",
                "policies": list(dana),
            },
            {
                "accessKeyId": ROLE.access_key,
                "secretAccessKey": ROLE.secret_key,
                "sessionToken": ROLE.token,
                "type": "AssumedRole",
                "roleArn": f"arn:aws:iam::{ACCOUNT}:role/auditor",
                "sessionName": "erin",
                "policies": [allow("cloudtrail:ListTrails")],
            },
        ]
    }


@pytest.fixture
def guarded(start_cairn, tmp_path):
    """A function that starts Cairn with `--auth` and Dana's policies."""

    def start(*dana: dict):
        configuration = tmp_path / "cairn.json"
        configuration.write_text(json.dumps(identities(*dana)))
        return start_cairn(None, "--auth", "--lenient", "--config", str(configuration))

    return start


def cloudtrail(cairn, credentials: Credentials, region: str = REGION, secret: str | None = None):
    return boto3.client(
        "cloudtrail",
        region_name=region,
        endpoint_url=cairn.url,
        aws_access_key_id=credentials.access_key,
        aws_secret_access_key=secret or credentials.secret_key,
        aws_session_token=credentials.token,
        config=Config(retries={"total_max_attempts": 1, "mode": "standard"}),
    )


def refusal(call, **parameters) -> tuple[str, str]:
    with pytest.raises(ClientError) as caught:
        call(**parameters)
    error = caught.value.response
    assert error["ResponseMetadata"]["HTTPStatusCode"] == 400
    return error["Error"]["Code"], error["Error"]["Message"]


def prepared(cairn, operation: str, body: bytes = b"{}") -> AWSRequest:
    headers = {"Content-Type": JSON11, "X-Amz-Target": TARGET + operation, "Host": f"127.0.0.1:{cairn.port}"}
    return AWSRequest(method="POST", url=cairn.url + "/", headers=headers, data=body)


def signed(cairn, operation: str, body: bytes = b"{}", credentials: Credentials = ADMIN) -> AWSRequest:
    request = prepared(cairn, operation, body)
    SigV4Auth(credentials, "cloudtrail", REGION).add_auth(request)
    return request


def send(cairn, request: AWSRequest, body: bytes | None = None) -> tuple[int, dict]:
    parts = urllib.parse.urlsplit(request.url)
    target = (parts.path or "/") + ("?" + parts.query if parts.query else "")
    connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=10)
    connection.request(
        request.method, target, body=request.data if body is None else body, headers=dict(request.headers.items())
    )
    answer = connection.getresponse()
    payload = answer.read()
    connection.close()
    return answer.status, json.loads(payload or b"{}")


def test_good_and_bad_secrets(guarded):
    cairn = guarded()
    assert cloudtrail(cairn, ADMIN).list_trails()["Trails"] == []
    code, message = refusal(cloudtrail(cairn, ADMIN, secret="guessed").list_trails)
    assert code == "InvalidSignatureException" and "does not match the signature you provided" in message
    stranger = Credentials("AKIASTRANGER00000001", "whatever")
    assert refusal(cloudtrail(cairn, stranger).list_trails) == (
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
    )


def test_session_tokens(guarded):
    cairn = guarded()
    assert cloudtrail(cairn, ROLE).list_trails()["Trails"] == []
    for token in (None, "another"):
        other = Credentials(ROLE.access_key, ROLE.secret_key, token)
        assert refusal(cloudtrail(cairn, other).list_trails)[0] == "UnrecognizedClientException"
    code, message = refusal(cloudtrail(cairn, ROLE).lookup_events)
    assert code == "AccessDeniedException"
    assert f"User: arn:aws:sts::{ACCOUNT}:assumed-role/auditor/erin is not authorized" in message


def test_unsigned_calls_are_refused_only_with_auth(guarded, start_cairn):
    cairn = guarded()
    status, answer = send(cairn, prepared(cairn, "ListTrails"))
    assert (status, answer["__type"]) == (400, "MissingAuthenticationTokenException")
    open_cairn = start_cairn(None)
    assert send(open_cairn, prepared(open_cairn, "ListTrails"))[0] == 200


@pytest.mark.parametrize(
    "change",
    [
        lambda request: request.headers.replace_header("X-Amz-Target", TARGET + "DescribeTrails"),
        lambda request: request.headers.replace_header("Content-Type", "application/json"),
        lambda request: request.headers.add_header("X-Amz-Other", "1"),
        lambda request: setattr(request, "url", request.url + "?a=b"),
        lambda request: setattr(request, "data", b'{"NextToken":"x"}'),
        lambda request: request.headers.replace_header(
            "Authorization", request.headers["Authorization"].replace(REGION, "eu-west-1")
        ),
    ],
    ids=["operation", "header", "added header", "query", "body", "region"],
)
def test_altered_requests_are_refused(guarded, change):
    cairn = guarded()
    request = signed(cairn, "ListTrails")
    assert send(cairn, request)[0] == 200
    change(request)
    status, answer = send(cairn, request)
    assert (status, answer["__type"]) == (400, "InvalidSignatureException")


@pytest.mark.parametrize("minutes", [-16, 16])
def test_clocks_that_are_wrong(guarded, monkeypatch, minutes):
    cairn = guarded()
    import botocore.auth

    time = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *_, **__: time.replace(tzinfo=None))
    status, answer = send(cairn, signed(cairn, "ListTrails"))
    assert (status, answer["__type"]) == (400, "InvalidSignatureException")
    assert answer["message"].startswith("Signature expired" if minutes < 0 else "Signature not yet current")


def test_presigned_calls(guarded, monkeypatch):
    cairn = guarded()

    def presigned(seconds_ago: int) -> AWSRequest:
        import botocore.auth

        time = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=seconds_ago)
        monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *_, **__: time.replace(tzinfo=None))
        request = prepared(cairn, "ListTrails", b"")
        SigV4QueryAuth(ADMIN, "cloudtrail", REGION, expires=60).add_auth(request)
        return request

    request = presigned(0)
    assert "X-Amz-Signature" in request.url
    assert send(cairn, request)[0] == 200
    request.url = request.url.replace("X-Amz-Expires=60", "X-Amz-Expires=600")
    assert send(cairn, request)[1]["__type"] == "InvalidSignatureException"
    assert send(cairn, presigned(61))[1]["__type"] == "RequestExpired"


def test_changes_are_carried_out_once(guarded):
    cairn = guarded()
    request = signed(cairn, "CreateTrail", b'{"Name":"audit","S3BucketName":"audit-box"}')
    assert send(cairn, request)[0] == 200
    status, answer = send(cairn, request)
    assert (status, answer["__type"]) == (400, "InvalidSignatureException")
    assert "received before" in answer["message"]
    question = signed(cairn, "ListTrails")
    assert [send(cairn, question)[0] for _ in range(2)] == [200, 200]
    # Equal calls of an SDK within a second have one signature, and are no replays.
    client = cloudtrail(cairn, ADMIN)
    for _ in range(5):
        client.start_logging(Name="audit")


def test_a_permission_that_is_taken_away_stops_the_user(guarded):
    with_it = guarded(allow("cloudtrail:LookupEvents", "cloudtrail:ListTrails"))
    cloudtrail(with_it, DANA).lookup_events()
    without = guarded(allow("cloudtrail:ListTrails"))
    assert refusal(cloudtrail(without, DANA).lookup_events) == (
        "AccessDeniedException",
        f"User: arn:aws:iam::{ACCOUNT}:user/dana is not authorized to perform: cloudtrail:LookupEvents because no "
        "identity-based policy allows the cloudtrail:LookupEvents action",
    )
    assert cloudtrail(without, DANA).list_trails()["Trails"] == []


def test_a_policy_for_one_trail_holds_for_that_trail_alone(guarded):
    cairn = guarded(allow("cloudtrail:*", resource=TRAIL))
    admin = cloudtrail(cairn, ADMIN)
    for name in ("audit", "audit2"):
        admin.create_trail(Name=name, S3BucketName="audit-box")
    dana = cloudtrail(cairn, DANA)
    for name in ("audit", TRAIL):
        dana.start_logging(Name=name)
        assert dana.get_trail_status(Name=name)["IsLogging"] is True
    for name in ("audit2", TRAIL + "2", "missing"):
        code, message = refusal(dana.stop_logging, Name=name)
        assert code == "AccessDeniedException"
        assert "is not authorized to perform: cloudtrail:StopLogging on resource: arn:aws:cloudtrail:" in message
    assert refusal(dana.list_trails)[0] == "AccessDeniedException"
    assert admin.get_trail_status(Name="audit2")["IsLogging"] is False


def test_a_deny_wins(guarded):
    cairn = guarded(allow("*"), allow("cloudtrail:StopLogging", resource=TRAIL, effect="Deny"))
    dana = cloudtrail(cairn, DANA)
    for name in ("audit", "other"):
        dana.create_trail(Name=name, S3BucketName="audit-box")
    code, message = refusal(dana.stop_logging, Name="audit")
    assert code == "AccessDeniedException" and message.endswith("with an explicit deny in an identity-based policy")
    dana.stop_logging(Name="other")


def test_a_denied_call_is_an_event(guarded):
    cairn = guarded()
    message = refusal(cloudtrail(cairn, DANA).stop_logging, Name="audit")[1]
    admin = cloudtrail(cairn, ADMIN)
    attributes = [{"AttributeKey": "EventName", "AttributeValue": "StopLogging"}]
    events = wait_until(lambda: admin.lookup_events(LookupAttributes=attributes)["Events"], 10, "the event is found")
    assert len(events) == 1 and events[0]["Username"] == "dana"
    record = json.loads(events[0]["CloudTrailEvent"])
    assert record["errorCode"] == "AccessDenied" and record["errorMessage"] == message
    assert record["requestParameters"] == {"name": "audit"} and record["responseElements"] is None
    assert record["userIdentity"]["arn"] == f"arn:aws:iam::{ACCOUNT}:user/dana"
    text = json.dumps(cairn.records()) + cairn.log_text()
    assert not [secret for secret in (ADMIN.secret_key, DANA.secret_key, ROLE.token) if secret in text]


# MARK: Records of calls that nobody proves


def test_forged_calls_leave_no_record(guarded):
    cairn = guarded()
    refusal(cloudtrail(cairn, ADMIN, secret="guessed").stop_logging, Name="audit")
    refusal(cloudtrail(cairn, Credentials("AKIASTRANGER00000001", "whatever")).stop_logging, Name="audit")
    refusal(cloudtrail(cairn, Credentials(ROLE.access_key, ROLE.secret_key, "another")).stop_logging, Name="audit")
    assert send(cairn, prepared(cairn, "StopLogging"))[0] == 400
    elsewhere = signed(cairn, "StopLogging")
    elsewhere.headers.replace_header(
        "Authorization", elsewhere.headers["Authorization"].replace("/cloudtrail/", "/iam/")
    )
    assert send(cairn, elsewhere)[0] in (400, 501)
    counts = cairn.metrics()
    assert cairn.records() == []
    assert counts["cairn_calls_seen_total"] == counts["cairn_calls_excluded_total"] == 5
    assert counts["cairn_calls_unauthenticated_total"] == 5


def test_a_replayed_call_is_recorded_once(guarded):
    cairn = guarded()
    create = signed(cairn, "CreateTrail", b'{"Name":"audit","S3BucketName":"audit-box"}')
    assert [send(cairn, create)[0] for _ in range(3)] == [200, 400, 400]
    denied = signed(cairn, "DeleteTrail", b'{"Name":"audit"}', DANA)
    assert [send(cairn, denied)[1]["__type"] for _ in range(3)] == [
        "AccessDeniedException",
        "InvalidSignatureException",
        "InvalidSignatureException",
    ]
    names = [(record["eventName"], record.get("errorCode")) for record in cairn.records()]
    assert names == [("CreateTrail", None), ("DeleteTrail", "AccessDenied")]


def test_a_call_that_is_given_up_half_way_is_not_recorded_in_somebodys_name(guarded):
    cairn = guarded()
    request = signed(cairn, "StopLogging", b'{"Name":"audit"}')
    lines = ["POST / HTTP/1.1", "Content-Length: 16", *(f"{name}: {text}" for name, text in request.headers.items())]
    with socket.create_connection(("127.0.0.1", cairn.port)) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n{").encode())
        wait_until(lambda: cairn.metrics()["cairn_calls_in_flight"] == 1, 10, "the call is under way")
    wait_until(lambda: cairn.metrics()["cairn_calls_in_flight"] == 0, 10, "the call is over")
    assert cairn.records() == []
    assert cairn.metrics()["cairn_calls_unauthenticated_total"] == 1


# MARK: The admin surface


def admin_request(cairn, method: str, path: str, body: bytes = b"", credentials: Credentials | None = None):
    request = AWSRequest(method=method, url=cairn.url + path, data=body, headers={"Host": f"127.0.0.1:{cairn.port}"})
    if credentials:
        SigV4Auth(credentials, "cloudtrail", REGION).add_auth(request)
    return request


def environment(credentials: Credentials) -> dict[str, str]:
    keys = {"AWS_ACCESS_KEY_ID": credentials.access_key, "AWS_SECRET_ACCESS_KEY": credentials.secret_key}
    return clean_environment(**keys, **({"AWS_SESSION_TOKEN": credentials.token} if credentials.token else {}))


EXPECT = b'{"eventName":"ListTrails","within":"2s"}'


def test_the_admin_surface_needs_a_caller(guarded):
    cairn = guarded(allow("cloudtrail:*"))
    for method, path, body in (
        ("GET", "/_cairn/events", b""),
        ("POST", "/_cairn/expect", EXPECT),
        ("POST", "/_cairn/reset", b""),
        ("POST", "/_parlel/reset", b""),
    ):
        status, answer = send(cairn, admin_request(cairn, method, path, body))
        assert (status, answer["__type"]) == (403, "MissingAuthenticationTokenException"), path
        guess = Credentials(ADMIN.access_key, "guessed")
        status, answer = send(cairn, admin_request(cairn, method, path, body, guess))
        assert (status, answer["__type"]) == (403, "InvalidSignatureException"), path
    for path in ("/_cairn/health", "/_parlel/health", "/_localstack/health"):
        assert send(cairn, admin_request(cairn, "GET", path))[0] == 200
    assert cairn.metrics()["cairn_calls_seen_total"] == 0


def test_events_are_those_of_the_callers_account(start_cairn, tmp_path):
    named = identities(allow("cloudtrail:ListTrails"))
    eve = Credentials("AKIAENDTOENDEVE00001", "the-secret-of-eve")
    named["identities"].append(
        {
            "accessKeyId": eve.access_key,
            "secretAccessKey": eve.secret_key,
            "type": "Root",
            "accountId": "444455556666",
        }
    )
    file = tmp_path / "cairn.json"
    file.write_text(json.dumps(named))
    cairn = start_cairn(None, "--auth", "--lenient", "--config", str(file))
    tails = [
        subprocess.Popen(
            [str(cairn_binary()), "tail", "--endpoint-url", cairn.url, "--output", "ndjson", "--count", "1"],
            env=environment(credentials),
            stdout=subprocess.PIPE,
            text=True,
        )
        for credentials in (ADMIN, eve)
    ]
    try:
        # Calls until both listeners, who may not be there yet, have seen one.
        wait_until(
            lambda: (
                cloudtrail(cairn, DANA).list_trails(),
                cloudtrail(cairn, eve).list_trails(),
                all(tail.poll() is not None for tail in tails),
            )[2],
            20,
            "both listeners have an event",
            pause=0.2,
        )
        seen = [json.loads(tail.stdout.read()) for tail in tails]
        assert [record["recipientAccountId"] for record in seen] == [ACCOUNT, "444455556666"]
    finally:
        for tail in tails:
            tail.kill()
            tail.wait()
            tail.stdout.close()
    arguments = ("expect", "ListTrails", "--within", "5s", "--endpoint-url", cairn.url)
    assert run_cairn(*arguments, environment=environment(ADMIN)).returncode == 0
    status, answer = send(cairn, admin_request(cairn, "POST", "/_cairn/expect", EXPECT, eve))
    assert status == 200
    assert {event["recipientAccountId"] for event in answer["events"]} == {"444455556666"}
    denied = run_cairn(*arguments, environment=environment(DANA))
    assert denied.returncode != 0 and "cloudtrail:LookupEvents" in denied.stderr
    denied = run_cairn("tail", "--count", "1", "--endpoint-url", cairn.url, environment=environment(DANA))
    assert denied.returncode != 0 and "cloudtrail:LookupEvents" in denied.stderr
    status, answer = send(cairn, admin_request(cairn, "POST", "/_cairn/reset", b"", eve))
    assert (status, answer["__type"]) == (403, "AccessDeniedException") and f"account {ACCOUNT}" in answer["message"]


def test_a_reset_needs_a_permission_of_its_own(guarded):
    cairn = guarded(allow("cloudtrail:*"))
    admin = cloudtrail(cairn, ADMIN)
    admin.create_trail(Name="audit", S3BucketName="audit-box")
    status, answer = send(cairn, admin_request(cairn, "POST", "/_cairn/reset", b"", DANA))
    assert (status, answer["__type"]) == (403, "AccessDeniedException") and "cairn:Reset" in answer["message"]
    assert len(admin.list_trails()["Trails"]) == 1
    reset = admin_request(cairn, "POST", "/_cairn/reset", b"", ADMIN)
    assert send(cairn, reset)[0] == 200
    assert admin.list_trails()["Trails"] == []
    assert send(cairn, reset)[1]["__type"] == "InvalidSignatureException"


def test_beyond_loopback_the_status_is_not_for_everyone(start_cairn, tmp_path):
    file = tmp_path / "cairn.json"
    file.write_text(json.dumps(identities(allow("cairn:GetMetrics"))))
    cairn = start_cairn(None, "--auth", "--host", "0.0.0.0", "--config", str(file))
    assert send(cairn, admin_request(cairn, "GET", "/_cairn/health")) == (200, {"status": "ok", "service": "cairn"})
    assert "journal" in send(cairn, admin_request(cairn, "GET", "/_cairn/health", b"", DANA))[1]
    status, answer = send(cairn, admin_request(cairn, "GET", "/metrics"))
    assert (status, answer["__type"]) == (403, "MissingAuthenticationTokenException")
    assert send(cairn, admin_request(cairn, "GET", "/metrics", b"", ROLE))[1]["__type"] == "AccessDeniedException"
    allowed = admin_request(cairn, "GET", "/metrics", b"", DANA)
    with urllib.request.urlopen(
        urllib.request.Request(allowed.url, headers=dict(allowed.headers.items())), timeout=10
    ) as text:
        assert b"cairn_calls_seen_total" in text.read()


@pytest.mark.parametrize(
    "configuration, part",
    [
        ({}, "secretAccessKey"),
        (identities({"Version": "2012-10-17", "Statement": [{"Effect": "Maybe"}]}), "identities[1].policies[0]"),
    ],
    ids=["nobody could call", "no policy"],
)
def test_a_configuration_that_cannot_be_meant_ends_the_start(tmp_path, binary, configuration, part):
    file = tmp_path / "cairn.json"
    file.write_text(json.dumps(configuration))
    ended = run_cairn("serve", "--auth", "--in-memory", "--port", "0", "--config", str(file))
    assert ended.returncode in (2, 3)
    assert part in ended.stderr
