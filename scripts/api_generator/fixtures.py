"""Requests and answers that use every member, and changes to them that the models allow or not."""

import re

from .patterns import PatternTranslator

TIMESTAMP = 1772359502.417


class Examples:
    """Makes values that the model allows, and changes to them that it does not."""

    def __init__(self, model):
        self.model = model

    def value(self, name, seed=0):
        shape = self.model.shapes[name]
        kind = shape["type"]
        if "enum" in shape:
            return shape["enum"][seed % len(shape["enum"])]
        if kind == "string":
            return self.text(shape, seed)
        if kind in ("integer", "long"):
            return min(shape.get("min", 5) + seed, shape.get("max", 10**9))
        if kind == "list":
            count = max(shape.get("min", 0), min(2, shape.get("max", 2)))
            return [self.value(shape["member"]["shape"], seed + index) for index in range(count)]
        if kind == "map":
            return {self.value(shape["key"]["shape"], seed): self.value(shape["value"]["shape"], seed)}
        if kind == "structure":
            return {m: self.value(r["shape"], seed) for m, r in shape["members"].items()}
        scalars = {"boolean": seed % 2 == 0, "timestamp": TIMESTAMP + seed, "float": 0.75, "double": 1.5}
        return "AAEC/w==" if kind == "blob" else scalars[kind]

    def text(self, shape, seed):
        wanted = max(shape.get("min", 0), 6) + seed
        texts = (self.of_length(shape, length) for length in [*range(wanted, wanted + 40), *range(wanted)])
        return next(text for text in texts if text is not None)

    def of_length(self, shape, length):
        """A text of that length that matches the pattern, or None if there is none."""
        if length > shape.get("max", length):
            return None
        pieces = PatternTranslator(shape.get("pattern", "(?s).*")).translate()[0]
        parts = [self.character(characters) * minimum for characters, _, minimum, _ in pieces]
        for index, (characters, _, minimum, maximum) in enumerate(pieces):
            room = length - sum(len(part) for part in parts)
            more = room if maximum is None else min(room, maximum - minimum)
            parts[index] += self.character(characters) * max(0, more)
        text = "".join(parts)
        return text if len(text) == length and self.matches(shape, text) else None

    @staticmethod
    def character(characters):
        return next((c for c in "ae8/" if c in characters), None) or min(c for c in characters if c > " ")

    @staticmethod
    def matches(shape, text):
        # Halves of surrogate pairs: Python's texts have none.
        pattern = shape.get("pattern", "(?s).*").replace(r"\uD800\uDC00-\uDBFF\uDFFF", "")
        return re.fullmatch(pattern, text, re.ASCII) is not None

    def bounds(self, shape):
        low = f"Member must have length greater than or equal to {shape.get('min')}"
        high = f"Member must have length less than or equal to {shape.get('max')}"
        return low, high

    def accepted(self, name, path):
        """Changes that keep the request valid: each a path and a value at the edge of what is allowed."""
        shape = self.model.shapes[name]
        kind = shape["type"]
        if kind == "string" and "enum" not in shape:
            for length in {shape.get("min"), shape.get("max")} - {None}:
                if (text := self.of_length(shape, length)) is not None:
                    yield path, packed(text)
        elif kind == "integer" and "min" in shape:
            yield path, shape["min"]
            yield path, shape["max"]
        elif "enum" in shape:
            yield from ((path, value) for value in shape["enum"])
        yield from self.inside(name, path, self.accepted)

    def rejected(self, name, path):
        """Changes that break one constraint: each a path, a value and the rule that it breaks."""
        shape = self.model.shapes[name]
        kind, (low, high) = shape["type"], self.bounds(shape)
        if "enum" in shape:
            yield path, "NotOneOfThem", f"Member must satisfy enum value set: [{', '.join(shape['enum'])}]"
        elif kind == "string":
            if shape.get("min"):
                yield path, packed("a" * (shape["min"] - 1)), low
            if "max" in shape:
                yield path, packed("é" * (shape["max"] + 1)), high
            if bad := self.mismatch(shape):
                yield path, bad, f"Member must satisfy regular expression pattern: {shape['pattern']}"
        elif kind == "integer" and "min" in shape:
            yield path, shape["min"] - 1, low.replace("length", "value")
            yield path, shape["max"] + 1, high.replace("length", "value")
        elif kind == "list":
            if shape.get("min"):
                yield path, [], low
            if "max" in shape:
                yield path, {"$elements": self.value(shape["member"]["shape"]), "$count": shape["max"] + 1}, high
        elif kind == "map" and shape.get("min"):
            yield path, {}, low
        yield from self.inside(name, path, self.rejected)

    def mismatch(self, shape):
        if "pattern" not in shape:
            return None
        length = max(shape.get("min", 0), 1)
        texts = [character * length for character in "\n é!,\x01\x7f\u2028"]
        texts += ["a" * (length - 1) + "\n", "s3://x/", "12:345", "a.amazonaws.com.b"]
        fitting = (text for text in texts if length <= len(text) <= shape.get("max", len(text)))
        return next((text for text in fitting if not self.matches(shape, text)), None)

    def inside(self, name, path, changes):
        shape = self.model.shapes[name]
        if shape["type"] == "structure":
            for member, reference in shape["members"].items():
                yield from changes(reference["shape"], path + [member])
        elif shape["type"] == "list":
            yield from changes(shape["member"]["shape"], path + [0])
        elif shape["type"] == "map":
            key = self.value(shape["key"]["shape"])
            yield from changes(shape["value"]["shape"], path + [key])

    def missing(self, name, path):
        """The paths of required members."""
        shape = self.model.shapes[name]
        for member in shape.get("required", []):
            yield path + [member], None
        yield from self.inside(name, path, self.missing)


def packed(text):
    """Long texts of one character as a count, to keep the fixtures small."""
    if len(text) > 40 and len(set(text)) == 1:
        return {"$repeat": text[0], "$count": len(text)}
    return text


def fixture(model, operation):
    examples = Examples(model)
    request = model.operations[operation]["input"]["shape"]
    return {
        "operation": operation,
        "request": examples.value(request),
        "response": examples.value(model.operations[operation]["output"]["shape"]),
        "accepted": [{"path": path, "value": value} for path, value in examples.accepted(request, [])],
        "rejected": [{"path": p, "value": v, "rule": r} for p, v, r in examples.rejected(request, [])],
        "required": [path for path, _ in examples.missing(request, [])],
    }
