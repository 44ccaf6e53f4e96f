"""Read or write, management or data (mapping rules, section 8)."""

from __future__ import annotations

from .call import Call

READ_PREFIXES = (
    "Get", "List", "Describe", "Head", "BatchGet", "Search", "Lookup", "Query", "Scan", "Select", "Check", "Estimate",
    "Preview", "Test", "Validate", "Verify", "Simulate", "Download", "View", "Detect", "Discover", "Decode", "Count",
    "Filter", "Poll",
)
KMS_CRYPTO = {
    "Encrypt", "Decrypt", "ReEncrypt", "GenerateDataKey", "GenerateDataKeyPair", "GenerateDataKeyWithoutPlaintext",
    "GenerateDataKeyPairWithoutPlaintext", "GenerateRandom", "GenerateMac", "VerifyMac", "Sign", "Verify",
    "DeriveSharedSecret",
}
ASSUME_ROLE = {"AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"}
READ_ONLY_TABLE = {
    **{("kms", name): True for name in KMS_CRYPTO},
    **{("sts", name): True for name in ASSUME_ROLE},
    ("sts", "GetFederationToken"): False,
    ("sts", "GetSessionToken"): False,
    ("ses", "VerifyEmailIdentity"): False,
    ("ses", "VerifyDomainIdentity"): False,
    ("ses", "SendEmail"): True,
    ("lambda", "Invoke"): False,
    ("bedrock-runtime", "InvokeModel"): True,
    ("bedrock-runtime", "InvokeModelWithResponseStream"): True,
    ("bedrock-runtime", "Converse"): True,
}


def read_only(call: Call) -> bool:
    known = READ_ONLY_TABLE.get((call.service, call.operation))
    return call.operation.startswith(READ_PREFIXES) if known is None else known


DATA_OPERATIONS = {
    "s3": set(
        "GetObject HeadObject GetObjectAcl GetObjectTagging GetObjectAttributes GetObjectTorrent GetObjectRetention "
        "GetObjectLegalHold SelectObjectContent ListObjects ListObjectsV2 ListObjectVersions ListParts "
        "ListMultipartUploads HeadBucket PutObject CopyObject DeleteObject DeleteObjects PutObjectAcl PutObjectTagging "
        "DeleteObjectTagging PutObjectRetention PutObjectLegalHold RestoreObject CreateMultipartUpload UploadPart "
        "UploadPartCopy CompleteMultipartUpload AbortMultipartUpload RenameObject".split()
    ),
    "lambda": {"Invoke", "InvokeAsync", "InvokeWithResponseStream"},
    "dynamodb": set(
        "GetItem BatchGetItem Query Scan TransactGetItems ExecuteStatement PutItem UpdateItem DeleteItem "
        "BatchWriteItem TransactWriteItems BatchExecuteStatement ExecuteTransaction".split()
    ),
    "dynamodbstreams": {"GetRecords", "GetShardIterator"},
    "sqs": set(
        "SendMessage SendMessageBatch ReceiveMessage DeleteMessage DeleteMessageBatch ChangeMessageVisibility "
        "ChangeMessageVisibilityBatch".split()
    ),
    "sns": {"Publish", "PublishBatch"},
    "kinesis": {"PutRecord", "PutRecords", "GetRecords", "GetShardIterator", "SubscribeToShard"},
    "firehose": {"PutRecord", "PutRecordBatch"},
    "ebs": {
        "PutSnapshotBlock", "GetSnapshotBlock", "ListChangedBlocks", "ListSnapshotBlocks", "StartSnapshot",
        "CompleteSnapshot",
    },
    "cognito-identity": {"GetId", "GetCredentialsForIdentity", "GetOpenIdToken"},
    "cloudwatch": {"GetMetricData", "GetMetricStatistics", "PutMetricData"},
    "ses": {"SendEmail"},
    "cloudtrail-data": {"PutAuditEvents"},
}
# The two documents disagree about these: either answer is taken, everything else is checked.
CATEGORY_OPEN = {("stepfunctions", "StartExecution"), ("sesv2", "SendEmail"), ("ses", "SendRawEmail")}


def is_data_event(call: Call) -> bool:
    return call.operation in DATA_OPERATIONS.get(call.service, ())
