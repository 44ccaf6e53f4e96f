"""The trail operations, a table each: what is accepted beside what is refused, as a client sees it.

The client's own checks are off, so that the server's are what is tested. Buckets, topics, keys, log groups and roles are
real ones, in a moto behind the Cairn.
"""

from __future__ import annotations

import json
import shlex

import pytest
from botocore.exceptions import ClientError

import servers
from trails import ACCOUNT, HOME, World, unique


@pytest.fixture(scope="module")
def world(binary, tmp_path_factory, moto):
    """A strict Cairn in front of moto."""
    folder = tmp_path_factory.mktemp("trails")
    cairn = servers.Cairn(folder / "data", folder / "cairn.log", moto.url)
    yield World(cairn)
    cairn.stop(5)


@pytest.fixture(autouse=True)
def no_trails(world):
    """Every test begins without trails; what is in moto stays."""
    servers.http_post(world.cairn.url + "/_cairn/reset")


@pytest.fixture(scope="module")
def bucket(world):
    return world.bucket()


def value(thing, world):
    """Settings of the tables may depend on the world."""
    return thing(world) if callable(thing) else thing


# MARK: CreateTrail


def a_topic(world: World, policy: bool = True) -> str:
    sns = world.client("sns")
    name = unique("topic")
    arn = sns.create_topic(Name=name)["TopicArn"]
    if policy:
        text = world.policy("topic", arn, "--account", ACCOUNT)
        sns.set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=text)
    else:
        own = {"Version": "2012-10-17", "Statement": []}
        own["Statement"].append(
            {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sns:Publish", "Resource": arn}
        )
        sns.set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=json.dumps(own))
    return arn


def a_key(world: World, policy: bool = True, enabled: bool = True, region: str = HOME) -> str:
    kms = world.client("kms", region)
    arn = kms.create_key()["KeyMetadata"]["Arn"]
    if policy:
        text = world.policy("key", arn, "--account", ACCOUNT)
        kms.put_key_policy(KeyId=arn, PolicyName="default", Policy=text)
    if not enabled:
        kms.disable_key(KeyId=arn.rsplit("/", 1)[1])
    return arn


def a_log_group(world: World) -> str:
    name = unique("/aws/cloudtrail")
    world.client("logs").create_log_group(logGroupName=name)
    return f"arn:aws:logs:{HOME}:{ACCOUNT}:log-group:{name}:*"


def a_role(world: World, service: str = "cloudtrail.amazonaws.com", actions=("logs:CreateLogStream", "logs:PutLogEvents")):
    iam = world.client("iam")
    name = unique("role")
    trust = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}],
    }
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]}
    iam.put_role_policy(RoleName=name, PolicyName="logs", PolicyDocument=json.dumps(document))
    return arn


def logs_to(group, role) -> dict:
    return {"CloudWatchLogsLogGroupArn": group, "CloudWatchLogsRoleArn": role}


CREATE = [
    ("a plain trail", {}, "ok"),
    ("dots in the name", {"Name": "a.b"}, "ok"),
    ("the longest name", {"Name": "n" * 128}, "ok"),
    ("a prefix", {"S3KeyPrefix": "logs/2026", "S3BucketName": lambda w: w.bucket(prefix="logs/2026")}, "ok"),
    ("every region", {"IsMultiRegionTrail": True}, "ok"),
    ("a topic by its ARN", {"SnsTopicName": a_topic}, "ok"),
    ("a topic by its name", {"SnsTopicName": lambda w: a_topic(w).rsplit(":", 1)[1]}, "ok"),
    ("a key by its ARN", {"KmsKeyId": a_key}, "ok"),
    ("a key by its id", {"KmsKeyId": lambda w: a_key(w).rsplit("/", 1)[1]}, "ok"),
    ("a log group and a role", lambda w: logs_to(a_log_group(w), a_role(w)), "ok"),
    ("tags", {"TagsList": [{"Key": "team", "Value": "blue"}, {"Key": "empty"}]}, "ok"),
    ("fifty tags", {"TagsList": [{"Key": f"k{i}", "Value": "v"} for i in range(50)]}, "ok"),
    ("a member that is null", {"S3KeyPrefix": None}, "ok"),
    ("no name", {"Name": None}, "ValidationException"),
    ("a short name", {"Name": "ab"}, "InvalidTrailNameException"),
    ("a long name", {"Name": "n" * 129}, "InvalidTrailNameException"),
    ("two dots", {"Name": "a..b"}, "InvalidTrailNameException"),
    ("two kinds of separators", {"Name": "a-_b"}, "InvalidTrailNameException"),
    ("an address as a name", {"Name": "192.168.5.4"}, "InvalidTrailNameException"),
    ("a dash at the end", {"Name": "trail-"}, "InvalidTrailNameException"),
    ("a name that is no ASCII", {"Name": "spür"}, "InvalidTrailNameException"),
    ("no bucket", {"S3BucketName": None}, "ValidationException"),
    ("a bucket's name with capitals", {"S3BucketName": "Box"}, "InvalidS3BucketNameException"),
    ("a bucket's name with an underscore", {"S3BucketName": "my_box"}, "InvalidS3BucketNameException"),
    ("a bucket's name with two dots", {"S3BucketName": "my..box"}, "InvalidS3BucketNameException"),
    ("a bucket's name like an address", {"S3BucketName": "10.0.0.1"}, "InvalidS3BucketNameException"),
    ("a bucket that is not there", {"S3BucketName": "nobody-has-this-box"}, "S3BucketDoesNotExistException"),
    ("a bucket without a policy", {"S3BucketName": lambda w: w.bucket(policy=False)}, "InsufficientS3BucketPolicyException"),
    ("a policy for another prefix", {"S3KeyPrefix": "logs"}, "InsufficientS3BucketPolicyException"),
    ("a prefix that is too long", {"S3KeyPrefix": "p" * 201}, "InvalidS3PrefixException"),
    ("a topic that is not there", {"SnsTopicName": "nothing"}, "InsufficientSnsTopicPolicyException"),
    ("a topic without a policy", {"SnsTopicName": lambda w: a_topic(w, policy=False)}, "InsufficientSnsTopicPolicyException"),
    ("a topic's name with a space", {"SnsTopicName": "my topic"}, "InvalidSnsTopicNameException"),
    ("a topic's name that is too long", {"SnsTopicName": "t" * 257}, "InvalidSnsTopicNameException"),
    ("a key's id that is none", {"KmsKeyId": "not a key"}, "InvalidKmsKeyIdException"),
    ("a key that is not there", {"KmsKeyId": f"arn:aws:kms:{HOME}:{ACCOUNT}:key/00000000-0000-4000-8000-000000000000"}, "KmsKeyNotFoundException"),
    ("a key of another region", {"KmsKeyId": lambda w: a_key(w, region="us-east-2")}, "KmsKeyNotFoundException"),
    ("a key without a policy", {"KmsKeyId": lambda w: a_key(w, policy=False)}, "InsufficientEncryptionPolicyException"),
    ("a key that is disabled", {"KmsKeyId": lambda w: a_key(w, enabled=False)}, "KmsException"),
    ("a log group alone", lambda w: {"CloudWatchLogsLogGroupArn": a_log_group(w)}, "InvalidCloudWatchLogsRoleArnException"),
    ("a role alone", lambda w: {"CloudWatchLogsRoleArn": a_role(w)}, "InvalidCloudWatchLogsLogGroupArnException"),
    ("a log group's name", lambda w: logs_to("group", a_role(w)), "InvalidCloudWatchLogsLogGroupArnException"),
    ("a log group that is not there", lambda w: logs_to(f"arn:aws:logs:{HOME}:{ACCOUNT}:log-group:none:*", a_role(w)), "InvalidCloudWatchLogsLogGroupArnException"),
    ("a role that is not there", lambda w: logs_to(a_log_group(w), f"arn:aws:iam::{ACCOUNT}:role/none"), "InvalidCloudWatchLogsRoleArnException"),
    ("a role's name", lambda w: logs_to(a_log_group(w), "role"), "InvalidCloudWatchLogsRoleArnException"),
    ("a role that trusts another", lambda w: logs_to(a_log_group(w), a_role(w, "ec2.amazonaws.com")), "InvalidCloudWatchLogsRoleArnException"),
    ("every region without global events", {"IsMultiRegionTrail": True, "IncludeGlobalServiceEvents": False}, "InvalidParameterCombinationException"),
    ("fifty-one tags", {"TagsList": [{"Key": f"k{i}", "Value": "v"} for i in range(51)]}, "TagsLimitExceededException"),
    ("the same tag twice", {"TagsList": [{"Key": "k"}, {"Key": "k"}]}, "InvalidTagParameterException"),
    ("a tag of AWS's", {"TagsList": [{"Key": "aws:k", "Value": "v"}]}, "InvalidTagParameterException"),
    ("an organization's trail without one", {"IsOrganizationTrail": True}, "OrganizationsNotInUseException"),
    ("a name of another type", {"Name": ["list"]}, "SerializationException"),
    ("a flag of another type", {"IsMultiRegionTrail": "perhaps"}, "SerializationException"),
]


@pytest.mark.parametrize("what,settings,expected", CREATE, ids=[row[0] for row in CREATE])
def test_create_trail(world, bucket, what, settings, expected):
    settings = {key: value(entry, world) for key, entry in value(settings, world).items()}
    parameters = {"Name": unique("trail"), "S3BucketName": bucket, **settings}
    parameters = {key: entry for key, entry in parameters.items() if entry is not None}
    assert world.code("CreateTrail", **parameters) == expected
    found = world.call("ListTrails")["Trails"]
    assert len(found) == (1 if expected == "ok" else 0), "a refused trail is not stored, an accepted one is"


def test_create_trail_answers_what_is_set_and_nothing_else(world, bucket):
    answer = world.call("CreateTrail", Name="audit", S3BucketName=bucket)
    assert answer == {
        "Name": "audit",
        "S3BucketName": bucket,
        "IncludeGlobalServiceEvents": True,
        "IsMultiRegionTrail": False,
        "TrailARN": world.arn("audit"),
        "LogFileValidationEnabled": False,
        "IsOrganizationTrail": False,
    }


def test_a_name_is_taken_once_in_every_region_where_it_is_seen(world, bucket):
    world.trail("audit", S3BucketName=bucket, IsMultiRegionTrail=True)
    assert world.code("CreateTrail", Name="audit", S3BucketName=bucket) == "TrailAlreadyExistsException"
    code = world.code("CreateTrail", "us-east-2", Name="audit", S3BucketName=bucket)
    assert code == "TrailAlreadyExistsException"


def test_a_region_has_five_trails_counting_shadows(world, bucket):
    world.trail("everywhere", region="us-east-2", S3BucketName=bucket, IsMultiRegionTrail=True)
    for _ in range(4):
        world.trail(S3BucketName=bucket)
    assert world.code("CreateTrail", Name="one-more", S3BucketName=bucket) == "MaximumNumberOfTrailsExceededException"
    assert world.code("CreateTrail", "us-east-2", Name="one-more", S3BucketName=bucket) == "ok"


# MARK: operations on a trail

OPERATIONS = {
    "GetTrail": "Name",
    "GetTrailStatus": "Name",
    "StartLogging": "Name",
    "StopLogging": "Name",
    "UpdateTrail": "Name",
    "GetEventSelectors": "TrailName",
    "GetEventConfiguration": "TrailName",
    "DeleteTrail": "Name",
}
WRITES = {"StartLogging", "StopLogging", "UpdateTrail", "DeleteTrail"}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_trail_is_named_by_name_or_arn(world, bucket, operation):
    member = OPERATIONS[operation]
    for by in (lambda name: name, world.arn):
        name = world.trail(S3BucketName=bucket)
        assert world.code(operation, **{member: by(name)}) == "ok"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_is_no_trail_is_refused(world, operation):
    member = OPERATIONS[operation]
    assert world.code(operation, **{member: "nothing"}) == "TrailNotFoundException"
    assert world.code(operation, **{member: world.arn("nothing")}) == "TrailNotFoundException"
    assert world.code(operation, **{member: "?"}) == "InvalidTrailNameException"
    assert world.code(operation, **{member: "arn:aws:sns:eu-west-1:123456789012:topic"}) == "CloudTrailARNInvalidException"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_shadow_can_be_read_by_its_arn_and_not_be_changed(world, bucket, operation):
    member = OPERATIONS[operation]
    name = world.trail(S3BucketName=bucket, IsMultiRegionTrail=True)
    expected = "InvalidHomeRegionException" if operation in WRITES else "ok"
    assert world.code(operation, "us-east-2", **{member: world.arn(name)}) == expected


def test_update_changes_what_is_sent_and_clears_what_is_empty(world):
    name = world.trail(S3BucketName=world.bucket(prefix="logs"), S3KeyPrefix="logs", EnableLogFileValidation=True)
    after = world.call("UpdateTrail", Name=name, S3BucketName=world.bucket(), S3KeyPrefix="")
    assert "S3KeyPrefix" not in after and after["LogFileValidationEnabled"] is True
    assert world.call("GetTrail", Name=name)["Trail"]["HomeRegion"] == HOME


UPDATE = [
    ("nothing", {}, "ok"),
    ("every region", {"IsMultiRegionTrail": True}, "ok"),
    ("validation", {"EnableLogFileValidation": True}, "ok"),
    ("a bucket that is not there", {"S3BucketName": "nobody-has-this-box"}, "S3BucketDoesNotExistException"),
    ("a bucket without a policy", {"S3BucketName": lambda w: w.bucket(policy=False)}, "InsufficientS3BucketPolicyException"),
    ("a bucket's name that is none", {"S3BucketName": "UPPER"}, "InvalidS3BucketNameException"),
    ("a prefix that is too long", {"S3KeyPrefix": "p" * 201}, "InvalidS3PrefixException"),
    ("a topic that is not there", {"SnsTopicName": "nothing"}, "InsufficientSnsTopicPolicyException"),
    ("a topic's name that is none", {"SnsTopicName": "a b"}, "InvalidSnsTopicNameException"),
    ("a key's id that is none", {"KmsKeyId": "a b"}, "InvalidKmsKeyIdException"),
    ("a key without a policy", {"KmsKeyId": lambda w: a_key(w, policy=False)}, "InsufficientEncryptionPolicyException"),
    ("a key that is disabled", {"KmsKeyId": lambda w: a_key(w, enabled=False)}, "KmsException"),
    ("a key that is not there", {"KmsKeyId": "alias/none"}, "KmsKeyNotFoundException"),
    ("a log group alone", lambda w: {"CloudWatchLogsLogGroupArn": a_log_group(w)}, "InvalidCloudWatchLogsRoleArnException"),
    ("a role that is not there", lambda w: logs_to(a_log_group(w), f"arn:aws:iam::{ACCOUNT}:role/none"), "InvalidCloudWatchLogsRoleArnException"),
    ("a log group that is not there", lambda w: logs_to(f"arn:aws:logs:{HOME}:{ACCOUNT}:log-group:none:*", a_role(w)), "InvalidCloudWatchLogsLogGroupArnException"),
    ("every region without global events", {"IsMultiRegionTrail": True, "IncludeGlobalServiceEvents": False}, "InvalidParameterCombinationException"),
    ("an organization's trail without one", {"IsOrganizationTrail": True}, "OrganizationsNotInUseException"),
]


@pytest.mark.parametrize("what,settings,expected", UPDATE, ids=[row[0] for row in UPDATE])
def test_update_trail(world, bucket, what, settings, expected):
    name = world.trail(S3BucketName=bucket)
    before = world.call("GetTrail", Name=name)
    settings = {key: value(entry, world) for key, entry in value(settings, world).items()}
    assert world.code("UpdateTrail", Name=name, **settings) == expected
    if expected != "ok":
        assert world.call("GetTrail", Name=name) == before


def test_describe_trails_shows_shadows_unless_told_not_to(world, bucket):
    world.trail("here", S3BucketName=bucket)
    world.trail("everywhere", region="us-east-2", S3BucketName=bucket, IsMultiRegionTrail=True)
    world.trail("elsewhere", region="us-east-2", S3BucketName=bucket)

    def names(**parameters):
        return sorted(trail["Name"] for trail in world.call("DescribeTrails", **parameters)["trailList"])

    assert names() == ["everywhere", "here"]
    assert names(includeShadowTrails=False) == ["here"]
    assert names(trailNameList=["here", "nothing"]) == ["here"]
    assert names(trailNameList=[world.arn("elsewhere", "us-east-2")]) == ["elsewhere"]
    assert world.code("DescribeTrails", trailNameList=["?"]) == "InvalidTrailNameException"
    assert world.code("DescribeTrails", trailNameList=["arn:aws:s3:::box"]) == "CloudTrailARNInvalidException"


def test_list_trails_lists_every_region(world, bucket):
    world.trail("here", S3BucketName=bucket)
    world.trail("elsewhere", region="us-east-2", S3BucketName=bucket)
    pages = world.client("cloudtrail").get_paginator("list_trails").paginate()
    found = {(trail["Name"], trail["HomeRegion"], trail["TrailARN"]) for page in pages for trail in page["Trails"]}
    assert found == {
        ("here", HOME, world.arn("here")),
        ("elsewhere", "us-east-2", world.arn("elsewhere", "us-east-2")),
    }


def test_the_status_tells_of_starts_and_stops(world, bucket):
    name = world.trail(S3BucketName=bucket)
    fresh = world.call("GetTrailStatus", Name=name)
    assert fresh["IsLogging"] is False and fresh["TimeLoggingStarted"] == "" and "StartLoggingTime" not in fresh
    world.call("StartLogging", Name=name)
    started = world.call("GetTrailStatus", Name=name)
    assert started["IsLogging"] is True and started["StartLoggingTime"] and "StopLoggingTime" not in started
    world.call("StopLogging", Name=name)
    stopped = world.call("GetTrailStatus", Name=name)
    assert stopped["IsLogging"] is False and stopped["StartLoggingTime"] == started["StartLoggingTime"]
    assert stopped["StopLoggingTime"] and stopped["TimeLoggingStopped"].endswith("Z")


# MARK: selectors


def data(*values, type="AWS::S3::Object"):
    return [{"DataResources": [{"Type": type, "Values": list(values)}]}]


def field(name, **operators):
    return {"Field": name, **operators}


def advanced(*fields):
    return {"AdvancedEventSelectors": [{"FieldSelectors": list(fields)}]}


DATA = field("eventCategory", Equals=["Data"])
MANAGEMENT = field("eventCategory", Equals=["Management"])
NETWORK = field("eventCategory", Equals=["NetworkActivity"])
S3_OBJECTS = field("resources.type", Equals=["AWS::S3::Object"])

SELECTORS = [
    ("the default", {"EventSelectors": [{"ReadWriteType": "All", "IncludeManagementEvents": True}]}, "ok"),
    ("writes alone", {"EventSelectors": [{"ReadWriteType": "WriteOnly"}]}, "ok"),
    ("five selectors", {"EventSelectors": [{}] * 5}, "ok"),
    ("six selectors", {"EventSelectors": [{}] * 6}, "InvalidEventSelectorsException"),
    ("no selectors", {"EventSelectors": []}, "InvalidEventSelectorsException"),
    ("neither kind", {}, "InvalidEventSelectorsException"),
    ("both kinds", {"EventSelectors": [{}], **advanced(MANAGEMENT)}, "InvalidEventSelectorsException"),
    ("a bucket", {"EventSelectors": data("arn:aws:s3:::box/")}, "ok"),
    ("every bucket", {"EventSelectors": data("arn:aws:s3")}, "ok"),
    ("a function", {"EventSelectors": data(f"arn:aws:lambda:{HOME}:{ACCOUNT}:function:f", type="AWS::Lambda::Function")}, "ok"),
    ("a table", {"EventSelectors": data(f"arn:aws:dynamodb:{HOME}:{ACCOUNT}:table/t", type="AWS::DynamoDB::Table")}, "ok"),
    ("a resource of another type", {"EventSelectors": data("arn:aws:sqs", type="AWS::SQS::Queue")}, "InvalidEventSelectorsException"),
    ("250 resources", {"EventSelectors": data(*[f"arn:aws:s3:::box/{i}" for i in range(250)])}, "ok"),
    ("251 resources", {"EventSelectors": data(*[f"arn:aws:s3:::box/{i}" for i in range(251)])}, "InvalidEventSelectorsException"),
    ("an unknown read or write", {"EventSelectors": [{"ReadWriteType": "Some"}]}, "InvalidEventSelectorsException"),
    ("without KMS", {"EventSelectors": [{"ExcludeManagementEventSources": ["kms.amazonaws.com"]}]}, "ok"),
    ("without S3", {"EventSelectors": [{"ExcludeManagementEventSources": ["s3.amazonaws.com"]}]}, "InvalidEventSelectorsException"),
    ("management", advanced(MANAGEMENT), "ok"),
    ("management that reads", advanced(MANAGEMENT, field("readOnly", Equals=["true"])), "ok"),
    ("management by name", advanced(MANAGEMENT, field("eventName", Equals=["RunInstances"])), "InvalidEventSelectorsException"),
    ("objects", advanced(DATA, S3_OBJECTS), "ok"),
    ("objects of a bucket", advanced(DATA, S3_OBJECTS, field("resources.ARN", StartsWith=["arn:aws:s3:::box/"])), "ok"),
    ("data without a type", advanced(DATA), "InvalidEventSelectorsException"),
    ("data of two types", advanced(DATA, field("resources.type", Equals=["AWS::S3::Object", "AWS::Lambda::Function"])), "InvalidEventSelectorsException"),
    ("without a category", advanced(S3_OBJECTS), "InvalidEventSelectorsException"),
    ("an unknown field", advanced(DATA, S3_OBJECTS, field("colour", Equals=["blue"])), "InvalidEventSelectorsException"),
    ("a field twice", advanced(DATA, S3_OBJECTS, S3_OBJECTS), "InvalidEventSelectorsException"),
    ("a field without an operator", advanced(DATA, S3_OBJECTS, field("eventName")), "InvalidEventSelectorsException"),
    ("readOnly by its beginning", advanced(DATA, S3_OBJECTS, field("readOnly", StartsWith=["t"])), "InvalidEventSelectorsException"),
    ("500 values", advanced(DATA, S3_OBJECTS, field("resources.ARN", StartsWith=[f"arn:aws:s3:::box/{i}" for i in range(498)])), "ok"),
    ("501 values", advanced(DATA, S3_OBJECTS, field("resources.ARN", StartsWith=[f"arn:aws:s3:::box/{i}" for i in range(499)])), "InvalidEventSelectorsException"),
    ("network activity of one source", advanced(NETWORK, field("eventSource", Equals=["kms.amazonaws.com"])), "ok"),
    ("network activity of no source", advanced(NETWORK), "InvalidEventSelectorsException"),
    ("network activity of an unknown source", advanced(NETWORK, field("eventSource", Equals=["x.amazonaws.com"])), "InvalidEventSelectorsException"),
    ("network activity that was refused", advanced(NETWORK, field("eventSource", Equals=["s3.amazonaws.com"]), field("errorCode", Equals=["VpceAccessDenied"])), "ok"),
]


@pytest.mark.parametrize("what,selectors,expected", SELECTORS, ids=[row[0] for row in SELECTORS])
def test_put_event_selectors(world, bucket, what, selectors, expected):
    name = world.trail(S3BucketName=bucket)
    before = world.call("GetEventSelectors", TrailName=name)
    assert world.code("PutEventSelectors", TrailName=name, **selectors) == expected
    after = world.call("GetEventSelectors", TrailName=name)
    if expected != "ok":
        assert after == before
    else:
        assert after["TrailARN"] == world.arn(name)
        (kind, given) = next(iter(selectors.items()))
        assert len(after[kind]) == len(given) and len(after) == 2


def test_put_event_selectors_is_for_trails_at_home(world, bucket):
    name = world.trail(S3BucketName=bucket, IsMultiRegionTrail=True)
    standard = {"EventSelectors": [{}]}
    assert world.code("PutEventSelectors", TrailName="nothing", **standard) == "TrailNotFoundException"
    assert world.code("PutEventSelectors", TrailName="?", **standard) == "InvalidTrailNameException"
    assert world.code("PutEventSelectors", TrailName="arn:aws:s3:::b", **standard) == "CloudTrailARNInvalidException"
    code = world.code("PutEventSelectors", "us-east-2", TrailName=world.arn(name), **standard)
    assert code == "InvalidHomeRegionException"


def test_custom_selectors_show(world, bucket):
    name = world.trail(S3BucketName=bucket)
    assert world.call("GetTrail", Name=name)["Trail"]["HasCustomEventSelectors"] is False
    world.call("PutEventSelectors", TrailName=name, **advanced(DATA, S3_OBJECTS))
    assert world.call("GetTrail", Name=name)["Trail"]["HasCustomEventSelectors"] is True


RATE = {"InsightType": "ApiCallRateInsight"}
ERRORS = {"InsightType": "ApiErrorRateInsight"}
INSIGHTS = [
    ("call rates", {"InsightSelectors": [RATE]}, "ok"),
    ("both", {"InsightSelectors": [RATE, ERRORS]}, "ok"),
    ("off", {"InsightSelectors": []}, "ok"),
    ("another type", {"InsightSelectors": [{"InsightType": "Weather"}]}, "InvalidInsightSelectorsException"),
    ("data events that are not logged", {"InsightSelectors": [{**RATE, "EventCategories": ["Data"]}]}, "InvalidInsightSelectorsException"),
    ("a trail and a store", {"InsightSelectors": [RATE], "EventDataStore": "e" * 36}, "InvalidParameterCombinationException"),
    ("no selectors", {}, "ValidationException"),
]


@pytest.mark.parametrize("what,parameters,expected", INSIGHTS, ids=[row[0] for row in INSIGHTS])
def test_put_insight_selectors(world, bucket, what, parameters, expected):
    name = world.trail(S3BucketName=bucket)
    assert world.code("PutInsightSelectors", TrailName=name, **parameters) == expected


def test_get_insight_selectors(world, bucket):
    name = world.trail(S3BucketName=bucket)
    assert world.code("GetInsightSelectors", TrailName=name) == "InsightNotEnabledException"
    world.call("PutInsightSelectors", TrailName=name, InsightSelectors=[RATE])
    assert world.call("GetInsightSelectors", TrailName=name)["InsightSelectors"] == [RATE]
    assert world.call("GetTrail", Name=name)["Trail"]["HasInsightSelectors"] is True
    assert world.code("GetInsightSelectors") == "InvalidParameterException"
    both = world.code("GetInsightSelectors", TrailName=name, EventDataStore="e" * 36)
    assert both == "InvalidParameterCombinationException"
    assert world.code("GetInsightSelectors", TrailName="nothing") == "TrailNotFoundException"


def test_event_configuration(world, bucket):
    name = world.trail(S3BucketName=bucket)
    aggregation = [{"EventCategory": "Data", "Templates": ["API_ACTIVITY"]}]
    assert world.call("GetEventConfiguration", TrailName=name)["AggregationConfigurations"] == []
    refused = world.code("PutEventConfiguration", TrailName=name, AggregationConfigurations=aggregation)
    assert refused in ("InvalidParameterException", "InvalidParameterCombinationException")
    world.call("PutEventSelectors", TrailName=name, **advanced(DATA, S3_OBJECTS))
    world.call("PutEventConfiguration", TrailName=name, AggregationConfigurations=aggregation)
    assert world.call("GetEventConfiguration", TrailName=name)["AggregationConfigurations"] == aggregation
    assert world.code("GetEventConfiguration") == "InvalidParameterCombinationException"
    size = world.code("PutEventConfiguration", TrailName=name, MaxEventSize="Large")
    assert size == "InvalidParameterCombinationException"


# MARK: tags and policies


def test_tags(world, bucket):
    arn = world.arn(world.trail(S3BucketName=bucket))

    def tags():
        return world.call("ListTags", ResourceIdList=[arn])["ResourceTagList"][0]["TagsList"]

    assert tags() == []
    world.call("AddTags", ResourceId=arn, TagsList=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
    world.call("AddTags", ResourceId=arn, TagsList=[{"Key": "a", "Value": "3"}])
    assert tags() == [{"Key": "a", "Value": "3"}, {"Key": "b", "Value": "2"}]
    world.call("RemoveTags", ResourceId=arn, TagsList=[{"Key": "a"}, {"Key": "unknown"}])
    assert tags() == [{"Key": "b", "Value": "2"}]


TAGS = [
    ("a name", lambda arn: "trail", [{"Key": "k"}], "CloudTrailARNInvalidException"),
    ("another service's ARN", lambda arn: "arn:aws:s3:::box", [{"Key": "k"}], "CloudTrailARNInvalidException"),
    ("a trail that is not there", lambda arn: arn + "x", [{"Key": "k"}], "ResourceNotFoundException"),
    ("another type", lambda arn: arn.replace("trail/", "thing/"), [{"Key": "k"}], "ResourceTypeNotSupportedException"),
    ("a key of AWS's", lambda arn: arn, [{"Key": "aws:k"}], "InvalidTagParameterException"),
    ("the same key twice", lambda arn: arn, [{"Key": "k"}, {"Key": "k"}], "InvalidTagParameterException"),
    ("a long key", lambda arn: arn, [{"Key": "k" * 129}], "InvalidTagParameterException"),
    ("fifty-one", lambda arn: arn, [{"Key": f"k{i}"} for i in range(51)], "TagsLimitExceededException"),
]


@pytest.mark.parametrize("what,resource,tags,expected", TAGS, ids=[row[0] for row in TAGS])
def test_add_tags_refuses(world, bucket, what, resource, tags, expected):
    arn = world.arn(world.trail(S3BucketName=bucket))
    assert world.code("AddTags", ResourceId=resource(arn), TagsList=tags) == expected


def test_list_tags_refuses(world, bucket):
    arn = world.arn(world.trail(S3BucketName=bucket))
    assert world.code("ListTags", ResourceIdList=["trail"]) == "CloudTrailARNInvalidException"
    assert world.code("ListTags", ResourceIdList=[arn, arn + "x"]) == "ResourceNotFoundException"
    assert world.code("ListTags", ResourceIdList=[arn], NextToken="next") == "InvalidTokenException"


def test_trails_have_no_resource_policies(world, bucket):
    arn = world.arn(world.trail(S3BucketName=bucket))
    assert world.code("GetResourcePolicy", ResourceArn=arn) == "ResourceTypeNotSupportedException"
    assert world.code("DeleteResourcePolicy", ResourceArn=arn) == "ResourceTypeNotSupportedException"
    assert world.code("PutResourcePolicy", ResourceArn=arn, ResourcePolicy="{}") == "ResourceTypeNotSupportedException"
    assert world.code("GetResourcePolicy", ResourceArn="nothing") == "ResourceARNNotValidException"
    store = f"arn:aws:cloudtrail:{HOME}:{ACCOUNT}:eventdatastore/00000000-0000-4000-8000-000000000000"
    assert world.code("GetResourcePolicy", ResourceArn=store) == "ResourceNotFoundException"


def test_list_public_keys(world):
    assert world.code("ListPublicKeys") == "ok"
    assert world.code("ListPublicKeys", StartTime=200, EndTime=100) == "InvalidTimeRangeException"
    assert world.code("ListPublicKeys", NextToken="next") == "InvalidTokenException"


# MARK: what lies around


def test_the_message_says_which_statement_is_missing_and_how_to_print_it(world):
    box = world.bucket(policy=False)
    with pytest.raises(Exception) as error:
        world.call("CreateTrail", Name="audit", S3BucketName=box)
    message = str(error.value)
    assert f"Incorrect S3 bucket policy is detected for bucket: {box}" in message
    assert "s3:PutObject" in message and f"cairn policy bucket {box}" in message


def test_following_the_message_mends_the_policy(world):
    box = world.bucket(policy=False)
    parameters = {"Name": "audit", "S3BucketName": box, "S3KeyPrefix": "logs/2026"}
    with pytest.raises(Exception) as error:
        world.call("CreateTrail", **parameters)
    command = str(error.value).split("`")[1]
    program, *arguments = shlex.split(command)
    assert program == "cairn"
    answer = servers.run_cairn(*arguments)
    assert answer.returncode == 0, answer.stderr
    world.client("s3").put_bucket_policy(Bucket=box, Policy=answer.stdout)
    world.call("CreateTrail", **parameters)


def test_a_message_shows_the_beginning_of_what_was_given(world, bucket):
    world.trail("audit", S3BucketName=bucket)
    long = [{"DataResources": [{"Type": "AWS::S3::Object", "Values": ["x" * 1_500_000]}]}]
    with pytest.raises(ClientError) as error:
        world.call("PutEventSelectors", TrailName="audit", EventSelectors=long)
    message = error.value.response["Error"]["Message"]
    assert message.startswith("Value xxx") and len(message) < 1000
    request = error.value.response["ResponseMetadata"]["RequestId"]
    record = servers.wait_until(
        lambda: next((r for r in world.cairn.records() if r["requestID"] == request), None), 5, "the call's record"
    )
    assert record["errorCode"] == "InvalidEventSelectorsException"
    with pytest.raises(ClientError) as error:
        world.call("CreateTrail", Name="other", S3BucketName="My_Box")
    assert "Bucket name My_Box is not valid" in error.value.response["Error"]["Message"]


def test_trails_outlive_kill(start_cairn):
    cairn = start_cairn(None, "--lenient")
    world = World(cairn)
    world.call("CreateTrail", Name="audit", S3BucketName="box")
    world.call("StartLogging", Name="audit")
    before = world.call("GetTrail", Name="audit")
    cairn.kill()
    again = World(start_cairn(None, "--lenient", data_dir=cairn.data_dir))
    assert again.call("GetTrail", Name="audit") == before
    assert again.call("GetTrailStatus", Name="audit")["IsLogging"] is True


def test_a_data_event_is_recorded_as_soon_as_a_trail_selects_it(start_cairn):
    """Selection follows the selectors at once: no pause between PutEventSelectors and the call."""
    cairn = start_cairn(None, "--lenient")
    world = World(cairn)
    s3 = world.client("s3")
    s3.create_bucket(Bucket="box", CreateBucketConfiguration={"LocationConstraint": HOME})
    s3.put_object(Bucket="box", Key="before", Body=b"1")
    world.call("CreateTrail", Name="audit", S3BucketName="box")
    world.call("StartLogging", Name="audit")
    world.call("PutEventSelectors", TrailName="audit", EventSelectors=data("arn:aws:s3:::box/kept"))
    s3.put_object(Bucket="box", Key="kept/object", Body=b"2")
    s3.put_object(Bucket="box", Key="other", Body=b"3")
    world.call("StopLogging", Name="audit")
    s3.put_object(Bucket="box", Key="kept/after", Body=b"4")
    keys = [r["requestParameters"]["key"] for r in cairn.records() if r["eventName"] == "PutObject"]
    assert keys == ["kept/object"]


def test_the_aws_cli_manages_a_trail(world, aws, bucket):
    def cli(*arguments):
        answer = aws(world.cairn.url, "--region", HOME, "cloudtrail", *arguments)
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout) if answer.stdout.strip() else None

    created = cli("create-trail", "--name", "audit", "--s3-bucket-name", bucket, "--is-multi-region-trail")
    assert created["IsMultiRegionTrail"] is True
    cli("start-logging", "--name", "audit")
    assert cli("get-trail-status", "--name", "audit")["IsLogging"] is True
    selectors = '[{"ReadWriteType":"WriteOnly","IncludeManagementEvents":true,"DataResources":[]}]'
    cli("put-event-selectors", "--trail-name", "audit", "--event-selectors", selectors)
    assert cli("get-event-selectors", "--trail-name", "audit")["EventSelectors"][0]["ReadWriteType"] == "WriteOnly"
    cli("add-tags", "--resource-id", created["TrailARN"], "--tags-list", "Key=team,Value=blue")
    assert cli("list-tags", "--resource-id-list", created["TrailARN"])["ResourceTagList"][0]["TagsList"]
    assert [t["Name"] for t in cli("describe-trails")["trailList"]] == ["audit"]
    assert [t["Name"] for t in cli("list-trails")["Trails"]] == ["audit"]
    cli("update-trail", "--name", "audit", "--no-is-multi-region-trail")
    cli("stop-logging", "--name", "audit")
    cli("delete-trail", "--name", "audit")
    assert cli("describe-trails")["trailList"] == []
