"""XML as the services' own converter turns it into JSON."""

from __future__ import annotations

import re
from typing import Any

from matching import WHATEVER, AnyOf


def text_of(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def guess_scalar(text: str) -> Any:
    """What the service's XML to JSON converter makes of a text."""
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"-?(0|[1-9]\d{0,14})", text):
        return int(text)
    if re.fullmatch(r"-?\d+\.\d+", text):
        return AnyOf(text, float(text))
    if re.fullmatch(r"-?\d+", text):
        return AnyOf(text, int(text))
    return text


def local_name(element: Any) -> str:
    return element.tag.rpartition("}")[2]


def xml_text(root: Any, name: str) -> Any:
    for child in root:
        if local_name(child) == name:
            return child.text
    return WHATEVER


def xml_children(element: Any) -> dict:
    rendered: dict = {}
    for child in element:
        name, value = local_name(child), xml_value(child)
        if name not in rendered:
            rendered[name] = value
        elif isinstance(rendered[name], list):
            rendered[name].append(value)
        else:
            rendered[name] = [rendered[name], value]
    return rendered


XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


def xml_value(element: Any) -> Any:
    attributes: dict = {}
    for name, value in element.attrib.items():
        if name.startswith(XSI):
            attributes["xmlns:xsi"] = XSI[1:-1]
            attributes["xsi:" + name[len(XSI) :]] = value
        else:
            attributes[name.rpartition("}")[2]] = value
    if len(element):
        return {**attributes, **xml_children(element)}
    text = element.text or ""
    if attributes:
        return {**attributes, "content": guess_scalar(text)} if text else attributes
    return guess_scalar(text) if text else ""
