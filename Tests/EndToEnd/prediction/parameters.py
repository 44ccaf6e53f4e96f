"""requestParameters of any service."""

from __future__ import annotations

import re
from typing import Any

from matching import ABSENT, WHATEVER, AnyOf, Anything

from .call import Call
from .ec2 import ec2_request_parameters
from .members import is_nothing, lcfirst, render_structure
from .redaction import REQUEST_REDACTIONS
from .s3 import s3_request_parameters


def request_parameters(call: Call) -> Any:
    if call.service == "ec2":
        expected = ec2_request_parameters(call)
    elif call.service == "s3":
        expected = s3_request_parameters(call)
    elif call.service == "s3control":
        return Anything("header and body style; see the S3 rules")
    else:
        shape = call.operation_model.input_shape
        expected = render_structure(call, call.params, shape, REQUEST_REDACTIONS) if shape is not None else {}
    if call.service == "apigateway":
        expected = apigateway_forms(call, expected)
    if call.service == "lambda" and isinstance(expected, dict):
        expected.setdefault("environment", AnyOf(ABSENT, {}))
        expected.setdefault("fullyQualifiedArn", WHATEVER)
    if (call.service, call.operation) == ("ssm", "SendCommand") and isinstance(expected, dict):
        expected.setdefault("interactive", AnyOf(ABSENT, False))
    if call.service == "cloudwatch" and call.operation == "DescribeAlarms" and isinstance(expected, dict):
        expected.setdefault("excludeManagedAlarms", WHATEVER)
    if is_nothing(expected):
        return None
    if isinstance(expected, AnyOf) or all(getattr(each, "may_be_absent", False) for each in expected.values()):
        expected = AnyOf(expected, None, {})
    if call.error and re.search(r"Validation|Invalid(?!.*NotFound)|AccessDenied|Unauthorized|Malformed", call.error[0]):
        return AnyOf(expected, None)
    return expected


def apigateway_forms(call: Call, expected: Any) -> Any:
    """Body under `<op>Input` beside the path and query members (§3), or the plain rule."""
    if not isinstance(expected, dict):
        return expected
    shape = call.operation_model.input_shape
    outside = {lcfirst(name) for name, member in shape.members.items() if member.serialization.get("location")}
    body = {key: value for key, value in expected.items() if key not in outside}
    wrapped = {key: value for key, value in expected.items() if key in outside}
    if body:
        wrapped[lcfirst(call.operation) + "Input"] = body
    forms = [expected, {**expected, "template": False}, wrapped, {**wrapped, "template": False}]
    return AnyOf(*forms)
