"""Statements for those who write none: GenerateQuery and SearchSampleQueries, with boto3 and the AWS CLI."""

from __future__ import annotations

import re

import pytest

import servers
from test_lake import cli, query, store, uuid, world  # noqa: F401
from trails import World

PROMPTS = ["What are my top errors in the past month?", "events of user o'hara", "users that used S3' OR '1' = '1"]


@pytest.mark.parametrize("prompt", PROMPTS[:2])
def test_an_alias_runs_the_statement_that_was_answered(world, prompt):  # noqa: F811
    arn = store(world)
    answer = world.call("GenerateQuery", EventDataStores=[arn], Prompt=prompt)
    statement = answer["QueryStatement"]
    assert f"FROM {uuid(arn)}" in statement
    assert re.fullmatch(r"AWSCloudTrail-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", answer["QueryAlias"])
    run = world.call("StartQuery", QueryAlias=answer["QueryAlias"])["QueryId"]
    servers.wait_until(
        lambda: world.call("DescribeQuery", QueryId=run)["QueryStatus"] not in ("QUEUED", "RUNNING"), 30, "it ends")
    described = world.call("DescribeQuery", QueryAlias=answer["QueryAlias"])
    assert (described["QueryId"], described["QueryStatus"]) == (run, "FINISHED"), described
    assert (described["Prompt"], described["QueryString"]) == (prompt, statement)


def test_a_prompt_breaks_out_of_no_literal(world):  # noqa: F811
    arn = store(world)
    assert world.code("GenerateQuery", EventDataStores=[arn], Prompt=PROMPTS[2]) == "GenerateResponseException"
    statement = world.call("GenerateQuery", EventDataStores=[arn], Prompt="events of user \"x' OR '1' = '1\"")["QueryStatement"]
    assert "userIdentity.userName = 'x'' OR ''1'' = ''1'" in statement


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
