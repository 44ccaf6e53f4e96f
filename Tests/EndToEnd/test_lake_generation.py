"""Statements for those who write none: GenerateQuery and SearchSampleQueries, with boto3 and the AWS CLI."""

from __future__ import annotations

import re

import pytest

import servers
from test_lake import cli, query, store, uuid, world  # noqa: F401
from trails import World

ANSWERED = [
    ("What are my top errors in the past month?",
     ["errorCode IS NOT NULL", r"eventTime > '\d{4}-\d\d-\d\d \d\d:\d\d:\d\d'", "GROUP BY", "ORDER BY calls DESC"]),
    ("Give me a list of users that used SNS.", ["SELECT DISTINCT userIdentity.arn", "eventSource = 'sns.amazonaws.com'"]),
    ("How many errors were logged in the past week per day?", ["date_trunc('day', eventTime)", "errorCode IS NOT NULL"]),
    ("Show me all console logins by users yesterday without MFA", ["eventName = 'ConsoleLogin'", "MFAUsed", "eventTime <"]),
    ("top 5 services by number of calls today", ["SELECT eventSource", "LIMIT 5", "eventTime >="]),
    ("Which users deleted buckets in us-east-1 since 2026-03-01?",
     ["DISTINCT userIdentity.arn", "eventName LIKE 'DeleteBucket%'", "awsRegion = 'us-east-1'", "'2026-03-01 00:00:00'"]),
    ("who called DeleteTrail in the last 7 days", ["eventName = 'DeleteTrail'", "userIdentity.arn"]),
    ("AccessDenied errors by IP address", ["sourceIPAddress", "%AccessDenied%"]),
    ("how many calls did 192.0.2.7 make", ["count(*)", "sourceIPAddress = '192.0.2.7'"]),
    ("Find access keys that were used from several addresses", ["approx_distinct(sourceIPAddress)"]),
    ("events of user o'hara", ["userIdentity.userName = 'o''hara'"]),
]


@pytest.mark.parametrize("prompt,parts", ANSWERED, ids=[row[0][:40] for row in ANSWERED])
def test_questions_become_statements_that_run(world, prompt, parts):  # noqa: F811
    arn = store(world)
    answer = world.call("GenerateQuery", EventDataStores=[arn], Prompt=prompt)
    statement = answer["QueryStatement"]
    for part in parts:
        assert part in statement or re.search(part, statement), statement
    assert f"FROM {uuid(arn)}" in statement
    assert re.fullmatch(r"AWSCloudTrail-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", answer["QueryAlias"])
    run = world.call("StartQuery", QueryAlias=answer["QueryAlias"])["QueryId"]
    servers.wait_until(
        lambda: world.call("DescribeQuery", QueryId=run)["QueryStatus"] not in ("QUEUED", "RUNNING"), 30, "it ends")
    described = world.call("DescribeQuery", QueryAlias=answer["QueryAlias"])
    assert (described["QueryId"], described["QueryStatus"]) == (run, "FINISHED"), described
    assert (described["Prompt"], described["QueryString"]) == (prompt, statement)


@pytest.mark.parametrize("prompt", [
    "What is the weather in Paris tomorrow?", "hello world again", "Write me a poem about clouds and rivers",
    "???", "Which of my colleagues is planning to leave the company?"])
def test_what_no_rule_understands_is_said(world, prompt):  # noqa: F811
    assert world.code("GenerateQuery", EventDataStores=[store(world)], Prompt=prompt) == "GenerateResponseException"


def test_what_cannot_be_asked_is_refused(world):  # noqa: F811
    arn = store(world)
    ask = {"Prompt": "top errors of today"}
    assert world.code("GenerateQuery", EventDataStores=[arn, arn], **ask) == "EventDataStoreARNInvalidException"
    assert world.code("GenerateQuery", EventDataStores=[arn], Prompt="ab") == "InvalidParameterException"
    assert world.code("GenerateQuery", EventDataStores=[arn], Prompt="x" * 501) == "InvalidParameterException"
    assert world.code("GenerateQuery", EventDataStores=[arn], Prompt="Fehler im März") == "InvalidParameterException"
    assert world.code("GenerateQuery", EventDataStores=["nothing"], **ask) == "EventDataStoreARNInvalidException"
    absent = "11111111-2222-4333-8444-555555555555"
    assert world.code("GenerateQuery", EventDataStores=[absent], **ask) == "EventDataStoreNotFoundException"
    outside = store(
        world, MultiRegionEnabled=False,
        AdvancedEventSelectors=[{"FieldSelectors": [{"Field": "eventCategory", "Equals": ["ActivityAuditLog"]}]}])
    assert world.code("GenerateQuery", EventDataStores=[outside], **ask) == "InvalidParameterException"
    world.call("UpdateEventDataStore", EventDataStore=arn, TerminationProtectionEnabled=False)
    world.call("DeleteEventDataStore", EventDataStore=arn)
    assert world.code("GenerateQuery", EventDataStores=[arn], **ask) == "InactiveEventDataStoreException"


def test_aliases_are_ones_own_and_outlive_a_restart(start_cairn, tmp_path):
    from test_lake import DUCKDB
    settings = dict(data_dir=tmp_path / "data", environment={"CAIRN_DUCKDB": str(DUCKDB)})
    world = World(start_cairn(None, "--lenient", **settings))
    answer = world.call("GenerateQuery", EventDataStores=[store(world)], Prompt="top errors of today")
    world.cairn.kill()
    world = World(start_cairn(None, "--lenient", **settings))
    assert world.code("StartQuery", account="222233334444", QueryAlias=answer["QueryAlias"]) == "InvalidParameterException"
    assert world.code("StartQuery", QueryAlias=answer["QueryAlias"]) == "ok"
    both = dict(QueryAlias=answer["QueryAlias"], QueryStatement="SELECT 1")
    assert world.code("StartQuery", **both) == "InvalidParameterException"
    assert world.code("StartQuery", QueryAlias="another") == "InvalidParameterException"
    assert world.code("DescribeQuery", QueryAlias="another") == "QueryIdNotFoundException"
    assert world.code("DescribeQuery", QueryAlias="another", QueryId="11111111-2222-4333-8444-555555555555") == (
        "InvalidParameterException")


def test_sample_queries_are_found_by_phrases(world):  # noqa: F811
    answer = world.call("SearchSampleQueries", SearchPhrase="console sign-ins without MFA")
    results = answer["SearchResults"]
    assert results[0]["Name"] == "Console sign-ins without MFA" and results[0]["Relevance"] == 1
    assert "$EDS_ID" in results[0]["SQL"] and results[0]["Description"]
    assert len(results) <= 10
    relevances = [result["Relevance"] for result in results]
    assert relevances == sorted(relevances, reverse=True) and all(0 < one <= 1 for one in relevances)
    arn = store(world)
    assert query(world, results[0]["SQL"].replace("$EDS_ID", uuid(arn))) == []
    assert world.call("SearchSampleQueries", SearchPhrase="zzzz yyyy")["SearchResults"] == []


def test_sample_queries_come_in_pages(world):  # noqa: F811
    phrase = "calls security changes"
    whole = world.call("SearchSampleQueries", SearchPhrase=phrase, MaxResults=50)["SearchResults"]
    assert len(whole) > 7
    pages, token = [], {}
    while True:
        page = world.call("SearchSampleQueries", SearchPhrase=phrase, MaxResults=3, **token)
        pages.append(page["SearchResults"])
        if "NextToken" not in page:
            break
        token = {"NextToken": page["NextToken"]}
    assert [result for page in pages for result in page] == whole
    assert all(len(page) == 3 for page in pages[:-1])
    assert world.code("SearchSampleQueries", SearchPhrase="another", **token) == "InvalidParameterException"
    assert world.code("SearchSampleQueries", SearchPhrase=phrase, NextToken="rubbish") == "InvalidParameterException"


@pytest.mark.parametrize("parameters", [
    {"SearchPhrase": "x"}, {"SearchPhrase": "x" * 1001}, {"SearchPhrase": "größte"},
    {"SearchPhrase": "calls", "MaxResults": 0}, {"SearchPhrase": "calls", "MaxResults": 51}])
def test_searches_are_checked(world, parameters):  # noqa: F811
    assert world.code("SearchSampleQueries", **parameters) == "InvalidParameterException"


def test_the_aws_cli_generates_and_searches(world):  # noqa: F811
    arn = store(world)
    answer = cli(world, "generate-query", "--event-data-stores", arn, "--prompt", "Show me all console login events for the past week")
    assert "ConsoleLogin" in answer["QueryStatement"]
    run = cli(world, "start-query", "--query-alias", answer["QueryAlias"])["QueryId"]
    servers.wait_until(
        lambda: cli(world, "describe-query", "--query-alias", answer["QueryAlias"])["QueryStatus"] == "FINISHED", 30, "it ends")
    assert cli(world, "get-query-results", "--query-id", run)["QueryResultRows"] == []
    found = cli(world, "search-sample-queries", "--search-phrase", "show service limits exceeded", "--max-results", "2")
    assert len(found["SearchResults"]) == 2
