"""`cairn apply`: the template of a default trail becomes a trail that delivers, and that AWS's own validator accepts."""

from __future__ import annotations

import json
import pathlib

import pytest

import delivery
import servers
from trails import HOME, World

# That of the fixtures' stacks.
ACCOUNT = "111122223333"
FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "CairnConstructsTests" / "Fixtures"


@pytest.fixture
def world(start_cairn) -> World:
    return World(start_cairn(None, *delivery.INTERVALS), ACCOUNT)


def template(name: str, folder: pathlib.Path) -> pathlib.Path:
    """A template that the constructs write, in a file named for a stack."""
    case = json.loads((FIXTURES / f"{name}.json").read_text())
    path = folder / "audit.template.json"
    path.write_text(json.dumps(case["template"]))
    return path


def apply(world: World, path: pathlib.Path | str, *arguments: str, given: str = ""):
    return servers.run_cairn(
        "apply", str(path), "--endpoint-url", world.cairn.url, "--region", HOME, *arguments,
        environment=servers.clean_environment(AWS_ACCESS_KEY_ID=world.account, AWS_SECRET_ACCESS_KEY="s"),
        given=given,
    )


def steps(world: World, path: pathlib.Path) -> dict[str, str]:
    answer = apply(world, path, "--plan", "--output", "json")
    assert answer.returncode == 0, answer.stderr
    return {step["type"]: step["action"] for step in json.loads(answer.stdout)["steps"]}


def test_a_default_trail_is_made_and_its_files_are_valid(world, tmp_path):
    path = template("plain-trail", tmp_path)
    start = delivery.now()
    assert set(steps(world, path).values()) == {"create"}
    assert world.call("ListTrails")["Trails"] == []

    answer = apply(world, path)
    assert answer.returncode == 0, answer.stderr
    assert "CreateTrail, StartLogging" in answer.stdout
    (trail,) = world.call("DescribeTrails")["trailList"]
    assert trail["LogFileValidationEnabled"] and trail["IsMultiRegionTrail"]
    assert world.call("GetTrailStatus", Name=trail["Name"])["IsLogging"]

    delivery.make_calls(world, HOME, 5)
    delivery.wait_for_records(world, trail["S3BucketName"], 5)
    delivery.wait_for_digests(world, trail["S3BucketName"], 3, HOME)
    status, output = delivery.validate(world, trail["TrailARN"], start, HOME)
    assert status == 0, output
    assert "digest files valid" in output, output


def test_applying_again_changes_nothing(world, tmp_path):
    path = template("removal-policy", tmp_path)
    assert apply(world, path).returncode == 0
    assert set(steps(world, path).values()) == {"keep"}
    answer = apply(world, path)
    assert answer.returncode == 0 and "Nothing has to be done." in answer.stdout


def test_what_is_left_out_is_named(world, tmp_path):
    answer = apply(world, template("combined-statements", tmp_path))
    assert answer.returncode == 0, answer.stderr
    for text in ("AWS::SNS::Topic ", "AWS::Events::Rule ", "AWS::IAM::Role ", ".SnsTopicName", ".CloudWatchLogsRoleArn"):
        assert text in answer.stdout
    (trail,) = world.call("DescribeTrails")["trailList"]
    assert "SnsTopicName" not in trail and "CloudWatchLogsRoleArn" not in trail


def test_changes_of_the_template_are_updates(world, tmp_path):
    path = template("removal-policy", tmp_path)
    assert apply(world, path).returncode == 0
    changed = json.loads(path.read_text())
    (trail,) = (r for r in changed["Resources"].values() if r["Type"] == "AWS::CloudTrail::Trail")
    trail["Properties"].update(
        IsLogging=False,
        IsMultiRegionTrail=False,
        EventSelectors=[{"ReadWriteType": "WriteOnly", "IncludeManagementEvents": True}],
        Tags=[{"Key": "team", "Value": "audit"}],
    )
    path.write_text(json.dumps(changed))
    assert steps(world, path)["AWS::CloudTrail::Trail"] == "update"
    answer = apply(world, path)
    assert answer.returncode == 0, answer.stderr
    (found,) = world.call("DescribeTrails")["trailList"]
    assert not found["IsMultiRegionTrail"]
    assert not world.call("GetTrailStatus", Name=found["Name"])["IsLogging"]
    selectors = world.call("GetEventSelectors", TrailName=found["Name"])["EventSelectors"]
    assert [selector["ReadWriteType"] for selector in selectors] == ["WriteOnly"]
    assert set(steps(world, path).values()) == {"keep"}


def test_templates_come_on_standard_input_and_as_yaml(world):
    text = """
        Parameters: {Prefix: {Type: String, Default: logs}}
        Resources:
          Box: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "box-${AWS::AccountId}"}}
    """
    answer = apply(world, "-", "--parameter", "Prefix=x", given=text)
    assert answer.returncode == 0, answer.stderr
    assert f"+ AWS::S3::Bucket  box-{world.account}  (CreateBucket)" in answer.stdout


LAKE = """
    Resources:
      Store:
        Type: AWS::CloudTrail::EventDataStore
        Properties:
          Name: activity
          MultiRegionEnabled: false
          RetentionPeriod: 90
          TerminationProtectionEnabled: false
          AdvancedEventSelectors:
            - Name: Outside events
              FieldSelectors: [{Field: eventCategory, Equals: [ActivityAuditLog]}]
          Tags: [{Key: team, Value: TEAM}]
      Channel:
        Type: AWS::CloudTrail::Channel
        Properties:
          Name: doors
          Source: Custom
          Destinations: [{Type: EVENT_DATA_STORE, Location: !GetAtt Store.EventDataStoreArn}]
          Tags: [{Key: team, Value: TEAM}]
      Policy:
        Type: AWS::CloudTrail::ResourcePolicy
        Properties:
          ResourceArn: !GetAtt Channel.ChannelArn
          ResourcePolicy:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal: {AWS: "arn:aws:iam::222233334444:root"}
                Action: cloudtrail-data:PutAuditEvents
                Resource: !Ref Channel
"""


def test_a_store_with_channel_and_policy(world, tmp_path):
    path = tmp_path / "lake.yaml"
    path.write_text(LAKE.replace("TEAM", "ops"))
    answer = apply(world, path)
    assert answer.returncode == 0, answer.stderr
    assert "3 resources are as the template says now" in answer.stderr
    (channel,) = world.call("ListChannels")["Channels"]
    (store,) = world.call("ListEventDataStores")["EventDataStores"]
    shown = world.call("GetChannel", Channel=channel["ChannelArn"])
    assert (shown["Name"], shown["Destinations"][0]["Location"]) == ("doors", store["EventDataStoreArn"])
    policy = json.loads(world.call("GetResourcePolicy", ResourceArn=channel["ChannelArn"])["ResourcePolicy"])
    assert policy["Statement"][0]["Resource"] == channel["ChannelArn"]

    again = apply(world, path)
    assert again.returncode == 0 and "Nothing has to be done." in again.stdout
    assert set(steps(world, path).values()) == {"keep"}

    path.write_text(LAKE.replace("TEAM", "audit").replace("222233334444", "333344445555"))
    assert set(steps(world, path).values()) == {"update"}
    assert apply(world, path).returncode == 0
    policy = json.loads(world.call("GetResourcePolicy", ResourceArn=channel["ChannelArn"])["ResourcePolicy"])
    assert "333344445555" in policy["Statement"][0]["Principal"]["AWS"]
    arns = [channel["ChannelArn"], store["EventDataStoreArn"]]
    for row in world.call("ListTags", ResourceIdList=arns)["ResourceTagList"]:
        assert row["TagsList"] == [{"Key": "team", "Value": "audit"}]
    assert set(steps(world, path).values()) == {"keep"}
    path.write_text(LAKE.replace("TEAM", "audit").replace("222233334444", "444455556666"))
    assert "1 resource is as the template says now" in apply(world, path).stderr


DASHBOARD = """
    Resources:
      Store:
        Type: AWS::CloudTrail::EventDataStore
        Properties: {Name: audit, TerminationProtectionEnabled: false}
      Dashboard:
        Type: AWS::CloudTrail::Dashboard
        Properties:
          Name: overview
          RefreshSchedule: {Frequency: {Unit: HOURS, Value: 6}, Status: ENABLED}
          Tags: [{Key: team, Value: ops}]
          Widgets:
            - QueryStatement: !Sub
                - "SELECT eventName FROM ${Id} WHERE eventTime > '?'"
                - Id: !Select [1, !Split ["/", !GetAtt Store.EventDataStoreArn]]
              QueryParameters: ["$StartTime$"]
              ViewProperties: {Height: "2", Width: "4", Title: TITLE, View: Table}
"""


def test_a_dashboard_over_a_store(world, tmp_path):
    path = tmp_path / "dashboard.yaml"
    path.write_text(DASHBOARD.replace("TITLE", "Names"))
    answer = apply(world, path)
    assert answer.returncode == 0, answer.stderr
    shown = world.call("GetDashboard", DashboardId="overview")
    assert [widget["ViewProperties"]["Title"] for widget in shown["Widgets"]] == ["Names"]
    assert set(steps(world, path).values()) == {"keep"}
    path.write_text(DASHBOARD.replace("TITLE", "Calls"))
    assert steps(world, path) == {"AWS::CloudTrail::EventDataStore": "keep", "AWS::CloudTrail::Dashboard": "update"}
    assert apply(world, path).returncode == 0
    shown = world.call("GetDashboard", DashboardId="overview")
    assert [widget["ViewProperties"]["Title"] for widget in shown["Widgets"]] == ["Calls"]
    assert set(steps(world, path).values()) == {"keep"}


EVERYTHING = """
    Resources:
      Store:
        Type: AWS::CloudTrail::EventDataStore
        Properties:
          Name: calls
          TerminationProtectionEnabled: false
          RetentionPeriod: 90
          FederationEnabled: true
          FederationRoleArn: arn:aws:iam::111122223333:role/ROLE
          MaxEventSize: Large
          ContextKeySelectors: [{Type: TagContext, Equals: [KEY]}]
          InsightSelectors: [{InsightType: ApiCallRateInsight}]
          InsightsDestination: !GetAtt Found.EventDataStoreArn
          IngestionEnabled: INGESTS
      Found:
        Type: AWS::CloudTrail::EventDataStore
        Properties:
          Name: found
          TerminationProtectionEnabled: false
          RetentionPeriod: DAYS
          AdvancedEventSelectors: [{FieldSelectors: [{Field: eventCategory, Equals: [Insight]}]}]
      Outside:
        Type: AWS::CloudTrail::EventDataStore
        Properties:
          Name: outside
          MultiRegionEnabled: false
          RetentionPeriod: DAYS
          TerminationProtectionEnabled: false
          AdvancedEventSelectors: [{FieldSelectors: [{Field: eventCategory, Equals: [ActivityAuditLog]}]}]
      Channel:
        Type: AWS::CloudTrail::Channel
        Properties:
          Name: doors
          Source: Custom
          Destinations: [{Type: EVENT_DATA_STORE, Location: !GetAtt Outside.EventDataStoreArn}]
          Tags: [{Key: team, Value: TEAM}]
      Dashboard:
        Type: AWS::CloudTrail::Dashboard
        Properties:
          Name: overview
          RefreshSchedule: {Frequency: {Unit: HOURS, Value: 6}}
          Widgets:
            - QueryStatement: !Sub
                - "SELECT eventName FROM ${Id} WHERE eventTime > '?'"
                - Id: !Select [1, !Split ["/", !GetAtt Store.EventDataStoreArn]]
              QueryParameters: ["$StartTime$"]
              ViewProperties: {Height: "2", Width: "4", Title: TEAM, View: Table}
      StorePolicy:
        Type: AWS::CloudTrail::ResourcePolicy
        Properties:
          ResourceArn: !GetAtt Store.EventDataStoreArn
          ResourcePolicy:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal: {AWS: "arn:aws:iam::OTHER:root"}
                Action: cloudtrail:StartQuery
                Resource: !Ref Store
      ChannelPolicy:
        Type: AWS::CloudTrail::ResourcePolicy
        Properties:
          ResourceArn: !GetAtt Channel.ChannelArn
          ResourcePolicy:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal: {AWS: "arn:aws:iam::OTHER:root"}
                Action: cloudtrail-data:PutAuditEvents
                Resource: !Ref Channel
      DashboardPolicy:
        Type: AWS::CloudTrail::ResourcePolicy
        Properties:
          ResourceArn: !GetAtt Dashboard.DashboardArn
          ResourcePolicy:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal: {Service: cloudtrail.amazonaws.com}
                Action: cloudtrail:StartDashboardRefresh
                Resource: !GetAtt Dashboard.DashboardArn
                Condition: {StringEquals: {"AWS:SourceAccount": "OTHER"}}
      Box: {Type: AWS::S3::Bucket, Properties: {BucketName: everything-box}}
      BoxPolicy:
        Type: AWS::S3::BucketPolicy
        Properties:
          Bucket: !Ref Box
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal: {Service: cloudtrail.amazonaws.com}
                Action: "s3:*"
                Resource: [!GetAtt Box.Arn, !Sub "${Box.Arn}/*"]
      Trail:
        Type: AWS::CloudTrail::Trail
        Properties:
          TrailName: everything
          S3BucketName: !Ref Box
          PREFIX
          IsLogging: true
          IsMultiRegionTrail: true
          AdvancedEventSelectors:
            - FieldSelectors: [{Field: eventCategory, Equals: [Management]}]
            - FieldSelectors: [{Field: eventCategory, Equals: [Data]}, {Field: resources.type, Equals: ["AWS::S3::Object"]}]
          InsightSelectors: [{InsightType: ApiCallRateInsight, EventCategories: CATEGORIES}]
          AggregationConfigurations: [{EventCategory: Data, Templates: TEMPLATES}]
"""
ONE = {
    "ROLE": "one", "KEY": "team", "INGESTS": "true", "DAYS": "90", "TEAM": "ops", "OTHER": "222233334444",
    "PREFIX": "S3KeyPrefix: logs", "CATEGORIES": "[Management]", "TEMPLATES": "[API_ACTIVITY]",
}  # fmt: skip
TWO = {
    "ROLE": "two", "KEY": "cost", "INGESTS": "false", "DAYS": "120", "TEAM": "audit", "OTHER": "333344445555",
    "PREFIX": "", "CATEGORIES": "[Management, Data]", "TEMPLATES": "[API_ACTIVITY, USER_ACTIONS]",
}  # fmt: skip


def everything(values: dict[str, str]) -> str:
    text = EVERYTHING
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def actions(world: World, path: pathlib.Path) -> dict[str, str]:
    """What the plan does with each resource; nothing may be left out."""
    answer = apply(world, path, "--plan", "--output", "json")
    assert answer.returncode == 0, answer.stderr
    plan = json.loads(answer.stdout)
    assert plan["leftOut"] == []
    return {step["logicalId"]: step["action"] for step in plan["steps"]}


def test_every_kind_is_made_kept_and_changed(world, tmp_path):
    path = tmp_path / "everything.yaml"
    path.write_text(everything(ONE))
    assert set(actions(world, path).values()) == {"create"}
    answer = apply(world, path)
    assert answer.returncode == 0, answer.stderr
    arns = {store["Name"]: store["EventDataStoreArn"] for store in world.call("ListEventDataStores")["EventDataStores"]}
    assert set(arns) == {"calls", "found", "outside"}
    assert set(actions(world, path).values()) == {"keep"}
    assert "Nothing has to be done." in apply(world, path).stdout

    path.write_text(everything(TWO))
    assert {name for name, action in actions(world, path).items() if action == "keep"} == {"Box", "BoxPolicy"}
    answer = apply(world, path)
    assert answer.returncode == 0, answer.stderr
    assert set(actions(world, path).values()) == {"keep"}

    store = world.call("GetEventDataStore", EventDataStore=arns["calls"])
    assert (store["FederationRoleArn"], store["Status"]) == ("arn:aws:iam::111122223333:role/two", "STOPPED_INGESTION")
    assert store["FederationStatus"] in ("ENABLING", "ENABLED")
    insights = world.call("GetInsightSelectors", EventDataStore=arns["calls"])
    assert insights["InsightsDestination"] == arns["found"]
    kept = world.call("GetEventConfiguration", EventDataStore=arns["calls"])
    assert (kept["MaxEventSize"], kept["ContextKeySelectors"]) == ("Large", [{"Type": "TagContext", "Equals": ["cost"]}])
    (trail,) = world.call("DescribeTrails")["trailList"]
    assert "S3KeyPrefix" not in trail
    (selector,) = world.call("GetInsightSelectors", TrailName="everything")["InsightSelectors"]
    assert selector["EventCategories"] == ["Management", "Data"]
    (aggregation,) = world.call("GetEventConfiguration", TrailName="everything")["AggregationConfigurations"]
    assert aggregation["Templates"] == ["API_ACTIVITY", "USER_ACTIONS"]
    for arn in (arns["calls"], world.call("ListChannels")["Channels"][0]["ChannelArn"]):
        assert "333344445555" in world.call("GetResourcePolicy", ResourceArn=arn)["ResourcePolicy"]
    shown = world.call("GetDashboard", DashboardId="overview")
    assert shown["Widgets"][0]["ViewProperties"]["Title"] == "audit"


def test_what_the_template_drops_is_turned_off(world, tmp_path):
    path = tmp_path / "everything.yaml"
    path.write_text(everything(ONE))
    assert apply(world, path).returncode == 0
    drop = (
        "FederationEnabled", "FederationRoleArn", "MaxEventSize", "ContextKeySelectors", "InsightSelectors",
        "InsightsDestination", "AggregationConfigurations", "S3KeyPrefix", "RefreshSchedule", "IsMultiRegionTrail",
        "RetentionPeriod",
    )  # fmt: skip
    lines = everything(ONE).splitlines()
    path.write_text("\n".join(line for line in lines if not line.strip().startswith(drop)))
    planned = actions(world, path)
    assert {name for name, action in planned.items() if action == "update"} == {
        "Store", "Found", "Outside", "Dashboard", "Trail",
    }  # fmt: skip
    answer = apply(world, path)
    assert answer.returncode == 0, answer.stderr
    assert set(actions(world, path).values()) == {"keep"}
    (trail,) = world.call("DescribeTrails")["trailList"]
    assert not trail["HasInsightSelectors"] and not trail["IsMultiRegionTrail"] and "S3KeyPrefix" not in trail
    assert world.call("GetDashboard", DashboardId="overview")["RefreshSchedule"]["Status"] == "DISABLED"
    arn = world.call("ListEventDataStores")["EventDataStores"][0]["EventDataStoreArn"]
    store = world.call("GetEventDataStore", EventDataStore=arn)
    assert store["RetentionPeriod"] == 366
    assert world.call("GetEventConfiguration", EventDataStore=arn)["MaxEventSize"] == "Standard"


def test_what_cannot_be_changed_or_is_not_known_is_named(world, tmp_path):
    path = tmp_path / "lake.yaml"
    path.write_text(LAKE.replace("TEAM", "ops"))
    assert apply(world, path).returncode == 0
    path.write_text(LAKE.replace("TEAM", "ops").replace("Source: Custom", "Source: Okta\n          Odd: x"))
    answer = apply(world, path)
    assert answer.returncode == 0, answer.stderr
    assert "Channel.Source  left out: it cannot be changed: the channel has to be replaced" in answer.stdout
    assert "Channel.Odd  left out: it is not known here" in answer.stdout
    assert set(steps(world, path).values()) == {"keep"}


@pytest.mark.parametrize(
    "text, complaint",
    [
        ("", "This is no template"),
        ("{}", "no resources"),
        ('{"Resources": {"T": {"Type": "AWS::CloudTrail::Trail", "Properties": {"S3BucketName": {"Ref": "No"}}}}}', "'No'"),
    ],
)
def test_what_is_no_template_is_refused(world, text, complaint):
    answer = apply(world, "-", given=text)
    assert answer.returncode == 3
    assert complaint in answer.stderr and answer.stderr.startswith("cairn apply: ")


def test_parameters_without_values_are_wrong_usage(world, tmp_path):
    answer = apply(world, template("plain-trail", tmp_path), "--parameter", "x")
    assert answer.returncode == 2 and "NAME=VALUE" in answer.stderr
