"""What the client saw of a call, and what is known about the one who made it."""

from __future__ import annotations

import dataclasses
import datetime
import urllib.parse
from typing import Any


@dataclasses.dataclass
class Call:
    """One call as the client saw it."""

    service: str
    operation: str
    model: Any  # botocore.model.ServiceModel
    params: dict
    method: str = "POST"
    url: str = ""
    request_headers: dict = dataclasses.field(default_factory=dict)  # lower-case names
    request_body: bytes = b""
    status: int = 200
    response_headers: dict = dataclasses.field(default_factory=dict)
    response_body: bytes | None = None
    output: dict | None = None  # as parsed, without ResponseMetadata; None when nobody parsed it
    error: tuple[str, str] | None = None
    request_id: str | None = None
    access_key: str | None = None
    region: str = "us-east-1"
    marker: str = ""
    user_agent: str | None = None
    started: datetime.datetime | None = None
    ended: datetime.datetime | None = None
    label: str = ""
    identity: "Identity | None" = None  # what was known about the key when the call was made
    # Fields that a step says cannot be predicted, with the reason.
    exempt: dict = dataclasses.field(default_factory=dict)
    # Fields that a step predicts itself.
    override: dict = dataclasses.field(default_factory=dict)

    @property
    def operation_model(self) -> Any:
        return self.model.operation_model(self.operation)

    @property
    def request_ids(self) -> list[str]:
        """Every identifier that the answer carries; header first. Real services say the same in both."""
        headers = {name.lower(): value for name, value in self.response_headers.items()}
        named = [headers.get("x-amzn-requestid"), headers.get("x-amz-request-id"), self.request_id]
        return list(dict.fromkeys(each for each in named if each))

    @property
    def host(self) -> str:
        return self.request_headers.get("host") or urllib.parse.urlsplit(self.url).netloc


@dataclasses.dataclass
class Identity:
    """What is known about an access key. `user_identity` is an expectation for the record's userIdentity."""

    account: str
    user_identity: Any
    user_name: str | None = None  # the Username of LookupEvents, None when not predicted
