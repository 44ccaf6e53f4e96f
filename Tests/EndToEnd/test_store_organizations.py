"""Event data stores of an organization: who may do what, and the events of member accounts in them."""

from __future__ import annotations

import json

import pytest

import servers
from test_lake import query, uuid
from test_store_errors import Case, organization  # noqa: F401
from test_organizations import MANAGEMENT, MEMBERS

ADMINISTRATOR, MEMBER, STRANGER = MEMBERS[0], MEMBERS[1], "999988887777"


@pytest.fixture
def case(organization) -> Case:  # noqa: F811
    case = organization()
    case.call("RegisterOrganizationDelegatedAdmin", MemberAccountId=ADMINISTRATOR)
    return case


def seen(case: Case, arn: str) -> set[tuple[str, str]]:
    rows = query(case, f"""SELECT recipientAccountId AS account, element_at(requestParameters, 'name') AS name
                           FROM {uuid(arn)} WHERE eventName = 'DeleteTrail'""")
    return {(row["account"], row["name"]) for row in rows}


def test_events_of_members_come_into_the_store(case):
    arn, own = case.make(OrganizationEnabled=True), case.make()
    for account in (MANAGEMENT, ADMINISTRATOR, MEMBER, STRANGER):
        case.code("DeleteTrail", account=account, Name="of-" + account)
    members = {(account, "of-" + account) for account in (MANAGEMENT, ADMINISTRATOR, MEMBER)}
    servers.wait_until(lambda: seen(case, arn) == members, 20, "the events of the organization are there, no stranger's")
    assert seen(case, own) == {(MANAGEMENT, "of-" + MANAGEMENT)}, "a store of one account has those of that account"
    # A store that is turned into one of the organization takes its members' events from then on, and back.
    case.call("UpdateEventDataStore", EventDataStore=own, OrganizationEnabled=True)
    case.code("DeleteTrail", account=MEMBER, Name="later")
    servers.wait_until(lambda: (MEMBER, "later") in seen(case, own), 20, "the member's event is there")
    assert (MEMBER, "of-" + MEMBER) not in seen(case, own)
    case.call("UpdateEventDataStore", EventDataStore=own, OrganizationEnabled=False)
    case.code("DeleteTrail", account=MEMBER, Name="latest")
    servers.wait_until(lambda: (MEMBER, "latest") in seen(case, arn), 20, "the other store goes on")
    assert (MEMBER, "latest") not in seen(case, own)


def test_an_administrator_manages_and_queries_the_organizations_stores(case):
    admin = Case(case.cairn, ADMINISTRATOR)
    arn = admin.make(OrganizationEnabled=True)
    assert arn.split(":")[4] == MANAGEMENT, "the management account owns it"
    assert case.call("GetEventDataStore", EventDataStore=arn)["OrganizationEnabled"] is True
    assert arn in [row["EventDataStoreArn"] for row in admin.call("ListEventDataStores")["EventDataStores"]]
    case.code("DeleteTrail", account=MEMBER, Name="of-a-member")
    servers.wait_until(lambda: seen(admin, arn) == {(MEMBER, "of-a-member")}, 20, "the administrator finds the event")
    assert case.code("DescribeQuery", QueryId=admin.run(arn)) == "QueryIdNotFoundException", "a query is its account's"
    for operation, parameters in {
        "UpdateEventDataStore": {"RetentionPeriod": 90},
        "StopEventDataStoreIngestion": {},
        "StartEventDataStoreIngestion": {},
        "PutEventConfiguration": {"MaxEventSize": "Large"},
        "EnableFederation": {"FederationRoleArn": f"arn:aws:iam::{ADMINISTRATOR}:role/lake"},
    }.items():
        assert admin.code(operation, EventDataStore=arn, **parameters) == "ok", operation
    servers.wait_until(
        lambda: case.call("GetEventDataStore", EventDataStore=arn).get("FederationStatus") == "ENABLED", 20, "it is federated")
    assert case.code("DisableFederation", EventDataStore=arn) == "ok", "any of them disables it"
    servers.wait_until(
        lambda: case.call("GetEventDataStore", EventDataStore=arn).get("FederationStatus") == "DISABLED", 20, "it is not")
    assert admin.code("AddTags", ResourceId=arn, TagsList=[{"Key": "k", "Value": "v"}]) == "ok"
    assert admin.code("UpdateEventDataStore", EventDataStore=arn, OrganizationEnabled=False) == \
        "NotOrganizationMasterAccountException", "only the management account turns it into a store of its own"
    assert admin.code("DeleteEventDataStore", EventDataStore=arn) == "ok"
    assert admin.code("RestoreEventDataStore", EventDataStore=arn) == "ok"
    policy = json.loads(case.call("GetResourcePolicy", ResourceArn=arn)["DelegatedAdminResourcePolicy"])
    assert policy["Statement"][0]["Principal"] == {"AWS": [f"arn:aws:iam::{ADMINISTRATOR}:root"]}
    case.call("DeregisterOrganizationDelegatedAdmin", DelegatedAdminAccountId=ADMINISTRATOR)
    assert admin.code("GetEventDataStore", EventDataStore=arn) == "EventDataStoreARNInvalidException"
    assert admin.code("StopEventDataStoreIngestion", EventDataStore=arn) == "NotOrganizationMasterAccountException"


@pytest.mark.parametrize("account", [MEMBER, STRANGER])
def test_others_neither_see_nor_query_it(case, account):
    arn, other = case.make(OrganizationEnabled=True), Case(case.cairn, account)
    assert other.call("ListEventDataStores")["EventDataStores"] == []
    assert other.code("GetEventDataStore", EventDataStore=arn) == "EventDataStoreARNInvalidException"
    assert other.code("GetEventDataStore", EventDataStore=uuid(arn)) == "EventDataStoreNotFoundException"
    assert other.code("StartQuery", QueryStatement=f"SELECT 1 FROM {uuid(arn)}") == "EventDataStoreNotFoundException"
    assert other.code("StartQuery", QueryStatement=f'SELECT 1 FROM "{arn}"') == "EventDataStoreARNInvalidException"
    run = case.finished(arn)
    for operation in ("DescribeQuery", "GetQueryResults", "CancelQuery"):
        assert other.code(operation, QueryId=run) == "QueryIdNotFoundException"
    # Unless the owner lets them.
    allowed = ["cloudtrail:StartQuery", "cloudtrail:DescribeQuery", "cloudtrail:GetQueryResults"]
    policy = {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{account}:root"}, "Action": allowed, "Resource": arn}]}
    case.call("PutResourcePolicy", ResourceArn=arn, ResourcePolicy=json.dumps(policy))
    assert query(other, f'SELECT count(*) AS n FROM "{arn}" WHERE eventName = \'Nothing\'') == [{"n": "0"}]
