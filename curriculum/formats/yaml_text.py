"""Reads YAML that strangers wrote: plain data only, no aliases, no doubled keys, with lines."""

from typing import Any

import yaml

from curriculum.domain.findings import Rule
from curriculum.formats.notes import Notes

LINE = "__line__"
MAX_DEPTH = 20
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _UnsafeYaml(yaml.MarkedYAMLError):
    """The text uses a part of YAML that bundles do without."""


class _PlainLoader(_Loader):
    """Mappings remember their line; doubled keys are refused; days stay text."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict:
        keys = [key.value for key, _ in node.value]
        if doubled := [key for key in keys if keys.count(key) > 1]:
            raise _UnsafeYaml(
                problem=f"“{doubled[0]}” is there twice", problem_mark=node.start_mark
            )
        mapping = super().construct_mapping(node, deep=True)
        return {**mapping, LINE: node.start_mark.line + 1}


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if "timestamp" not in tag]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}


def _refuse_traps(text: str) -> None:
    """An alias may make a short text grow without end; deep nesting ends the process."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        mark: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            raise _UnsafeYaml(problem="aliases are not allowed", problem_mark=mark)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _UnsafeYaml(problem="it is nested too deeply", problem_mark=mark)


def read_yaml(text: str, *, file: str, notes: Notes, first_line: int = 1) -> Any:
    """The data, or None when the text cannot be read, which is noted."""
    try:
        _refuse_traps(text)
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - a SafeLoader, stricter still
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = (mark.line if mark else 0) + first_line
        notes.add(Rule.FILE_UNREADABLE, file, line, reason=error.problem or "no YAML")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        notes.add(Rule.FILE_UNREADABLE, file, reason=str(error)[:200])
    return None
