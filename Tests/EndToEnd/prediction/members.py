"""The general rule: model members in the record's spelling (mapping rules, sections 3 and 4)."""

from __future__ import annotations

import datetime
from typing import Any

from matching import ABSENT, WHATEVER, AnyOf, Instant, Pattern

from .call import Call
from .redaction import NO_RULE, is_sensitive, redaction

PASCAL_CASE_SERVICES = {
    "ce",
    "account",
    "devops-guru",
    "internetmonitor",
    "resource-explorer-2",
    "securityhub",
    "synthetics",
}


def lcfirst(name: str) -> str:
    return name[:1].lower() + name[1:]


def key_style(call: Call):
    return (lambda name: name) if call.service in PASCAL_CASE_SERVICES else lcfirst


def render(call: Call, value: Any, shape: Any, rules: dict) -> Any:
    """A value in botocore's terms, as the record must show it."""
    if getattr(shape, "is_document_type", False):
        return value
    if shape.type_name == "structure":
        return render_structure(call, value, shape, rules)
    if shape.type_name == "list":
        if is_sensitive(shape.member):
            return AnyOf(ABSENT, [])
        return [render(call, each, shape.member, rules) for each in value]
    if shape.type_name == "map":
        if is_sensitive(shape.value) or is_sensitive(shape.key):
            return AnyOf(ABSENT, {})
        return {key: render(call, each, shape.value, rules) for key, each in value.items()}
    if shape.type_name == "timestamp":
        return Instant(value) if isinstance(value, datetime.datetime) else Instant(as_datetime(value))
    if shape.type_name == "blob":
        return WHATEVER
    if shape.type_name in ("float", "double"):
        return AnyOf(value, int(value), str(value)) if float(value).is_integer() else AnyOf(value, str(value))
    if shape.type_name in ("integer", "long"):
        return AnyOf(int(value), str(value))
    return value


def render_structure(call: Call, value: dict, shape: Any, rules: dict) -> Any:
    key = key_style(call)
    is_top_level = shape.name in _top_level_names(call)
    rendered: dict = {}
    for name, each in value.items():
        if each is None or name not in shape.members:
            continue
        member = shape.members[name]
        rule = redaction(rules, call, name, is_top_level)
        if rule is not NO_RULE:
            rendered[key(name)] = rule
        elif is_sensitive(member) or is_sensitive(shape):
            rendered[key(name)] = AnyOf(ABSENT, Pattern(r"\*+|HIDDEN_DUE_TO_SECURITY_REASONS|<sensitiveDataRemoved>"))
        else:
            rendered[key(name)] = render(call, each, member, rules)
    if rendered and all(getattr(each, "may_be_absent", False) for each in rendered.values()):
        return AnyOf(rendered, ABSENT)
    return rendered


def _top_level_names(call: Call) -> set[str]:
    model = call.operation_model
    return {shape.name for shape in (model.input_shape, model.output_shape) if shape is not None}


def as_datetime(value: Any) -> datetime.datetime:
    if isinstance(value, (int, float)):
        return datetime.datetime.fromtimestamp(value, datetime.timezone.utc)
    return datetime.datetime.fromisoformat(str(value).replace("Z", "+00:00"))


def is_nothing(rendered: Any) -> bool:
    return rendered == {} or rendered is None
