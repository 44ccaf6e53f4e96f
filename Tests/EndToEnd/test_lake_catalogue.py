"""Every query of the catalogue, and those of the shapes that AWS's user guide shows, on a real Cairn: their rows are
those that lake_reference.py works out of the same events."""

from __future__ import annotations

import collections
import re

import pytest

import lake_events
import servers
from lake_reference import (
    REFERENCE, always, arn, bucket, count, failed, grouped, hour, listing, named, number, part, when)
from test_lake import DUCKDB, query, store, uuid
from trails import World

EVENTS = lake_events.make()
SOURCES = servers.ROOT / "Sources/CairnSQL/Samples"
NAMES = {
    name for file in SOURCES.glob("SampleCatalog+*.swift")
    for name in re.findall(r'SampleQuery\(\s*"([^"]+)",', file.read_text())}


CALLER = "arn:aws:iam::123456789012:root"
SELECTORS = [
    {"FieldSelectors": [
        {"Field": "eventCategory", "Equals": ["Management"]}, {"Field": "userIdentity.arn", "NotEquals": [CALLER]}]},
    {"FieldSelectors": [
        {"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": ["AWS::S3::Object"]}]},
    {"FieldSelectors": [
        {"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": ["AWS::DynamoDB::Table"]}]},
]


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    """A Cairn whose store has the events: they come through its journal, as if they had been recorded."""
    folder = tmp_path_factory.mktemp("catalogue")

    def start() -> World:
        return World(servers.Cairn(
            folder / "data", folder / "log", None, "--lenient", account=lake_events.ACCOUNT,
            environment={"CAIRN_DUCKDB": str(DUCKDB)}))

    world = start()
    world.arn = store(world, Name="audit", RetentionPeriod=3653, AdvancedEventSelectors=SELECTORS)
    world.cairn.kill()
    journal, = (folder / "data/journal").glob("*.ndjson")
    with open(journal, "a", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lake_events.lines(EVENTS))
    again = start()
    again.arn = world.arn
    servers.wait_until(lambda: held(again) >= len(EVENTS), 60, "the store has the events")
    yield again
    again.cairn.stop(5)


def held(world: World) -> int:
    return int(query(world, f"SELECT count(*) AS n FROM {uuid(world.arn)}")[0]["n"])


def ordered(rows: list[dict], order: list[tuple[str, bool]]) -> list[dict]:
    """As SQL sorts: numbers by their size, texts by their bytes, NULL last."""
    def rank(value):
        return (0, int(value), "") if re.fullmatch(r"-?[0-9]+", value) else (1, float(value), "") if re.fullmatch(
            r"[0-9]+\.[0-9]+(E-?[0-9]+)?", value) else (2, 0, value)

    for column, descends in reversed(order):
        present = [row for row in rows if row[column] is not None]
        rows = sorted(present, key=lambda row: rank(row[column]), reverse=descends) + [row for row in rows if row[column] is None]
    return rows


def compare(found: list[dict], expected: list[dict], order: list[tuple[str, bool]], limit: int | None = None) -> None:
    expected = ordered(expected, order)[:limit]
    assert expected, "a query that finds nothing is no test"
    # What Cairn leaves out of a row is NULL.
    found = [{column: row.get(column) for column in expected[0]} for row in found]
    places = [column for column, _ in order]
    assert [[row[one] for one in places] for row in found] == [[row[one] for one in places] for row in expected]
    assert collections.Counter(map(str, found)) == collections.Counter(map(str, expected))


def test_the_store_has_the_events_and_nothing_else(lake):
    assert held(lake) == len(EVENTS)
    rows = query(lake, f"SELECT eventJson FROM {uuid(lake.arn)} ORDER BY eventTime")
    assert [row["eventJson"] for row in rows] == lake_events.lines(EVENTS)


def test_every_query_of_the_catalogue_has_a_reference():
    assert NAMES == set(REFERENCE) and len(NAMES) >= 60


@pytest.mark.parametrize("name", sorted(REFERENCE))
def test_a_query_of_the_catalogue_answers_what_python_does(lake, name):
    sample = lake.call("SearchSampleQueries", SearchPhrase=name, MaxResults=50)["SearchResults"]
    statement, = [one["SQL"] for one in sample if one["Name"] == name]
    reference, order, limit = REFERENCE[name]
    compare(query(lake, statement.replace("$EDS_ID", uuid(lake.arn))), reference(EVENTS), order, limit)


# The shapes of the user guide's statements, in words of ours.

def in_days(first: str, last: str):
    return lambda event: first <= when(event)[:19] <= last


DOCUMENTED = {
    "a time range and every column": (
        "SELECT * FROM {0} WHERE eventtime >= '2026-03-03 13:51:00' AND eventtime <= '2026-03-03 19:51:00'",
        lambda es: listing(
            es, in_days("2026-03-03 13:51:00", "2026-03-03 19:51:00"), eventID="eventID", eventTime=when, awsRegion="awsRegion",
            eventJson=lambda e: lake_events.lines([e])[0]), []),
    "calls by name": (
        "SELECT eventName, COUNT(*) AS apiCount FROM {0} WHERE eventTime > '2026-03-04 00:00:00' GROUP BY eventName ORDER BY apiCount DESC",
        lambda es: grouped(es, lambda e: when(e) > "2026-03-04 00:00:00.000", {"eventName": "eventName"}, apiCount=count),
        [("apiCount", True)]),
    "one principal between timestamps": (
        "SELECT userIdentity.arn, eventName FROM {0} WHERE userIdentity.principalId LIKE '%DANA%' AND eventTime > "
        "timestamp '2026-03-03 00:00:00' AND eventTime < timestamp '2026-03-05 00:00:00'",
        lambda es: listing(
            es, lambda e: "DANA" in (part(e, "userIdentity.principalId") or "") and "2026-03-03" < when(e) < "2026-03-05", arn=arn,
            eventName="eventName"), []),
    "groups by position without names": (
        "SELECT recipientAccountId, awsRegion, useridentity.type, COUNT(*) FROM {0} GROUP BY 1, 2, 3 ORDER BY 4",
        lambda es: grouped(
            es, always, {"recipientAccountId": "recipientAccountId", "awsRegion": "awsRegion", "type": lambda e: part(e, "userIdentity.type")},
            _col3=count), [("_col3", False)]),
    "by hour": (
        "SELECT DATE_TRUNC('hour', eventTime), COUNT(*) FROM {0} GROUP BY 1 ORDER BY 1",
        lambda es: grouped(es, always, {"_col0": hour}, _col1=count), [("_col0", False)]),
    "a case": (
        "SELECT CASE WHEN errorCode IS NULL THEN 'success' ELSE 'failure' END AS outcome, COUNT(*) FROM {0} GROUP BY 1",
        lambda es: grouped(es, always, {"outcome": lambda e: "failure" if failed(e) else "success"}, _col1=count), []),
    "an if": (
        "SELECT IF(readOnly, 'read', 'write') AS kind, COUNT(*) AS n FROM {0} GROUP BY 1 ORDER BY 2 DESC",
        lambda es: grouped(es, always, {"kind": lambda e: "read" if e["readOnly"] else "write"}, n=count), [("n", True)]),
    "an element of a map": (
        "SELECT element_at(requestParameters, 'bucketName') AS bucket, COUNT(*) FROM {0} WHERE eventName = 'GetObject' "
        "GROUP BY element_at(requestParameters, 'bucketName')",
        lambda es: grouped(es, named("GetObject"), {"bucket": bucket}, _col1=count), []),
    "a replaced text": (
        "SELECT REPLACE(eventSource, '.amazonaws.com') AS service, COUNT(*) FROM {0} GROUP BY 1",
        lambda es: grouped(es, always, {"service": lambda e: e["eventSource"].removesuffix(".amazonaws.com")}, _col1=count), []),
    "a join from the left": (
        "SELECT a.eventID, a.eventName, b.eventName AS other FROM {0} AS a LEFT JOIN {0} AS b ON a.vpcEndpointId = b.vpcEndpointId "
        "AND b.eventName = 'StopLogging' WHERE a.eventTime BETWEEN '2026-03-03' AND '2026-03-04'",
        lambda es: [
            {"eventID": a["eventID"], "eventName": a["eventName"], "other": b and b["eventName"]}
            for a in es if "2026-03-03" <= when(a) <= "2026-03-04 00:00:00.000"
            for b in [b for b in es if "vpcEndpointId" in b and b["vpcEndpointId"] == a.get("vpcEndpointId")
                      and b["eventName"] == "StopLogging"] or [None]], []),
    "a union that keeps what is twice": (
        "Select eventId, eventName from {0} where eventName = 'CreateVpc' UNION Select eventId, eventName from {0} where "
        "eventName LIKE 'CreateV%' UNION ALL Select eventId, eventName from {0} where eventName = 'CreateRoute' ORDER BY eventId LIMIT 1000;",
        lambda es: listing(es, named("CreateVpc", "CreateRoute"), eventId="eventID", eventName="eventName"), [("eventId", False)]),
    "an except": (
        "SELECT eventName FROM {0} EXCEPT SELECT eventName FROM {0} WHERE readOnly = true",
        lambda es: [{"eventName": name} for name in {e["eventName"] for e in es} - {e["eventName"] for e in es if e["readOnly"]}], []),
    "an intersect": (
        "SELECT awsRegion, eventName FROM {0} WHERE errorCode IS NOT NULL INTERSECT SELECT awsRegion, eventName FROM {0} WHERE "
        "errorCode IS NULL",
        lambda es: [
            {"awsRegion": region, "eventName": name} for region, name in
            {(e["awsRegion"], e["eventName"]) for e in es if failed(e)} & {(e["awsRegion"], e["eventName"]) for e in es if not failed(e)}],
        []),
    "operators that compare with NULL": (
        "SELECT eventID FROM {0} WHERE errorCode IS NOT DISTINCT FROM NULL AND GREATEST(1, 2) = 2 AND LEAST(1, 2) = 1 AND "
        "vpcEndpointId IS DISTINCT FROM 'vpce-1'",
        lambda es: listing(es, lambda e: not failed(e) and e.get("vpcEndpointId") != "vpce-1", eventID="eventID"), []),
    "a path of a session": (
        "SELECT userIdentity.sessionContext.attributes.creationdate, count(*) AS n FROM {0} WHERE "
        "userIdentity.sessionContext.sessionIssuer.username IS NOT NULL GROUP BY 1",
        lambda es: grouped(
            es, lambda e: part(e, "userIdentity.sessionContext.sessionIssuer.userName"), {"creationdate": lambda e: "2026-03-01 08:00:00.000"},
            n=count), []),
    "JSON within a map": (
        "SELECT eventTime, userIdentity.arn AS user, json_extract_scalar(element_at(requestParameters, 'ipPermissions'), "
        "'$.items[0].cidrIp') range FROM {0} WHERE eventName = 'AuthorizeSecurityGroupIngress' ORDER BY eventTime DESC",
        lambda es: listing(
            es, named("AuthorizeSecurityGroupIngress"), eventTime=when, user=arn,
            range=lambda e: e["requestParameters"]["ipPermissions"]["items"][0]["cidrIp"]), [("eventTime", True)]),
    "a query in a query": (
        "SELECT eventID FROM {0} WHERE element_at(requestParameters, 'stackName') IN (SELECT regexp_replace(element_at("
        "requestParameters, 'stackName'), '^o') || 'o' FROM {0} WHERE 1 = 0) OR userIdentity.principalId IN (SELECT "
        "userIdentity.principalId FROM {0} WHERE eventID = 'e1')",
        lambda es: listing(
            es, lambda e: part(e, "userIdentity.principalId") is not None
            and part(e, "userIdentity.principalId") == part(es[1], "userIdentity.principalId"), eventID="eventID")
        or [{"eventID": None}], []),
    "lambdas and JSON of the whole event": (
        "SELECT eventID, cardinality(filter(cast(json_extract(json_parse(eventJson), '$.resources') as array(json)), "
        "r -> json_extract_scalar(r, '$.type') = 'AWS::S3::Bucket')) AS n FROM {0} WHERE any_match(resources, "
        "r -> r.type = 'AWS::S3::Object')",
        lambda es: listing(
            es, lambda e: any(r["type"] == "AWS::S3::Object" for r in e.get("resources", [])), eventID="eventID", n=lambda e: "1"), []),
    "groups by the date": (
        "SELECT count(*) as TotalEvents, date(eventTime) as datestamp, awsRegion, element_at(additionalEventData, 'configRuleName') as "
        "rule FROM {0} WHERE eventName = 'PutEvaluations' group by date(eventTime), awsRegion, element_at(additionalEventData, "
        "'configRuleName') order by date(eventTime) desc, TotalEvents desc",
        lambda es: grouped(
            es, named("PutEvaluations"),
            {"datestamp": lambda e: e["eventTime"][:10], "awsRegion": "awsRegion", "rule": lambda e: e["additionalEventData"]["configRuleName"]},
            TotalEvents=count), [("datestamp", True), ("TotalEvents", True)]),
    "resources unnested": (
        "SELECT r.arn AS resource, count(*) AS n FROM {0}, unnest(resources) AS r WHERE errorCode = 'AccessDenied' GROUP BY 1",
        lambda es: [
            {"resource": name, "n": str(n)} for name, n in collections.Counter(
                r["ARN"] for e in es if e.get("errorCode") == "AccessDenied" for r in e.get("resources", [])).items()], []),
    "top users by a window": (
        "SELECT arn, n FROM (SELECT userIdentity.arn AS arn, count(*) AS n, rank() OVER (ORDER BY count(*) DESC) AS r FROM {0} "
        "WHERE userIdentity.arn IS NOT NULL GROUP BY 1) WHERE r <= 3 ORDER BY n DESC",
        lambda es: (lambda rows: [row for row in rows if sum(int(o["n"]) > int(row["n"]) for o in rows) < 3])(
            grouped(es, arn, {"arn": arn}, n=count)), [("n", True)]),
    "statistics of numbers": (
        "SELECT eventName, sum(try_cast(element_at(additionalEventData, 'bytesTransferredOut') AS double)) AS bytes FROM {0} WHERE "
        "eventSource = 's3.amazonaws.com' GROUP BY eventName",
        lambda es: grouped(
            es, lambda e: e["eventSource"] == "s3.amazonaws.com", {"eventName": "eventName"},
            bytes=lambda g: number(sum(e["additionalEventData"]["bytesTransferredOut"] for e in g))), []),
}


@pytest.mark.parametrize("name", DOCUMENTED)
def test_a_statement_of_the_user_guide_answers_what_python_does(lake, name):
    statement, reference, order = DOCUMENTED[name]
    compare(query(lake, statement.format(uuid(lake.arn))), reference(EVENTS), order)
