"""Takes typed values out of mappings read from YAML, and notes what does not fit."""

from typing import Any

from curriculum.domain.findings import Rule
from curriculum.formats.notes import Notes
from curriculum.formats.yaml_text import LINE


class Entry:
    """One mapping of a file; every key must be asked for, the rest is unknown."""

    def __init__(self, data: Any, *, file: str, notes: Notes, offset: int = 0) -> None:
        self.file, self.notes, self.asked = file, notes, {LINE}
        self.data = data if isinstance(data, dict) else {}
        self.line = self.data.get(LINE, 1) + offset
        if not isinstance(data, dict):
            notes.add(Rule.SHAPE, file, name="entry", expected="a list of “key: value” lines")

    def _value(self, key: str, kind: Any, expected: str, default: Any) -> Any:
        """The value when it has the kind; the default, noted, when not."""
        self.asked.add(key)
        if key not in self.data:
            if default is None:
                self.notes.add(Rule.KEY_MISSING, self.file, self.line, name=key)
            return kind() if default is None else default
        value = self.data[key]
        if not isinstance(value, kind):
            self.notes.add(Rule.SHAPE, self.file, self.line, name=key, expected=expected)
            return kind()
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without default it is required."""
        return " ".join(self._value(key, str, "text", default).split())

    def flag(self, key: str) -> bool:
        """True or false; false when missing."""
        return self._value(key, bool, "true or false", False)

    def keys(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of short texts."""
        value = self._value(key, list, "a list", None if required else [])
        if all(isinstance(item, str) for item in value):
            return tuple(value)
        self.notes.add(Rule.SHAPE, self.file, self.line, name=key, expected="a list of texts")
        return ()

    def texts(self, key: str, *, required: bool = False) -> dict[str, str]:
        """A mapping of texts."""
        value = self._value(key, dict, "a list of “key: value” lines", None if required else {})
        pairs = {name: text for name, text in value.items() if name != LINE}
        if all(isinstance(part, str) for pair in pairs.items() for part in pair):
            return pairs
        self.notes.add(Rule.SHAPE, self.file, self.line, name=key, expected="texts only")
        return {}

    def entries(self, key: str, *, required: bool = True) -> list["Entry"]:
        """A list of mappings."""
        value = self._value(key, list, "a list", None if required else [])
        return [Entry(item, file=self.file, notes=self.notes) for item in value]

    def raw(self, key: str) -> Any:
        """A value of any kind; None when missing."""
        self.asked.add(key)
        return self.data.get(key)

    def close(self) -> None:
        """Note keys that nobody asked for."""
        for key in self.data:
            if key not in self.asked:
                self.notes.add(Rule.KEY_UNKNOWN, self.file, self.line, name=key)
