"""A small CBOR encoder, the counterpart of botocore's decoder (RFC 8949, as smithy-rpc-v2-cbor uses it)."""

from __future__ import annotations

import datetime
import struct
from typing import Any


def encode(value: Any) -> bytes:
    if value is None:
        return b"\xf6"
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, (bytes, bytearray)):
        return _head(2, len(value)) + bytes(value)
    if isinstance(value, str):
        data = value.encode()
        return _head(3, len(data)) + data
    if isinstance(value, datetime.datetime):
        return _head(6, 1) + encode(value.timestamp())
    if isinstance(value, (list, tuple)):
        return _head(4, len(value)) + b"".join(encode(each) for each in value)
    if isinstance(value, dict):
        return _head(5, len(value)) + b"".join(encode(key) + encode(each) for key, each in value.items())
    raise TypeError(f"CBOR has no form for {type(value).__name__}")


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    for code, size, form in ((24, 1, ">B"), (25, 2, ">H"), (26, 4, ">I"), (27, 8, ">Q")):
        if number < 1 << 8 * size:
            return bytes([major << 5 | code]) + struct.pack(form, number)
    raise ValueError(f"{number} does not fit into 64 bits")
