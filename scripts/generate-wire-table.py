#!/usr/bin/env python3
"""Writes Sources/CWireTable/wire-table.bin: what every AWS service calls its operations and shapes.

Reads the API models (service-2.json) of the installed botocore, the newest API version of each service. Equal models
give equal bytes. Documentation, examples, constraints and the values of enums are left out; so are shapes that no
operation reaches, and primitive shapes are merged by type and traits.

    scripts/generate-wire-table.py [--output FILE] [--check]     --check: exit 1 if the file is not up to date

Layout, version 1. `varint` is unsigned LEB128; `text` is a varint byte count and UTF-8; `text?` is 0 for none, else
the byte count + 1 and UTF-8; `ref` is a varint index into the block's strings; `ref?` is 0 for none, else index + 1.

    file     magic "CairnWT" + version byte 0x01 · varint byte count of the index · index · blocks, back to back
    index    varint count, then for each service, in the order of the blocks:
             text id · text endpointPrefix · text signingName · varint count + one byte a protocol (WireProtocol's raw
             value; the preferred one first) · text? jsonVersion · text? targetPrefix · text apiVersion ·
             text? xmlNamespace · varint byte count of its block (offsets are the sums)
    block    strings · shapes · operations; needs no other block
    strings  varint count, then for each: varint count of bytes shared with the string before it · text of the rest.
             The first 128 are the most used ones, so that most refs take one byte; both parts are sorted.
    shapes   varint count, then for each: byte kind | 0x10 traits follow | 0x20 extras follow · ref name ·
             [varint traits] · [byte extras, then in this order where its bit is set: 0x01 ref timestampFormat,
             0x02 ref payload, 0x04 ref errorCode, 0x08 varint errorStatus, 0x10 ref xmlNamespace] ·
             varint count of members, for kinds structure, list ("member") and map ("key", "value") only · members
    member   byte location | 0x08 required | 0x10 traits | 0x20 locationName | 0x40 the locationName is the name
             with its first letter in lower case | 0x80 extras · ref name · varint shape · [varint traits] ·
             [ref locationName] · [ref? queryName · ref? timestampFormat · ref? xmlNamespace]
    operations  varint count, then for each: byte 0x01 input | 0x02 output | 0x04 resultWrapper | 0x08 inputWrapper |
             0x10 inputXMLNamespace | 0x20 hostPrefix | 0x40 unsigned | 0x80 read-only · ref name · ref method ·
             ref requestURI · varint status (0 for 200) · [varint input] · [varint output] · [ref each of the four
             texts] · varint count of errors, each a varint shape. Sorted by name, deprecated ones last: of two that
             look the same on the wire the first is meant.
"""

import argparse
import collections
import gzip
import json
import pathlib
import sys

import botocore

MAGIC = b"CairnWT\x01"
HOT_STRINGS = 128
DEFAULT_OUTPUT = pathlib.Path(__file__).resolve().parent.parent / "Sources/CWireTable/wire-table.bin"

PROTOCOLS = {"json": 0, "query": 1, "ec2": 2, "rest-json": 3, "rest-xml": 4, "smithy-rpc-v2-cbor": 5}
KINDS = {"structure": 0, "list": 1, "map": 2, "string": 3, "character": 3, "integer": 4, "long": 4, "double": 5,
         "float": 5, "boolean": 6, "timestamp": 7, "blob": 8}
KIND_NAMES = ["structure", "list", "map", "string", "integer", "double", "boolean", "timestamp", "blob"]
SHAPE_TRAITS = {"sensitive": 1, "flattened": 2, "streaming": 4, "document": 8, "union": 16, "eventstream": 32,
                "exception": 64}
MEMBER_TRAITS = {"flattened": 2, "sensitive": 4, "xmlAttribute": 8, "idempotencyToken": 16, "jsonvalue": 32,
                 "hostLabel": 64, "streaming": 128, "eventpayload": 256, "eventheader": 512}
LOCATIONS = {None: 0, "uri": 1, "querystring": 2, "header": 3, "headers": 4, "statusCode": 5}


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def text(value):
    data = value.encode()
    return varint(len(data)) + data


def optional_text(value):
    if value is None:
        return b"\0"
    data = value.encode()
    return varint(len(data) + 1) + data


def namespace(value):
    """The URI of an xmlNamespace trait, which is either an object or the URI itself."""
    return value.get("uri") if isinstance(value, dict) else value


def traits(description, table):
    return sum(bit for name, bit in table.items() if description.get(name))


class Strings:
    """The string table of one block: counts uses in a first pass, gives indices in a second."""

    def __init__(self):
        self.uses = collections.Counter()
        self.indices = None

    def __call__(self, value):
        if self.indices is None:
            self.uses[value] += 1
            return b""
        return varint(self.indices[value])

    def optional(self, value):
        if self.indices is None:
            if value is not None:
                self.uses[value] += 1
            return b""
        return b"\0" if value is None else varint(self.indices[value] + 1)

    def encode(self):
        ranked = sorted(self.uses, key=lambda value: (-self.uses[value], value))
        ordered = sorted(ranked[:HOT_STRINGS], key=str.encode) + sorted(ranked[HOT_STRINGS:], key=str.encode)
        self.indices = {value: index for index, value in enumerate(ordered)}
        out, before = bytearray(varint(len(ordered))), b""
        for value in ordered:
            data = value.encode()
            shared = 0
            while shared < min(len(data), len(before)) and data[shared] == before[shared]:
                shared += 1
            out += varint(shared) + varint(len(data) - shared) + data[shared:]
            before = data
        return bytes(out)


class Block:
    """One service: its shapes that are reached from operations, numbered by use, and its operations."""

    def __init__(self, model):
        self.model = model
        self.exceptions = set()
        self.uses = collections.Counter()
        self.keys = {}
        self.operations = sorted(
            model["operations"].items(), key=lambda item: (bool(item[1].get("deprecated")), item[0]))
        self.collect()
        ranked = sorted(self.uses, key=lambda key: (-self.uses[key], str(key)))
        self.numbers = {key: number for number, key in enumerate(ranked)}
        self.order = ranked

    def collect(self):
        pending = []
        for _, operation in self.operations:
            for error in operation.get("errors", ()):
                self.exceptions.add(error["shape"])
        for _, operation in self.operations:
            for reference in [operation.get("input"), operation.get("output"), *operation.get("errors", ())]:
                if reference:
                    self.use(reference["shape"], pending)
        seen = set()
        while pending:
            name = pending.pop()
            if name in seen:
                continue
            seen.add(name)
            for _, reference, _ in self.members(self.model["shapes"][name]):
                self.use(reference["shape"], pending)

    def use(self, name, pending):
        self.uses[self.key(name)] += 1
        pending.append(name)

    def key(self, name):
        """What tells shapes apart: their name, or for primitive ones all that is kept of them."""
        if name not in self.keys:
            shape = self.model["shapes"][name]
            kind = KINDS[shape["type"]]
            flags = traits(shape, SHAPE_TRAITS)
            if name in self.exceptions or "error" in shape:
                flags |= SHAPE_TRAITS["exception"]
            if kind < 3:
                self.keys[name] = (kind, name, flags, None)
            else:
                self.keys[name] = (kind, KIND_NAMES[kind], flags, shape.get("timestampFormat"))
        return self.keys[name]

    def number(self, name):
        return varint(self.numbers[self.key(name)])

    @staticmethod
    def members(shape):
        """(name, reference, required) of a structure's members, a list's element, a map's key and value."""
        if shape["type"] == "structure":
            required = set(shape.get("required", ()))
            return [(name, member, name in required) for name, member in shape.get("members", {}).items()]
        return [(name, shape[name], False) for name in ("member", "key", "value") if name in shape]

    def encode(self):
        strings = Strings()
        self.body(strings)
        table = strings.encode()
        return table + self.body(strings)

    def body(self, strings):
        out = bytearray(varint(len(self.order)))
        for key in self.order:
            out += self.shape(key, strings)
        out += varint(len(self.operations))
        for name, operation in self.operations:
            out += self.operation(name, operation, strings)
        return bytes(out)

    def shape(self, key, strings):
        kind, name, flags, timestamp_format = key
        shape = self.model["shapes"][name] if kind < 3 else {}
        error = shape.get("error", {})
        extras, extra_bytes = 0, b""
        for bit, value, encode in [
            (0x01, timestamp_format, strings), (0x02, shape.get("payload"), strings),
            (0x04, error.get("code"), strings), (0x08, error.get("httpStatusCode"), varint),
            (0x10, namespace(shape.get("xmlNamespace")), strings),
        ]:
            if value is not None:
                extras |= bit
                extra_bytes += encode(value)
        out = bytearray([kind | (0x10 if flags else 0) | (0x20 if extras else 0)])
        out += strings(name)
        out += varint(flags) if flags else b""
        out += bytes([extras]) + extra_bytes if extras else b""
        if kind < 3:
            members = self.members(shape)
            out += varint(len(members))
            for member in members:
                out += self.member(*member, strings)
        return bytes(out)

    def member(self, name, member, required, strings):
        flags = traits(member, MEMBER_TRAITS)
        # A shape may carry a location name for all members that have none of their own.
        inherited = self.model["shapes"][member["shape"]].get("locationName")
        location_name, query_name = member.get("locationName", inherited), member.get("queryName")
        timestamp_format, xml_namespace = member.get("timestampFormat"), namespace(member.get("xmlNamespace"))
        if location_name == name:
            location_name = None
        lowered = location_name == name[:1].lower() + name[1:]
        if lowered:
            location_name = None
        rare = [query_name, timestamp_format, xml_namespace]
        extras = any(value is not None for value in rare)
        out = bytearray([
            LOCATIONS[member.get("location")] | required << 3 | bool(flags) << 4 | (location_name is not None) << 5
            | lowered << 6 | extras << 7
        ])
        out += strings(name) + self.number(member["shape"])
        out += varint(flags) if flags else b""
        out += strings(location_name) if location_name is not None else b""
        for value in rare if extras else []:
            out += strings.optional(value)
        return bytes(out)

    def operation(self, name, operation, strings):
        request, response = operation.get("input"), operation.get("output")
        texts = [
            response.get("resultWrapper") if response else None,
            request.get("locationName") if request else None,
            namespace(request.get("xmlNamespace")) if request else None,
            operation.get("endpoint", {}).get("hostPrefix"),
        ]
        flags = bool(request) | bool(response) << 1
        flags |= sum(0x04 << place for place, value in enumerate(texts) if value is not None)
        flags |= (operation.get("authtype") == "none") << 6 | bool(operation.get("readonly")) << 7
        http = operation["http"]
        status = http.get("responseCode", 200)
        out = bytearray([flags])
        out += strings(name) + strings(http["method"]) + strings(http["requestUri"])
        out += varint(0 if status == 200 else status)
        out += self.number(request["shape"]) if request else b""
        out += self.number(response["shape"]) if response else b""
        for value in texts:
            out += strings(value) if value is not None else b""
        errors = operation.get("errors", [])
        out += varint(len(errors)) + b"".join(self.number(error["shape"]) for error in errors)
        return bytes(out)


def index_entry(service, metadata, block):
    names = list(metadata.get("protocols") or [metadata["protocol"]])
    if "awsQueryCompatible" in metadata and "query" not in names:
        names.append("query")
    return b"".join([
        text(service), text(metadata["endpointPrefix"]),
        text(metadata.get("signingName") or metadata["endpointPrefix"]),
        varint(len(names)), bytes(PROTOCOLS[name] for name in names),
        optional_text(metadata.get("jsonVersion") if "json" in names else None),
        optional_text(metadata.get("targetPrefix")), text(metadata["apiVersion"]),
        optional_text(namespace(metadata.get("xmlNamespace"))), varint(len(block)),
    ])


def models():
    """(service id, model) of each service, by id, its newest API version."""
    data = pathlib.Path(botocore.__file__).parent / "data"
    for folder in sorted(path for path in data.iterdir() if path.is_dir()):
        files = sorted(folder.glob("*/service-2.json")) + sorted(folder.glob("*/service-2.json.gz"))
        if files:
            newest = max(files, key=lambda path: path.parent.name)
            content = newest.read_bytes()
            yield folder.name, json.loads(gzip.decompress(content) if newest.suffix == ".gz" else content)


def table():
    entries, blocks = [], []
    for service, model in models():
        block = Block(model).encode()
        entries.append(index_entry(service, model["metadata"], block))
        blocks.append(block)
    index = varint(len(entries)) + b"".join(entries)
    return len(entries), MAGIC + varint(len(index)) + index + b"".join(blocks)


def main():
    parser = argparse.ArgumentParser(description="Writes the wire table from botocore's API models.")
    parser.add_argument("--output", type=pathlib.Path, default=DEFAULT_OUTPUT)
    parser.add_argument("--check", action="store_true", help="only compare; exit 1 if the file is not up to date")
    options = parser.parse_args()
    count, content = table()
    if options.check:
        sys.exit(0 if options.output.exists() and options.output.read_bytes() == content else 1)
    options.output.write_bytes(content)
    print(f"{options.output}: {count} services, {len(content)} bytes, botocore {botocore.__version__}")


if __name__ == "__main__":
    main()
