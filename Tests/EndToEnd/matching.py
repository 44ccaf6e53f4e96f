"""Expected values that know what they tolerate, and readable differences.

An expectation is plain JSON in which any node may be one of the matchers below. Where the specification leaves
several forms open (a timestamp in three notations, an empty list that may be left out), the matcher says so; everywhere
else equality is exact.
"""

from __future__ import annotations

import datetime
import json
import re
from typing import Any


class Matcher:
    """Base of everything that is not plain equality."""

    def differences(self, actual: Any, path: str) -> list[str]:
        raise NotImplementedError

    @property
    def may_be_absent(self) -> bool:
        return False


class _Absent(Matcher):
    """The key must not be there."""

    may_be_absent = True

    def differences(self, actual: Any, path: str) -> list[str]:
        return [] if actual is ABSENT else [f"{path}: must be absent, is {show(actual)}"]

    def __repr__(self) -> str:
        return "<absent>"


ABSENT = _Absent()


class Anything(Matcher):
    """Present with any value."""

    def __init__(self, why: str = "") -> None:
        self.why = why

    def differences(self, actual: Any, path: str) -> list[str]:
        return [f"{path}: must be present"] if actual is ABSENT else []

    def __repr__(self) -> str:
        return "<anything>"


class AnyOf(Matcher):
    """One of several forms; `ABSENT` may be among them."""

    def __init__(self, *alternatives: Any) -> None:
        self.alternatives = alternatives

    @property
    def may_be_absent(self) -> bool:
        return any(isinstance(each, Matcher) and each.may_be_absent for each in self.alternatives)

    def differences(self, actual: Any, path: str) -> list[str]:
        tries = [differences(each, actual, path) for each in self.alternatives]
        if any(not each for each in tries):
            return []
        # The alternative that comes closest tells the reader most.
        return min(tries, key=len) if len(tries) > 1 else tries[0]

    def __repr__(self) -> str:
        return "<any of " + ", ".join(map(repr, self.alternatives)) + ">"


def optional(value: Any) -> AnyOf:
    return AnyOf(value, ABSENT)


WHATEVER = AnyOf(ABSENT, Anything())
EMPTY = AnyOf(ABSENT, None, {}, [], "")


class Instant(Matcher):
    """A point in time in any of the notations that records use (wire-mapping.md, section 4)."""

    def __init__(self, moment: datetime.datetime) -> None:
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=datetime.timezone.utc)
        self.moment = moment.astimezone(datetime.timezone.utc)

    def differences(self, actual: Any, path: str) -> list[str]:
        read = parse_instant(actual)
        if read is None:
            return [f"{path}: not a timestamp: {show(actual)}, expected {self!r}"]
        # Seconds are what every notation can carry.
        if abs((read - self.moment).total_seconds()) >= 1:
            return [f"{path}: time {show(actual)}, expected {self!r}"]
        return []

    def __repr__(self) -> str:
        return self.moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_instant(value: Any) -> datetime.datetime | None:
    utc = datetime.timezone.utc
    if isinstance(value, datetime.datetime):
        return value.astimezone(utc)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        seconds = value / 1000 if value > 100_000_000_000 else value
        return datetime.datetime.fromtimestamp(seconds, utc)
    if not isinstance(value, str):
        return None
    text = value.replace("\u202f", " ")
    match = re.fullmatch(r"([A-Z][a-z]{2} \d{1,2}, \d{4}),? (\d{1,2}:\d{2}:\d{2} [AP]M)", text)
    if match:
        date, clock = match.groups()
        # Real records hold "18:58:30 PM" and "0:00:00 PM" too: those hours are on the 24-hour clock.
        hour = int(clock.split(":")[0])
        form = "%b %d, %Y %I:%M:%S %p" if 1 <= hour <= 12 else "%b %d, %Y %H:%M:%S %p"
        return datetime.datetime.strptime(f"{date} {clock}", form).replace(tzinfo=utc)
    match = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)?", text)
    if match:
        base, fraction, zone = match.groups()
        zone = "+0000" if zone in (None, "Z") else zone.replace(":", "")
        moment = datetime.datetime.strptime(base + zone, "%Y-%m-%dT%H:%M:%S%z")
        return moment.astimezone(utc) + datetime.timedelta(seconds=float(fraction or 0))
    return None


class Subset(Matcher):
    """An object that has at least these members."""

    def __init__(self, **members: Any) -> None:
        self.members = members

    def differences(self, actual: Any, path: str) -> list[str]:
        if not isinstance(actual, dict):
            return [f"{path}: expected an object, is {show(actual)}"]
        found: list[str] = []
        for key, expected in self.members.items():
            found += differences(expected, actual.get(key, ABSENT), f"{path}.{key}")
        return found

    def __repr__(self) -> str:
        return f"<object with {self.members!r}>"


class Loose(Matcher):
    """Like the object inside, but what is empty on either side may be missing on the other."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def differences(self, actual: Any, path: str) -> list[str]:
        return differences(self.value, actual, path, loose=True)

    def __repr__(self) -> str:
        return repr(self.value)


class Pattern(Matcher):
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def differences(self, actual: Any, path: str) -> list[str]:
        if isinstance(actual, str) and re.fullmatch(self.pattern, actual):
            return []
        return [f"{path}: {show(actual)} does not match {self.pattern}"]

    def __repr__(self) -> str:
        return f"<matches {self.pattern}>"


def differences(expected: Any, actual: Any, path: str = "$", loose: bool = False) -> list[str]:
    """Every place where `actual` is not what `expected` says, as one line each."""
    if isinstance(expected, Matcher):
        if loose and isinstance(expected, AnyOf):
            tries = [differences(each, actual, path, loose=True) for each in expected.alternatives]
            return [] if any(not each for each in tries) else min(tries, key=len)
        return expected.differences(actual, path)
    if loose and is_empty(expected) and (actual is ABSENT or is_empty(actual)):
        return []
    if actual is ABSENT:
        return [f"{path}: missing, expected {show(expected)}"]
    if isinstance(expected, dict) and isinstance(actual, dict):
        return _object_differences(expected, actual, path, loose)
    if isinstance(expected, list) and isinstance(actual, list):
        if len(expected) != len(actual):
            return [f"{path}: {len(actual)} elements, expected {len(expected)}: {show(actual)} / {show(expected)}"]
        found: list[str] = []
        for index, (left, right) in enumerate(zip(expected, actual)):
            found += differences(left, right, f"{path}[{index}]", loose)
        return found
    if isinstance(expected, bool) != isinstance(actual, bool) or expected != actual:
        return [f"{path}: {show(actual)}, expected {show(expected)}"]
    return []


def _object_differences(expected: dict, actual: dict, path: str, loose: bool) -> list[str]:
    found: list[str] = []
    for key, value in expected.items():
        found += differences(value, actual.get(key, ABSENT), f"{path}.{key}", loose)
    for key in actual:
        if key not in expected and not (loose and is_empty(actual[key])):
            found.append(f"{path}.{key}: not expected, is {show(actual[key])}")
    return found


def is_empty(value: Any) -> bool:
    return value is None or value == {} or value == [] or value == ""


def show(value: Any, limit: int = 200) -> str:
    if isinstance(value, Matcher):
        return repr(value)[:limit]
    text = json.dumps(value, default=repr, ensure_ascii=False)
    return text if len(text) <= limit else text[:limit] + "…"
