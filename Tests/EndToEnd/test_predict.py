"""The predictions themselves, on the worked examples of the mapping rules."""

from __future__ import annotations

import datetime

import botocore.loaders
import botocore.model
import pytest

import predict
from matching import ABSENT, AnyOf, Instant, differences
from predict import Call

LOADER = botocore.loaders.Loader()


def call(service: str, operation: str, params: dict, **fields) -> Call:
    model = botocore.model.ServiceModel(LOADER.load_service_model(service, "service-2"), service)
    return Call(service, operation, model, params, **fields)


def holds(expected, actual) -> None:
    assert differences(expected, actual) == []


def fails(expected, actual) -> None:
    assert differences(expected, actual) != []


def test_json_put_parameter():
    made = call(
        "ssm",
        "PutParameter",
        {"Name": "/a", "Type": "SecureString", "Value": "s3cret"},
        output={"Version": 1, "Tier": "Standard"},
    )
    assert predict.event_source(made) == "ssm.amazonaws.com"
    assert predict.event_name(made) == "PutParameter"
    holds(
        predict.request_parameters(made),
        {"name": "/a", "type": "SecureString", "value": "HIDDEN_DUE_TO_SECURITY_REASONS"},
    )
    fails(predict.request_parameters(made), {"name": "/a", "type": "SecureString", "value": "s3cret"})
    holds(predict.response_elements(made), {"version": 1, "tier": "Standard"})
    assert predict.read_only(made) is False


def test_redaction_of_a_value_leaves_tag_values_alone():
    made = call("ssm", "PutParameter", {"Name": "/a", "Value": "s", "Tags": [{"Key": "k", "Value": "v"}]})
    holds(
        predict.request_parameters(made),
        {"name": "/a", "value": "HIDDEN_DUE_TO_SECURITY_REASONS", "tags": [{"key": "k", "value": "v"}]},
    )


def test_query_create_db_instance_is_flattened():
    made = call(
        "rds",
        "CreateDBInstance",
        {"DBInstanceIdentifier": "db1", "MasterUserPassword": "x", "VpcSecurityGroupIds": ["sg-1"]},
        output={"DBInstance": {"DBInstanceIdentifier": "db1", "VpcSecurityGroups": []}},
    )
    holds(
        predict.request_parameters(made),
        {"dBInstanceIdentifier": "db1", "masterUserPassword": "****", "vpcSecurityGroupIds": ["sg-1"]},
    )
    holds(predict.response_elements(made), {"dBInstanceIdentifier": "db1"})
    fails(predict.response_elements(made), {"dBInstance": {"dBInstanceIdentifier": "db1"}})


def test_ec2_legacy_style():
    made = call("ec2", "TerminateInstances", {"InstanceIds": ["i-1"]})
    assert predict.request_parameters(made) == {"instancesSet": {"items": [{"instanceId": "i-1"}]}}


def test_ec2_describe_calls_carry_their_sets():
    made = call("ec2", "DescribeInstances", {"Filters": [{"Name": "n", "Values": ["a", "b"]}]})
    holds(
        predict.request_parameters(made),
        {
            "instancesSet": {},
            "filterSet": {"items": [{"name": "n", "valueSet": {"items": [{"value": "a"}, {"value": "b"}]}}]},
        },
    )


def test_ec2_run_instances_has_defaults_and_no_user_data():
    made = call("ec2", "RunInstances", {"ImageId": "ami-1", "MinCount": 1, "MaxCount": 2, "UserData": "s"})
    holds(
        predict.request_parameters(made),
        {
            "instancesSet": {"items": [{"imageId": "ami-1", "minCount": 1, "maxCount": 2}]},
            "userData": "<sensitiveDataRemoved>",
            "blockDeviceMapping": {},
            "monitoring": {"enabled": False},
            "disableApiTermination": False,
            "disableApiStop": False,
            "ebsOptimized": False,
        },
    )


def test_ec2_wrapper_style():
    made = call(
        "ec2",
        "CreateFlowLogs",
        {
            "ResourceIds": ["vpc-1"],
            "ResourceType": "VPC",
            "TagSpecifications": [{"Tags": [{"Key": "k", "Value": "true"}]}],
        },
    )
    assert predict.request_parameters(made) == {
        "CreateFlowLogsRequest": {
            "ResourceId": {"tag": 1, "content": "vpc-1"},
            "ResourceType": "VPC",
            "TagSpecification": {"tag": 1, "Tag": {"tag": 1, "Key": "k", "Value": True}},
        }
    }
    assert predict.request_parameters(call("ec2", "DescribeFlowLogs", {})) == {"DescribeFlowLogsRequest": ""}


def test_ec2_response_without_output():
    body = b'<R xmlns="x"><requestId>r-1</requestId><return>true</return></R>'
    made = call("ec2", "CreateTags", {}, response_body=body)
    assert predict.response_elements(made) == {"requestId": "r-1", "_return": True}


def test_ec2_response_in_legacy_style():
    body = b"""<R xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId><volumeId>vol-1</volumeId>
        <size>8</size><createTime>2026-01-02T03:04:05.000Z</createTime><encrypted>false</encrypted><tagSet/></R>"""
    made = call("ec2", "CreateVolume", {}, response_body=body)
    moment = int(datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc).timestamp() * 1000)
    holds(
        predict.response_elements(made),
        {"requestId": "r-1", "volumeId": "vol-1", "size": "8", "createTime": moment, "encrypted": False, "tagSet": {}},
    )


def test_s3_put_bucket_versioning():
    xmlns = "http://s3.amazonaws.com/doc/2006-03-01/"
    body = f'<VersioningConfiguration xmlns="{xmlns}"><Status>Enabled</Status></VersioningConfiguration>'.encode()
    host = "b.s3.us-east-1.amazonaws.com"
    made = call(
        "s3",
        "PutBucketVersioning",
        {},
        method="PUT",
        url=f"http://{host}/?versioning",
        request_headers={"host": host},
        request_body=body,
    )
    assert predict.event_name(made) == "PutBucketVersioning"
    holds(
        predict.request_parameters(made),
        {
            "bucketName": "b",
            "Host": host,
            "versioning": "",
            "VersioningConfiguration": {"xmlns": xmlns, "Status": "Enabled"},
        },
    )
    assert predict.response_elements(made) is None


def test_s3_object_has_two_resources():
    made = call(
        "s3",
        "GetObject",
        {},
        method="GET",
        url="http://box.s3.eu-west-1.amazonaws.com/inv/2026/a.csv",
        request_headers={"host": "box.s3.eu-west-1.amazonaws.com"},
    )
    holds(
        predict.request_parameters(made),
        {"bucketName": "box", "key": "inv/2026/a.csv", "Host": "box.s3.eu-west-1.amazonaws.com"},
    )
    holds(
        predict.resources(made),
        [
            {"type": "AWS::S3::Object", "ARN": "arn:aws:s3:::box/inv/2026/a.csv"},
            {"accountId": "1", "type": "AWS::S3::Bucket", "ARN": "arn:aws:s3:::box"},
        ],
    )


def test_s3_never_shows_customer_keys_or_signatures():
    made = call(
        "s3",
        "PutObject",
        {},
        method="PUT",
        url="http://127.0.0.1:1/b/k?X-Amz-Signature=f00",
        request_headers={
            "host": "127.0.0.1:1",
            "x-amz-server-side-encryption-customer-key": "secret",
            "x-amz-acl": "private",
        },
    )
    holds(
        predict.request_parameters(made), {"bucketName": "b", "key": "k", "Host": "127.0.0.1:1", "x-amz-acl": "private"}
    )


def test_route53_lists_are_arrays():
    made = call(
        "route53",
        "ChangeResourceRecordSets",
        {
            "HostedZoneId": "Z1",
            "ChangeBatch": {
                "Changes": [
                    {
                        "Action": "CREATE",
                        "ResourceRecordSet": {
                            "Name": "a.",
                            "Type": "A",
                            "TTL": 300,
                            "ResourceRecords": [{"Value": "192.0.2.1"}],
                        },
                    }
                ]
            },
        },
    )
    holds(
        predict.request_parameters(made),
        {
            "hostedZoneId": "Z1",
            "changeBatch": {
                "changes": [
                    {
                        "action": "CREATE",
                        "resourceRecordSet": {
                            "name": "a.",
                            "type": "A",
                            "tTL": 300,
                            "resourceRecords": [{"value": "192.0.2.1"}],
                        },
                    }
                ]
            },
        },
    )


def test_lambda_names_and_empty_code():
    made = call("lambda", "CreateFunction", {"FunctionName": "f", "Code": {"ZipFile": b"z"}, "Runtime": "nodejs18.x"})
    assert predict.event_name(made) == "CreateFunction20150331"
    holds(
        predict.request_parameters(made), {"functionName": "f", "code": {}, "runtime": "nodejs18.x", "environment": {}}
    )
    assert predict.event_name(call("lambda", "GetFunction", {})) == "GetFunction20150331v2"
    assert predict.event_name(call("lambda", "Invoke", {})) == "Invoke"
    assert predict.event_name(call("lambda", "CreateFunctionUrlConfig", {})) == "CreateFunctionUrlConfig"


@pytest.mark.parametrize(
    "service, operation, code, expected",
    [
        ("iam", "GetUser", "NoSuchEntity", "NoSuchEntityException"),
        ("ec2", "DescribeInstances", "InvalidInstanceID.NotFound", "Client.InvalidInstanceID.NotFound"),
        ("dynamodb", "DescribeTable", "ResourceNotFoundException", "ResourceNotFoundException"),
        ("s3", "GetBucketPolicy", "NoSuchBucketPolicy", "NoSuchBucketPolicy"),
        ("rds", "DeleteDBInstance", "DBInstanceNotFound", "DBInstanceNotFoundFault"),
    ],
)
def test_error_codes(service, operation, code, expected):
    made = call(service, operation, {}, error=(code, "m"), status=400)
    holds(predict.error_code(made), expected)
    assert predict.response_elements(made) is None


@pytest.mark.parametrize(
    "service, operation, expected",
    [
        ("kms", "Encrypt", True),
        ("sts", "AssumeRole", True),
        ("sts", "GetFederationToken", False),
        ("lambda", "Invoke", False),
        ("ec2", "DescribeVpcs", True),
        ("s3", "HeadObject", True),
        ("iam", "CreateUser", False),
        ("ec2", "DetachVolume", False),
        ("ses", "VerifyEmailIdentity", False),
        ("sqs", "ReceiveMessage", False),
    ],
)
def test_read_only(service, operation, expected):
    assert predict.read_only(call(service, operation, {})) is expected


@pytest.mark.parametrize(
    "service, expected",
    [
        ("cloudwatch", "monitoring"),
        ("stepfunctions", "states"),
        ("sesv2", "ses"),
        ("elbv2", "elasticloadbalancing"),
        ("resourcegroupstaggingapi", "tagging"),
        ("efs", "elasticfilesystem"),
        ("opensearch", "es"),
        ("mq", "amazonmq"),
        ("emr", "elasticmapreduce"),
        ("dynamodbstreams", "dynamodb"),
        ("s3control", "s3"),
        ("ecr", "ecr"),
    ],
)
def test_event_sources(service, expected):
    model = botocore.model.ServiceModel(LOADER.load_service_model(service, "service-2"), service)
    operation = model.operation_names[0]
    assert predict.event_source(Call(service, operation, model, {})) == expected + ".amazonaws.com"


def test_nothing_sent_is_null():
    assert predict.request_parameters(call("iam", "ListUsers", {})) is None
    assert predict.request_parameters(call("sts", "GetCallerIdentity", {})) is None


def test_account_keeps_pascal_case():
    holds(
        predict.request_parameters(call("ce", "DeleteCostCategoryDefinition", {"CostCategoryArn": "a"})),
        {"CostCategoryArn": "a"},
    )


@pytest.mark.parametrize(
    "text",
    [
        "Jul 10, 2023 12:25:04 PM",
        "Jul 10, 2023, 12:25:04 PM",
        "2023-07-10T12:25:04Z",
        1688991904000,
        "2023-07-10T12:25:04.895+0000",
        "Jul 10, 2023, 12:25:04\u202fPM",
    ],
)
def test_every_notation_of_a_time_is_read(text):
    holds(Instant(datetime.datetime(2023, 7, 10, 12, 25, 4, tzinfo=datetime.timezone.utc)), text)


def test_matchers_can_fail():
    fails({"a": 1}, {"a": 2})
    fails({"a": 1}, {"a": True})
    fails({"a": ABSENT}, {"a": None})
    fails({"a": 1}, {})
    fails({}, {"a": 1})
    fails([1], [1, 2])
    fails(AnyOf(1, ABSENT), 2)
    fails(Instant(datetime.datetime(2023, 7, 10)), "Jul 11, 2023 12:25:04 PM")
