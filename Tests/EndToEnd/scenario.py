"""The calls of the big end-to-end test, as data.

Every step runs twice, once straight against moto and once through Cairn. Order matters: later steps refer to what
earlier ones returned. `S` is short for one boto3 call, `C` for one AWS CLI command.
"""

from __future__ import annotations

import datetime
import http.client
import io
import json
import urllib.parse
import zipfile

import botocore.auth
import botocore.awsrequest
import botocore.credentials

from matching import ABSENT, AnyOf, Anything, Pattern, Subset
from predict import Call, Identity
from runner import CLIStep as C
from runner import Credential, RawStep, now
from runner import Step as S
from servers import ACCOUNT, REGION

OTHER_REGION = "eu-west-1"
THIRD_REGION = "ap-southeast-2"
OTHER_ACCOUNT = "222233334444"

# Values that must not be found anywhere in the journal, whatever call carries them.
SECRETS = {
    "iam password": "Marker-Passw0rd-iam!",
    "iam new password": "Marker-Passw0rd-two!",
    "secret string": "marker-secret-string-5521",
    "secret string 2": "marker-secret-string-7734",
    "secure parameter": "marker-secure-parameter-9043",
    "database password": "markerDbPassword77",
    "cluster password": "markerClusterPass88",
    "cognito password": "Marker-C0gnito-pass!",
    "kms plaintext": "marker-kms-plaintext-31",
    "lambda variable": "marker-lambda-env-6120",
    "user data": "marker-user-data-4417",
    "object content": "marker-object-content-8855",
    "customer key": "marker-sse-customer-key-32-bytes",
    "signing secret": "a-secret-that-nobody-may-see",
    "command parameter": "marker-command-parameter-2299",
    "web identity token": "marker-web-identity-token-1212",
    "redshift password": "MarkerRedshift99",
    "item value": "marker-dynamodb-item-value-61",
}

TRUST = json.dumps({
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
})
POLICY = json.dumps({
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "*"}],
})
BUCKET_POLICY = json.dumps({
    "Version": "2012-10-17",
    "Statement": [{"Sid": "one", "Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject"],
                   "Resource": ["arn:aws:s3:::e2e-box/*"]}],
})
ROLE_ARN = f"arn:aws:iam::{ACCOUNT}:role/e2e-role"
IMAGE = "ami-12c6146b"


def zip_file() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        information = zipfile.ZipInfo("app.py", (2024, 1, 1, 0, 0, 0))
        archive.writestr(information, "def handler(event, context):\n    return event\n")
    return file.getvalue()


ZIP = zip_file()

# --- identities ---------------------------------------------------------------------------------------------------


def learn_user_key(name: str):
    def learn(run, call) -> None:
        key = run.results[name]["AccessKey"]
        run.credentials[name] = Credential(key["AccessKeyId"], key["SecretAccessKey"])
        run.secrets[f"secret access key of {name}"] = key["SecretAccessKey"]
        run.identities[key["AccessKeyId"]] = Identity(
            ACCOUNT,
            Subset(type="IAMUser", accountId=ACCOUNT, accessKeyId=key["AccessKeyId"], userName=key["UserName"],
                   arn=Pattern(rf"arn:aws:iam::{ACCOUNT}:user/(.*/)?{key['UserName']}"),
                   sessionContext=AnyOf(ABSENT, Anything())),
            key["UserName"],
        )
    return learn


def learn_role(name: str, role: str, session: str, account: str = ACCOUNT):
    def learn(run, call) -> None:
        granted = run.results[name]["Credentials"]
        run.credentials[name] = Credential(granted["AccessKeyId"], granted["SecretAccessKey"], granted["SessionToken"])
        run.secrets[f"secret access key of {name}"] = granted["SecretAccessKey"]
        issuer = Subset(type="Role", accountId=account, arn=f"arn:aws:iam::{account}:role/{role}", userName=role)
        run.identities[granted["AccessKeyId"]] = Identity(
            account,
            Subset(
                type="AssumedRole", accountId=account, accessKeyId=granted["AccessKeyId"], userName=ABSENT,
                arn=f"arn:aws:sts::{account}:assumed-role/{role}/{session}", principalId=Pattern(rf".+:{session}"),
                sessionContext=Subset(
                    sessionIssuer=issuer,
                    attributes=Subset(creationDate=Pattern(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
                                      mfaAuthenticated="false"),
                ),
            ),
            session,
        )
    return learn


def learn_federated(run, call) -> None:
    granted = run.results["federated"]["Credentials"]
    run.credentials["federated"] = Credential(
        granted["AccessKeyId"], granted["SecretAccessKey"], granted["SessionToken"]
    )
    run.secrets["secret access key of federated"] = granted["SecretAccessKey"]
    run.identities[granted["AccessKeyId"]] = Identity(
        ACCOUNT,
        Subset(type="FederatedUser", accountId=ACCOUNT, accessKeyId=granted["AccessKeyId"], userName=ABSENT,
               principalId=f"{ACCOUNT}:kim", arn=f"arn:aws:sts::{ACCOUNT}:federated-user/kim",
               sessionContext=Subset(sessionIssuer=Anything())),
    )


def learn_session(run, call) -> None:
    granted = run.results["session"]["Credentials"]
    run.credentials["session"] = Credential(
        granted["AccessKeyId"], granted["SecretAccessKey"], granted["SessionToken"]
    )
    run.secrets["secret access key of session"] = granted["SecretAccessKey"]
    run.identities[granted["AccessKeyId"]] = Identity(
        ACCOUNT,
        Subset(type="IAMUser", accountId=ACCOUNT, accessKeyId=granted["AccessKeyId"], userName="dana",
               sessionContext=Anything()),
        "dana",
    )


def account_key(run) -> None:
    """A 12-digit access key is an account (DESIGN decision 7)."""
    run.credentials["account"] = Credential(OTHER_ACCOUNT)
    run.identities[OTHER_ACCOUNT] = Identity(
        OTHER_ACCOUNT, Subset(accountId=OTHER_ACCOUNT, type=Pattern("Root|IAMUser|Unknown"))
    )


UNSIGNED_IDENTITY = {"userIdentity": Subset(type=Pattern("Unknown|AWSAccount|WebIdentityUser|IAMUser|Root"))}

IAM = [
    S("iam", "CreateUser", {"UserName": "dana", "Path": "/ops/", "Tags": [{"Key": "team", "Value": "blau-grün"}]},
      save="dana", expect={"User.Path": "/ops/"}),
    S("iam", "CreateAccessKey", {"UserName": "dana"}, save="danakey", learn=learn_user_key("danakey")),
    S("iam", "CreateLoginProfile", {"UserName": "dana", "Password": SECRETS["iam password"]}),
    S("iam", "UpdateLoginProfile", {"UserName": "dana", "Password": SECRETS["iam new password"]}),
    S("iam", "CreateGroup", {"GroupName": "crew"}),
    S("iam", "AddUserToGroup", {"GroupName": "crew", "UserName": "dana"}),
    S("iam", "CreateRole", {"RoleName": "e2e-role", "AssumeRolePolicyDocument": TRUST,
                            "Description": "für die Übung"}, save="role"),
    S("iam", "CreatePolicy", {"PolicyName": "reader", "PolicyDocument": POLICY}, save="policy"),
    S("iam", "AttachRolePolicy", {"RoleName": "e2e-role", "PolicyArn": "${policy.Policy.Arn}"}),
    S("iam", "PutRolePolicy", {"RoleName": "e2e-role", "PolicyName": "inline", "PolicyDocument": POLICY}),
    S("iam", "GetRole", {"RoleName": "e2e-role"}),
    S("iam", "GetUser", {"UserName": "dana"}, region=OTHER_REGION),
    S("iam", "ListUsers"),
    S("iam", "ListRoles", {"PathPrefix": "/", "MaxItems": 50}),
    S("iam", "ListAttachedRolePolicies", {"RoleName": "e2e-role"}),
    S("iam", "CreateInstanceProfile", {"InstanceProfileName": "profile"}),
    S("iam", "GetUser", {"UserName": "nobody"}, error="NoSuchEntity"),
    S("iam", "DeleteRole", {"RoleName": "no-such-role"}, error="NoSuchEntity"),
    S("iam", "GetAccountSummary"),
]

STS = [
    S("sts", "GetCallerIdentity"),
    S("sts", "GetCallerIdentity", as_="danakey"),
    S("sts", "GetCallerIdentity", region=OTHER_REGION),
    S("sts", "AssumeRole", {"RoleArn": ROLE_ARN, "RoleSessionName": "ci-77", "DurationSeconds": 900}, save="assumed",
      learn=learn_role("assumed", "e2e-role", "ci-77"), differs=["Credentials.SessionToken"]),
    S("sts", "GetCallerIdentity", as_="assumed"),
    S("ssm", "PutParameter", {"Name": "/role/made", "Value": "1", "Type": "String"}, as_="assumed"),
    S("sts", "GetFederationToken", {"Name": "kim", "Policy": POLICY}, as_="danakey", save="federated",
      learn=learn_federated),
    S("ssm", "DescribeParameters", as_="federated"),
    S("sts", "GetSessionToken", {"DurationSeconds": 900}, as_="danakey", save="session", learn=learn_session),
    S("ssm", "GetParameter", {"Name": "/role/made"}, as_="session"),
    S("sts", "AssumeRoleWithWebIdentity",
      {"RoleArn": ROLE_ARN, "RoleSessionName": "web-1", "WebIdentityToken": SECRETS["web identity token"]},
      as_="", save="web", learn=learn_role("web", "e2e-role", "web-1"),
      differs=["Credentials.SessionToken"],
      override={"userIdentity": Subset(type="WebIdentityUser"), "recipientAccountId": ACCOUNT}),
    S("ssm", "GetParameter", {"Name": "/role/made"}, as_="web"),
    RawStep("a 12-digit access key", lambda run: (account_key(run), [])[1]),
    S("sqs", "ListQueues", as_="account"),
    S("logs", "DescribeLogGroups", as_="account"),
]

S3 = [
    S("s3", "CreateBucket", {"Bucket": "e2e-box"}),
    S("s3", "CreateBucket", {"Bucket": "e2e-eu", "ACL": "private",
                             "CreateBucketConfiguration": {"LocationConstraint": OTHER_REGION}}, region=OTHER_REGION),
    S("s3", "ListBuckets"),
    S("s3", "HeadBucket", {"Bucket": "e2e-box"}),
    S("s3", "PutBucketVersioning", {"Bucket": "e2e-box", "VersioningConfiguration": {"Status": "Enabled"}}),
    S("s3", "GetBucketVersioning", {"Bucket": "e2e-box"}),
    S("s3", "PutBucketTagging", {"Bucket": "e2e-box", "Tagging": {"TagSet": [{"Key": "a", "Value": "true"},
                                                                           {"Key": "größe", "Value": "10"}]}}),
    S("s3", "GetBucketTagging", {"Bucket": "e2e-box"}),
    S("s3", "PutBucketPolicy", {"Bucket": "e2e-box", "Policy": BUCKET_POLICY}),
    S("s3", "GetBucketPolicy", {"Bucket": "e2e-box"}),
    S("s3", "PutBucketLifecycleConfiguration", {"Bucket": "e2e-box", "LifecycleConfiguration": {"Rules": [
        {"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "tmp/"}, "Expiration": {"Days": 30}}]}}),
    S("s3", "GetBucketLifecycleConfiguration", {"Bucket": "e2e-box"}),
    S("s3", "PutPublicAccessBlock", {"Bucket": "e2e-box", "PublicAccessBlockConfiguration": {
        "BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": False}}),
    S("s3", "GetPublicAccessBlock", {"Bucket": "e2e-box"}),
    S("s3", "PutBucketEncryption", {"Bucket": "e2e-box", "ServerSideEncryptionConfiguration": {"Rules": [
        {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}}),
    S("s3", "GetBucketAcl", {"Bucket": "e2e-box"}),
    S("s3", "GetBucketLocation", {"Bucket": "e2e-eu"}, region=OTHER_REGION),
    S("s3", "PutBucketCors", {"Bucket": "e2e-box", "CORSConfiguration": {"CORSRules": [
        {"AllowedMethods": ["GET", "PUT"], "AllowedOrigins": ["*"], "MaxAgeSeconds": 600}]}}),
    S("s3", "PutObject", {"Bucket": "e2e-box", "Key": "inv/2026/a ü&b.csv", "Body": SECRETS["object content"].encode(),
                          "ContentType": "text/csv", "Metadata": {"owner": "dana"}}),
    S("s3", "GetObject", {"Bucket": "e2e-box", "Key": "inv/2026/a ü&b.csv"},
      expect={"Body": SECRETS["object content"].encode()}),
    S("s3", "HeadObject", {"Bucket": "e2e-box", "Key": "inv/2026/a ü&b.csv"}),
    S("s3", "CopyObject", {"Bucket": "e2e-box", "Key": "copy.csv",
                           "CopySource": {"Bucket": "e2e-box", "Key": "inv/2026/a ü&b.csv"}}),
    S("s3", "PutObject", {"Bucket": "e2e-box", "Key": "locked", "Body": b"x",
                          "SSECustomerAlgorithm": "AES256", "SSECustomerKey": SECRETS["customer key"]}),
    S("s3", "PutObjectTagging", {"Bucket": "e2e-box", "Key": "copy.csv",
                                 "Tagging": {"TagSet": [{"Key": "k", "Value": "v"}]}}),
    S("s3", "GetObjectTagging", {"Bucket": "e2e-box", "Key": "copy.csv"}),
    S("s3", "ListObjectsV2", {"Bucket": "e2e-box", "Prefix": "inv/", "MaxKeys": 1}),
    S("s3", "ListObjects", {"Bucket": "e2e-box", "Delimiter": "/"}),
    S("s3", "ListObjectVersions", {"Bucket": "e2e-box"}),
    S("s3", "CreateMultipartUpload", {"Bucket": "e2e-box", "Key": "big"}, save="upload", differs=["UploadId"]),
    S("s3", "UploadPart", {"Bucket": "e2e-box", "Key": "big", "PartNumber": 1, "UploadId": "${upload.UploadId}",
                           "Body": b"part one"}, save="part"),
    S("s3", "CompleteMultipartUpload", {"Bucket": "e2e-box", "Key": "big", "UploadId": "${upload.UploadId}",
                                        "MultipartUpload": {"Parts": [{"ETag": "${part.ETag}", "PartNumber": 1}]}}),
    S("s3", "PutObject", {"Bucket": "e2e-eu", "Key": "v", "Body": b"1"}, region=OTHER_REGION, options="virtual"),
    S("s3", "GetObject", {"Bucket": "e2e-eu", "Key": "v"}, region=OTHER_REGION, options="virtual",
      expect={"Body": b"1"}),
    S("s3", "GetBucketVersioning", {"Bucket": "e2e-eu"}, region=OTHER_REGION, options="virtual"),
    S("s3", "PutBucketVersioning", {"Bucket": "e2e-eu", "VersioningConfiguration": {"Status": "Suspended"}},
      region=OTHER_REGION, options="virtual"),
    S("s3", "DeleteObjects", {"Bucket": "e2e-box", "Delete": {"Objects": [{"Key": "copy.csv"}], "Quiet": True}}),
    S("s3", "DeleteObject", {"Bucket": "e2e-box", "Key": "big"}),
    S("s3", "GetObject", {"Bucket": "e2e-nowhere", "Key": "k"}, error="NoSuchBucket"),
    S("s3", "GetObject", {"Bucket": "e2e-box", "Key": "missing"}, error="NoSuchKey"),
    S("s3", "GetBucketWebsite", {"Bucket": "e2e-box"}, error="NoSuchWebsiteConfiguration"),
    S("s3", "HeadObject", {"Bucket": "e2e-box", "Key": "missing"}, error="404"),
    S("s3", "DeleteBucketPolicy", {"Bucket": "e2e-box"}),
    S("s3control", "PutPublicAccessBlock", {"AccountId": ACCOUNT, "PublicAccessBlockConfiguration": {
        "BlockPublicAcls": True}}, options="virtual"),
    S("s3control", "GetPublicAccessBlock", {"AccountId": ACCOUNT}, options="virtual"),
]

EC2 = [
    S("ec2", "CreateVpc", {"CidrBlock": "10.20.0.0/16"}, save="vpc"),
    S("ec2", "CreateSubnet", {"VpcId": "${vpc.Vpc.VpcId}", "CidrBlock": "10.20.1.0/24",
                              "AvailabilityZone": "us-east-1a"}, save="subnet"),
    S("ec2", "CreateInternetGateway", {"TagSpecifications": [
        {"ResourceType": "internet-gateway", "Tags": [{"Key": "Name", "Value": "tür"}, {"Key": "n", "Value": "1"}]}]},
      save="igw"),
    S("ec2", "AttachInternetGateway", {"InternetGatewayId": "${igw.InternetGateway.InternetGatewayId}",
                                       "VpcId": "${vpc.Vpc.VpcId}"}),
    S("ec2", "CreateSecurityGroup", {"GroupName": "web", "Description": "web group", "VpcId": "${vpc.Vpc.VpcId}"},
      save="sg"),
    S("ec2", "AuthorizeSecurityGroupIngress", {"GroupId": "${sg.GroupId}", "IpPermissions": [
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}),
    S("ec2", "CreateKeyPair", {"KeyName": "e2e-pair"}, differs=["KeyMaterial"],
      learn=lambda run, call: run.secrets.update({"key material": call.output["KeyMaterial"].split("\n")[1][:60]})),
    S("ec2", "RunInstances", {"ImageId": IMAGE, "MinCount": 2, "MaxCount": 2, "InstanceType": "t3.micro",
                              "KeyName": "e2e-pair", "SubnetId": "${subnet.Subnet.SubnetId}",
                              "UserData": SECRETS["user data"], "TagSpecifications": [
                                  {"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "one"}]}]},
      save="run"),
    S("ec2", "DescribeInstances", {"InstanceIds": ["${run.Instances.0.InstanceId}"]}),
    S("ec2", "DescribeInstances", {"Filters": [{"Name": "instance-state-name", "Values": ["running", "pending"]}]}),
    S("ec2", "DescribeInstanceStatus", {"InstanceIds": ["${run.Instances.0.InstanceId}"]}),
    S("ec2", "CreateTags", {"Resources": ["${run.Instances.0.InstanceId}", "${vpc.Vpc.VpcId}"],
                            "Tags": [{"Key": "stage", "Value": "test"}]}),
    S("ec2", "StopInstances", {"InstanceIds": ["${run.Instances.1.InstanceId}"]}),
    S("ec2", "TerminateInstances", {"InstanceIds": ["${run.Instances.0.InstanceId}", "${run.Instances.1.InstanceId}"]}),
    S("ec2", "CreateVolume", {"AvailabilityZone": "us-east-1a", "Size": 8, "VolumeType": "gp3"}, save="volume"),
    S("ec2", "CreateSnapshot", {"VolumeId": "${volume.VolumeId}", "Description": "before"}),
    S("ec2", "DeleteVolume", {"VolumeId": "${volume.VolumeId}"}),
    S("ec2", "AllocateAddress", {"Domain": "vpc"}, save="address"),
    S("ec2", "DescribeVpcs"),
    S("ec2", "DescribeSubnets", {"Filters": [{"Name": "vpc-id", "Values": ["${vpc.Vpc.VpcId}"]}]}),
    S("ec2", "DescribeSecurityGroups", {"GroupIds": ["${sg.GroupId}"]}),
    S("ec2", "DescribeRegions"),
    S("ec2", "DescribeAvailabilityZones", {"Filters": [{"Name": "state", "Values": ["available"]}]}),
    S("ec2", "DescribeImages", {"Owners": ["amazon"], "Filters": [{"Name": "name", "Values": ["no-such-*"]}]}),
    # The newer style.
    S("ec2", "CreateFlowLogs", {"ResourceIds": ["${vpc.Vpc.VpcId}"], "ResourceType": "VPC", "TrafficType": "ALL",
                                "LogDestinationType": "s3", "LogDestination": "arn:aws:s3:::e2e-box",
                                "TagSpecifications": [{"ResourceType": "vpc-flow-log",
                                                       "Tags": [{"Key": "k", "Value": "true"}]}]}, save="flow"),
    S("ec2", "DescribeFlowLogs", {"FlowLogIds": ["${flow.FlowLogIds.0}"]}),
    S("ec2", "CreateNatGateway", {"SubnetId": "${subnet.Subnet.SubnetId}", "AllocationId": "${address.AllocationId}"},
      save="nat"),
    S("ec2", "DescribeNatGateways"),
    S("ec2", "CreateLaunchTemplate", {"LaunchTemplateName": "tpl", "LaunchTemplateData": {
        "ImageId": IMAGE, "InstanceType": "t3.micro", "Monitoring": {"Enabled": True}}}, save="template"),
    S("ec2", "DeleteLaunchTemplate", {"LaunchTemplateName": "tpl"}),
    S("ec2", "CreateVpcEndpoint", {"VpcId": "${vpc.Vpc.VpcId}", "ServiceName": "com.amazonaws.us-east-1.s3"}),
    S("ec2", "CreateTransitGateway", {"Description": "hub", "Options": {"AmazonSideAsn": 64512}}, save="tgw"),
    S("ec2", "DescribeTransitGateways"),
    S("ec2", "DescribeInstances", {"InstanceIds": ["i-00000000000000000"]}, error="InvalidInstanceID.NotFound"),
    S("ec2", "RunInstances", {"ImageId": IMAGE, "MinCount": 1, "MaxCount": 1, "DryRun": True}, error="DryRunOperation"),
    S("ec2", "DeleteFlowLogs", {"FlowLogIds": ["fl-00000000"]}, error="InvalidFlowLogId.NotFound"),
    S("ec2", "DescribeVpcs", {"MaxResults": 5}, region=THIRD_REGION),
]

JSON_SERVICES = [
    # json 1.0 and 1.1
    S("dynamodb", "CreateTable", {"TableName": "t1", "BillingMode": "PAY_PER_REQUEST",
                                  "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
                                  "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]}),
    S("dynamodb", "DescribeTable", {"TableName": "t1"}),
    S("dynamodb", "PutItem", {"TableName": "t1", "Item": {"pk": {"S": "a"}, "v": {"S": SECRETS["item value"]}}}),
    S("dynamodb", "GetItem", {"TableName": "t1", "Key": {"pk": {"S": "a"}}}),
    S("dynamodb", "Query", {"TableName": "t1", "KeyConditionExpression": "pk = :p",
                            "ExpressionAttributeValues": {":p": {"S": "a"}}}),
    S("dynamodb", "Scan", {"TableName": "t1", "Limit": 1}),
    S("dynamodb", "UpdateItem", {"TableName": "t1", "Key": {"pk": {"S": "a"}}, "UpdateExpression": "SET n = :n",
                                 "ExpressionAttributeValues": {":n": {"N": "5"}}}),
    S("dynamodb", "ListTables"),
    S("dynamodb", "UpdateTimeToLive", {"TableName": "t1", "TimeToLiveSpecification": {
        "Enabled": True, "AttributeName": "ttl"}}),
    S("dynamodb", "DescribeTable", {"TableName": "nope"}, error="ResourceNotFoundException"),
    S("sqs", "CreateQueue", {"QueueName": "q1", "Attributes": {"VisibilityTimeout": "60"}, "tags": {"a": "b"}},
      save="queue"),
    S("sqs", "GetQueueUrl", {"QueueName": "q1"}),
    S("sqs", "GetQueueAttributes", {"QueueUrl": "${queue.QueueUrl}", "AttributeNames": ["All"]}),
    S("sqs", "SendMessage", {"QueueUrl": "${queue.QueueUrl}", "MessageBody": "hallo wörld"}),
    S("sqs", "ReceiveMessage", {"QueueUrl": "${queue.QueueUrl}", "MaxNumberOfMessages": 1}),
    S("sqs", "ListQueues", {"QueueNamePrefix": "q"}),
    S("sqs", "PurgeQueue", {"QueueUrl": "${queue.QueueUrl}"}),
    S("sqs", "GetQueueUrl", {"QueueName": "nope"}, error="AWS.SimpleQueueService.NonExistentQueue"),
    S("ssm", "PutParameter", {"Name": "/e2e/secure", "Value": SECRETS["secure parameter"], "Type": "SecureString"}),
    S("ssm", "GetParameter", {"Name": "/e2e/secure", "WithDecryption": True}),
    S("ssm", "GetParametersByPath", {"Path": "/e2e", "Recursive": True}),
    S("ssm", "AddTagsToResource", {"ResourceType": "Parameter", "ResourceId": "/e2e/secure",
                                   "Tags": [{"Key": "k", "Value": "日本"}]}),
    S("ssm", "SendCommand", {"InstanceIds": ["i-11111111"], "DocumentName": "AWS-RunShellScript",
                             "Parameters": {"commands": [SECRETS["command parameter"]]}}),
    S("ssm", "GetParameter", {"Name": "/none"}, error="ParameterNotFound"),
    S("ssm", "PutParameter", {"Name": "/e2e/eu", "Value": "2", "Type": "String"}, region=OTHER_REGION),
    S("secretsmanager", "CreateSecret", {"Name": "s1", "SecretString": SECRETS["secret string"],
                                         "Description": "a secret"}, save="secret"),
    S("secretsmanager", "PutSecretValue", {"SecretId": "s1", "SecretString": SECRETS["secret string 2"]}),
    S("secretsmanager", "GetSecretValue", {"SecretId": "s1"}),
    S("secretsmanager", "DescribeSecret", {"SecretId": "s1"}),
    S("secretsmanager", "DeleteSecret", {"SecretId": "s1", "RecoveryWindowInDays": 7}),
    S("kms", "CreateKey", {"Description": "one", "Tags": [{"TagKey": "k", "TagValue": "v"}]}, save="key"),
    S("kms", "CreateAlias", {"AliasName": "alias/one", "TargetKeyId": "${key.KeyMetadata.KeyId}"}),
    S("kms", "Encrypt", {"KeyId": "${key.KeyMetadata.KeyId}", "Plaintext": SECRETS["kms plaintext"].encode()},
      save="cipher", differs=["CiphertextBlob"]),
    S("kms", "Decrypt", {"CiphertextBlob": "${cipher.CiphertextBlob}"}),
    S("kms", "GenerateDataKey", {"KeyId": "${key.KeyMetadata.KeyId}", "KeySpec": "AES_256"},
      differs=["CiphertextBlob", "Plaintext"]),
    S("kms", "ListKeys"),
    S("kms", "DescribeKey", {"KeyId": "${key.KeyMetadata.KeyId}"}),
    S("kms", "ScheduleKeyDeletion", {"KeyId": "${key.KeyMetadata.KeyId}", "PendingWindowInDays": 7}),
    S("kms", "DescribeKey", {"KeyId": "11111111-2222-3333-4444-555555555555"}, error="NotFoundException"),
    S("logs", "CreateLogGroup", {"logGroupName": "/e2e/group", "tags": {"Stage": "test"}}),
    S("logs", "CreateLogStream", {"logGroupName": "/e2e/group", "logStreamName": "st"}),
    S("logs", "PutRetentionPolicy", {"logGroupName": "/e2e/group", "retentionInDays": 7}),
    S("logs", "DescribeLogGroups", {"logGroupNamePrefix": "/e2e"}),
    S("logs", "DescribeLogStreams", {"logGroupName": "/none"}, error="ResourceNotFoundException"),
    S("events", "PutRule", {"Name": "rule", "ScheduleExpression": "rate(5 minutes)", "State": "ENABLED"}),
    S("events", "PutTargets", {"Rule": "rule", "Targets": [{"Id": "1", "Arn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:q1"}]}),
    S("events", "ListRules"),
    S("events", "DescribeRule", {"Name": "none"}, error="ResourceNotFoundException"),
    S("kinesis", "CreateStream", {"StreamName": "stream", "ShardCount": 1}),
    S("kinesis", "PutRecord", {"StreamName": "stream", "Data": b"bytes", "PartitionKey": "p"}),
    S("kinesis", "DescribeStreamSummary", {"StreamName": "stream"}),
    S("stepfunctions", "CreateStateMachine", {"name": "machine", "roleArn": ROLE_ARN, "definition": json.dumps(
        {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})}, save="machine"),
    S("stepfunctions", "ListStateMachines"),
    S("stepfunctions", "StartExecution", {"stateMachineArn": "${machine.stateMachineArn}", "input": "{}"}),
    S("ecs", "CreateCluster", {"clusterName": "cluster",
                               "settings": [{"name": "containerInsights", "value": "enabled"}]}),
    S("ecs", "RegisterTaskDefinition", {"family": "task", "containerDefinitions": [
        {"name": "c", "image": "busybox", "memory": 64, "essential": True}]}),
    S("ecs", "ListClusters"),
    S("ecr", "CreateRepository", {"repositoryName": "repo", "imageTagMutability": "IMMUTABLE"}),
    S("ecr", "DescribeRepositories", {"repositoryNames": ["none"]}, error="RepositoryNotFoundException"),
    S("cognito-idp", "CreateUserPool", {"PoolName": "pool"}, save="pool"),
    S("cognito-idp", "CreateUserPoolClient", {"UserPoolId": "${pool.UserPool.Id}", "ClientName": "app",
                                              "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH"]}, save="poolclient"),
    S("cognito-idp", "AdminCreateUser", {"UserPoolId": "${pool.UserPool.Id}", "Username": "ulla",
                                         "TemporaryPassword": SECRETS["cognito password"]}),
    S("cognito-idp", "ListUserPools", {"MaxResults": 10}),
    S("cognito-idp", "SignUp", {"ClientId": "${poolclient.UserPoolClient.ClientId}", "Username": "rolf",
                                "Password": SECRETS["cognito password"]}, as_="",
      override=UNSIGNED_IDENTITY),
    S("cognito-identity", "CreateIdentityPool", {"IdentityPoolName": "ipool", "AllowUnauthenticatedIdentities": True},
      save="ipool"),
    S("cognito-identity", "GetId", {"IdentityPoolId": "${ipool.IdentityPoolId}"}, as_="",
      override=UNSIGNED_IDENTITY),
    S("acm", "RequestCertificate", {"DomainName": "example.com", "ValidationMethod": "DNS"}, save="cert"),
    S("acm", "ListCertificates"),
    S("athena", "CreateWorkGroup", {"Name": "wg", "Description": "w"}),
    S("athena", "ListWorkGroups"),
    S("codecommit", "CreateRepository", {"repositoryName": "code"}),
    S("codebuild", "ListProjects"),
    S("config", "PutConfigurationRecorder", {"ConfigurationRecorder": {"name": "rec", "roleARN": ROLE_ARN}}),
    S("config", "DescribeConfigurationRecorders"),
    S("firehose", "CreateDeliveryStream", {"DeliveryStreamName": "fh", "S3DestinationConfiguration": {
        "RoleARN": ROLE_ARN, "BucketARN": "arn:aws:s3:::e2e-box"}}),
    S("firehose", "ListDeliveryStreams"),
    S("glue", "CreateDatabase", {"DatabaseInput": {"Name": "db", "Parameters": {"Owner": "me"}}}),
    S("glue", "GetDatabase", {"Name": "db"}),
    S("glue", "GetDatabase", {"Name": "none"}, error="EntityNotFoundException"),
    S("organizations", "CreateOrganization", {"FeatureSet": "ALL"}),
    S("organizations", "DescribeOrganization"),
    S("route53resolver", "ListResolverEndpoints"),
    S("servicediscovery", "CreateHttpNamespace", {"Name": "ns"}),
    S("support", "DescribeTrustedAdvisorChecks", {"language": "en"}),
    S("resourcegroupstaggingapi", "GetResources", {"ResourceTypeFilters": ["sqs"]}),
    S("swf", "RegisterDomain", {"name": "swf-domain", "workflowExecutionRetentionPeriodInDays": "2"}),
    S("wafv2", "CreateIPSet", {"Name": "ips", "Scope": "REGIONAL", "IPAddressVersion": "IPV4",
                               "Addresses": ["192.0.2.0/24"]}),
    S("transfer", "CreateServer", {"Protocols": ["SFTP"]}),
    S("sagemaker", "ListNotebookInstances"),
    S("application-autoscaling", "DescribeScalableTargets", {"ServiceNamespace": "ecs"}),
    S("directconnect", "DescribeConnections"),
    S("emr", "ListClusters"),
    S("textract", "GetDocumentTextDetection", {"JobId": "unknown"}, error="InvalidJobIdException"),
    S("ce", "CreateCostCategoryDefinition", {"Name": "cc", "RuleVersion": "CostCategoryExpression.v1", "Rules": [
        {"Value": "v", "Rule": {"Dimensions": {"Key": "REGION", "Values": ["us-east-1"]}}}]}),
    S("cloudwatch", "PutMetricAlarm", {"AlarmName": "alarm-json", "MetricName": "m", "Namespace": "n",
                                       "Statistic": "Sum", "Period": 60, "EvaluationPeriods": 1, "Threshold": 1.0,
                                       "ComparisonOperator": "GreaterThanThreshold"}),
    S("cloudwatch", "DescribeAlarms", {"AlarmNames": ["alarm-json"]}),
]

CBOR = [
    S("cloudwatch", "PutMetricAlarm", {"AlarmName": "alarm-cbor", "MetricName": "m", "Namespace": "n",
                                       "Statistic": "Sum", "Period": 60, "EvaluationPeriods": 2, "Threshold": 2.5,
                                       "ComparisonOperator": "LessThanThreshold"}, options="cbor"),
    S("cloudwatch", "PutMetricData", {"Namespace": "n", "MetricData": [
        {"MetricName": "m", "Value": 3.5, "Unit": "Count", "Timestamp": datetime.datetime(2026, 1, 2, 3, 4, 5)}]},
      options="cbor"),
    S("cloudwatch", "ListMetrics", {"Namespace": "n"}, options="cbor"),
    S("cloudwatch", "DescribeAlarms", {"AlarmNamePrefix": "alarm-cbor"}, options="cbor"),
    S("cloudwatch", "TagResource", {"ResourceARN": f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:alarm-cbor",
                                    "Tags": [{"Key": "k", "Value": "ä"}]}, options="cbor"),
    S("cloudwatch", "DeleteAlarms", {"AlarmNames": ["alarm-cbor"]}, options="cbor"),
    S("cloudwatch", "GetDashboard", {"DashboardName": "none"}, options="cbor", error="ResourceNotFound"),
]

QUERY = [
    S("sns", "CreateTopic", {"Name": "topic", "Attributes": {"DisplayName": "Thema"}}, save="topic"),
    S("sns", "Subscribe", {"TopicArn": "${topic.TopicArn}", "Protocol": "sqs",
                           "Endpoint": f"arn:aws:sqs:us-east-1:{ACCOUNT}:q1"}),
    S("sns", "Publish", {"TopicArn": "${topic.TopicArn}", "Message": "news"}),
    S("sns", "ListTopics"),
    S("sns", "GetTopicAttributes", {"TopicArn": f"arn:aws:sns:us-east-1:{ACCOUNT}:none"}, error="NotFound"),
    S("cloudformation", "CreateStack", {"StackName": "stack", "TemplateBody": json.dumps(
        {"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "from-stack"}}}}),
        "Tags": [{"Key": "k", "Value": "v"}]}),
    S("cloudformation", "DescribeStacks", {"StackName": "stack"}),
    S("cloudformation", "ListStacks", {"StackStatusFilter": ["CREATE_COMPLETE"]}),
    S("cloudformation", "DescribeStacks", {"StackName": "none"}, error="ValidationError"),
    S("rds", "CreateDBInstance", {"DBInstanceIdentifier": "db1", "DBInstanceClass": "db.t3.micro", "Engine": "mysql",
                                  "MasterUsername": "admin", "MasterUserPassword": SECRETS["database password"],
                                  "AllocatedStorage": 20, "Tags": [{"Key": "k", "Value": "v"}]}),
    S("rds", "DescribeDBInstances", {"DBInstanceIdentifier": "db1"}),
    S("rds", "CreateDBSnapshot", {"DBInstanceIdentifier": "db1", "DBSnapshotIdentifier": "snap1"}),
    S("rds", "DeleteDBInstance", {"DBInstanceIdentifier": "none", "SkipFinalSnapshot": True},
      error="DBInstanceNotFound"),
    S("elbv2", "CreateTargetGroup", {"Name": "tg", "Protocol": "HTTP", "Port": 80, "VpcId": "${vpc.Vpc.VpcId}"}),
    S("elbv2", "DescribeLoadBalancers"),
    S("elb", "CreateLoadBalancer", {"LoadBalancerName": "classic", "AvailabilityZones": ["us-east-1a"], "Listeners": [
        {"Protocol": "http", "LoadBalancerPort": 80, "InstancePort": 8080}]}),
    S("elb", "DescribeLoadBalancers", {"LoadBalancerNames": ["classic"]}),
    S("autoscaling", "CreateLaunchConfiguration", {"LaunchConfigurationName": "lc", "ImageId": IMAGE,
                                                   "InstanceType": "t3.micro"}),
    S("autoscaling", "DescribeAutoScalingGroups", {"MaxRecords": 10}),
    S("elasticache", "DescribeCacheClusters"),
    S("elasticbeanstalk", "CreateApplication", {"ApplicationName": "bean"}),
    S("redshift", "CreateCluster", {"ClusterIdentifier": "rs", "NodeType": "dc2.large", "MasterUsername": "admin",
                                    "MasterUserPassword": SECRETS["redshift password"], "ClusterType": "single-node"}),
    S("redshift", "DescribeClusters", {"ClusterIdentifier": "none"}, error="ClusterNotFound"),
    S("ses", "VerifyEmailIdentity", {"EmailAddress": "dana@example.com"}),
    S("ses", "ListIdentities", {"IdentityType": "EmailAddress"}),
]

REST_JSON = [
    S("lambda", "CreateFunction", {"FunctionName": "fn", "Runtime": "python3.12", "Role": ROLE_ARN,
                                   "Handler": "app.handler", "Code": {"ZipFile": ZIP}, "Timeout": 5,
                                   "Environment": {"Variables": {"TOKEN": SECRETS["lambda variable"]}}}),
    S("lambda", "GetFunctionConfiguration", {"FunctionName": "fn"}),
    S("lambda", "GetFunction", {"FunctionName": "fn"}),
    S("lambda", "ListFunctions"),
    S("lambda", "AddPermission", {"FunctionName": "fn", "StatementId": "s", "Action": "lambda:InvokeFunction",
                                  "Principal": "s3.amazonaws.com"}),
    S("lambda", "UpdateFunctionConfiguration", {"FunctionName": "fn", "Timeout": 9}),
    S("lambda", "PublishVersion", {"FunctionName": "fn"}),
    S("lambda", "CreateAlias", {"FunctionName": "fn", "Name": "live", "FunctionVersion": "1"}),
    S("lambda", "GetFunction", {"FunctionName": "none"}, error="ResourceNotFoundException"),
    S("lambda", "DeleteFunction", {"FunctionName": "fn"}),
    S("apigateway", "CreateRestApi", {"name": "api", "description": "d"}, save="api"),
    S("apigateway", "GetRestApi", {"restApiId": "${api.id}"}),
    S("apigateway", "CreateResource", {"restApiId": "${api.id}", "parentId": "${api.rootResourceId}", "pathPart": "p"}),
    S("apigatewayv2", "CreateApi", {"Name": "http-api", "ProtocolType": "HTTP"}, save="api2"),
    S("apigatewayv2", "GetApi", {"ApiId": "${api2.ApiId}"}),
    S("eks", "CreateCluster", {"name": "eks1", "roleArn": ROLE_ARN, "resourcesVpcConfig": {
        "subnetIds": ["${subnet.Subnet.SubnetId}"]}}),
    S("eks", "ListClusters"),
    S("eks", "DescribeCluster", {"name": "none"}, error="ResourceNotFoundException"),
    S("efs", "CreateFileSystem", {"CreationToken": "efs-token", "Encrypted": True}, save="efs"),
    S("efs", "DescribeFileSystems", {"FileSystemId": "${efs.FileSystemId}"}),
    S("batch", "DescribeJobQueues"),
    S("appsync", "CreateGraphqlApi", {"name": "graph", "authenticationType": "API_KEY"}, save="graph"),
    S("appsync", "GetGraphqlApi", {"apiId": "none"}, error="NotFoundException"),
    S("guardduty", "CreateDetector", {"Enable": True}, save="detector"),
    S("guardduty", "ListDetectors"),
    S("backup", "CreateBackupVault", {"BackupVaultName": "vault"}),
    S("mq", "ListBrokers"),
    S("kafka", "ListClusters"),
    S("iot", "CreateThing", {"thingName": "thing", "attributePayload": {"attributes": {"a": "b"}}}),
    S("iot", "DescribeThing", {"thingName": "thing"}),
    S("scheduler", "CreateScheduleGroup", {"Name": "sched"}),
    S("scheduler", "GetScheduleGroup", {"Name": "none"}, error="ResourceNotFoundException"),
    S("opensearch", "CreateDomain", {"DomainName": "search"}),
    S("opensearch", "ListDomainNames"),
    S("sesv2", "CreateEmailIdentity", {"EmailIdentity": "v2@example.com"}),
    S("pinpoint", "CreateApp", {"CreateApplicationRequest": {"Name": "pin"}}),
    S("ram", "GetResourceShares", {"resourceOwner": "SELF"}),
    S("databrew", "ListRecipes"),
    S("signer", "ListSigningPlatforms"),
    S("securityhub", "EnableSecurityHub", {"EnableDefaultStandards": False}),
    S("securityhub", "DescribeHub"),
    S("synthetics", "DescribeCanaries"),
    S("resource-groups", "CreateGroup", {"Name": "rg", "ResourceQuery": {
        "Type": "TAG_FILTERS_1_0", "Query": json.dumps(
            {"ResourceTypeFilters": ["AWS::AllSupported"], "TagFilters": [{"Key": "k", "Values": ["v"]}]})}}),
]

REST_XML = [
    S("route53", "CreateHostedZone", {"Name": "example.org.", "CallerReference": "ref-1"}, save="zone"),
    S("route53", "ChangeResourceRecordSets", {"HostedZoneId": "${zone.HostedZone.Id}", "ChangeBatch": {"Changes": [
        {"Action": "CREATE", "ResourceRecordSet": {"Name": "a.example.org.", "Type": "A", "TTL": 300,
                                                   "ResourceRecords": [{"Value": "192.0.2.1"}]}}]}}),
    S("route53", "ListHostedZones", region=OTHER_REGION),
    S("route53", "GetHostedZone", {"Id": "Z000000NOPE"}, error="NoSuchHostedZone"),
    S("cloudfront", "ListDistributions"),
    S("cloudfront", "CreateOriginAccessControl", {"OriginAccessControlConfig": {
        "Name": "oac", "SigningProtocol": "sigv4", "SigningBehavior": "always",
        "OriginAccessControlOriginType": "s3"}}),
    S("cloudfront", "GetDistribution", {"Id": "NOPE"}, error="NoSuchDistribution"),
]


# --- by hand ------------------------------------------------------------------------------------------------------


def presigned(method: str, operation: str, params: dict, body: bytes = b""):
    """A presigned URL, used as a browser would: no Authorization header."""
    def run(run_) -> Call:
        client = run_.client("s3", options="presign")
        url = client.generate_presigned_url(operation, Params=params, ExpiresIn=300,
                                            HttpMethod=method)
        # What the hooks saw while signing was no call.
        run_._observed.clear()
        parts = urllib.parse.urlsplit(url)
        agent = f"browser/1.0 md/{run_._marker}"
        headers = {"Host": parts.netloc, "User-Agent": agent}
        started = now()
        connection = http.client.HTTPConnection("127.0.0.1", run_.port, timeout=60)
        connection.request(method, f"{parts.path}?{parts.query}", body=body or None, headers=headers)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        assert answer.status == 200, data
        run_.secrets[f"signature of {operation}"] = dict(urllib.parse.parse_qsl(parts.query))["X-Amz-Signature"]
        model = client.meta.service_model
        name = {"get_object": "GetObject", "put_object": "PutObject"}[operation]
        return Call(
            "s3", name, model, params, method=method, url=url,
            request_headers={key.lower(): value for key, value in headers.items()}, request_body=body,
            status=answer.status, response_headers=dict(answer.getheaders()), response_body=data, output={},
            request_id=header_request_id(answer), access_key=run_.credentials["default"].access_key,
            marker=run_._marker, user_agent=agent, started=started, ended=now(),
            identity=run_.identities.get(run_.credentials["default"].access_key),
        )
    return run


def header_request_id(answer) -> str | None:
    return answer.getheader("x-amzn-requestid") or answer.getheader("x-amz-request-id")


def signed_raw(service: str, operation: str, region: str, body: bytes, headers: dict, params: dict, path: str = "/"):
    """A request signed by hand: forms that botocore does not send."""
    def run(run_) -> Call:
        model = run_._model(service)
        credential = run_.credentials["default"]
        host = f"{model.metadata['endpointPrefix']}.{region}.amazonaws.com"
        agent = f"by-hand/1.0 md/{run_._marker}"
        url = f"http://{host}{path}"
        request = botocore.awsrequest.AWSRequest("POST", url, headers={**headers, "Host": host}, data=body)
        signer = botocore.auth.SigV4Auth(
            botocore.credentials.Credentials(credential.access_key, credential.secret_key),
            model.metadata.get("signingName") or model.metadata["endpointPrefix"], region,
        )
        signer.add_auth(request)
        started = now()
        connection = http.client.HTTPConnection("127.0.0.1", run_.port, timeout=60)
        connection.request("POST", path, body=body, headers={**dict(request.headers.items()), "User-Agent": agent})
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        assert answer.status == 200, data
        return Call(
            service, operation, model, params, url=f"http://{host}{path}",
            request_headers={key.lower(): value for key, value in request.headers.items()}, request_body=body,
            status=200, response_headers=dict(answer.getheaders()), response_body=data, output=None,
            request_id=header_request_id(answer), access_key=credential.access_key, region=region,
            identity=run_.identities.get(credential.access_key), marker=run_._marker, user_agent=agent,
            started=started, ended=now(),
        )
    return run


BY_HAND = [
    RawStep("presigned PUT", presigned("PUT", "put_object", {"Bucket": "e2e-box", "Key": "pre.txt"}, b"presigned")),
    RawStep("presigned GET", presigned("GET", "get_object", {"Bucket": "e2e-box", "Key": "pre.txt"})),
    # An old client speaks query to SQS.
    RawStep("sqs.CreateQueue by query", signed_raw(
        "sqs", "CreateQueue", REGION,
        b"Action=CreateQueue&Version=2012-11-05&QueueName=old-client&Attribute.1.Name=DelaySeconds&Attribute.1.Value=5",
        {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"},
        {"QueueName": "old-client", "Attributes": {"DelaySeconds": "5"}})),
    # A form that spells nothing but what must be there.
    RawStep("sts.GetCallerIdentity by query", signed_raw(
        "sts", "GetCallerIdentity", THIRD_REGION, b"Action=GetCallerIdentity&Version=2011-06-15",
        {"Content-Type": "application/x-www-form-urlencoded"}, {})),
]

NO_ANSWER = {"responseElements": "the CLI shows no raw answer"}

CLI = [
    C(["sts", "get-caller-identity"], "sts", "GetCallerIdentity", {}),
    C(["iam", "create-user", "--user-name", "cli-user"], "iam", "CreateUser", {"UserName": "cli-user"},
      exempt=NO_ANSWER),
    C(["iam", "list-groups"], "iam", "ListGroups", {}),
    C(["iam", "get-role", "--role-name", "none"], "iam", "GetRole", {"RoleName": "none"}, error="NoSuchEntity"),
    C(["ec2", "describe-key-pairs", "--key-names", "e2e-pair"], "ec2", "DescribeKeyPairs", {"KeyNames": ["e2e-pair"]}),
    C(["ec2", "describe-volumes"], "ec2", "DescribeVolumes", {"MaxResults": 1000}),
    C(["ssm", "put-parameter", "--name", "/cli", "--value", "v", "--type", "String"], "ssm", "PutParameter",
      {"Name": "/cli", "Value": "v", "Type": "String"}, exempt=NO_ANSWER),
    C(["sqs", "create-queue", "--queue-name", "cli-queue"], "sqs", "CreateQueue", {"QueueName": "cli-queue"},
      exempt=NO_ANSWER),
    C(["sns", "create-topic", "--name", "cli-topic"], "sns", "CreateTopic", {"Name": "cli-topic"}, exempt=NO_ANSWER),
    C(["logs", "create-log-group", "--log-group-name", "cli-group"], "logs", "CreateLogGroup",
      {"logGroupName": "cli-group"}),
    C(["dynamodb", "list-tables"], "dynamodb", "ListTables", {}),
    C(["lambda", "list-functions"], "lambda", "ListFunctions", {}),
    C(["s3api", "create-bucket", "--bucket", "cli-box"], "s3", "CreateBucket", {"Bucket": "cli-box"},
      override={"requestParameters": Subset(bucketName="cli-box", Host=Pattern(r"127\.0\.0\.1:\d+"))}),
    C(["s3api", "get-bucket-location", "--bucket", "cli-none"], "s3", "GetBucketLocation", {"Bucket": "cli-none"},
      error="NoSuchBucket",
      override={"requestParameters": Subset(bucketName="cli-none", location="", Host=Pattern(r"127\.0\.0\.1:\d+"))}),
    C(["route53", "list-hosted-zones", "--max-items", "1"], "route53", "ListHostedZones", {}),
    C(["kms", "list-aliases"], "kms", "ListAliases", {}),
    C(["secretsmanager", "list-secrets"], "secretsmanager", "ListSecrets", {}),
]

STEPS = IAM + STS + S3 + EC2 + JSON_SERVICES + CBOR + QUERY + REST_JSON + REST_XML + BY_HAND + CLI
