"""Swift names for what the models name."""

import json
import re

# Shape names that Swift or the reader cannot take as they are.
TYPE_NAMES = {"Type": "ContextKeySelectorType"}
# Shapes whose Swift types are not generated: what the model says of them is not all.
WRITTEN_BY_HAND = {"QueryResultColumn"}
KEYWORDS = set(
    "as associatedtype break case catch class continue default defer deinit do else enum extension fallthrough false "
    "for func guard if import in init inout internal is let nil operator private protocol public repeat return self "
    "static struct subscript super switch throw throws true try typealias var where while".split()
)


def lower_camel(name):
    """Lowers the first letter, or a leading acronym: Name -> name, SQL -> sql, S3Bucket -> s3Bucket,
    KmsKeyId -> kmsKeyId, TrailARN -> trailARN. What follows stays as AWS writes it."""
    run = re.match(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]+", name)
    if not run:
        return name
    return run.group().lower() + name[run.end():]


def escaped(name):
    return f"`{name}`" if name in KEYWORDS else name


def property_name(member):
    return escaped(lower_camel(member))


def value_name(value):
    """The static member of an enumeration's value: TIMED_OUT -> timedOut, ReadOnly -> readOnly."""
    if value.isupper():
        words = value.lower().split("_")
        return escaped(words[0] + "".join(word.capitalize() for word in words[1:]))
    return escaped(lower_camel(value))


def quoted(text):
    return json.dumps(text) if "\\" not in text and '"' not in text else '#"' + text + '"#'
