"""`cairn selectors test` shows what selectors keep and why, warns of what is allowed and not meant, and exits by it."""

from __future__ import annotations

import gzip
import json

import pytest

import servers
from trails import HOME, World, unique

WRITES = {"AdvancedEventSelectors": [{"Name": "writes", "FieldSelectors": [
    {"Field": "eventCategory", "Equals": ["Management"]},
    {"Field": "readOnly", "Equals": ["false"]},
]}]}
ALL = {"EventSelectors": [{"ReadWriteType": "All", "IncludeManagementEvents": True}]}


def event(name: str, read_only: bool, source: str = "iam.amazonaws.com") -> dict:
    return {
        "eventVersion": "1.11", "eventID": f"00000000-0000-4000-8000-{len(name):012d}", "eventTime": "2026-03-01T10:00:00Z",
        "eventSource": source, "eventName": name, "awsRegion": HOME, "readOnly": read_only, "managementEvent": True,
        "eventCategory": "Management", "eventType": "AwsApiCall", "recipientAccountId": servers.ACCOUNT,
        "userIdentity": {"type": "IAMUser", "accountId": servers.ACCOUNT, "userName": "ann"},
    }


EVENTS = [event("CreateUser", False), event("ListUsers", True), event("DeleteRole", False)]


def run(*arguments: str, url: str | None = None, given: str = ""):
    settings = {"AWS_ENDPOINT_URL": url, "AWS_REGION": HOME} if url else {}
    environment = servers.clean_environment(
        **settings, AWS_ACCESS_KEY_ID=servers.ACCOUNT, AWS_SECRET_ACCESS_KEY="secret")
    return servers.run_cairn("selectors", "test", *arguments, environment=environment, given=given)


@pytest.fixture
def files(tmp_path):
    """A function that writes something as JSON and returns the path."""
    def write(name: str, content) -> str:
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return str(path)

    return write


@pytest.fixture
def world(start_cairn) -> World:
    return World(start_cairn(None))


FORMS = {
    "a log file": json.dumps({"Records": EVENTS}),
    "an answer of LookupEvents": json.dumps({"Events": [{"CloudTrailEvent": json.dumps(e)} for e in EVENTS]}),
    "one record a line": "\n".join(map(json.dumps, EVENTS)) + "\n",
    "a list": json.dumps(EVENTS, indent=2),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_events_is_read(files, form):
    answer = run("--file", files("s.json", WRITES), "--events", files("e.json", FORMS[form]), "--output", "json")
    report = json.loads(answer.stdout)
    assert [(e["eventName"], e["kept"]) for e in report["events"]] == [
        ("CreateUser", True), ("ListUsers", False), ("DeleteRole", True)]
    assert (report["kept"], report["total"], report["warnings"]) == (2, 3, [])
    assert answer.returncode == 0, answer.stderr


def test_compressed_events_are_read(files, tmp_path):
    (tmp_path / "e.json.gz").write_bytes(gzip.compress(FORMS["a log file"].encode()))
    answer = run("--file", files("s.json", WRITES), "--events", str(tmp_path / "e.json.gz"), "--output", "json")
    assert json.loads(answer.stdout)["kept"] == 2


def test_reasons_name_selector_and_field(files):
    answer = run("--file", files("s.json", WRITES), "--events", "-", "--output", "ndjson", given=FORMS["one record a line"])
    kept, left, _ = [json.loads(line) for line in answer.stdout.splitlines()]
    assert (kept["selector"], kept["selectorName"]) == (1, "writes")
    assert left["field"] == "readOnly" and not left["kept"] and "true" in left["reason"]


def test_the_table_is_for_people(files):
    answer = run("--file", files("s.json", WRITES), "--events", files("e.json", EVENTS), "--output", "table")
    assert answer.returncode == 0
    assert [line.split()[0] for line in answer.stdout.splitlines() if not line.startswith(" ")] == [
        "kept", "left", "kept", "2"]


WARNED = {
    "no event fits": (
        {"AdvancedEventSelectors": [{"FieldSelectors": [
            {"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": ["AWS::S3::Object"]},
            {"Field": "eventName", "Equals": ["CreateUser"]}]}]},
        "MatchesNothing"),
    "the second adds nothing": (
        {"AdvancedEventSelectors": [
            {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}, WRITES["AdvancedEventSelectors"][0]]},
        "Covered"),
}


@pytest.mark.parametrize("what", WARNED)
def test_warnings_are_findings(files, what):
    selectors, kind = WARNED[what]
    answer = run("--file", files("s.json", selectors), "--events", files("e.json", EVENTS), "--output", "json")
    assert [warning["kind"] for warning in json.loads(answer.stdout)["warnings"]] == [kind]
    assert answer.returncode == 1


def test_selectors_that_cloudtrail_refuses_are_findings(files):
    refused = {"AdvancedEventSelectors": [{"FieldSelectors": [{"Field": "readOnly", "Equals": ["maybe"]}]}]}
    answer = run("--file", files("s.json", refused), "--events", files("e.json", EVENTS), "--output", "json")
    assert "InvalidEventSelectorsException" in json.loads(answer.stdout)["refusal"]
    assert answer.returncode == 1


def test_a_trail_that_keeps_its_own_deliveries_and_those_of_another(world, files):
    bucket = world.bucket()
    name = world.trail(unique("own"), S3BucketName=bucket)
    world.call("PutEventSelectors", TrailName=name, EventSelectors=[{
        "ReadWriteType": "All", "IncludeManagementEvents": True,
        "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}]}])
    other = world.trail(unique("other"))
    answer = run("--trail", name, "--events", files("e.json", EVENTS), "--output", "json", url=world.cairn.url)
    warnings = {warning["kind"]: warning["message"] for warning in json.loads(answer.stdout)["warnings"]}
    assert set(warnings) == {"LogsOwnDeliveries", "DuplicateTrail"}
    assert bucket in warnings["LogsOwnDeliveries"] and other in warnings["DuplicateTrail"]
    assert answer.returncode == 1


def test_a_trail_alone_has_no_warnings(world, files):
    name = world.trail()
    answer = run("--trail", world.arn(name), "--events", files("e.json", EVENTS), "--output", "json", url=world.cairn.url)
    assert json.loads(answer.stdout)["kept"] == 3 and answer.returncode == 0


WRONG_USAGE = [
    ("neither", ["--events", "-"], "either from --trail or from --file"),
    ("both", ["--trail", "t", "--file", "f", "--events", "-"], "either from --trail or from --file"),
    ("standard input twice", ["--file", "-", "--events", "-"], "only one of --file and --events"),
    ("no events", ["--file", "f"], "--events"),
]


@pytest.mark.parametrize("what,arguments,message", WRONG_USAGE, ids=[row[0] for row in WRONG_USAGE])
def test_wrong_usage(what, arguments, message):
    answer = run(*arguments)
    assert answer.returncode == 2 and message in answer.stderr


def test_what_cannot_be_run_says_why(files, tmp_path):
    good, events = files("s.json", ALL), files("e.json", EVENTS)
    torn = tmp_path / "torn.gz"
    torn.write_bytes(gzip.compress(b"[]" * 5000)[:40])
    cases = [
        (["--file", str(tmp_path / "none"), "--events", events], "none cannot be read"),
        (["--file", good, "--events", str(tmp_path / "none")], "none cannot be read"),
        (["--file", good, "--events", str(torn)], "cannot be unpacked"),
        (["--file", good, "--events", files("bad", "{}\n{")], "line 2 of the events is no JSON"),
        (["--file", files("bad2", {"AdvancedEventSelectors": [{"FieldSelectors": [{}]}]}), "--events", events],
         "[0].FieldSelectors[0].Field is missing"),
        (["--trail", "t", "--events", events, "--endpoint-url", "http://127.0.0.1:1"], "127.0.0.1:1"),
    ]
    for arguments, message in cases:
        answer = run(*arguments)
        assert answer.returncode == 3 and message in answer.stderr, (arguments, answer)


def test_a_trail_that_is_not_there(world, files):
    answer = run("--trail", "nothing", "--events", files("e.json", EVENTS), url=world.cairn.url)
    assert answer.returncode == 3 and "TrailNotFoundException" in answer.stderr
