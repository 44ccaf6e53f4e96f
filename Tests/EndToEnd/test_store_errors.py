"""Every error that AWS's model declares for an operation of the Lake: each pair of operation and error has a call that
leads to it, or a reason why it cannot be.

Where an operation is for trails as well, the pairs that test_trail_errors.py shows count too.
"""

from __future__ import annotations

import datetime
import itertools
import json

import botocore.session
import pytest
from botocore.exceptions import ClientError

import servers
import test_auth
import test_channels
import test_trail_errors
from test_imports import key, log_file
from test_imports import event as log_event
from test_imports import source as import_source
from test_lake import DUCKDB
from test_organizations import MANAGEMENT, MEMBERS, ORGANIZATION
from test_trail_errors import refusing  # noqa: F401
from trails import ACCOUNT, HOME, World, unique

LAKE = {"CAIRN_DUCKDB": str(DUCKDB)}
ABSENT = "11111111-2222-4333-8444-555555555555"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/lake"
TAGS = [{"Key": "team", "Value": "audit"}]
RATE = [{"InsightType": "ApiCallRateInsight"}]
WIDGET = {"Height": "1", "Width": "1", "Title": "t", "View": "Table"}
ENDLESS = "SELECT sum(a.n * b.n) FROM {0} CROSS JOIN UNNEST(sequence(1, 10000)) AS a(n) CROSS JOIN UNNEST(sequence(1, 10000)) AS b(n) CROSS JOIN UNNEST(sequence(1, 1000)) AS c(n)"
_accounts = itertools.count(600000000001)




@pytest.fixture(scope="module")
def cairn(binary, tmp_path_factory):
    """One server for all cases that need nobody else: each has an account of its own."""
    folder = tmp_path_factory.mktemp("stores")
    process = servers.Cairn(folder / "data", folder / "cairn.log", None, "--lenient", environment=LAKE)
    yield process
    process.stop(5)


@pytest.fixture(scope="module")
def strict(binary, tmp_path_factory, moto):
    """A strict Cairn in front of moto, which has keys, buckets and roles."""
    folder = tmp_path_factory.mktemp("strict-stores")
    process = servers.Cairn(folder / "data", folder / "cairn.log", moto.url, environment=LAKE)
    yield World(process)
    process.stop(5)


def selectors(category: str) -> list[dict]:
    return [{"FieldSelectors": [{"Field": "eventCategory", "Equals": [category]}]}]


class Case(World):
    """An account, and short words for what a call needs."""

    def make(self, **settings) -> str:
        settings = {"Name": unique("store"), "TerminationProtectionEnabled": False, **settings}
        return self.call("CreateEventDataStore", **settings)["EventDataStoreArn"]

    def pending(self) -> str:
        arn = self.make()
        self.call("DeleteEventDataStore", EventDataStore=arn)
        return arn

    def activity(self, **settings) -> str:
        return self.make(AdvancedEventSelectors=selectors("ActivityAuditLog"), MultiRegionEnabled=False, **settings)

    def channel(self, source: str = "Custom", **settings) -> str:
        where = [{"Type": "EVENT_DATA_STORE", "Location": self.activity()}]
        return self.call("CreateChannel", Name=unique("channel"), Source=source, Destinations=where, **settings)["ChannelArn"]

    def run(self, arn: str, statement: str = "SELECT count(*) FROM {0}") -> str:
        return self.call("StartQuery", QueryStatement=statement.format(uuid(arn)))["QueryId"]

    def finished(self, arn: str) -> str:
        run = self.run(arn)
        servers.wait_until(lambda: self.call("DescribeQuery", QueryId=run)["QueryStatus"] == "FINISHED", 30, "it ends")
        return run

    def log_files(self, count: int = 1) -> str:
        """The URI of a bucket with so many log files."""
        name, s3 = self.bucket(policy=False), self.client("s3")
        for number in range(count):
            s3.put_object(Bucket=name, Key=key("2026-03-01", f"{number:04}.json.gz"), Body=log_file([log_event(number)]))
        return f"s3://{name}"

    def importing(self) -> str:
        """A store into which an import runs."""
        arn = self.make(RetentionPeriod=3653)
        self.call("StartImport", Destinations=[arn], ImportSource=import_source(self.log_files(300)))
        return arn

    def kms(self, policy: bool = True) -> str:
        """A key that CloudTrail may use for event data stores, or not."""
        kms = self.client("kms")
        arn = kms.create_key()["KeyMetadata"]["Arn"]
        text = self.policy("key", arn, "--account", ACCOUNT, "--event-data-stores")
        kms.put_key_policy(KeyId=arn, PolicyName="default", Policy=text) if policy else set_policy(kms, arn)
        return arn


LAKE_KEY = {
    "Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"},
    "Action": ["kms:GenerateDataKey", "kms:Decrypt"], "Resource": "*"}


def set_policy(kms, arn: str, *statements: dict) -> None:
    own = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "kms:*", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [own, *statements]})
    kms.put_key_policy(KeyId=arn, PolicyName="default", Policy=policy)


def uuid(arn: str) -> str:
    return arn.rpartition("/")[2]


# MARK: operations on a store: what they are told of one that is not there, or is about to go

ON_STORES = {
    "GetEventDataStore": lambda store: {"EventDataStore": store},
    "UpdateEventDataStore": lambda store: {"EventDataStore": store, "Name": "other"},
    "DeleteEventDataStore": lambda store: {"EventDataStore": store},
    "RestoreEventDataStore": lambda store: {"EventDataStore": store},
    "StartEventDataStoreIngestion": lambda store: {"EventDataStore": store},
    "StopEventDataStoreIngestion": lambda store: {"EventDataStore": store},
    "EnableFederation": lambda store: {"EventDataStore": store, "FederationRoleArn": ROLE},
    "DisableFederation": lambda store: {"EventDataStore": store},
    "GetEventConfiguration": lambda store: {"EventDataStore": store},
    "PutEventConfiguration": lambda store: {"EventDataStore": store, "MaxEventSize": "Large"},
    "StartQuery": lambda store: {"QueryStatement": f'SELECT 1 FROM "{store}"'},
    "DescribeQuery": lambda store: {"EventDataStore": store, "QueryId": ABSENT},
    "GetQueryResults": lambda store: {"EventDataStore": store, "QueryId": ABSENT},
    "CancelQuery": lambda store: {"EventDataStore": store, "QueryId": ABSENT},
    "ListQueries": lambda store: {"EventDataStore": store},
    "GenerateQuery": lambda store: {"EventDataStores": [store], "Prompt": "top 5 services"},
    "StartImport": lambda store: {"Destinations": [store], "ImportSource": import_source("s3://box")},
    "CreateChannel": lambda store: {
        "Name": "channel", "Source": "Custom", "Destinations": [{"Type": "EVENT_DATA_STORE", "Location": store}]},
    "CreateDashboard": lambda store: {"Name": "board", "Widgets": widgets(store)},
    "AddTags": lambda store: {"ResourceId": store, "TagsList": TAGS},
    "RemoveTags": lambda store: {"ResourceId": store, "TagsList": TAGS},
    "ListTags": lambda store: {"ResourceIdList": [store]},
}
FOREIGN = f"arn:aws:cloudtrail:{HOME}:999988887777:eventdatastore/{ABSENT}"


def widgets(store: str, statement: str = "SELECT count(*) AS n FROM {0}") -> list[dict]:
    return [{"QueryStatement": statement.format(f'"{store}"'), "ViewProperties": WIDGET}]


def arn_of(case: Case, store: str) -> str:
    return f"arn:aws:cloudtrail:{HOME}:{case.account}:eventdatastore/{store}"


CASES: dict[tuple[str, str], callable] = {}


def shows(operation: str, error: str):
    """The function is given a case and makes the call that leads to the error; it returns the code."""

    def add(function):
        CASES[operation, error + "Exception"] = function
        return function

    return add


def refuses(operation: str, error: str, parameters) -> None:
    """The same, for a call with these parameters, or those that a function of the case gives."""
    shows(operation, error)(
        lambda case: case.code(operation, **(parameters(case) if callable(parameters) else parameters)))


def declared(operation: str) -> set[str]:
    model = botocore.session.get_session().get_service_model("cloudtrail").operation_model(operation)
    return {error.name for error in model.error_shapes}


for _operation, _parameters in ON_STORES.items():
    _reasons = {
        "EventDataStoreARNInvalid": lambda case: FOREIGN,
        "EventDataStoreNotFound": lambda case: arn_of(case, ABSENT),
        "InactiveEventDataStore": lambda case: case.pending(),
    }
    for _error, _store in _reasons.items():
        if _error + "Exception" in declared(_operation):
            if "Tags" in _operation and _error == "EventDataStoreARNInvalid":
                continue  # test_trail_errors.py: a text that is no ARN
            refuses(_operation, _error, lambda case, f=_parameters, s=_store: f(s(case)))


# MARK: event data stores

refuses("CreateEventDataStore", "InvalidParameter", {"Name": "store", "RetentionPeriod": 3})
refuses("CreateEventDataStore", "InvalidEventSelectors", {"Name": "store", "AdvancedEventSelectors": selectors("Nothing")})
refuses("CreateEventDataStore", "InvalidTagParameter", {"Name": "store", "TagsList": [{"Key": "aws:k", "Value": "v"}]})
refuses("CreateEventDataStore", "InvalidKmsKeyId", {"Name": "store", "KmsKeyId": "no-key"})
refuses("CreateEventDataStore", "EventDataStoreAlreadyExists", lambda case: {"Name": case.make(Name="store") and "store"})


@shows("CreateEventDataStore", "EventDataStoreMaxLimitExceeded")
def _(case):
    for _ in range(10):
        case.make()
    return case.code("CreateEventDataStore", Name="one-more")


refuses("UpdateEventDataStore", "InvalidParameter", lambda case: {"EventDataStore": case.make()})
refuses("UpdateEventDataStore", "InvalidKmsKeyId", lambda case: {"EventDataStore": case.make(), "KmsKeyId": "no-key"})
refuses("UpdateEventDataStore", "EventDataStoreAlreadyExists",
        lambda case: {"EventDataStore": case.make(), "Name": case.make(Name="taken") and "taken"})
refuses("UpdateEventDataStore", "InvalidEventSelectors",
        lambda case: {"EventDataStore": case.make(), "AdvancedEventSelectors": selectors("Insight")})
refuses("UpdateEventDataStore", "EventDataStoreHasOngoingImport",
        lambda case: {"EventDataStore": case.importing(), "Name": "other"})


@shows("UpdateEventDataStore", "InvalidInsightSelectors")
def _(case):
    arn = watching(case)
    network = [{"FieldSelectors": [
        {"Field": "eventCategory", "Equals": ["NetworkActivity"]}, {"Field": "eventSource", "Equals": ["ec2.amazonaws.com"]}]}]
    return case.code("UpdateEventDataStore", EventDataStore=arn, AdvancedEventSelectors=network)


def watching(case: Case) -> str:
    """A store with Insights."""
    arn, destination = case.make(), case.make(AdvancedEventSelectors=selectors("Insight"))
    case.call("PutInsightSelectors", EventDataStore=arn, InsightsDestination=destination, InsightSelectors=RATE)
    return arn


refuses("DeleteEventDataStore", "EventDataStoreTerminationProtected",
        lambda case: {"EventDataStore": case.make(TerminationProtectionEnabled=True)})
refuses("DeleteEventDataStore", "EventDataStoreHasOngoingImport", lambda case: {"EventDataStore": case.importing()})


@shows("DeleteEventDataStore", "ChannelExistsForEDS")
def _(case):
    arn = case.channel()
    store, = case.call("GetChannel", Channel=arn)["Destinations"]
    return case.code("DeleteEventDataStore", EventDataStore=store["Location"])


def federated(case: Case) -> str:
    arn = case.make()
    case.call("EnableFederation", EventDataStore=arn, FederationRoleArn=f"arn:aws:iam::{case.account}:role/lake")
    state = lambda: case.call("GetEventDataStore", EventDataStore=arn)["FederationStatus"]  # noqa: E731
    servers.wait_until(lambda: state() == "ENABLED", 20, "the store is federated")
    return arn


refuses("DeleteEventDataStore", "EventDataStoreFederationEnabled", lambda case: {"EventDataStore": federated(case)})
refuses("EnableFederation", "EventDataStoreFederationEnabled",
        lambda case: {"EventDataStore": federated(case), "FederationRoleArn": ROLE})
refuses("EnableFederation", "InvalidParameter", lambda case: {"EventDataStore": case.make(), "FederationRoleArn": "role"})
refuses("DisableFederation", "InvalidParameter", lambda case: {"EventDataStore": case.make()})


@shows("EnableFederation", "ConcurrentModification")
def _(case):
    """Two changes at once, until one meets the other."""
    return meeting(case, lambda arn: "EnableFederation", lambda arn: {"EventDataStore": arn, "FederationRoleArn": ROLE})


@shows("DisableFederation", "ConcurrentModification")
def _(case):
    return meeting(case, lambda arn: "DisableFederation", lambda arn: {"EventDataStore": arn})


def meeting(case: Case, operation, parameters) -> str:
    codes = set()
    for _ in range(50):
        arn = case.make()
        case.call("EnableFederation", EventDataStore=arn, FederationRoleArn=f"arn:aws:iam::{case.account}:role/lake")
        codes.add(case.code(operation(arn), **parameters(arn)))
        if "ConcurrentModificationException" in codes:
            return "ConcurrentModificationException"
        case = Case(case.cairn, str(next(_accounts)))
    return str(codes)


refuses("RestoreEventDataStore", "InvalidEventDataStoreStatus", lambda case: {"EventDataStore": case.make()})
for _operation in ("StartEventDataStoreIngestion", "StopEventDataStoreIngestion"):
    refuses(_operation, "InvalidEventDataStoreCategory", lambda case: {"EventDataStore": case.activity()})
refuses("StartEventDataStoreIngestion", "InvalidEventDataStoreStatus", lambda case: {"EventDataStore": case.make()})
refuses("StopEventDataStoreIngestion", "InvalidEventDataStoreStatus",
        lambda case: {"EventDataStore": case.make(StartIngestion=False)})
refuses("ListEventDataStores", "InvalidMaxResults", {"MaxResults": 1001})
refuses("ListEventDataStores", "InvalidNextToken", {"NextToken": "rubbish"})

# MARK: event configuration and Insights

refuses("GetEventConfiguration", "InvalidEventDataStoreCategory", lambda case: {"EventDataStore": case.activity()})
refuses("GetEventConfiguration", "InvalidEventDataStoreStatus", lambda case: {"EventDataStore": case.pending()})
refuses("PutEventConfiguration", "InvalidEventDataStoreCategory",
        lambda case: {"EventDataStore": case.activity(), "MaxEventSize": "Large"})
refuses("PutInsightSelectors", "InvalidInsightSelectors",
        lambda case: {"EventDataStore": (arn := case.make()), "InsightsDestination": arn, "InsightSelectors": RATE})
refuses("PutInsightSelectors", "InvalidParameter",
        lambda case: {"EventDataStore": ABSENT, "InsightsDestination": ABSENT, "InsightSelectors": RATE})
refuses("GetInsightSelectors", "InsightNotEnabled", lambda case: {"EventDataStore": case.make()})
refuses("GetInsightSelectors", "InvalidParameter", {"EventDataStore": ABSENT})
refuses("ListInsightsData", "InvalidParameter", {"InsightSource": "x", "DataType": "InsightsEvents"})
refuses("ListInsightsMetricData", "InvalidParameter", {
    "EventSource": "ec2.amazonaws.com", "EventName": "RunInstances", "InsightType": "ApiErrorRateInsight"})
refuses("ListInsightsMetricData", "InvalidTrailName", {
    "EventSource": "ec2.amazonaws.com", "EventName": "RunInstances", "InsightType": "ApiCallRateInsight", "TrailName": "?"})

# MARK: queries

refuses("StartQuery", "InvalidParameter", {})
refuses("StartQuery", "InvalidQueryStatement", {"QueryStatement": "DROP TABLE x"})


@shows("StartQuery", "MaxConcurrentQueries")
def _(case):
    arn = case.make()
    runs = [case.run(arn, ENDLESS) for _ in range(10)]
    code = case.code("StartQuery", QueryStatement=f"SELECT 1 FROM {uuid(arn)}")
    for run in runs:
        case.call("CancelQuery", QueryId=run)
    return code


def delivery(uri: str):
    return lambda case: {"QueryStatement": f"SELECT 1 FROM {uuid(case.make())}", "DeliveryS3Uri": uri}


refuses("StartQuery", "InvalidS3BucketName", delivery("s3://a..b/x"))
refuses("StartQuery", "InvalidS3Prefix", delivery("s3://results//x"))
refuses("DescribeQuery", "InvalidParameter", {})
refuses("GetQueryResults", "InvalidParameter", {"QueryId": "x"})
refuses("CancelQuery", "InvalidParameter", {"QueryId": "x"})
for _operation in ("DescribeQuery", "GetQueryResults", "CancelQuery"):
    refuses(_operation, "QueryIdNotFound", {"QueryId": ABSENT})


def gone(case: Case) -> dict:
    """A query whose store is about to go."""
    arn = case.make()
    run = case.finished(arn)
    case.call("DeleteEventDataStore", EventDataStore=arn)
    return {"QueryId": run}


for _operation in ("DescribeQuery", "GetQueryResults", "CancelQuery"):
    refuses(_operation, "InactiveEventDataStore", gone)
refuses("GetQueryResults", "InvalidMaxResults", {"QueryId": ABSENT, "MaxQueryResults": 1001})
refuses("GetQueryResults", "InvalidNextToken",
        lambda case: {"QueryId": case.finished(case.make()), "NextToken": "rubbish"})
refuses("CancelQuery", "InactiveQuery", lambda case: {"QueryId": case.finished(case.make())})
refuses("ListQueries", "InvalidMaxResults", lambda case: {"EventDataStore": case.make(), "MaxResults": 1001})
refuses("ListQueries", "InvalidNextToken", lambda case: {"EventDataStore": case.make(), "NextToken": "rubbish"})
refuses("ListQueries", "InvalidQueryStatus", lambda case: {"EventDataStore": case.make(), "QueryStatus": "DONE"})
refuses("ListQueries", "InvalidDateRange", lambda case: {
    "EventDataStore": case.make(), "StartTime": datetime.datetime(2026, 3, 2), "EndTime": datetime.datetime(2026, 3, 1)})
refuses("GenerateQuery", "InvalidParameter", {"EventDataStores": [ABSENT], "Prompt": "x"})
refuses("GenerateQuery", "GenerateResponse",
        lambda case: {"EventDataStores": [case.make()], "Prompt": "frobnicate the quux"})
refuses("SearchSampleQueries", "InvalidParameter", {"SearchPhrase": "x"})

# MARK: imports

refuses("StartImport", "InvalidParameter", {})
refuses("StartImport", "ImportNotFound", {"ImportId": ABSENT})
refuses("StartImport", "InvalidEventDataStoreCategory", lambda case: ON_STORES["StartImport"](case.activity()))
refuses("StartImport", "InvalidImportSource", lambda case: {
    "Destinations": [case.make()], "ImportSource": import_source("s3://a-bucket-that-is-not-there")})
refuses("StartImport", "AccountHasOngoingImport", lambda case: ON_STORES["StartImport"](case.importing()))
for _operation in ("GetImport", "StopImport"):
    refuses(_operation, "ImportNotFound", {"ImportId": ABSENT})
    refuses(_operation, "InvalidParameter", {"ImportId": "x"})
refuses("ListImports", "InvalidParameter", {"MaxResults": 0})
refuses("ListImports", "InvalidNextToken", {"NextToken": "rubbish"})
refuses("ListImports", "EventDataStoreARNInvalid", {"Destination": "arn:aws:cloudtrail:eu-west-1:12:eventdatastore/x"})
refuses("ListImportFailures", "InvalidParameter", {"ImportId": ABSENT})


@shows("ListImportFailures", "InvalidNextToken")
def _(case):
    number = case.call("StartImport", Destinations=[case.make()], ImportSource=import_source(case.log_files()))["ImportId"]
    return case.code("ListImportFailures", ImportId=number, NextToken="rubbish")


# MARK: channels

_to = lambda store: [{"Type": "EVENT_DATA_STORE", "Location": store}]  # noqa: E731
refuses("CreateChannel", "InvalidSource", lambda case: {
    "Name": "channel", "Source": "Nobody", "Destinations": _to(case.activity())})
refuses("CreateChannel", "InvalidParameter", lambda case: {
    "Name": "channel", "Source": "Custom", "Destinations": _to(arn := case.activity()) + _to(arn)})
refuses("CreateChannel", "InvalidTagParameter", lambda case: {
    "Name": "channel", "Source": "Custom", "Destinations": _to(case.activity()), "Tags": [{"Key": "aws:k", "Value": "v"}]})
refuses("CreateChannel", "TagsLimitExceeded", lambda case: {
    "Name": "channel", "Source": "Custom", "Destinations": _to(case.activity()),
    "Tags": [{"Key": f"k{number}", "Value": "v"} for number in range(51)]})
refuses("CreateChannel", "InvalidEventDataStoreCategory", lambda case: ON_STORES["CreateChannel"](case.make()))


@shows("CreateChannel", "ChannelAlreadyExists")
def _(case):
    case.channel()
    return case.code("CreateChannel", Name="second", Source="Custom", Destinations=_to(case.activity()))


# All sources that there are would not fill an account: Cairn's bound is met in its own tests.
refuses("GetChannel", "ChannelARNInvalid", {"Channel": "arn:aws:x"})
refuses("GetChannel", "ChannelNotFound", {"Channel": ABSENT})
refuses("DeleteChannel", "ChannelARNInvalid", {"Channel": "arn:aws:x"})
refuses("DeleteChannel", "ChannelNotFound", {"Channel": ABSENT})
refuses("UpdateChannel", "ChannelARNInvalid", {"Channel": "arn:aws:x", "Name": "other"})
refuses("UpdateChannel", "ChannelNotFound", {"Channel": ABSENT, "Name": "other"})
refuses("UpdateChannel", "InvalidParameter", lambda case: {"Channel": case.channel()})
refuses("UpdateChannel", "EventDataStoreARNInvalid", lambda case: {"Channel": case.channel(), "Destinations": _to(FOREIGN)})
refuses("UpdateChannel", "EventDataStoreNotFound", lambda case: {
    "Channel": case.channel(), "Destinations": _to(arn_of(case, ABSENT))})
refuses("UpdateChannel", "InactiveEventDataStore", lambda case: {
    "Channel": case.channel(), "Destinations": _to(case.pending())})
refuses("UpdateChannel", "InvalidEventDataStoreCategory", lambda case: {
    "Channel": case.channel(), "Destinations": _to(case.make())})


@shows("UpdateChannel", "ChannelAlreadyExists")
def _(case):
    first, second = case.channel(), case.channel(source="CrowdStrike")
    name = case.call("GetChannel", Channel=first)["Name"]
    return case.code("UpdateChannel", Channel=second, Name=name)


refuses("ListChannels", "InvalidNextToken", {"NextToken": "rubbish"})

# MARK: resource policies

_statement = {"Effect": "Allow", "Principal": {"AWS": "222233334444"}, "Action": "cloudtrail:StartQuery"}
refuses("PutResourcePolicy", "ResourcePolicyNotValid", lambda case: {"ResourceArn": case.make(), "ResourcePolicy": "{}"})
refuses("GetResourcePolicy", "ResourcePolicyNotFound", lambda case: {"ResourceArn": case.make()})
refuses("DeleteResourcePolicy", "ResourcePolicyNotFound", lambda case: {"ResourceArn": case.make()})

# MARK: dashboards


def board(case: Case, **settings) -> str:
    return case.call("CreateDashboard", Name=unique("board"), **settings)["DashboardArn"]


refuses("CreateDashboard", "Conflict", lambda case: {"Name": board(case).rpartition("/")[2]})
refuses("CreateDashboard", "InvalidTagParameter", {"Name": "board", "TagsList": [{"Key": "aws:k", "Value": "v"}]})
refuses("CreateDashboard", "InvalidQueryStatement", lambda case: {
    "Name": "board", "Widgets": widgets(case.make(), "DROP TABLE {0}")})
refuses("CreateDashboard", "ServiceQuotaExceeded", lambda case: {"Name": "board", "Widgets": widgets(case.make()) * 11})
refuses("CreateDashboard", "UnsupportedOperation", lambda case: {
    "Name": "AWSCloudTrail-Highlights", "Widgets": widgets(case.make())})
refuses("UpdateDashboard", "ResourceNotFound", {"DashboardId": "nothing"})
refuses("UpdateDashboard", "EventDataStoreNotFound", lambda case: {
    "DashboardId": board(case), "Widgets": widgets(arn_of(case, ABSENT))})
refuses("UpdateDashboard", "InactiveEventDataStore", lambda case: {
    "DashboardId": board(case), "Widgets": widgets(case.pending())})
refuses("UpdateDashboard", "InvalidQueryStatement", lambda case: {
    "DashboardId": board(case), "Widgets": widgets(case.make(), "DROP TABLE {0}")})
refuses("UpdateDashboard", "ServiceQuotaExceeded", lambda case: {
    "DashboardId": board(case), "Widgets": widgets(case.make()) * 11})
refuses("UpdateDashboard", "UnsupportedOperation", {"DashboardId": "AWSCloudTrail-Overview", "TerminationProtectionEnabled": True})
refuses("DeleteDashboard", "Conflict", lambda case: {"DashboardId": board(case, TerminationProtectionEnabled=True)})
refuses("DeleteDashboard", "ResourceNotFound", {"DashboardId": "nothing"})
refuses("DeleteDashboard", "UnsupportedOperation", {"DashboardId": "AWSCloudTrail-Overview"})
refuses("GetDashboard", "ResourceNotFound", {"DashboardId": "nothing"})
refuses("StartDashboardRefresh", "ResourceNotFound", {"DashboardId": "nothing"})
refuses("StartDashboardRefresh", "EventDataStoreNotFound", lambda case: {
    "DashboardId": "AWSCloudTrail-Overview", "QueryParameterValues": {"$EventDataStoreId$": ABSENT}})
refuses("StartDashboardRefresh", "InactiveEventDataStore", lambda case: {
    "DashboardId": "AWSCloudTrail-Overview", "QueryParameterValues": {"$EventDataStoreId$": uuid(case.pending())}})


@shows("StartDashboardRefresh", "ServiceQuotaExceeded")
def _(case):
    arn = case.make()
    made = case.call("CreateDashboard", Name="board", Widgets=widgets(arn, ENDLESS))
    refresh = case.call("StartDashboardRefresh", DashboardId="board")["RefreshId"]
    code = case.code("StartDashboardRefresh", DashboardId="board")
    run = case.call("DescribeQuery", QueryAlias=made["Widgets"][0]["QueryAlias"], RefreshId=refresh)["QueryId"]
    case.call("CancelQuery", QueryId=run)
    return code


@pytest.mark.parametrize("operation,error", CASES, ids=lambda value: value.removesuffix("Exception"))
def test_errors(cairn, operation, error):
    assert CASES[operation, error](Case(cairn, str(next(_accounts)))) == error


# MARK: keys, buckets and roles of other services

KEYS = [
    (lambda case: f"alias/{unique('none')}", "KmsKeyNotFoundException"),
    (lambda case: case.kms(policy=False), "InsufficientEncryptionPolicyException"),
    (lambda case: disabled(case), "KmsException"),
]


def disabled(case: Case) -> str:
    arn = case.kms()
    case.client("kms").disable_key(KeyId=arn.rsplit("/", 1)[1])
    return arn


@pytest.fixture
def keyed(strict):
    """A case whose account has no stores: what is in moto stays."""
    servers.http_post(strict.cairn.url + "/_cairn/reset")
    return Case(strict.cairn, ACCOUNT)


@pytest.mark.parametrize("key,error", KEYS, ids=[row[1] for row in KEYS])
def test_keys_of_stores(keyed, key, error):
    name = key(keyed)
    assert keyed.code("CreateEventDataStore", Name="store", KmsKeyId=name) == error
    assert keyed.call("ListEventDataStores")["EventDataStores"] == []
    arn = keyed.make()
    assert keyed.code("UpdateEventDataStore", EventDataStore=arn, KmsKeyId=name) == error
    assert "KmsKeyId" not in keyed.call("GetEventDataStore", EventDataStore=arn)


def test_a_key_stays(keyed):
    """A key is shown by its ARN, and can be given once."""
    first, second = keyed.kms(), keyed.kms()
    alias = "alias/" + unique("lake")
    keyed.client("kms").create_alias(AliasName=alias, TargetKeyId=first)
    arn = keyed.make(KmsKeyId=alias)
    assert keyed.call("GetEventDataStore", EventDataStore=arn)["KmsKeyId"] == first
    assert keyed.code("UpdateEventDataStore", EventDataStore=arn, KmsKeyId=first) == "ok"
    assert keyed.code("UpdateEventDataStore", EventDataStore=arn, KmsKeyId=second) == "InvalidParameterException"
    other = keyed.make()
    assert keyed.call("UpdateEventDataStore", EventDataStore=other, KmsKeyId=second)["KmsKeyId"] == second


def test_a_policy_with_a_condition_on_the_source_is_no_leave(keyed):
    """CloudTrail Lake brings no aws:SourceArn to KMS."""
    arn = keyed.kms()
    set_policy(keyed.client("kms"), arn, {**LAKE_KEY, "Condition": {"StringLike": {"aws:SourceArn": "arn:aws:cloudtrail:*"}}})
    assert keyed.code("CreateEventDataStore", Name="store", KmsKeyId=arn) == "InsufficientEncryptionPolicyException"


WITHOUT_KEY = {
    "StartQuery": lambda arn, run: {"QueryStatement": f"SELECT 1 FROM {uuid(arn)}"},
    "GetQueryResults": lambda arn, run: {"QueryId": run},
    "StartImport": lambda arn, run: {"Destinations": [arn], "ImportSource": import_source("s3://box")},
    "CreateDashboard": lambda arn, run: {"Name": "other", "Widgets": widgets(arn)},
    "UpdateDashboard": lambda arn, run: {"DashboardId": "board", "Widgets": widgets(arn)},
}


@pytest.mark.parametrize("spoil", ["policy", "state"])
def test_a_store_whose_key_is_taken_away_cannot_be_read(keyed, spoil):
    name, kms = keyed.kms(), keyed.client("kms")
    arn = keyed.make(KmsKeyId=name)
    run = keyed.finished(arn)
    keyed.call("CreateDashboard", Name="board")
    assert keyed.code("GetQueryResults", QueryId=run) == "ok"
    set_policy(kms, name) if spoil == "policy" else kms.disable_key(KeyId=name.rsplit("/", 1)[1])
    for operation, parameters in WITHOUT_KEY.items():
        assert keyed.code(operation, **parameters(arn, run)) == "InsufficientEncryptionPolicyException", operation
    set_policy(kms, name, LAKE_KEY) if spoil == "policy" else kms.enable_key(KeyId=name.rsplit("/", 1)[1])
    assert keyed.code("GetQueryResults", QueryId=run) == "ok"


def test_buckets_of_results(keyed):
    statement = f"SELECT 1 FROM {uuid(keyed.make())}"
    deliver = lambda box: keyed.code("StartQuery", QueryStatement=statement, DeliveryS3Uri=f"s3://{box}")  # noqa: E731
    assert deliver("a-bucket-that-is-not-there") == "S3BucketDoesNotExistException"
    assert deliver(keyed.bucket(policy=False)) == "InsufficientS3BucketPolicyException"


# MARK: organizations


@pytest.fixture
def organization(start_cairn, tmp_path):
    """A function that starts a Cairn whose organization has these settings, over the data of another or its own."""

    def start(data_dir=None, **settings) -> Case:
        file = tmp_path / f"{unique('config')}.json"
        file.write_text(json.dumps({"organization": {**ORGANIZATION, **settings}}))
        cairn = start_cairn(None, "--config", str(file), account=MANAGEMENT, data_dir=data_dir, environment=LAKE)
        return Case(cairn, MANAGEMENT)

    return start


JOINING = [
    ({}, "999988887777", "OrganizationsNotInUseException"),
    ({}, MEMBERS[0], "NotOrganizationMasterAccountException"),
    ({"allFeatures": False}, MANAGEMENT, "OrganizationNotInAllFeaturesModeException"),
    ({"trustedAccess": False}, MANAGEMENT, "CloudTrailAccessNotEnabledException"),
]


@pytest.mark.parametrize("settings,account,error", JOINING, ids=[row[2] for row in JOINING])
def test_who_has_no_store_of_an_organization(organization, settings, account, error):
    case = organization(**settings)
    case.account = account
    assert case.code("CreateEventDataStore", Name="store", OrganizationEnabled=True) == error
    assert case.code("UpdateEventDataStore", EventDataStore=case.make(), OrganizationEnabled=True) == error


def test_an_administrator_needs_the_management_accounts_role(organization):
    case = organization(serviceLinkedRole=False)
    case.call("RegisterOrganizationDelegatedAdmin", MemberAccountId=MEMBERS[0])
    code = case.code("CreateEventDataStore", account=MEMBERS[0], Name="store", OrganizationEnabled=True)
    assert code == "NoManagementAccountSLRExistsException"
    for name, parameters in CHANGES(case.make(OrganizationEnabled=True), case).items():
        assert case.code(name, account=MEMBERS[0], **parameters) == "NoManagementAccountSLRExistsException", name


def CHANGES(arn: str, case: Case) -> dict[str, dict]:  # noqa: N802
    """What changes a store."""
    changing = (
        "UpdateEventDataStore", "StopEventDataStoreIngestion", "StartEventDataStoreIngestion", "EnableFederation",
        "DisableFederation", "PutEventConfiguration", "AddTags", "RemoveTags", "DeleteEventDataStore",
        "RestoreEventDataStore")
    insights = {"EventDataStore": arn, "InsightsDestination": arn, "InsightSelectors": RATE}
    return {**{name: ON_STORES[name](arn) for name in changing}, "PutInsightSelectors": insights}


def test_members_change_nothing_of_the_organizations(organization):
    case = organization()
    arn = case.make(OrganizationEnabled=True)
    for name, parameters in CHANGES(arn, case).items():
        assert case.code(name, account=MEMBERS[0], **parameters) == "NotOrganizationMasterAccountException", name
        expected = {"PutInsightSelectors": "InvalidParameterException"}.get(name, "EventDataStoreARNInvalidException")
        if name.endswith("Tags"):
            expected = "EventDataStoreNotFoundException"
        assert case.code(name, account="999988887777", **parameters) == expected, name
    assert case.call("GetEventDataStore", EventDataStore=arn)["Status"] == "ENABLED"


LEAVING = [
    ({"allFeatures": False}, "OrganizationNotInAllFeaturesModeException"),
    ({"trustedAccess": False}, "CloudTrailAccessNotEnabledException"),
    ({"managementAccount": "777788889999", "accounts": []}, "OrganizationsNotInUseException"),
]


@pytest.mark.parametrize("settings,error", LEAVING, ids=[row[1] for row in LEAVING])
def test_a_store_of_what_is_no_organization_any_more(organization, settings, error):
    before = organization()
    federated_store, deleted = before.make(OrganizationEnabled=True), before.make(OrganizationEnabled=True)
    before.call("DeleteEventDataStore", EventDataStore=deleted)
    before.cairn.stop()
    case = organization(before.cairn.data_dir, **settings)
    assert case.code("RestoreEventDataStore", EventDataStore=deleted) == error
    for operation in ("EnableFederation", "DisableFederation"):
        assert case.code(operation, **ON_STORES[operation](federated_store)) == error


def test_a_delegated_administrator_imports_nothing_for_the_organization(organization):
    case = organization()
    case.call("RegisterOrganizationDelegatedAdmin", MemberAccountId=MEMBERS[0])
    arn = case.make(OrganizationEnabled=True)
    code = case.code("StartImport", account=MEMBERS[0], **ON_STORES["StartImport"](arn))
    assert code == "OperationNotPermittedException"


def test_an_organization_that_may_not_be_read(start_cairn, refusing, organization):  # noqa: F811
    """Nobody else's store can be changed, and one's own can, and be read."""
    code = "InsufficientDependencyServiceAccessPermissionException"
    before = organization()
    arn = before.make(OrganizationEnabled=True)
    before.cairn.stop()
    case = Case(start_cairn(refusing, data_dir=before.cairn.data_dir, environment=LAKE), MEMBERS[0])
    assert case.code("CreateEventDataStore", Name="store", OrganizationEnabled=True) == code
    own = case.make()
    assert case.code("UpdateEventDataStore", EventDataStore=own, OrganizationEnabled=True) == code
    changes = CHANGES(arn, case)
    for operation in sorted(DEPENDING):
        assert case.code(operation, **changes[operation]) == code, operation
    assert case.code("UpdateEventDataStore", EventDataStore=own, RetentionPeriod=90) == "ok"
    assert [row["EventDataStoreArn"] for row in case.call("ListEventDataStores")["EventDataStores"]] == [own]
    assert case.code("GetEventDataStore", EventDataStore=own) == "ok"


DEPENDING = {
    "DeleteEventDataStore", "RestoreEventDataStore", "StartEventDataStoreIngestion", "StopEventDataStoreIngestion",
    "EnableFederation", "DisableFederation", "PutEventConfiguration", "UpdateEventDataStore"}


# MARK: rates, and who may

THROTTLED = {
    "CreateEventDataStore": {"Name": "other"},
    "UpdateEventDataStore": {"EventDataStore": ABSENT, "Name": "other"},
    "GetInsightSelectors": {"EventDataStore": ABSENT},
    "PutInsightSelectors": {"EventDataStore": ABSENT, "InsightsDestination": ABSENT, "InsightSelectors": RATE},
    "PutEventConfiguration": {"EventDataStore": ABSENT, "MaxEventSize": "Large"},
}


def test_quotas_of_requests(start_cairn):
    world = World(start_cairn(None, "--lenient", "--limit-request-rate", environment=LAKE))
    for operation, parameters in THROTTLED.items():
        codes = [world.code(operation, **parameters) for _ in range(15)]
        assert codes[0] != "ThrottlingException" and "ThrottlingException" in codes, operation


def test_federation_without_permission(start_cairn, tmp_path):
    configuration = tmp_path / "cairn.json"
    configuration.write_text(json.dumps(test_auth.identities(test_auth.allow("cloudtrail:GetEventDataStore"))))
    cairn = start_cairn(None, "--auth", "--lenient", "--config", str(configuration), environment=LAKE)
    arn = test_auth.cloudtrail(cairn, test_auth.ADMIN).create_event_data_store(Name="store")["EventDataStoreArn"]
    dana = test_auth.cloudtrail(cairn, test_auth.DANA)
    assert test_auth.refusal(dana.enable_federation, EventDataStore=arn, FederationRoleArn=ROLE)[0] == "AccessDeniedException"
    assert test_auth.refusal(dana.disable_federation, EventDataStore=arn)[0] == "AccessDeniedException"


# MARK: PutAuditEvents


def test_putting_audit_events(cairn):
    case = Case(cairn, str(next(_accounts)))
    arn = case.channel()
    event = test_channels.event(test_channels.content(case))

    def code(channel: str, *events: dict, account: str | None = None) -> str:
        try:
            test_channels.data(case, account).put_audit_events(channelArn=channel, auditEvents=list(events))
        except ClientError as error:
            return error.response["Error"]["Code"]
        return "ok"

    shown = {
        "InvalidChannelARN": code("rubbish", event),
        "ChannelNotFound": code(arn[:-36] + ABSENT, event),
        "DuplicatedAuditEventId": code(arn, event, event),
        "ChannelInsufficientPermission": code(arn, event, account="222233334444"),
    }
    assert shown == {name: name for name in shown}
    assert code(arn, event) == "ok"
    model = botocore.session.get_session().get_service_model("cloudtrail-data").operation_model("PutAuditEvents")
    left = {error.name for error in model.error_shapes} - set(shown) - {"ChannelUnsupportedSchema"}  # shown below
    assert left == {"UnsupportedOperationException"}, "the operation is supported"


def test_channels_of_services_are_left_alone(start_cairn, tmp_path):
    service = {"service": "securitylake", "name": "audit", "region": HOME}
    case = Case(test_channels.with_services(start_cairn, tmp_path, tmp_path / "data", service).cairn)
    listed, = case.call("ListChannels")["Channels"]
    assert case.code("UpdateChannel", Channel=listed["ChannelArn"], Name="mine") == "OperationNotPermittedException"
    assert case.code("DeleteChannel", Channel=listed["ChannelArn"]) == "OperationNotPermittedException"
    event = test_channels.event(test_channels.content(case))
    with pytest.raises(ClientError, match="ChannelUnsupportedSchema"):
        test_channels.data(case).put_audit_events(channelArn=listed["ChannelArn"], auditEvents=[event])


# MARK: nothing is left out

ONE_TRANSACTION = test_trail_errors.ONE_TRANSACTION
THE_STORE_ALONE = "the only member names a store, for which there is EventDataStoreARNInvalidException"
NO_STATE_BETWEEN = "a store is never between two states; one whose deletion is pending is InactiveEventDataStoreException"

EXPLAINED: dict[str, dict[str, str] | str] = {
    "ConflictException": ONE_TRANSACTION,
    "UnsupportedOperationException": test_trail_errors.SUPPORTED,
    "OperationNotPermittedException": test_trail_errors.NOTHING_TO_FORBID,
    "InsufficientIAMAccessPermissionException": "Cairn creates no service-linked role",
    "NoManagementAccountSLRExistsException": {
        operation: test_trail_errors.READABLE
        for operation in (
            "GetEventDataStore", "ListEventDataStores", "StartQuery", "DescribeQuery", "GetQueryResults", "ListQueries",
            "CancelQuery", "GenerateQuery", "ListTags", "GetEventConfiguration", "GetInsightSelectors")
    },
    "InvalidParameterException": {
        "GetEventDataStore": THE_STORE_ALONE,
        "DeleteEventDataStore": THE_STORE_ALONE,
        "RestoreEventDataStore": THE_STORE_ALONE,
        "StartEventDataStoreIngestion": THE_STORE_ALONE,
        "StopEventDataStoreIngestion": THE_STORE_ALONE,
        "ListQueries": "every member has an exception of its own",
        "GetEventConfiguration": "a request without a trail and a store, or with both, is InvalidParameterCombinationException",
    },
    "InvalidEventDataStoreStatusException": {
        "StartImport": NO_STATE_BETWEEN,
        "PutEventConfiguration": NO_STATE_BETWEEN,
    },
    "EventDataStoreMaxLimitExceededException": {
        "RestoreEventDataStore": "stores whose deletion is pending count against the quota, so that there is room for them",
    },
    "ChannelMaxLimitExceededException": {
        "CreateChannel": "there are fewer sources than channels that an account may have, and one channel for each",
    },
}

OUTSIDE_THE_TABLE: dict[str, set[str]] = {
    "CreateEventDataStore": {row[1] for row in KEYS} | {row[2] for row in JOINING},
    "UpdateEventDataStore": {row[1] for row in KEYS} | {row[2] for row in JOINING},
    "RestoreEventDataStore": {row[1] for row in LEAVING},
    "EnableFederation": {row[1] for row in LEAVING} | {"AccessDeniedException"},
    "DisableFederation": {row[1] for row in LEAVING} | {"AccessDeniedException"},
    "StartQuery": {"S3BucketDoesNotExistException", "InsufficientS3BucketPolicyException"},
    "StartImport": {"OperationNotPermittedException"},
    "UpdateChannel": {"OperationNotPermittedException"},
    "DeleteChannel": {"OperationNotPermittedException"},
}
for _operation in CHANGES("", None):
    OUTSIDE_THE_TABLE.setdefault(_operation, set()).update(
        {"NotOrganizationMasterAccountException", "NoManagementAccountSLRExistsException"})
OUTSIDE_THE_TABLE["CreateEventDataStore"].add("NoManagementAccountSLRExistsException")
for _operation in DEPENDING | {"CreateEventDataStore"}:
    OUTSIDE_THE_TABLE.setdefault(_operation, set()).add("InsufficientDependencyServiceAccessPermissionException")
for _operation in THROTTLED:
    OUTSIDE_THE_TABLE.setdefault(_operation, set()).add("ThrottlingException")
for _operation in WITHOUT_KEY:
    OUTSIDE_THE_TABLE.setdefault(_operation, set()).add("InsufficientEncryptionPolicyException")

OF_TRAILS_TOO = {
    "AddTags", "RemoveTags", "ListTags", "PutResourcePolicy", "GetResourcePolicy", "DeleteResourcePolicy",
    "PutEventConfiguration", "GetEventConfiguration", "PutInsightSelectors", "GetInsightSelectors"}
OPERATIONS = sorted(
    OF_TRAILS_TOO | {operation for operation, _ in CASES} | set(OUTSIDE_THE_TABLE) | {"ListDashboards"})


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_declared_error_is_shown_or_explained(operation):
    shown = {error for name, error in CASES if name == operation} | OUTSIDE_THE_TABLE.get(operation, set())
    if operation in OF_TRAILS_TOO:
        shown |= test_trail_errors.shown()[operation]
    left = declared(operation) - shown
    unexplained = {
        code for code in left if not (why := EXPLAINED.get(code)) or (isinstance(why, dict) and operation not in why)}
    assert not unexplained
    assert operation in OF_TRAILS_TOO or not shown - declared(operation), "no error that is not declared"


def test_no_operation_of_the_lake_is_left_out():
    """What neither this file nor that of the trails has is about events alone."""
    model = botocore.session.get_session().get_service_model("cloudtrail")
    left = set(model.operation_names) - set(OPERATIONS) - set(test_trail_errors.OPERATIONS)
    assert left == {"LookupEvents"}


def test_reasons_are_needed():
    """A reason for an error that is shown by now is no reason."""
    for error, why in EXPLAINED.items():
        for operation in why if isinstance(why, dict) else ():
            assert (operation, error) not in CASES and error not in OUTSIDE_THE_TABLE.get(operation, set())
