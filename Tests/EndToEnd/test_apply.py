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
