"""What CloudTrail record must a call leave behind?

An independent second reading of the mapping rules: it works from botocore's models, the parameters that botocore was
given and the bytes that went over the wire, and shares nothing with the Swift sources. The rules stand in prediction/.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from matching import ABSENT, EMPTY, WHATEVER, AnyOf, Anything, Instant, Pattern, Subset
from prediction.call import Call, Identity
from prediction.details import additional_event_data, api_version, error_code, error_message, resources, truncate
from prediction.elements import response_elements
from prediction.kinds import CATEGORY_OPEN, is_data_event, read_only
from prediction.members import as_datetime
from prediction.names import aws_region, event_name, event_source
from prediction.parameters import request_parameters


def expected_record(call: Call, identity: Identity | None, port_host: str | None = None) -> dict:
    """Expectation for every field of the record that the rules determine."""
    data = is_data_event(call)
    category_open = (call.service, call.operation) in CATEGORY_OPEN
    agent = call.user_agent
    if agent is not None:
        agent = truncate(agent)
        agent = f"[{agent}]" if call.service in ("s3", "s3control") else agent
    expected = {
        "eventVersion": "1.11",
        "eventSource": event_source(call),
        "eventName": event_name(call),
        "awsRegion": aws_region(call),
        "sourceIPAddress": "127.0.0.1",
        "userAgent": agent if agent is not None else Anything(),
        "errorCode": error_code(call),
        "errorMessage": error_message(call),
        "requestParameters": request_parameters(call),
        "responseElements": response_elements(call),
        "additionalEventData": additional_event_data(call),
        "requestID": AnyOf(*call.request_ids) if call.request_ids else WHATEVER,
        "eventID": Pattern(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
        "eventTime": EventTime(call.started, call.ended),
        "readOnly": read_only(call),
        "resources": resources(call),
        "eventType": "AwsApiCall",
        "apiVersion": api_version(call),
        "managementEvent": Anything() if category_open else not data,
        "eventCategory": Anything() if category_open else ("Data" if data else "Management"),
        "recipientAccountId": identity.account if identity else Anything(),
        "userIdentity": identity.user_identity if identity else Anything(),
        "tlsDetails": AnyOf(ABSENT, Subset(clientProvidedHostHeader=call.host)),
        "sharedEventID": WHATEVER,
        "vpcEndpointId": ABSENT,
        "serviceEventDetails": ABSENT,
        "sessionCredentialFromConsole": ABSENT,
        "eventContext": ABSENT,
    }
    for field, value in call.override.items():
        expected[field] = value
    for field in call.exempt:
        expected[field] = WHATEVER
    return expected


class EventTime(Anything):
    """Whole seconds, UTC, between the start and the end of the call."""

    def __init__(self, started: Any, ended: Any) -> None:
        super().__init__()
        self.started, self.ended = started, ended

    def differences(self, actual: Any, path: str) -> list[str]:
        if not isinstance(actual, str) or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", actual):
            return [f"{path}: {actual!r} is not whole seconds in UTC"]
        if self.started is None or self.ended is None:
            return []
        moment = as_datetime(actual)
        slack = datetime.timedelta(seconds=1)
        if self.started - slack <= moment <= self.ended + slack:
            return []
        return [f"{path}: {actual} is outside the call, {self.started} to {self.ended}"]


def lookup_projection(record: dict, identity: Identity | None) -> dict:
    """The members of LookupEvents' `Event` that follow from the record (records, section 18)."""
    expected: dict = {
        "EventId": record["eventID"],
        "EventName": record["eventName"],
        "EventSource": record["eventSource"],
        "EventTime": Instant(as_datetime(record["eventTime"])),
        "ReadOnly": "true" if record["readOnly"] else "false",
        "Resources": AnyOf(ABSENT, Anything()),
        "CloudTrailEvent": Anything(),
    }
    key = record.get("userIdentity", {}).get("accessKeyId")
    expected["AccessKeyId"] = key if key else EMPTY
    if identity is not None and identity.user_name is not None:
        expected["Username"] = identity.user_name
    else:
        expected["Username"] = WHATEVER
    return expected
