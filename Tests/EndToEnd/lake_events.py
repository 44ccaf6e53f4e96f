"""Events for the tests of queries: a week of an account, made up from a seed, with what the catalogue's queries look for."""

from __future__ import annotations

import datetime
import json
import random

ACCOUNT = "123456789012"
START = datetime.datetime(2026, 3, 2)  # a Monday
SECONDS = 7 * 86_400

READS = {
    "s3.amazonaws.com": ["GetObject", "ListObjects", "HeadObject", "GetBucketAcl"],
    "ec2.amazonaws.com": ["DescribeInstances", "DescribeVpcs"],
    "iam.amazonaws.com": ["ListUsers", "GetRole"],
    "dynamodb.amazonaws.com": ["Scan", "Query", "GetItem"],
    "secretsmanager.amazonaws.com": ["GetSecretValue"],
    "ssm.amazonaws.com": ["GetParameter", "GetParameters"],
    "cloudtrail.amazonaws.com": ["LookupEvents", "StartQuery"],
    "bedrock.amazonaws.com": ["InvokeModel", "InvokeModelWithResponseStream", "ListFoundationModels"],
}
WRITES = {
    "s3.amazonaws.com": ["PutObject", "DeleteObject", "DeleteObjects", "PutBucketPolicy", "PutBucketPublicAccessBlock", "PutBucketAcl"],
    "ec2.amazonaws.com": [
        "RunInstances", "TerminateInstances", "StopInstances", "AuthorizeSecurityGroupIngress", "CreateSecurityGroup",
        "CreateVpc", "CreateRoute", "CreateSnapshot", "ModifySnapshotAttribute", "CreateTags", "DeleteTags"],
    "iam.amazonaws.com": [
        "CreateUser", "CreateAccessKey", "AttachUserPolicy", "AttachRolePolicy", "PutRolePolicy", "DeletePolicyVersion",
        "DeleteUser", "CreateRole", "UpdateAssumeRolePolicy", "AddUserToGroup", "CreateLoginProfile", "TagRole"],
    "kms.amazonaws.com": ["ScheduleKeyDeletion", "DisableKey", "PutKeyPolicy", "CreateGrant", "CreateKey"],
    "sts.amazonaws.com": ["AssumeRole"],
    "signin.amazonaws.com": ["ConsoleLogin"],
    "lambda.amazonaws.com": ["CreateFunction20150331", "UpdateFunctionCode20150331v2", "DeleteFunction20150331"],
    "rds.amazonaws.com": ["CreateDBInstance", "ModifyDBInstance", "DeleteDBInstance", "DeleteDBCluster"],
    "cloudformation.amazonaws.com": ["CreateStack", "UpdateStack", "DeleteStack"],
    "cloudtrail.amazonaws.com": ["StopLogging", "DeleteTrail", "UpdateEventDataStore"],
    "config.amazonaws.com": ["PutEvaluations"],
}
USERS = ["dana", "erik", "fatma", "gus", "hana"]
ROLES = ["deploy", "audit", "ops"]
ADDRESSES = [f"192.0.2.{n}" for n in range(1, 9)] + ["config.amazonaws.com"]
AGENTS = ["aws-cli/2.15.0 Python/3.11", "Boto3/1.34 md/Botocore", "APN/1.0 HashiCorp/1.0 Terraform/1.7", "console.amazonaws.com", None]
ERRORS = ["AccessDenied", "Client.UnauthorizedOperation", "ThrottlingException", "NoSuchKey", "VpceAccessDenied", "SlowDown"]


def make(count: int = 1500, seed: int = 11) -> list[dict]:
    """Events with different times, in the order of their times."""
    choose = random.Random(seed)
    times = sorted(choose.sample(range(SECONDS), count))
    return [_event(number, time, choose) for number, time in enumerate(times)]


def lines(events: list[dict]) -> list[str]:
    """The events as they are recorded."""
    return [json.dumps(event, separators=(",", ":"), ensure_ascii=False) for event in events]


def _event(number: int, time: int, choose: random.Random) -> dict:
    read = choose.random() < 0.45
    source = choose.choice(list(READS if read else WRITES))
    name = choose.choice((READS if read else WRITES)[source])
    event = {
        "eventVersion": "1.11", "userIdentity": _identity(choose),
        "eventTime": (START + datetime.timedelta(seconds=time)).strftime("%Y-%m-%dT%H:%M:%SZ"), "eventSource": source,
        "eventName": name, "awsRegion": choose.choices(["us-east-1", "eu-central-1", "eu-west-1", "ap-south-1"], [5, 3, 2, 1])[0],
        "sourceIPAddress": choose.choice(ADDRESSES)}
    agent = choose.choice(AGENTS)
    if agent is not None:
        event["userAgent"] = agent
    failed = choose.random() < 0.15 or event["userIdentity"].get("userName") == "hana"
    if failed and (name != "ConsoleLogin" or event["userIdentity"].get("userName") == "hana"):
        event["errorCode"] = choose.choice(ERRORS)
        event["errorMessage"] = f"It is not allowed, said \"{number}\""
    event["requestParameters"] = _parameters(name, number, choose)
    event["responseElements"] = _response(name, number, choose, "errorCode" in event)
    additional = _additional(name, source, choose)
    if additional:
        event["additionalEventData"] = additional
    event |= {"requestID": f"r{number}", "eventID": f"e{number}", "readOnly": read}
    is_data = source in ("s3.amazonaws.com", "dynamodb.amazonaws.com") and name in ("GetObject", "PutObject", "DeleteObject", "Scan", "Query", "GetItem")
    resources = _resources(source, is_data, choose)
    if resources:
        event["resources"] = resources
    event |= {
        "eventType": "AwsConsoleSignIn" if name == "ConsoleLogin" else "AwsApiCall", "managementEvent": not is_data,
        "recipientAccountId": ACCOUNT}
    if choose.random() < 0.2:
        event["vpcEndpointId"] = choose.choice(["vpce-1", "vpce-2"])
    event["eventCategory"] = "Data" if is_data else "Management"
    if choose.random() < 0.8:
        event["tlsDetails"] = {"tlsVersion": choose.choice(["TLSv1.2", "TLSv1.3", "TLSv1.1"]), "cipherSuite": "AES"}
    if choose.random() < 0.2:
        event["sessionCredentialFromConsole"] = "true"
    return event


def _identity(choose: random.Random) -> dict:
    kind = choose.choices(["IAMUser", "AssumedRole", "Root", "AWSService", "AWSAccount", "WebIdentityUser"], [40, 35, 4, 8, 5, 5])[0]
    if kind == "AWSService":
        return {"type": kind, "invokedBy": choose.choice(["ec2.amazonaws.com", "config.amazonaws.com"])}
    if kind == "Root":
        # Another account's: the tests' own calls are those of the root user, and are left out by that.
        return {"type": kind, "principalId": "999900001111", "arn": "arn:aws:iam::999900001111:root", "accountId": "999900001111"}
    if kind == "AWSAccount":
        return {"type": kind, "principalId": "AIDAOTHER", "accountId": "999900001111"}
    if kind == "WebIdentityUser":
        user = choose.choice(["w1", "w2", "w3"])
        return {"type": kind, "principalId": f"accounts.google.com:{user}", "userName": user, "identityProvider": "accounts.google.com"}
    if kind == "IAMUser":
        user = choose.choice(USERS)
        return {
            "type": kind, "principalId": f"AIDA{user.upper()}", "arn": f"arn:aws:iam::{ACCOUNT}:user/{user}", "accountId": ACCOUNT,
            "accessKeyId": f"AKIA{user.upper()}{choose.choice('12')}", "userName": user}
    role = choose.choice(ROLES)
    session = {
        "sessionIssuer": {
            "type": "Role", "principalId": f"AROA{role.upper()}", "arn": f"arn:aws:iam::{ACCOUNT}:role/{role}",
            "accountId": ACCOUNT, "userName": role},
        "attributes": {"creationDate": "2026-03-01T08:00:00Z", "mfaAuthenticated": choose.choice(["true", "false"])}}
    if choose.random() < 0.2:
        session["webIdFederationData"] = {"federatedProvider": "arn:aws:iam::1:oidc-provider/ci", "attributes": {}}
    return {
        "type": kind, "principalId": f"AROA{role.upper()}:session", "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/session",
        "accountId": ACCOUNT, "accessKeyId": f"ASIA{role.upper()}", "sessionContext": session}


def _parameters(name: str, number: int, choose: random.Random) -> dict | None:
    bucket = {"bucketName": choose.choice(["logs", "data", "web"]), "Host": "s3.amazonaws.com"}
    user, role = {"userName": choose.choice(USERS)}, choose.choice(ROLES)
    policy = choose.choice(["arn:aws:iam::aws:policy/AdministratorAccess", f"arn:aws:iam::{ACCOUNT}:policy/read"])
    instances = {"instancesSet": {"items": [{"instanceId": f"i-{n}"} for n in choose.sample(range(1, 6), choose.randint(1, 2))]}}
    if name.startswith(("GetObject", "HeadObject", "DeleteObject", "PutObject")):
        made = {**bucket, "key": f"folder/{choose.randint(1, 6)}.txt"}
        if name == "PutObject" and choose.random() < 0.5:
            made["x-amz-server-side-encryption"] = "AES256"
        return made
    known = {
        "ListObjects": bucket, "GetBucketAcl": bucket, "PutBucketPolicy": {**bucket, "bucketPolicy": {"Statement": [1, "two", None]}},
        "PutBucketPublicAccessBlock": bucket, "PutBucketAcl": bucket,
        "RunInstances": {"instanceType": choose.choice(["t3.micro", "m7.large"]), "maxCount": 2, "monitoring": {"enabled": False}},
        "TerminateInstances": instances, "StopInstances": instances,
        "AuthorizeSecurityGroupIngress": {
            "groupId": f"sg-{choose.randint(1, 3)}",
            "ipPermissions": {"items": [{"cidrIp": choose.choice(["0.0.0.0/0", "10.0.0.0/8", "::/0"]), "fromPort": 22}]}},
        "CreateSecurityGroup": {"groupName": "web"}, "CreateVpc": {"cidrBlock": "10.0.0.0/16"},
        "CreateRoute": {"routeTableId": "rtb-1"}, "CreateSnapshot": {"volumeId": "vol-1"},
        "ModifySnapshotAttribute": {"snapshotId": "snap-1", "attributeType": "CREATE_VOLUME_PERMISSION"},
        "CreateTags": {"tagSet": {"items": [{"key": "team", "value": "b"}]}}, "DeleteTags": {"tagSet": {}},
        "CreateUser": user, "CreateAccessKey": user, "DeleteUser": user, "CreateLoginProfile": user,
        "AttachUserPolicy": {**user, "policyArn": policy}, "AttachRolePolicy": {"roleName": role, "policyArn": policy},
        "PutRolePolicy": {"roleName": role, "policyName": "inline", "policyDocument": '{"Version":"2012-10-17"}'},
        "DeletePolicyVersion": {"policyArn": policy, "versionId": "v2"},
        "CreateRole": {"roleName": role, "assumeRolePolicyDocument": "{}"},
        "UpdateAssumeRolePolicy": {"roleName": role, "policyDocument": '{"Statement":[]}'},
        "AddUserToGroup": {**user, "groupName": "admins"}, "TagRole": {"roleName": role, "tags": [{"key": "a"}]},
        "ScheduleKeyDeletion": {"keyId": "key-1", "pendingWindowInDays": 7}, "DisableKey": {"keyId": "key-1"},
        "PutKeyPolicy": {"keyId": "key-2"}, "CreateGrant": {"keyId": "key-2"}, "CreateKey": {"description": "née"},
        "AssumeRole": {"roleArn": f"arn:aws:iam::{ACCOUNT}:role/{role}", "roleSessionName": "session"},
        "CreateFunction20150331": {"functionName": "resize"}, "UpdateFunctionCode20150331v2": {"functionName": "resize"},
        "DeleteFunction20150331": {"functionName": "old"},
        "CreateDBInstance": {"dBInstanceIdentifier": "shop", "publiclyAccessible": choose.random() < 0.5},
        "ModifyDBInstance": {"dBInstanceIdentifier": "shop", "publiclyAccessible": choose.random() < 0.5},
        "DeleteDBInstance": {"dBInstanceIdentifier": "shop", "skipFinalSnapshot": choose.random() < 0.5},
        "DeleteDBCluster": {"dBClusterIdentifier": "c", "skipFinalSnapshot": choose.random() < 0.5},
        "CreateStack": {"stackName": "net"}, "UpdateStack": {"stackName": "net"}, "DeleteStack": {"stackName": "old"},
        "StopLogging": {"name": "audit"}, "DeleteTrail": {"name": "audit"}, "UpdateEventDataStore": {"eventDataStore": "x"},
        "StartQuery": {"queryStatement": f"SELECT {number}, 'it''s' FROM x"},
        "PutEvaluations": {"evaluations": [{"complianceType": choose.choice(["COMPLIANT", "NON_COMPLIANT"])}]},
        "Scan": {"tableName": choose.choice(["orders", "carts"])}, "Query": {"tableName": "orders"}, "GetItem": {"tableName": "carts"},
        "GetSecretValue": {"secretId": choose.choice(["db", "api"])}, "GetParameter": {"name": "/app/key"},
        "GetParameters": {"names": ["/a", "/b"]}, "InvokeModel": {"modelId": choose.choice(["small", "large"])},
        "InvokeModelWithResponseStream": {"modelId": "large"}}
    return known.get(name)


def _response(name: str, number: int, choose: random.Random, failed: bool) -> dict | None:
    if name == "ConsoleLogin":
        return {"ConsoleLogin": choose.choice(["Success", "Success", "Failure"])}
    if failed:
        return None
    if name == "RunInstances":
        return {"instancesSet": {"items": [{"instanceId": f"i-{number}-{n}", "imageId": "ami"} for n in range(choose.randint(1, 2))]}}
    return {"encrypted": choose.random() < 0.5} if name == "CreateSnapshot" else None


def _additional(name: str, source: str, choose: random.Random) -> dict | None:
    if name == "ConsoleLogin":
        return {"LoginTo": "https://console.aws.amazon.com/", "MFAUsed": choose.choice(["Yes", "No"])}
    if name == "PutEvaluations":
        return {"configRuleName": choose.choice(["s3-encrypted", "root-mfa"])}
    if source == "s3.amazonaws.com":
        return {"bytesTransferredOut": choose.choice([0, 1.5, 2048]), **({"aclRequired": "Yes"} if choose.random() < 0.2 else {})}
    return None


def _resources(source: str, is_data: bool, choose: random.Random) -> list | None:
    if source == "dynamodb.amazonaws.com":
        return [{"accountId": ACCOUNT, "type": "AWS::DynamoDB::Table", "ARN": "arn:aws:dynamodb:table/orders"}]
    if source == "s3.amazonaws.com" and (is_data or choose.random() < 0.6):
        bucket = choose.choice(["logs", "data"])
        return [
            {"type": "AWS::S3::Object", "ARN": f"arn:aws:s3:::{bucket}/x"},
            {"accountId": ACCOUNT, "type": "AWS::S3::Bucket", "ARN": f"arn:aws:s3:::{bucket}"}]
    return [{"accountId": ACCOUNT, "type": "AWS::KMS::Key", "ARN": "arn:aws:kms:key"}] if source == "kms.amazonaws.com" else None
