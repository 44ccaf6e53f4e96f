"""responseElements of any service (mapping rules, section 7)."""

from __future__ import annotations

from typing import Any

from matching import EMPTY, WHATEVER, AnyOf, Anything, Loose, Subset, optional

from .call import Call
from .ec2 import ec2_response_elements
from .kinds import ASSUME_ROLE, KMS_CRYPTO, is_data_event, read_only
from .members import render_structure
from .redaction import RESPONSE_REDACTIONS
from .s3 import s3_response_elements

REST_JSON_ERROR_ELEMENTS = {"appsync", "eks", "guardduty", "securityhub"}
FLATTENED = {"rds", "neptune", "docdb"}


def response_elements(call: Call) -> Any:
    if call.error is not None:
        if call.service in REST_JSON_ERROR_ELEMENTS:
            return AnyOf(None, Subset(message=call.error[1]))
        return None
    if read_only(call) and not (call.service == "sts" and call.operation in ASSUME_ROLE):
        return None
    if call.service == "s3":
        return s3_response_elements(call)
    if call.service == "ec2":
        return ec2_response_elements(call)
    if call.service == "kms" and call.operation in KMS_CRYPTO:
        return None
    if (call.service, call.operation) == ("lambda", "Invoke"):
        return None
    shape = call.operation_model.output_shape
    if shape is None or not shape.members:
        return None
    if call.output is None:
        return Anything("the answer was not parsed")
    expected = general_response_elements(call, shape)
    if call.service == "dynamodb" or is_data_event(call):
        # "DynamoDB ... null" is written for item calls; a table description is shown by real records.
        return AnyOf(None, expected)
    return expected


def general_response_elements(call: Call, shape: Any) -> Any:
    # The status of an answer is no part of what it says: real records of DeleteFunction have null here.
    output = {
        name: value
        for name, value in call.output.items()
        if name in shape.members and shape.members[name].serialization.get("location") != "statusCode"
    }
    streaming = shape.serialization.get("payload")
    if streaming and shape.members[streaming].type_name in ("blob", "string"):
        output.pop(streaming, None)
    members = list(shape.members.items())
    if call.service in FLATTENED and len(members) == 1 and members[0][1].type_name == "structure":
        name, inner = members[0]
        output, shape = output.get(name) or {}, inner
    rendered = render_structure(call, output, shape, RESPONSE_REDACTIONS)
    if isinstance(rendered, AnyOf):
        rendered = rendered.alternatives[0]
    rendered = respell(call, rendered)
    if not rendered or all(getattr(each, "may_be_absent", False) for each in rendered.values()):
        return AnyOf(None, Loose(rendered))
    return Loose(rendered)


def respell(call: Call, rendered: dict) -> dict:
    """Keys that real records spell in more than one way (§3)."""
    if call.service == "secretsmanager" and "aRN" in rendered:
        arn = rendered.pop("aRN")
        rendered = {name: optional(value) for name, value in rendered.items()}
        # One of the two spellings; which one differs by operation.
        rendered["aRN"], rendered["arn"] = optional(arn), optional(arn)
    if call.service == "kms" and isinstance(rendered.get("keyMetadata"), dict):
        rendered["keyMetadata"]["AWSAccountId"] = WHATEVER
        rendered["keyMetadata"]["aWSAccountId"] = WHATEVER
    if call.service == "lambda":
        rendered.setdefault("environment", EMPTY)
    return rendered
