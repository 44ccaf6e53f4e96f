"""What GenerateQuery makes of a prompt: judged by the rows that its statement finds, which plain Python works out of the
same records (prompt_events.py). What it does not understand whole, it refuses."""

from __future__ import annotations

import collections
import datetime as dt
import json

import pytest

import prompt_events
import servers
from prompt_events import ACCOUNT, OTHER
from test_event_configuration import CONTEXT, put
from test_imports import cairn_import
from test_lake import DUCKDB, query, store, uuid
from trails import World

EVENTS = prompt_events.make()
SELECTORS = [
    {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]},
    {"FieldSelectors": [
        {"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": ["AWS::S3::Object"]}]}]


@pytest.fixture(scope="module")
def lake(binary, tmp_path_factory):
    folder = tmp_path_factory.mktemp("prompts")
    world = World(servers.Cairn(
        folder / "data", folder / "log", None, "--lenient", environment={"CAIRN_DUCKDB": str(DUCKDB)}))
    # It takes no events of its own calls.
    world.arn = store(
        world, Name="audit", RetentionPeriod=3653, StartIngestion=False, AdvancedEventSelectors=SELECTORS)
    put(world, world.arn, MaxEventSize="Large", ContextKeySelectors=CONTEXT)
    (folder / "log.json").write_text(json.dumps({"Records": EVENTS}))
    answer = cairn_import(world, folder / "log.json", "--store", "audit")
    assert json.loads(answer.stdout)["eventsCompleted"] == len(EVENTS), answer.stdout + answer.stderr
    yield world
    world.cairn.stop(5)


# What events hold.

def name(event: dict) -> str:
    return event["eventName"]


def source(event: dict) -> str:
    return event["eventSource"].removesuffix(".amazonaws.com")


def user(event: dict) -> str | None:
    return event["userIdentity"].get("userName")


def who(event: dict) -> str | None:
    """The one who called, as far as the event tells."""
    identity = event["userIdentity"]
    return identity.get("arn") or identity.get("userName") or identity.get("principalId")


def anybody(event: dict) -> str | None:
    return who(event) or event["userIdentity"].get("invokedBy")


def root(event: dict) -> bool:
    return event["userIdentity"].get("type") == "Root"


def parameter(event: dict, key: str):
    return (event["requestParameters"] or {}).get(key)


def error(event: dict) -> str | None:
    return event.get("errorCode") or event.get("errorMessage")


def denied(event: dict) -> bool:
    return event.get("errorCode") in ("AccessDenied", "Client.UnauthorizedOperation")


def did(event: dict, *names: str) -> bool:
    """Did it, and was not refused."""
    return name(event) in names and error(event) is None


def login(event: dict) -> bool:
    return name(event) == "ConsoleLogin"


def success(event: dict) -> bool:
    return login(event) and event["responseElements"]["ConsoleLogin"] == "Success"


def mfa(event: dict) -> bool:
    return event["additionalEventData"]["MFAUsed"] == "Yes"


def tags(event: dict, key: str) -> set[str]:
    context = event.get("eventContext", {}).get("tagContext", {})
    return {one["tags"][key] for one in context.get("resourceTags", [])}


def operator(event: dict) -> str | None:
    return event.get("eventContext", {}).get("tagContext", {}).get("principalTags", {}).get("operator")


# When they were.

def when(event: dict) -> dt.datetime:
    return dt.datetime.strptime(event["eventTime"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.timezone.utc)


def now() -> dt.datetime:
    return dt.datetime.now(dt.timezone.utc)


def midnight(moment: dt.datetime | None = None) -> dt.datetime:
    return (moment or now()).replace(hour=0, minute=0, second=0, microsecond=0)


def past(event: dict, **length) -> bool:
    return when(event) >= now() - dt.timedelta(**length)


def month(shift: int = 0) -> dt.datetime:
    """The first second of this month, or of one before or after."""
    months = now().year * 12 + now().month - 1 + shift
    return midnight().replace(year=months // 12, month=months % 12 + 1, day=1)


def past_month(event: dict) -> bool:
    first = month(-1)
    last = (month() - dt.timedelta(days=1)).day
    return when(event) >= now().replace(year=first.year, month=first.month, day=min(now().day, last), microsecond=0)


def monday(shift: int = 0) -> dt.datetime:
    return midnight() - dt.timedelta(days=now().weekday() - 7 * shift)


def between(event: dict, start: dt.datetime, end: dt.datetime) -> bool:
    return start <= when(event) < end


def today(event: dict) -> bool:
    return when(event) >= midnight()


def yesterday(event: dict) -> bool:
    return between(event, midnight() - dt.timedelta(days=1), midnight())


# A day and a month that have events, whatever today is.
DAY = when(EVENTS[40]).strftime("%Y-%m-%d")
OLD = when(sorted(EVENTS, key=when)[60])
MONTH = OLD.strftime("%B %Y")


def on(event: dict, day: str = DAY) -> bool:
    return event["eventTime"][:10] == day


# What answers have.

def listed(test):
    """The events themselves, the newest first."""
    return lambda: ("list", [one["eventID"] for one in sorted(
        filter(test, EVENTS), key=lambda one: (-when(one).timestamp(), one["eventID"]))])


def newest(count: int, test=lambda event: True, oldest: bool = False):
    def rows():
        events = sorted(filter(test, EVENTS), key=lambda one: ((1 if oldest else -1) * when(one).timestamp(), one["eventID"]))
        return "list", [one["eventID"] for one in events[:count]]
    return rows


def different(value, test):
    return lambda: ("rows", sorted({(value(one),) for one in EVENTS if test(one) and value(one) is not None}))


def counted(test):
    return lambda: ("rows", [(sum(map(test, EVENTS)),)])


def number_of(value, test):
    return lambda: ("rows", [(len({value(one) for one in EVENTS if test(one) and value(one) is not None}),)])


def by(key, test, value=lambda events: len(events)):
    """Keys and numbers, in any order; a key of None is no row."""
    def rows():
        groups = collections.defaultdict(list)
        for one in EVENTS:
            if test(one) and key(one) is not None:
                groups[key(one)].append(one)
        return "rows", sorted((*(one if isinstance(one, tuple) else (one,)), value(events)) for one, events in groups.items())
    return rows


def ranked(key, test, limit: int | None = None, least: bool = False):
    def rows():
        counts = collections.Counter(key(one) for one in EVENTS if test(one) and key(one) is not None)
        order = sorted(counts.items(), key=lambda pair: (pair[1] if least else -pair[1], pair[0]))
        return "ranked", order[:limit]
    return rows


def hour(event: dict) -> str:
    return event["eventTime"][:13].replace("T", " ") + ":00:00.000"


def day(event: dict) -> str:
    return event["eventTime"][:10] + " 00:00:00.000"


INSTANCES = ("TerminateInstances",)
KEYS = ("ScheduleKeyDeletion", "DeleteKey")
RULES = ("AuthorizeSecurityGroupIngress", "RevokeSecurityGroupEgress")


def iam(event: dict) -> bool:
    return source(event) == "iam"


ANSWERED = [
    # Those of AWS's user guide, and of its announcements.
    ("What are my top errors in the past month?", ranked(error, lambda e: error(e) and past_month(e))),
    ("Give me a list of users that used Amazon SNS.", different(who, lambda e: source(e) == "sns")),
    ("Give me a list of users that used SNS.", different(who, lambda e: source(e) == "sns")),
    ("What are my API counts each day for read and write events in the past month?",
     by(lambda e: day(e), past_month, lambda events: (
         sum(e["readOnly"] for e in events), sum(not e["readOnly"] for e in events)))),
    ("Show any events with access denied errors for the past three weeks.",
     listed(lambda e: denied(e) and past(e, weeks=3))),
    (f"Query the number of calls each operator performed on the date {DAY}. The operator is a principal tag.",
     by(operator, on)),
    (f"Give me all event IDs that touched resources within the CloudFormation stack with name myStack on the date {DAY}.",
     listed(lambda e: "myStack" in tags(e, "aws:cloudformation:stack-name") and on(e))),
    ("Count the number of events grouped by resource tag 'solution' values, listing them in descending order of count.",
     lambda: ("ranked", sorted(collections.Counter(
         value for e in EVENTS for value in tags(e, "solution")).items(), key=lambda pair: (-pair[1], pair[0])))),
    ("Find all Amazon S3 data events where resource tag Environment has value prod.",
     listed(lambda e: source(e) == "s3" and e["eventCategory"] == "Data" and "prod" in tags(e, "Environment"))),
    ("Show me all console login events for the past week?", listed(lambda e: login(e) and past(e, weeks=1))),
    ("How many errors are logged during the past week for each service and what is the cause of each error?",
     by(lambda e: (e["eventSource"], e.get("errorCode", ""), e.get("errorMessage", "")),
        lambda e: error(e) and past(e, weeks=1))),
    ("Show me all users who logged in using console in the past week",
     different(who, lambda e: success(e) and past(e, weeks=1))),
    ("Tell me how many database instances are deleted without a snapshot",
     counted(lambda e: did(e, "DeleteDBInstance") and parameter(e, "skipFinalSnapshot"))),

    # Who, and who not.
    ("Show me all events from IP address 10.0.0.1 not made by root",
     listed(lambda e: e["sourceIPAddress"] == "10.0.0.1" and not root(e))),
    ("Show root user activity in the past week", listed(lambda e: root(e) and past(e, weeks=1))),
    ("list all API calls made by user alice yesterday", listed(lambda e: user(e) == "alice" and yesterday(e))),
    ("What did alice do today?", listed(lambda e: user(e) == "alice" and today(e))),
    ("events of user o'hara", listed(lambda e: user(e) == "o'hara")),
    ("calls made by alice or bob in us-east-1", listed(lambda e: user(e) in ("alice", "bob") and e["awsRegion"] == "us-east-1")),
    ("Show events made by alice and bob", listed(lambda e: user(e) in ("alice", "bob"))),
    ("all events except by user alice", listed(lambda e: user(e) != "alice")),
    ("Which users other than root used KMS?", different(who, lambda e: source(e) == "kms" and not root(e))),
    ("events by role deploy in the last 30 days", listed(
        lambda e: past(e, days=30) and e["userIdentity"].get("sessionContext", {}).get("sessionIssuer", {}).get("userName") == "deploy")),
    (f"calls by account {OTHER}", listed(lambda e: e["userIdentity"].get("accountId") == OTHER)),
    ("calls with access key AKIAEXAMPLEEXAMPLEA", listed(
        lambda e: e["userIdentity"].get("accessKeyId") == "AKIAEXAMPLEEXAMPLEA")),
    (f"events by arn:aws:iam::{ACCOUNT}:user/bob", listed(lambda e: who(e) == f"arn:aws:iam::{ACCOUNT}:user/bob")),

    # Sign-ins.
    ("console logins without MFA", listed(lambda e: login(e) and not mfa(e))),
    ("Show me all console logins by users yesterday without MFA", listed(lambda e: login(e) and not mfa(e) and yesterday(e))),
    ("failed console logins", listed(lambda e: login(e) and not success(e))),
    ("How many failed console logins were there by user?", by(who, lambda e: login(e) and not success(e))),
    ("successful logins with MFA in the past month", listed(lambda e: success(e) and mfa(e) and past_month(e))),
    ("root console logins", listed(lambda e: login(e) and root(e))),
    ("How many users signed in to the console without MFA?", number_of(who, lambda e: success(e) and not mfa(e))),
    ("Who failed to log in?", different(anybody, lambda e: login(e) and not success(e))),
    ("console logins per day", by(day, login)),

    # What was done to what.
    ("list all instances launched last week by bob",
     listed(lambda e: did(e, "RunInstances") and user(e) == "bob" and between(e, monday(-1), monday()))),
    ("Who deleted my EC2 instances", different(anybody, lambda e: did(e, *INSTANCES))),
    ("Who terminated instances in the past year?", different(anybody, lambda e: did(e, *INSTANCES) and past(e, days=365))),
    ("KMS key deletions", listed(lambda e: did(e, *KEYS))),
    ("who deleted the bucket named logs-b", different(anybody, lambda e: did(e, "DeleteBucket") and parameter(e, "bucketName") == "logs-b")),
    ("When was bucket logs-b deleted?", listed(lambda e: did(e, "DeleteBucket") and parameter(e, "bucketName") == "logs-b")),
    ("Which buckets did alice delete?", listed(lambda e: did(e, "DeleteBucket") and user(e) == "alice")),
    ("Which users deleted buckets in us-east-1 since 2025-03-01?",
     different(who, lambda e: did(e, "DeleteBucket") and e["awsRegion"] == "us-east-1" and e["eventTime"] >= "2025-03-01")),
    ("Which IAM user created the most access keys", ranked(
        who, lambda e: did(e, "CreateAccessKey") and e["userIdentity"]["type"] == "IAMUser")),
    ("Who created the fewest access keys?", ranked(anybody, lambda e: did(e, "CreateAccessKey"), least=True)),
    ("users created this month", listed(lambda e: iam(e) and did(e, "CreateUser") and between(e, month(), month(1)))),
    ("users created last month", listed(lambda e: iam(e) and did(e, "CreateUser") and between(e, month(-1), month()))),
    ("who created user erin", different(anybody, lambda e: iam(e) and did(e, "CreateUser") and parameter(e, "userName") == "erin")),
    ("user bob was deleted by whom", listed(lambda e: did(e, "DeleteUser") and parameter(e, "userName") == "bob")),
    ("attempts to delete buckets", listed(lambda e: name(e) == "DeleteBucket")),
    ("failed bucket deletions", listed(lambda e: name(e) == "DeleteBucket" and error(e))),
    ("Who got access denied errors?", different(anybody, denied)),
    ("Who changed security groups in the last 7 days?", different(anybody, lambda e: did(e, *RULES) and past(e, days=7))),
    ("security group changes by root", listed(lambda e: did(e, *RULES) and root(e))),
    ("Which buckets were deleted this year and by whom?", listed(lambda e: did(e, "DeleteBucket") and when(e).year == now().year)),
    ("changes to security groups by root", listed(lambda e: did(e, *RULES) and root(e))),
    ("lambda functions deleted", listed(lambda e: did(e, "DeleteFunction20150331"))),
    ("Who stopped the trail main?", different(anybody, lambda e: did(e, "StopLogging"))),
    ("Did anyone disable MFA in the past year?", listed(lambda e: did(e, "DeactivateMFADevice") and past(e, days=365))),
    (f"Which roles were assumed by account {OTHER}", different(
        lambda e: parameter(e, "roleArn"), lambda e: did(e, "AssumeRole") and e["userIdentity"].get("accountId") == OTHER)),
    ("how many roles were assumed by root", number_of(lambda e: parameter(e, "roleArn"), lambda e: did(e, "AssumeRole") and root(e))),
    ("How many S3 users were there?", number_of(who, lambda e: source(e) == "s3")),
    ("which services other than S3 and EC2 were used by root", different(
        lambda e: e["eventSource"], lambda e: source(e) not in ("s3", "ec2") and root(e))),
    ("Who assumed the role admin?", different(anybody, lambda e: did(e, "AssumeRole") and parameter(e, "roleArn").endswith("/admin"))),
    ("How many users were created per day?", by(day, lambda e: iam(e) and did(e, "CreateUser"))),

    # Operations, services, errors, regions.
    ("who called DeleteTrail in the last 400 days", different(anybody, lambda e: name(e) == "DeleteTrail" and past(e, days=400))),
    ("RunInstances or TerminateInstances calls by root", listed(lambda e: name(e) in ("RunInstances", "TerminateInstances") and root(e))),
    ("events other than GetCallerIdentity", listed(lambda e: name(e) != "GetCallerIdentity")),
    ("events not in us-east-1, eu-west-1 or eu-central-1", listed(lambda e: False)),
    ("errors in eu-west-1 yesterday", listed(lambda e: error(e) and e["awsRegion"] == "eu-west-1" and yesterday(e))),
    ("AccessDenied errors by IP address", by(lambda e: e["sourceIPAddress"], denied)),
    ("ThrottlingException errors of user carol", listed(lambda e: e.get("errorCode") == "ThrottlingException" and user(e) == "carol")),
    ("events without errors in S3", listed(lambda e: error(e) is None and source(e) == "s3")),
    ("read-only calls in KMS", listed(lambda e: e["readOnly"] and source(e) == "kms")),
    ("changes made by bob", listed(lambda e: not e["readOnly"] and user(e) == "bob")),
    ("management events from 2001:db8::7 in the past month", listed(
        lambda e: e["eventCategory"] == "Management" and e["sourceIPAddress"] == "2001:db8::7" and past_month(e))),

    # Who did it, and what it was done to.
    ("which buckets did user alice delete", listed(lambda e: did(e, "DeleteBucket") and user(e) == "alice")),
    ("users that have deleted buckets", different(who, lambda e: did(e, "DeleteBucket"))),
    ("was user bob deleted?", listed(lambda e: did(e, "DeleteUser") and parameter(e, "userName") == "bob")),
    ("users deleted by alice", listed(lambda e: did(e, "DeleteUser") and user(e) == "alice")),
    ("who read object 'a'", different(anybody, lambda e: did(e, "GetObject") and parameter(e, "key") == "a")),
    ("who failed to read objects", different(anybody, lambda e: name(e) == "GetObject" and error(e))),
    ("who changed bucket policies", different(anybody, lambda e: did(e, "PutBucketPolicy", "DeleteBucketPolicy"))),
    ("who changed lambda functions", different(anybody, lambda e: did(e, "DeleteFunctionConcurrency20171031"))),
    ("who updated the stack web", different(anybody, lambda e: did(e, "UpdateStack") and parameter(e, "stackName") == "web")),
    ("users who called RunInstances without errors", different(who, lambda e: did(e, "RunInstances"))),
    ("retrieve events by user root", listed(root)),

    # How often, and what is logged.
    ("how often was a role assumed", counted(lambda e: did(e, "AssumeRole"))),
    ("number of role assumptions", counted(lambda e: did(e, "AssumeRole"))),
    ("how often were buckets deleted", counted(lambda e: did(e, "DeleteBucket"))),
    ("how often did user alice log in", counted(lambda e: success(e) and user(e) == "alice")),
    ("how often did each user log in", by(who, success)),
    ("number of times root logged in", counted(lambda e: success(e) and root(e))),
    ("number of events root logged in", counted(lambda e: success(e) and root(e))),
    ("times root logged in", listed(lambda e: success(e) and root(e))),
    ("events where root logged in", listed(lambda e: success(e) and root(e))),
    ("errors logged in the past week", listed(lambda e: error(e) and past(e, weeks=1))),
    (f"events logged on {DAY}", listed(on)),
    ("changes that were logged in us-east-1", listed(lambda e: not e["readOnly"] and e["awsRegion"] == "us-east-1")),

    # Counts and ranks.
    ("events per day in descending order of count", ranked(day, lambda e: True)),
    ("events without errors by user", by(who, lambda e: not error(e))),
    ("top 5 services by number of calls this year", ranked(lambda e: e["eventSource"], lambda e: when(e).year == now().year, 5)),
    ("top 2 IP addresses by number of errors", ranked(lambda e: e["sourceIPAddress"], error, 2)),
    ("calls per week this year", by(
        lambda e: (midnight(when(e)) - dt.timedelta(days=when(e).weekday())).strftime("%Y-%m-%d 00:00:00.000"),
        lambda e: when(e).year == now().year)),
    ("5 most active users", ranked(who, lambda e: True, 5)),
    ("least used services", ranked(lambda e: e["eventSource"], lambda e: True, least=True)),
    ("most frequent API calls except GetCallerIdentity", ranked(name, lambda e: name(e) != "GetCallerIdentity")),
    ("how many calls did 192.0.2.7 make", counted(lambda e: e["sourceIPAddress"] == "192.0.2.7")),
    ("How many different IP addresses were used by alice?", number_of(lambda e: e["sourceIPAddress"], lambda e: user(e) == "alice")),
    ("How many errors were logged in the past week per day?", by(day, lambda e: error(e) and past(e, weeks=1))),
    ("calls per hour today", by(hour, today)),
    ("number of errors by user and service", by(lambda e: who(e) and (who(e), e["eventSource"]), error)),
    ("how many different errors were there?", number_of(error, error)),
    ("how many users per region", by(lambda e: e["awsRegion"], who, lambda events: len({who(e) for e in events}))),
    ("Which user made the most errors last month?", ranked(who, lambda e: error(e) and between(e, month(-1), month()))),
    ("the last 10 events", newest(10)), ("Show the 5 oldest errors", newest(5, error, oldest=True)),
    ("latest console login", newest(1, login)),

    # Times.
    (f"events on {DAY}", listed(on)),
    (f"events before {DAY}", listed(lambda e: e["eventTime"][:10] < DAY)),
    (f"calls after {DAY}", listed(lambda e: e["eventTime"][:10] > DAY)),
    (f"errors between 2025-06-01 and {DAY}", listed(lambda e: error(e) and "2025-06-01" <= e["eventTime"][:10] <= DAY)),
    (f"errors from 2025-06-01 to {DAY}", listed(lambda e: error(e) and "2025-06-01" <= e["eventTime"][:10] <= DAY)),
    (f"events in {MONTH}", listed(lambda e: e["eventTime"][:7] == OLD.strftime("%Y-%m"))),
    (f"events since {MONTH} by root", listed(lambda e: e["eventTime"][:7] >= OLD.strftime("%Y-%m") and root(e))),
    (f"how many events were there in {OLD.year}", counted(lambda e: when(e).year == OLD.year)),
    ("errors this week", listed(lambda e: error(e) and between(e, monday(), monday(1)))),
    ("errors last week", listed(lambda e: error(e) and between(e, monday(-1), monday()))),
    ("errors in the last week", listed(lambda e: error(e) and past(e, weeks=1))),
    ("events in the past 12 hours", listed(lambda e: past(e, hours=12))),
    ("events last year", listed(lambda e: when(e).year == now().year - 1)),
]


@pytest.mark.parametrize("prompt,reference", ANSWERED, ids=[row[0][:60] for row in ANSWERED])
def test_a_prompt_finds_the_rows_that_python_finds(lake, prompt, reference):
    start = midnight()
    statement = lake.call("GenerateQuery", EventDataStores=[lake.arn], Prompt=prompt)["QueryStatement"]
    rows, (shape, expected) = query(lake, statement), reference()
    if midnight() != start:
        pytest.skip("the day has changed meanwhile")
    if shape == "list":
        assert [row["eventID"] for row in rows] == expected, statement
    elif shape == "ranked":
        assert [tuple(row.values()) for row in rows] == [(key, str(count)) for key, count in expected], statement
    else:
        def flat(row):
            return tuple(str(one) for value in row for one in (value if isinstance(value, tuple) else (value,)) if one != "")
        def shown(row):
            return tuple(value for value in row.values() if value is not None)
        assert sorted(map(shown, rows)) == sorted(map(flat, expected)), statement


def test_most_prompts_find_something():
    """Else equal rows would show little: these depend on what day it is, or are about nothing on purpose."""
    empty = [prompt for prompt, reference in ANSWERED if not reference()[1]]
    allowed = {"events not in us-east-1, eu-west-1 or eu-central-1"} | {
        prompt for prompt, _ in ANSWERED
        if any(word in prompt for word in ("today", "yesterday", "this ", "last week", "last month", DAY))}
    assert set(empty) <= allowed and len(ANSWERED) >= 90
    assert sum(bool(reference()[1]) for _, reference in ANSWERED) >= 80


REFUSED = [
    # Not about events at all.
    "What is the weather in Paris tomorrow?", "hello world again", "Write me a poem about clouds and rivers", "???",
    "Which of my colleagues is planning to leave the company?", "Drop all tables", "the", "DROP TABLE events",
    # One word more than is understood.
    "suspicious console logins", "console logins from Germany", "errors at night", "errors on weekends",
    "console logins outside business hours", "large S3 downloads yesterday", "events with unusual user agents",
    "Only events by alice", "console logins for the first time", "events nearly by root", "access keys older than 90 days",
    "public buckets created yesterday", "unused roles", "expired certificates", "non-root events",
    # Sets that no condition on one event describes.
    "Which users did not sign in last month?", "users who never used MFA", "Which services were not used by alice?",
    "Which regions have no events?", "users who created buckets and deleted buckets",
    "Which users used S3 and KMS?", "Which users called RunInstances and TerminateInstances?",
    # Figures that are not counted.
    "average calls per hour", "median calls per day", "What percentage of calls failed?", "users with more than 5 errors",
    "Compare errors of this week with last week", "the trend of errors", "How many instances were launched today?",
    "top 3 users for each region", "Which user made the most calls in each region?",
    # What could mean two things.
    f"events from account {OTHER}", "who deleted keys", "changes to user bob and role audit", "events except by root in us-east-1",
    "calls by lambda", "calls from S3", "calls by contractors", "events by mistake", "user activity", "NoSuchBucket",
    "who did what in us-east-1", "events by AWS services", "create a user", "delete all events", "events for each S3",
    "errors by team", "events by country", "instances launched by department", "Who can delete buckets?", "users without MFA",
    "S3 logins", "errors and console logins", "errors and root activity", "calls and errors per day", "IAM user logins",
    "How many buckets were deleted and by whom?", "events by identity type Root", "events from lambda or root",
    "access keys created for user bob", "errors in us-east-1 or by root", "Most assumed roles", "Who will delete buckets?",
    "errors today and last month", "calls by alice by bob", "created or deleted users", "deleted", "who deleted",
    "events except", "Show me failed and successful logins", "console logins by alice or from 10.0.0.1",
    "Who deleted my instances in the database", "who modified roles", "between 2026-03-01", "not yesterday's events",
    # Who did it would be taken for what it was done to.
    "which buckets did users delete", "how many buckets did users delete", "how many buckets did roles delete",
    "buckets user alice deleted", "buckets role deploy deleted", "how many users did roles create",
    "access keys user alice created", "roles users created", "operations user alice deleted", "events user alice deleted",
    "changes user alice made and deleted", "changes user alice created", "user alice deleted", "bucket alice deleted",
    "when did user bob delete", "which users deleted", "which users deleted last month", "users have created",
    "user alice deletions", "user alice changes",
    # Calls are counted, but whose?
    "how many times did users log in", "how often did users fail to log in", "how often do users delete buckets",
    "how often were services throttled", "how many times did roles call S3", "number of times users logged in",
    "how often did different errors occur", "api counts for users",
    # Is the event logged, or did somebody log in?
    "errors of user alice logged in the past week", "changes made by bob logged in us-east-1",
    # Who had one success is not who had no errors.
    "users without errors", "users with no errors", "how many users without errors", "services without errors",
    "regions with no errors", "accounts without errors", "roles without errors", "addresses without errors",
    "buckets with no errors", "top 5 users with no errors", "users that used S3 without errors",
    # Not every call that reads has read the thing, and not one operation alone changes it.
    "which buckets did alice read", "which roles did alice use", "roles used by root", "who read bucket 'data'", "who reads bucket policies", "who writes objects", "reads of user alice",
    "who changed user alice", "changes to user alice", "who changed the trail main", "changes to trails",
    # By count, or by day?
    "events per day in descending order", "retrieve secrets", "which users retrieve S3",
]


@pytest.mark.parametrize("prompt", REFUSED)
def test_what_is_not_understood_whole_is_refused(lake, prompt):
    with pytest.raises(lake.client("cloudtrail").exceptions.ClientError) as caught:
        answer = lake.call("GenerateQuery", EventDataStores=[lake.arn], Prompt=prompt)
        raise AssertionError(answer["QueryStatement"])
    assert caught.value.response["Error"]["Code"] == "GenerateResponseException"
    assert len(caught.value.response["Error"]["Message"]) > 20


def test_a_refusal_names_the_words_and_what_can_be_asked(lake):
    with pytest.raises(lake.client("cloudtrail").exceptions.ClientError) as caught:
        lake.call("GenerateQuery", EventDataStores=[lake.arn], Prompt="suspicious console logins from Germany")
    message = caught.value.response["Error"]["Message"]
    assert "'suspicious', 'Germany'" in message and "What can be asked" in message


def test_tags_need_a_store_that_has_them(lake):
    plain = store(lake)
    with pytest.raises(lake.client("cloudtrail").exceptions.ClientError) as caught:
        lake.call("GenerateQuery", EventDataStores=[plain], Prompt="events where resource tag Environment has value prod")
    assert "MaxEventSize" in caught.value.response["Error"]["Message"]


def test_a_query_of_the_catalogue_is_taken_by_its_name(lake):
    answer = lake.call("GenerateQuery", EventDataStores=[lake.arn], Prompt="Find access keys that were used from several addresses")
    found = {row["accessKeyId"] for row in query(lake, answer["QueryStatement"])}
    addresses = collections.defaultdict(set)
    for event in EVENTS:
        addresses[event["userIdentity"].get("accessKeyId")].add(event["sourceIPAddress"])
    assert found == {key for key, seen in addresses.items() if key is not None and len(seen) > 1} and found
