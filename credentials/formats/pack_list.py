"""The JSON list of a pack: canonical (RFC 8785), written piece by piece."""

import json
from collections.abc import Mapping
from typing import TextIO

from credentials.domain.canonical import Json, canonical
from credentials.formats.spool import Spool


def write_list(target: TextIO, head: Mapping[str, Json], lists: Mapping[str, Spool]) -> None:
    """Write one object: the small values of `head`, and the long `lists` line by line.

    Keys are ASCII, so sorting them by letter is the order that RFC 8785 asks for.
    """
    target.write("{")
    for place, key in enumerate(sorted({*head, *lists})):
        target.write(f"{',' if place else ''}{json.dumps(key)}:")
        if key in lists:
            _write_items(target, lists[key])
        else:
            target.write(canonical(head[key]))
    target.write("}")


def _write_items(target: TextIO, items: Spool) -> None:
    target.write("[")
    for place, text in enumerate(items.texts()):
        target.write(f",{text}" if place else text)
    target.write("]")
