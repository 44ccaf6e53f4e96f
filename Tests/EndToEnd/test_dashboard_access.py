"""Who lets a dashboard's refresh query a store, where access is controlled; and schedules over kills."""

from __future__ import annotations

import json
import sqlite3
import time

import pytest
from botocore.exceptions import ClientError

import servers
import test_auth
from servers import ACCOUNT, REGION
from test_auth import ADMIN, DANA, allow, cloudtrail
from test_lake import DUCKDB, uuid

BOARD = f"arn:aws:cloudtrail:{REGION}:{ACCOUNT}:dashboard/board"
TABLE = {"Height": "1", "Width": "1", "Title": "t", "View": "Table"}
REFRESH = allow("cloudtrail:StartDashboardRefresh", "cloudtrail:GetDashboard")
HOURLY = {"Frequency": {"Unit": "HOURS", "Value": 1}, "Status": "ENABLED", "TimeOfDay": "00:30"}


def to_cloudtrail(action: str, resource: str, source: str = BOARD) -> str:
    """The policy that the user guide has for dashboards."""
    return json.dumps({"Version": "2012-10-17", "Statement": [{
        "Sid": "Dashboards", "Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"},
        "Action": f"cloudtrail:{action}", "Resource": resource,
        "Condition": {"StringEquals": {"AWS:SourceArn": source, "AWS:SourceAccount": ACCOUNT}}}]})


class Room:
    def __init__(self, start_cairn, tmp_path, *dana: dict) -> None:
        self.start_cairn, self.data = start_cairn, tmp_path / "data"
        self.file = tmp_path / "cairn.json"
        self.file.write_text(json.dumps(test_auth.identities(*dana)))
        self.start()
        self.arn = self.admin.create_event_data_store(Name="audit")["EventDataStoreArn"]

    def start(self) -> None:
        self.cairn = self.start_cairn(
            None, "--auth", "--lenient", "--config", str(self.file), data_dir=self.data, environment={"CAIRN_DUCKDB": str(DUCKDB)})
        self.admin, self.dana = cloudtrail(self.cairn, ADMIN), cloudtrail(self.cairn, DANA)

    def board(self, **settings) -> dict:
        widget = {"QueryStatement": f"SELECT count(*) AS n FROM {uuid(self.arn)}", "ViewProperties": TABLE}
        return self.admin.create_dashboard(Name="board", Widgets=[widget], **settings)

    def state(self, **values) -> None:
        """Changes the dashboard in the state database of a Cairn that has been killed."""
        with sqlite3.connect(self.data / "state.db") as database:
            for name, value in values.items():
                changed = database.execute(
                    "UPDATE document SET json = json_set(json, ?, json(?)) WHERE kind = 'dashboard'",
                    (f"$.{name}", json.dumps(value))).rowcount
                assert changed == 1

    def shown(self, member: str):
        return self.admin.get_dashboard(DashboardId="board").get(member)


@pytest.fixture
def room(start_cairn, tmp_path):
    return lambda *dana: Room(start_cairn, tmp_path, *dana)


def code(call, **parameters) -> tuple[str, str]:
    try:
        call(**parameters)
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["Error"]["Message"]
    return "ok", ""


def test_the_store_must_let_cloudtrail_query_it_for_the_dashboard(room):
    """Dana may refresh, but not query: what she may see of it is the policies' matter."""
    room = room(REFRESH)
    room.board()
    refused, message = code(room.dana.start_dashboard_refresh, DashboardId="board")
    assert refused == "AccessDeniedException" and "cloudtrail:StartQuery" in message and room.arn in message
    assert room.shown("LastRefreshId") is None, "nothing was begun"
    room.admin.put_resource_policy(
        ResourceArn=room.arn, ResourcePolicy=to_cloudtrail("StartQuery", room.arn, BOARD.replace("dashboard/board", "dashboard/other")))
    assert code(room.dana.start_dashboard_refresh, DashboardId="board")[0] == "AccessDeniedException", "another dashboard"
    room.admin.put_resource_policy(ResourceArn=room.arn, ResourcePolicy=to_cloudtrail("StartQuery", room.arn))
    assert code(room.dana.start_dashboard_refresh, DashboardId="board")[0] == "ok"
    room.admin.delete_resource_policy(ResourceArn=room.arn)
    alias = room.shown("Widgets")[0]["QueryAlias"]
    servers.wait_until(
        lambda: room.admin.describe_query(QueryAlias=alias)["QueryStatus"] == "FINISHED", 20, "the query ends")
    assert code(room.dana.describe_query, QueryAlias=alias)[0] == "AccessDeniedException", "to read it is another permission"
    assert code(room.dana.start_dashboard_refresh, DashboardId="board")[0] == "AccessDeniedException"


def test_who_may_query_the_store_may_refresh(room):
    room = room(REFRESH, allow("cloudtrail:StartQuery", resource="arn:aws:cloudtrail:*:*:eventdatastore/*"))
    room.board()
    assert code(room.dana.start_dashboard_refresh, DashboardId="board")[0] == "ok"
    assert code(room.admin.start_dashboard_refresh, DashboardId="AWSCloudTrail-Overview",
                QueryParameterValues={"$EventDataStoreId$": uuid(room.arn)})[0] == "ok"


def test_a_deny_of_the_caller_wins_over_its_own_allow(room):
    room = room(REFRESH, allow("cloudtrail:StartQuery"), allow("cloudtrail:StartQuery", effect="Deny"))
    room.board()
    assert code(room.dana.start_dashboard_refresh, DashboardId="board")[0] == "AccessDeniedException"


def due(room: Room) -> None:
    room.cairn.kill()
    room.state(nextRefreshTime=1)
    room.start()


def test_a_schedule_needs_the_leave_of_store_and_dashboard(room):
    room = room()
    room.board(RefreshSchedule=HOURLY)
    due(room)
    servers.wait_until(lambda: room.shown("LastRefreshFailureReason"), 20, "the refresh fails")
    assert "StartDashboardRefresh" in room.shown("LastRefreshFailureReason") and room.shown("LastRefreshId") is None
    room.admin.put_resource_policy(ResourceArn=BOARD, ResourcePolicy=to_cloudtrail("StartDashboardRefresh", BOARD))
    due(room)
    servers.wait_until(lambda: "StartQuery" in room.shown("LastRefreshFailureReason"), 20, "it fails for the store's sake")
    room.admin.put_resource_policy(ResourceArn=room.arn, ResourcePolicy=to_cloudtrail("StartQuery", room.arn))
    due(room)
    servers.wait_until(lambda: room.shown("LastRefreshId"), 20, "it is refreshed")
    assert room.shown("LastRefreshFailureReason") is None


def test_a_kill_between_the_claim_and_the_queries_loses_no_refresh(room):
    """What such a kill leaves: the dashboard has the id of a refresh, and none of its queries."""
    room = room()
    made = room.board(RefreshSchedule=HOURLY)
    room.admin.put_resource_policy(ResourceArn=BOARD, ResourcePolicy=to_cloudtrail("StartDashboardRefresh", BOARD))
    room.admin.put_resource_policy(ResourceArn=room.arn, ResourcePolicy=to_cloudtrail("StartQuery", room.arn))
    room.cairn.kill()
    claimed = str(int(time.time() * 1000) - 1000)
    room.state(lastRefreshID=claimed, isBeginningRefresh=True, nextRefreshTime=time.time() + 3600)
    room.start()
    servers.wait_until(lambda: room.shown("LastRefreshId") != claimed, 20, "the refresh is done anew")
    refresh, alias = room.shown("LastRefreshId"), made["Widgets"][0]["QueryAlias"]
    servers.wait_until(
        lambda: room.admin.describe_query(QueryAlias=alias, RefreshId=refresh)["QueryStatus"] == "FINISHED", 20, "it ends")
    time.sleep(11)
    assert room.shown("LastRefreshId") == refresh, "once"
