"""Events for the tests of GenerateQuery: two years of an account up to now, shaped like the records that AWS writes."""

from __future__ import annotations

import datetime as dt
import random

import servers

ACCOUNT, OTHER = servers.ACCOUNT, "222233334444"
NOW = dt.datetime.now(dt.timezone.utc).replace(microsecond=0)
# Hours before now: none near the edge of a period that reaches back from now.
AGES = [0.2, 2.5, 9, 20, 30, 50, 80, 120, 150, 190, 260, 330, 420, 500, 600, 800, 1100, 2000, 5000, 8000, 9500, 12000]
USERS = ["alice", "bob", "carol", "dave", "o'hara"]
REGIONS = ["us-east-1", "eu-west-1", "eu-central-1"]
ADDRESSES = ["10.0.0.1", "192.0.2.7", "198.51.100.20", "2001:db8::7"]

# Source, operation, whether it reads, parameters.
CALLS = [
    ("ec2", "RunInstances", False, {"instanceType": "t3.micro"}),
    ("ec2", "TerminateInstances", False, {"instancesSet": {"items": [{"instanceId": "i-1"}, {"instanceId": "i-2"}]}}),
    ("ec2", "StopInstances", False, {"instancesSet": {"items": [{"instanceId": "i-1"}]}}),
    ("ec2", "DeleteInstanceConnectEndpoint", False, {}), ("ec2", "DescribeInstances", True, {}),
    ("ec2", "AuthorizeSecurityGroupIngress", False, {"groupId": "sg-1"}),
    ("ec2", "RevokeSecurityGroupEgress", False, {"groupId": "sg-1"}), ("ec2", "CreateSecurityGroup", False, {"groupName": "web"}),
    ("kms", "ScheduleKeyDeletion", False, {"keyId": "k-1", "pendingWindowInDays": 7}),
    ("kms", "DeleteImportedKeyMaterial", False, {"keyId": "k-1"}), ("kms", "DisableKey", False, {"keyId": "k-1"}),
    ("kms", "Decrypt", True, {}),
    ("iam", "CreateAccessKey", False, {"userName": "alice"}), ("iam", "CreateAccessKey", False, {"userName": "bob"}),
    ("iam", "CreateUser", False, {"userName": "erin"}), ("iam", "CreateUser", False, {"userName": "frank"}),
    ("iam", "DeleteUser", False, {"userName": "bob"}), ("iam", "CreateRole", False, {"roleName": "audit"}),
    ("iam", "DeactivateMFADevice", False, {"userName": "carol"}), ("iam", "AttachUserPolicy", False, {"userName": "erin"}),
    ("iam", "ListUsers", True, {}), ("iam", "GetLoginProfile", True, {}),
    ("cognito-idp", "CreateUserPool", False, {}), ("transfer", "CreateUser", False, {"userName": "files"}),
    ("s3", "CreateBucket", False, {"bucketName": "logs-b"}), ("s3", "DeleteBucket", False, {"bucketName": "logs-b"}),
    ("s3", "DeleteBucket", False, {"bucketName": "other"}), ("s3", "DeleteBucketPolicy", False, {"bucketName": "logs-b"}),
    ("s3", "PutBucketPolicy", False, {"bucketName": "logs-b"}), ("s3", "ListBuckets", True, {}),
    ("s3", "GetObject", True, {"bucketName": "other", "key": "a"}), ("s3", "PutObject", False, {"bucketName": "logs-b", "key": "b"}),
    ("sns", "CreateTopic", False, {"name": "t"}), ("sns", "Publish", False, {}), ("sns", "ListTopics", True, {}),
    ("sts", "AssumeRole", True, {"roleArn": f"arn:aws:iam::{ACCOUNT}:role/deploy"}),
    ("sts", "AssumeRole", True, {"roleArn": f"arn:aws:iam::{ACCOUNT}:role/path/admin"}),
    ("sts", "GetCallerIdentity", True, {}),
    ("cloudtrail", "StopLogging", False, {"name": "main"}), ("cloudtrail", "DeleteTrail", False, {"name": "main"}),
    ("lambda", "CreateFunction20150331", False, {"functionName": "f"}),
    ("lambda", "DeleteFunctionConcurrency20171031", False, {"functionName": "f"}),
    ("lambda", "DeleteFunction20150331", False, {"functionName": "f"}),
    ("rds", "DeleteDBInstance", False, {"dBInstanceIdentifier": "d1", "skipFinalSnapshot": True}),
    ("rds", "DeleteDBInstance", False, {"dBInstanceIdentifier": "d2", "skipFinalSnapshot": False}),
    ("rds", "DeleteDBSnapshot", False, {}),
    ("cloudformation", "UpdateStack", False, {"stackName": "web"}),
]
ERRORS = [
    ("AccessDenied", "User is not authorized"), ("Client.UnauthorizedOperation", "You are not authorized"),
    ("ThrottlingException", "Rate exceeded"), ("NoSuchEntityException", "Not found")]


def make() -> list[dict]:
    choose = random.Random(5)
    events = []
    for turn in range(9):
        for call in CALLS:
            events.append(_call(len(events), choose, *call))
        for _ in range(6):
            events.append(_sign_in(len(events), choose))
        # The second part of the deletion of a key, by KMS itself.
        events.append(_base(len(events), choose, "kms", "DeleteKey", False, {"invokedBy": "AWS Internal", "accountId": ACCOUNT}))
    return events


def _base(number: int, choose: random.Random, source: str, name: str, reads: bool, identity: dict) -> dict:
    age = choose.choice(AGES) + choose.random() / 10
    when = NOW - dt.timedelta(seconds=int(age * 3600))
    return {
        "eventVersion": "1.11", "userIdentity": identity, "eventTime": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "eventSource": f"{source}.amazonaws.com", "eventName": name, "awsRegion": choose.choice(REGIONS),
        "sourceIPAddress": choose.choice(ADDRESSES), "userAgent": choose.choice(["aws-cli/2.15", "Boto3/1.34"]),
        "requestParameters": None, "responseElements": None, "eventID": f"00000000-0000-4000-8000-{number:012d}",
        "readOnly": reads, "eventType": "AwsApiCall", "managementEvent": True, "recipientAccountId": ACCOUNT,
        "eventCategory": "Management"}


def _identity(choose: random.Random) -> dict:
    kind = choose.choice(["user", "user", "user", "role", "root", "service", "other"])
    if kind == "root":
        return {"type": "Root", "principalId": ACCOUNT, "arn": f"arn:aws:iam::{ACCOUNT}:root", "accountId": ACCOUNT,
                "sessionContext": {"attributes": {"creationDate": "2026-01-01T00:00:00Z", "mfaAuthenticated": "true"}}}
    if kind == "service":
        return {"type": "AWSService", "invokedBy": "autoscaling.amazonaws.com"}
    account = OTHER if kind == "other" else ACCOUNT
    if kind in ("role", "other"):
        return {
            "type": "AssumedRole", "principalId": f"AROAEXAMPLE:{kind}", "accountId": account,
            "arn": f"arn:aws:sts::{account}:assumed-role/deploy/{kind}", "accessKeyId": "ASIAEXAMPLEEXAMPLE12",
            "sessionContext": {
                "attributes": {"creationDate": "2026-01-01T00:00:00Z", "mfaAuthenticated": choose.choice(["true", "false"])},
                "sessionIssuer": {"type": "Role", "arn": f"arn:aws:iam::{account}:role/deploy", "userName": "deploy",
                                  "accountId": account, "principalId": "AROAEXAMPLE"}}}
    name = choose.choice(USERS)
    return {"type": "IAMUser", "principalId": "AIDAEXAMPLE" + name.upper(), "arn": f"arn:aws:iam::{account}:user/{name}",
            "accountId": account, "accessKeyId": "AKIAEXAMPLEEXAMPLE" + name[:1].upper(), "userName": name}


def _call(number: int, choose: random.Random, source: str, name: str, reads: bool, parameters: dict) -> dict:
    event = _base(number, choose, source, name, reads, _identity(choose))
    event["requestParameters"] = parameters or None
    if name in ("GetObject", "PutObject"):
        event |= {"eventCategory": "Data", "managementEvent": False, "resources": [
            {"type": "AWS::S3::Object", "ARN": f"arn:aws:s3:::{parameters['bucketName']}/{parameters['key']}"}]}
    if choose.random() < 0.25:
        event["errorCode"], event["errorMessage"] = choose.choice(ERRORS)
    elif name == "CreateAccessKey":
        event["responseElements"] = {"accessKey": {"accessKeyId": "AKIANEW", "userName": parameters["userName"]}}
    tags = [{"arn": f"arn:aws:ec2:eu-west-1:{ACCOUNT}:instance/i-{index}", "tags": {
        "Environment": choose.choice(["prod", "test"]), "solution": choose.choice(["shop", "blog", "mail"]),
        "aws:cloudformation:stack-name": choose.choice(["myStack", "web"])}} for index in range(choose.choice([0, 1, 2]))]
    if choose.random() < 0.7:
        event["eventContext"] = {"tagContext": {"resourceTags": tags, "principalTags": {"operator": choose.choice(["ann", "ben"])}}}
    return event


def _sign_in(number: int, choose: random.Random) -> dict:
    """As the user guide shows them: a failed one has an errorMessage and no errorCode, that of a user no ARN."""
    failed, root = choose.random() < 0.4, choose.random() < 0.3
    name = choose.choice(USERS[:4])
    identity = (
        {"type": "Root", "principalId": ACCOUNT, "arn": f"arn:aws:iam::{ACCOUNT}:root", "accountId": ACCOUNT, "accessKeyId": ""}
        if root else {"type": "IAMUser", "principalId": "AIDAEXAMPLE" + name.upper(), "accountId": ACCOUNT, "userName": name})
    if not failed and not root:
        identity["arn"] = f"arn:aws:iam::{ACCOUNT}:user/{name}"
    event = _base(number, choose, "signin", "ConsoleLogin", False, identity)
    event |= {
        "eventType": "AwsConsoleSignIn", "responseElements": {"ConsoleLogin": "Failure" if failed else "Success"},
        "additionalEventData": {
            "LoginTo": "https://console.aws.amazon.com/console/home", "MobileVersion": "No",
            "MFAUsed": choose.choice(["Yes", "No"])}}
    if failed:
        event["errorMessage"] = "Failed authentication"
    return event
