"""Regular expressions of the models, as alternatives of repeated character classes."""

import re
import string

LINE_ENDS = {"\n", "\r"}
ESCAPES = {
    "d": set(string.digits), "w": set(string.ascii_letters + string.digits + "_"), "s": set(" \t\n\x0b\f\r"),
    "n": {"\n"}, "t": {"\t"}, "r": {"\r"},
}
ASCII = {chr(code) for code in range(128)}


class PatternTranslator:
    """Translates the part of the regular expression language that the models use; anything else is an error.

    The result is a list of alternatives, each a list of (characters, beyond ASCII, minimum, maximum).
    """

    def __init__(self, pattern):
        self.dot_matches_all = pattern.startswith("(?s)")
        text = pattern.removeprefix("(?s)").removeprefix("^")
        self.text = text[:-1] if text.endswith("$") and not text.endswith("\\$") else text
        self.position = 0

    def translate(self):
        alternatives = [[]]
        while self.position < len(self.text):
            if self.text[self.position] == "(":
                alternatives = self.optional_tail(alternatives)
            else:
                piece = self.piece()
                for alternative in alternatives:
                    alternative.append(piece)
        return alternatives

    def optional_tail(self, alternatives):
        tail = self.text[self.position:]
        if not tail.endswith(")?"):
            raise ValueError(f"only an optional group at the end is understood: {self.text}")
        self.position = len(self.text)
        inner = PatternTranslator(tail[1:-2]).translate()
        return alternatives + [before + after for before in alternatives for after in inner]

    def piece(self):
        characters, beyond = self.characters()
        minimum, maximum = self.quantifier()
        return characters, beyond, minimum, maximum

    def characters(self):
        character = self.take()
        if character == ".":
            return (ASCII, "all") if self.dot_matches_all else (ASCII - LINE_ENDS, "allButLineEnds")
        if character == "[":
            return self.character_class()
        if character == "\\":
            return self.escape(), "none"
        if character in "()*+?{}|^$":
            raise ValueError(f"{character!r} is not understood: {self.text}")
        return {character}, "none"

    def character_class(self):
        chosen, beyond = set(), "none"
        while (first := self.class_item()) is not None:
            if isinstance(first, set):
                chosen |= first
                continue
            last = first
            if self.text[self.position] == "-" and self.text[self.position + 1] != "]":
                self.position += 1
                last = self.class_item()
            if ord(last) >= 0x80:
                beyond = "all"
            chosen |= {chr(code) for code in range(ord(first), min(ord(last), 127) + 1)}
        return chosen, beyond

    def class_item(self):
        character = self.take()
        if character == "]":
            return None
        if character != "\\":
            return character
        if self.text[self.position] == "u":
            code = int(self.text[self.position + 1:self.position + 5], 16)
            self.position += 5
            return chr(code)
        item = self.escape()
        return item if len(item) > 1 else next(iter(item))

    def escape(self):
        character = self.take()
        if character in ESCAPES:
            return ESCAPES[character]
        if character.isalnum():
            raise ValueError(f"\\{character} is not understood: {self.text}")
        return {character}

    def quantifier(self):
        match = re.match(r"\+|\*|\{(\d+)(?:,(\d+))?\}", self.text[self.position:])
        if not match:
            return 1, 1
        self.position += match.end()
        if match.group() == "+":
            return 1, None
        if match.group() == "*":
            return 0, None
        return int(match[1]), int(match[2] or match[1])

    def take(self):
        self.position += 1
        return self.text[self.position - 1]
