"""S3, whose records mirror the HTTP request (mapping rules, section 6)."""

from __future__ import annotations

import json
import re
import urllib.parse
from typing import Any
from xml.etree import ElementTree

from matching import ABSENT, AnyOf, optional

from .call import Call
from .kinds import is_data_event, read_only
from .redaction import is_sensitive
from .xmljson import local_name, xml_value

PRESIGNED_ITEMS = {
    "x-amz-algorithm",
    "x-amz-credential",
    "x-amz-date",
    "x-amz-expires",
    "x-amz-signedheaders",
    "x-amz-content-sha256",
}
PRESIGNED_SECRETS = ("X-Amz-Signature", "X-Amz-Security-Token")


def s3_request_parameters(call: Call) -> Any:
    bucket, key = s3_bucket_and_key(call)
    expected: dict = {"Host": call.host}
    if bucket:
        expected["bucketName"] = bucket
    if key:
        expected["key"] = key
    query = urllib.parse.urlsplit(call.url).query
    for name, value in urllib.parse.parse_qsl(query, keep_blank_values=True):
        if name.lower() in PRESIGNED_ITEMS:
            expected[name] = optional(value)
        elif name not in PRESIGNED_SECRETS:
            expected[name] = value
    for name in PRESIGNED_SECRETS:
        expected.setdefault(name, ABSENT)
    expected.update(s3_header_parameters(call))
    expected.update(s3_body_parameters(call))
    return expected


def s3_bucket_and_key(call: Call) -> tuple[str | None, str | None]:
    path = urllib.parse.unquote(urllib.parse.urlsplit(call.url).path).lstrip("/")
    virtual = re.match(r"(.+)\.s3[.-][a-z0-9.-]*amazonaws\.com", call.host)
    if virtual:
        return virtual.group(1), path or None
    bucket, _, key = path.partition("/")
    return bucket or None, key or None


def s3_header_parameters(call: Call) -> dict:
    rendered: dict = {}
    shape = call.operation_model.input_shape
    for member in (shape.members if shape else {}).values():
        name = member.serialization.get("name", "").lower()
        location = member.serialization.get("location")
        if location == "header" and name.startswith("x-amz-") and name in call.request_headers:
            # The model writes some header names in mixed case; HTTP does not care.
            rendered[name] = ABSENT if is_sensitive(member) else call.request_headers[name]
        elif location == "headers" and name.startswith("x-amz-"):
            for header, value in call.request_headers.items():
                if header.startswith(name):
                    rendered[header] = value
    return rendered


def s3_body_parameters(call: Call) -> dict:
    if call.operation in ("PutObject", "UploadPart"):
        return {}
    body = call.request_body.strip()
    if call.operation == "PutBucketPolicy":
        return {"bucketPolicy": json.loads(body)}
    if not body.startswith(b"<"):
        return {}
    root = ElementTree.fromstring(body)
    rendered = xml_value(root)
    rendered = rendered if isinstance(rendered, dict) else {}
    if root.tag.startswith("{"):
        rendered["xmlns"] = root.tag[1:].partition("}")[0]
    return {local_name(root): rendered}


def s3_response_elements(call: Call) -> Any:
    if not is_data_event(call) or read_only(call):
        return None
    headers = {name.lower(): value for name, value in call.response_headers.items()}
    members = {name: optional(value) for name, value in headers.items() if name.startswith("x-amz-")}
    return AnyOf(None, members)
