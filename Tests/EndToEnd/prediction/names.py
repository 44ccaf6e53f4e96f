"""eventSource, eventName and awsRegion (mapping rules, sections 1 and 2)."""

from __future__ import annotations

import re

from .call import Call

EVENT_SOURCE_EXCEPTIONS = {
    "mq": "amazonmq",
    "identitystore": "sso-directory",
    "marketplace-agreement": "agreement-marketplace",
    "servicecatalog-appregistry": "servicecatalog-appregistry",
    "rds-data": "rdsdata",
}


def event_source(call: Call) -> str:
    label = EVENT_SOURCE_EXCEPTIONS.get(call.service)
    if label is None:
        label = call.model.metadata.get("signingName") or call.model.metadata["endpointPrefix"]
    return label + ".amazonaws.com"


LAMBDA_V2 = {
    "AddPermission",
    "RemovePermission",
    "GetFunction",
    "GetFunctionConfiguration",
    "UpdateFunctionCode",
    "UpdateFunctionConfiguration",
    "GetPolicy",
    "TagResource",
}
LAMBDA_PLAIN = {
    "Invoke",
    "GetFunctionCodeSigningConfig",
    "CreateFunctionUrlConfig",
    "GetFunctionUrlConfig",
    "DeleteFunctionUrlConfig",
    "UpdateFunctionUrlConfig",
}
S3_EVENT_NAMES = {
    "GetPublicAccessBlock": "GetBucketPublicAccessBlock",
    "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
    "DeletePublicAccessBlock": "DeleteBucketPublicAccessBlock",
    "GetObjectLockConfiguration": "GetBucketObjectLockConfiguration",
    "PutObjectLockConfiguration": "PutBucketObjectLockConfiguration",
    "GetBucketAccelerateConfiguration": "GetAccelerateConfiguration",
    "PutBucketAccelerateConfiguration": "PutAccelerateConfiguration",
    "GetBucketLifecycleConfiguration": "GetBucketLifecycle",
    "PutBucketLifecycleConfiguration": "PutBucketLifecycle",
    "GetBucketNotificationConfiguration": "GetBucketNotification",
    "PutBucketNotificationConfiguration": "PutBucketNotification",
    "ListObjectsV2": "ListObjects",
}
S3CONTROL_EVENT_NAMES = {
    "GetPublicAccessBlock": "GetAccountPublicAccessBlock",
    "PutPublicAccessBlock": "PutAccountPublicAccessBlock",
    "DeletePublicAccessBlock": "DeleteAccountPublicAccessBlock",
}


def event_name(call: Call) -> str:
    if call.service == "lambda":
        return lambda_event_name(call)
    if call.service == "s3":
        return S3_EVENT_NAMES.get(call.operation, call.operation)
    if call.service == "s3control":
        return S3CONTROL_EVENT_NAMES.get(call.operation, call.operation)
    return call.operation


def lambda_event_name(call: Call) -> str:
    if call.operation in LAMBDA_PLAIN:
        return call.operation
    date = re.match(r"/(\d{4})-(\d\d)-(\d\d)/", call.operation_model.http["requestUri"])
    if date is None or date.group(1) >= "2019":
        return call.operation
    suffix = "".join(date.groups()) + ("v2" if call.operation in LAMBDA_V2 else "")
    return call.operation + suffix


GLOBAL_SERVICES = {"iam", "cloudfront", "route53", "organizations", "support", "waf"}


def aws_region(call: Call) -> str:
    return "us-east-1" if call.service in GLOBAL_SERVICES else call.region
