"""errorCode, resources and the other small fields (mapping rules, section 9)."""

from __future__ import annotations

import json
import urllib.parse
from typing import Any

from matching import ABSENT, WHATEVER, AnyOf, Anything, Pattern, Subset

from .call import Call
from .kinds import is_data_event
from .s3 import s3_bucket_and_key


def error_code(call: Call) -> Any:
    if call.error is None:
        return ABSENT
    code = call.error[0]
    if call.service == "ec2":
        prefix = "Server." if call.status >= 500 else "Client."
        return code if code.startswith(("Client.", "Server.")) else prefix + code
    if call.service == "s3" and call.method == "HEAD":
        # A HEAD answer has no body: the client makes up a code from the status.
        return Anything("no code on the wire")
    code_in_header = any(name.lower() == "x-amzn-query-error" for name in call.response_headers)
    if code_in_header and (call.response_body or b"").startswith(b"{"):
        # The code of the old protocol travels in a header; "json services use the exception's name" is in the body.
        return AnyOf(code, json.loads(call.response_body).get("__type", "").rpartition("#")[2])
    shapes = {
        shape.metadata.get("error", {}).get("code", shape.name): shape.name
        for shape in call.operation_model.error_shapes
    }
    modelled = shapes.get(code)
    if modelled is None or modelled == code:
        # json services put the shape's name on the wire; older ones send a code of their own in a header.
        names = [shape.name for shape in call.operation_model.error_shapes]
        by_name = [name for name in names if name == code.rpartition(".")[2]]
        return AnyOf(code, *by_name) if by_name else code
    if call.service in ("iam", "rds", "neptune", "docdb"):
        return modelled
    return AnyOf(code, modelled)


def error_message(call: Call) -> Any:
    if call.error is None or not call.error[1]:
        return ABSENT
    if call.service == "s3" and call.method == "HEAD":
        return WHATEVER
    return AnyOf(call.error[1], truncate(call.error[1]))


def truncate(text: str, limit: int = 1024) -> str:
    return text.encode()[:limit].decode(errors="ignore")


NO_RESOURCES = {"ec2", "iam", "cloudtrail"}


def resources(call: Call) -> Any:
    if call.service in NO_RESOURCES:
        return ABSENT
    if call.service == "lambda" and not is_data_event(call):
        return ABSENT
    if call.service == "s3":
        return s3_resources(call)
    if (call.service, call.operation) == ("sts", "AssumeRole") and call.error is None:
        return [Subset(type="AWS::IAM::Role", ARN=call.params["RoleArn"])]
    if call.service == "dynamodb" and "TableName" in call.params and call.error is None:
        table = Pattern(rf"arn:aws:dynamodb:.*:table/{call.params['TableName']}")
        return ListWith(Subset(type="AWS::DynamoDB::Table", ARN=table))
    if call.service == "kms" and str(call.params.get("KeyId", "")).count("-") >= 4 and call.error is None:
        key = call.params["KeyId"].rpartition("/")[2]
        return ListWith(Subset(type="AWS::KMS::Key", ARN=Pattern(rf"arn:aws:kms:.*:key/{key}")))
    return WHATEVER


class ListWith(Anything):
    """A list with at least one element that is as expected."""

    def __init__(self, expected: Any) -> None:
        super().__init__()
        self.expected = expected

    def differences(self, actual: Any, path: str) -> list[str]:
        if not isinstance(actual, list) or not actual:
            return [f"{path}: expected a list with {self.expected!r}"]
        tries = [self.expected.differences(each, f"{path}[{index}]") for index, each in enumerate(actual)]
        return [] if any(not each for each in tries) else min(tries, key=len)

    def __repr__(self) -> str:
        return f"<list with {self.expected!r}>"


def s3_resources(call: Call) -> Any:
    bucket, key = s3_bucket_and_key(call)
    if call.operation in ("ListBuckets", "CreateBucket"):
        return ABSENT
    if call.error is not None or bucket is None:
        return WHATEVER
    if not is_data_event(call):
        return [Subset(type="AWS::S3::Bucket", ARN=f"arn:aws:s3:::{bucket}")]
    whole = Subset(type="AWS::S3::Bucket", ARN=f"arn:aws:s3:::{bucket}")
    if call.operation in ("HeadBucket", "DeleteObjects", "ListMultipartUploads"):
        return ListWith(whole)
    if call.operation.startswith("ListObject"):
        prefix = call.params.get("Prefix", "")
        return [Subset(type="AWS::S3::Object", ARNPrefix=f"arn:aws:s3:::{bucket}/{prefix}"), whole]
    return [Subset(type="AWS::S3::Object", ARN=f"arn:aws:s3:::{bucket}/{key}"), whole]


API_VERSIONS = {
    "cloudfront": "2020_05_31",
    "route53": "2013-04-01",
    "dynamodb": "2012-08-10",
    "logs": "20140328",
    "elb": "2012-06-01",
    "elbv2": "2015-12-01",
}
NO_API_VERSION = {"iam", "ec2", "s3", "sts", "lambda", "kms", "cloudtrail"}


def api_version(call: Call) -> Any:
    if call.service in API_VERSIONS:
        return API_VERSIONS[call.service]
    return ABSENT if call.service in NO_API_VERSION else WHATEVER


def additional_event_data(call: Call) -> Any:
    if call.service != "s3" or call.error is not None:
        return WHATEVER
    query = urllib.parse.urlsplit(call.url).query
    presigned = "X-Amz-Signature" in query
    members: dict = {"SignatureVersion": "SigV4", "AuthenticationMethod": "QueryString" if presigned else "AuthHeader"}
    if call.access_key is None:
        members = {}
    if call.response_body is not None and call.method != "HEAD" and call.operation != "PutObject":
        sent = len(call.response_body)
        members["bytesTransferredOut"] = AnyOf(sent, float(sent))
    return Subset(**members)
