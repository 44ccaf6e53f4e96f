"""Dashboards from boto3 and the AWS CLI: their life, their refreshes by hand and by schedule, and what they show."""

from __future__ import annotations

import json
import sqlite3
import time

import boto3
import pytest
from botocore.exceptions import ClientError

import servers
from test_lake import DUCKDB, calls, cli, store, uuid
from trails import HOME, World

TABLE = {"Height": "2", "Width": "4", "Title": "Failures", "View": "Table"}
LINE = {**TABLE, "View": "LineChart", "XAxisColumn": "period", "YAxisColumn": "n"}


@pytest.fixture
def world(start_cairn) -> World:
    return World(start_cairn(None, "--lenient", environment={"CAIRN_DUCKDB": str(DUCKDB)}))


def widgets(arn: str) -> list[dict]:
    return [
        {
            "QueryStatement": f"SELECT element_at(requestParameters, 'name') AS name FROM {uuid(arn)} "
            "WHERE eventName = 'DeleteTrail' AND eventTime > '?' AND eventTime <= '?' ORDER BY 1",
            "QueryParameters": ["$StartTime$", "$EndTime$"],
            "ViewProperties": TABLE,
        },
        {
            "QueryStatement": f"SELECT date_trunc('?', eventTime) AS period, count(*) AS n FROM {uuid(arn)} "
            "WHERE eventName = 'DeleteTrail' AND eventTime > '?' GROUP BY 1 ORDER BY 1",
            "QueryParameters": ["$Period$", "$StartTime$"],
            "ViewProperties": LINE,
        },
    ]


def results(world: World, alias: str, refresh: str) -> list[dict]:
    """What a widget shows after a refresh."""
    describe = lambda: world.call("DescribeQuery", QueryAlias=alias, RefreshId=refresh)  # noqa: E731
    servers.wait_until(lambda: describe()["QueryStatus"] not in ("QUEUED", "RUNNING"), 30, "the widget is refreshed")
    answer = world.call("GetQueryResults", QueryId=describe()["QueryId"])
    assert answer["QueryStatus"] == "FINISHED", answer
    return [{key: value for cell in row for key, value in cell.items()} for row in answer["QueryResultRows"]]


def kept(world: World, arn: str, names: list[str]) -> None:
    def found() -> bool:
        run = world.call("StartQuery", QueryStatement=f"SELECT count(*) AS n FROM {uuid(arn)} WHERE eventName = 'DeleteTrail'")
        servers.wait_until(
            lambda: world.call("DescribeQuery", QueryId=run["QueryId"])["QueryStatus"] == "FINISHED", 20, "it ends")
        return world.call("GetQueryResults", QueryId=run["QueryId"])["QueryResultRows"][0][0]["n"] == str(len(names))

    servers.wait_until(found, 20, "the store has the events")


def test_a_custom_dashboard_shows_its_widgets(world):
    arn = store(world)
    names = calls(world, 3)
    kept(world, arn, names)
    made = world.call("CreateDashboard", Name="failures", Widgets=widgets(arn), TagsList=[{"Key": "team", "Value": "a"}])
    assert made["Type"] == "CUSTOM" and made["TerminationProtectionEnabled"] is False
    assert made["TagsList"] == [{"Key": "team", "Value": "a"}]
    table, line = (widget["QueryAlias"] for widget in made["Widgets"])
    refresh = world.call("StartDashboardRefresh", DashboardId="failures")["RefreshId"]
    assert refresh.isdigit() and 10 <= len(refresh) <= 20
    assert results(world, table, refresh) == [{"name": name} for name in sorted(names)]
    assert [row["n"] for row in results(world, line, refresh)] == ["3"]
    shown = world.call("GetDashboard", DashboardId=made["DashboardArn"])
    assert shown["LastRefreshId"] == refresh and "LastRefreshFailureReason" not in shown
    assert shown["Status"] == "CREATED" and "Name" not in shown
    # Another time: nothing happened then.
    past = {"$StartTime$": "2020-01-01T00:00:00Z", "$EndTime$": "2020-01-02T00:00:00Z"}
    other = world.call("StartDashboardRefresh", DashboardId="failures", QueryParameterValues=past)["RefreshId"]
    assert other != refresh and results(world, table, other) == []
    assert len(results(world, table, refresh)) == 3, "earlier refreshes can still be read"
    # The alias of a widget is that of a query.
    now = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(time.time() + 60))
    run = world.call("StartQuery", QueryAlias=table, QueryParameters=["2020-01-01 00:00:00", now])["QueryId"]
    servers.wait_until(lambda: world.call("DescribeQuery", QueryId=run)["QueryStatus"] == "FINISHED", 20, "it ends")
    assert len(world.call("GetQueryResults", QueryId=run)["QueryResultRows"]) == 3


def test_updates_and_deletion(world):
    arn = store(world)
    made = world.call("CreateDashboard", Name="board", Widgets=widgets(arn)[:1])
    updated = world.call("UpdateDashboard", DashboardId="board", Widgets=widgets(arn), TerminationProtectionEnabled=True)
    assert updated["Name"] == "board" and len(updated["Widgets"]) == 2
    assert updated["Widgets"][0]["QueryAlias"] == made["Widgets"][0]["QueryAlias"]
    assert world.code("DeleteDashboard", DashboardId="board") == "ConflictException"
    world.call("UpdateDashboard", DashboardId="board", TerminationProtectionEnabled=False)
    assert world.call("GetDashboard", DashboardId="board")["Status"] == "UPDATED"
    assert world.call("DeleteDashboard", DashboardId="board") == {}
    for operation in ("GetDashboard", "UpdateDashboard", "DeleteDashboard", "StartDashboardRefresh"):
        assert world.code(operation, DashboardId="board") == "ResourceNotFoundException"
    assert world.code("StartQuery", QueryAlias=made["Widgets"][0]["QueryAlias"]) == "InvalidParameterException"


def test_tags_and_policies_stand_on_dashboards(world):
    arn = world.call("CreateDashboard", Name="tagged", TagsList=[{"Key": "a", "Value": "1"}])["DashboardArn"]
    world.call("AddTags", ResourceId=arn, TagsList=[{"Key": "b", "Value": "2"}])
    world.call("RemoveTags", ResourceId=arn, TagsList=[{"Key": "a"}])
    listed = world.call("ListTags", ResourceIdList=[arn])["ResourceTagList"]
    assert listed == [{"ResourceId": arn, "TagsList": [{"Key": "b", "Value": "2"}]}]
    policy = {"Version": "2012-10-17", "Statement": [{
        "Sid": "refresh", "Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"},
        "Action": "cloudtrail:StartDashboardRefresh", "Resource": arn,
        "Condition": {"StringEquals": {"AWS:SourceArn": arn, "AWS:SourceAccount": world.account}}}]}
    world.call("PutResourcePolicy", ResourceArn=arn, ResourcePolicy=json.dumps(policy))
    assert json.loads(world.call("GetResourcePolicy", ResourceArn=arn)["ResourcePolicy"]) == policy
    world.call("DeleteDashboard", DashboardId="tagged")
    assert world.code("GetResourcePolicy", ResourceArn=arn) == "ResourceNotFoundException"
    world.call("CreateDashboard", Name="tagged")
    assert world.code("GetResourcePolicy", ResourceArn=arn) == "ResourcePolicyNotFoundException"


def test_what_is_refused(world):
    arn = store(world)
    good = widgets(arn)[0]
    refused = [
        ({"Widgets": [good] * 11}, "ServiceQuotaExceededException"),
        ({"Widgets": [{**good, "QueryStatement": "SELECT nothing FROM x"}]}, "InvalidQueryStatementException|EventDataStoreARNInvalidException"),
        ({"Widgets": [{**good, "QueryStatement": f"DROP TABLE {uuid(arn)}"}]}, "InvalidQueryStatementException"),
        ({"Widgets": [{**good, "QueryParameters": ["$StartTime$"]}]}, "InvalidQueryStatementException"),
        ({"Widgets": [{**good, "ViewProperties": {**TABLE, "View": "PieChart"}}]}, "ValidationException"),
        ({"Widgets": [{**good, "QueryStatement": "SELECT 1 FROM 11111111-2222-4333-8444-555555555555",
                       "QueryParameters": []}]}, "EventDataStoreNotFoundException|ValidationException"),
        ({"RefreshSchedule": {"Frequency": {"Unit": "HOURS", "Value": 5}}}, "ValidationException"),
        ({"RefreshSchedule": {"Frequency": {"Unit": "DAYS", "Value": 1}, "TimeOfDay": "25:00"}}, "ValidationException"),
        ({"TagsList": [{"Key": "aws:x", "Value": "y"}]}, "InvalidTagParameterException"),
        ({"Name": "a b c"}, "ValidationException"),
    ]
    for change, code in refused:
        assert world.code("CreateDashboard", **{"Name": "board", **change}) in code.split("|"), change
    world.call("CreateDashboard", Name="board")
    assert world.code("CreateDashboard", Name="board") == "ConflictException"
    other = "arn:aws:cloudtrail:us-east-1:123456789012:dashboard/board"
    assert world.code("GetDashboard", DashboardId=other) == "ResourceNotFoundException"
    assert world.code("GetDashboard", DashboardId="board", account="222233334444") == "ResourceNotFoundException"


def test_every_managed_dashboard_can_be_refreshed(world):
    arn = store(world)
    names = calls(world, 2)
    kept(world, arn, names)
    managed = [entry["DashboardArn"] for entry in world.call("ListDashboards", Type="MANAGED")["Dashboards"]]
    assert len(managed) == 14
    selectors = [{"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Insight"]}]}]
    insights = store(world, AdvancedEventSelectors=selectors)
    refused = {"DashboardId": "AWSCloudTrail-Overview", "QueryParameterValues": {"$EventDataStoreId$": uuid(insights)}}
    with pytest.raises(ClientError, match="AWSCloudTrail-Overview shows event data stores of .* one of Insight events"):
        world.call("StartDashboardRefresh", **refused)
    assert world.code("StartDashboardRefresh", DashboardId=managed[0]) == "ValidationException"
    for dashboard in managed:
        shows = insights if dashboard.endswith("-InsightsEvents") else arn
        values = {"$EventDataStoreId$": uuid(shows), "$Period$": "hour"}
        refresh = world.call("StartDashboardRefresh", DashboardId=dashboard, QueryParameterValues=values)["RefreshId"]
        shown = world.call("GetDashboard", DashboardId=dashboard)
        assert shown["Type"] == "MANAGED" and shown["LastRefreshId"] == refresh
        for widget in shown["Widgets"]:
            rows = results(world, widget["QueryAlias"], refresh)
            if widget["QueryAlias"] == "AWSCloudTrail-ErrorAnalysis-Errorcodes":
                assert {"error": "TrailNotFoundException", "events": "2"} in rows
        assert "LastRefreshFailureReason" not in world.call("GetDashboard", DashboardId=dashboard)


def test_the_highlights_are_over_all_stores(world):
    first, second = store(world), store(world)
    names = calls(world, 2)
    kept(world, first, names)
    kept(world, second, names)
    schedule = {"Frequency": {"Unit": "HOURS", "Value": 6}, "Status": "ENABLED"}
    for wrong in ({}, {"RefreshSchedule": {**schedule, "Status": "DISABLED"}}):
        assert world.code("CreateDashboard", Name="AWSCloudTrail-Highlights", **wrong) == "ValidationException"
    made = world.call("CreateDashboard", Name="AWSCloudTrail-Highlights", RefreshSchedule=schedule)
    assert made["Type"] == "MANAGED"
    refresh = world.call("StartDashboardRefresh", DashboardId="AWSCloudTrail-Highlights")["RefreshId"]
    errors = [widget["QueryAlias"] for widget in made["Widgets"] if widget["ViewProperties"]["Title"] == "Most frequent errors"]
    rows = results(world, errors[0], refresh)
    assert {"error": "TrailNotFoundException", "events": "4"} in rows
    assert world.code("UpdateDashboard", DashboardId="AWSCloudTrail-Highlights", Widgets=[]) == "UnsupportedOperationException"
    world.call("DeleteDashboard", DashboardId="AWSCloudTrail-Highlights")


def test_a_schedule_is_taken_up_after_a_kill(start_cairn, tmp_path):
    """The time of the next refresh is brought forward in the state database: nobody has to wait for an hour."""
    data, environment = tmp_path / "data", {"CAIRN_DUCKDB": str(DUCKDB)}
    world = World(start_cairn(None, "--lenient", data_dir=data, environment=environment))
    arn = store(world)
    names = calls(world, 1)
    kept(world, arn, names)
    schedule = {"Frequency": {"Unit": "HOURS", "Value": 1}, "Status": "ENABLED", "TimeOfDay": "00:30"}
    made = world.call("CreateDashboard", Name="board", Widgets=widgets(arn), RefreshSchedule=schedule)
    assert made["RefreshSchedule"] == schedule
    world.cairn.kill()
    with sqlite3.connect(data / "state.db") as database:
        changed = database.execute(
            "UPDATE document SET json = json_set(json, '$.nextRefreshTime', 1) WHERE kind = 'dashboard'").rowcount
        assert changed == 1
    world = World(start_cairn(None, "--lenient", data_dir=data, environment=environment))
    last = lambda: world.call("GetDashboard", DashboardId="board").get("LastRefreshId")  # noqa: E731
    servers.wait_until(last, 20, "the dashboard is refreshed")
    refresh = last()
    assert results(world, made["Widgets"][0]["QueryAlias"], refresh) == [{"name": names[0]}]
    time.sleep(11)
    assert last() == refresh, "it is refreshed once"


def test_the_aws_cli_and_boto3_take_the_answers(world):
    arn = store(world)
    made = cli(world, "create-dashboard", "--name", "typed", "--widgets", json.dumps(widgets(arn)))
    refresh = cli(world, "start-dashboard-refresh", "--dashboard-id", made["DashboardArn"])["RefreshId"]
    servers.wait_until(
        lambda: cli(world, "describe-query", "--query-alias", made["Widgets"][0]["QueryAlias"], "--refresh-id", refresh)[
            "QueryStatus"] == "FINISHED", 30, "it ends")
    client = boto3.client(
        "cloudtrail", region_name=HOME, endpoint_url=world.cairn.url, aws_access_key_id=world.account,
        aws_secret_access_key="secret")
    assert client.list_dashboards(Type="CUSTOM", NamePrefix="typ")["Dashboards"] == [
        {"DashboardArn": made["DashboardArn"], "Type": "CUSTOM"}]
    shown = client.get_dashboard(DashboardId="typed")
    assert shown["CreatedTimestamp"].year >= 2024 and shown["LastRefreshId"] == refresh
    with pytest.raises(client.exceptions.ConflictException):
        client.create_dashboard(Name="typed")
    client.delete_dashboard(DashboardId="typed")
