"""What the models allow for strings."""

from .names import quoted
from .patterns import PatternTranslator
from .source import Source, wrapped


def constraints_source(models):
    source = Source(models)
    source.add("extension TextConstraint {")
    first = True
    for model in models:
        for name in sorted(model.shapes):
            if not (constraint := model.text_constraint(name)) or name not in reachable_texts(model):
                continue
            if not first:
                source.add()
            first = False
            add_constraint(source, model.shapes[name], constraint)
    source.add("}")
    return source


def reachable_texts(model):
    """The string shapes that a check of some request names."""
    found = set()
    for name in model.checked_structures():
        for member in model.shapes[name]["members"].values():
            shape = model.shapes[member["shape"]]
            found |= {member["shape"]} | {shape[part]["shape"] for part in ("member", "key", "value") if part in shape}
    return found


def add_constraint(source, shape, constraint):
    parts = []
    if "min" in shape or "max" in shape:
        parts.append(f"length: {shape.get('min', 0)}...{shape.get('max', 'Int.max')}")
    pattern = shape.get("pattern")
    if pattern is None or pattern == "(?s).*":
        source.add(f"    static let {constraint} = TextConstraint({', '.join(parts)})")
        return
    source.add(f"    static let {constraint} = TextConstraint(")
    if parts:
        source.add(f"        {parts[0]},")
    source.add("        pattern: TextPattern(")
    alternatives = PatternTranslator(pattern).translate()
    source.add(f"            {quoted(pattern)},")
    for index, alternative in enumerate(alternatives):
        comma = "," if index < len(alternatives) - 1 else ""
        source.add(wrapped("[", [swift_piece(piece) for piece in alternative], "]" + comma, "            "))
    source.add("        )")
    source.add("    )")


def swift_piece(piece):
    characters, beyond, minimum, maximum = piece
    low = sum(1 << ord(character) for character in characters if ord(character) < 64)
    high = sum(1 << ord(character) - 64 for character in characters if ord(character) >= 64)
    others = "" if beyond == "none" else f", .{beyond}"
    times = "" if (minimum, maximum) == (1, 1) else f", times: {minimum}...{'Int.max' if maximum is None else maximum}"
    return f".characters(0x{low:X}, 0x{high:X}{others}{times})"
