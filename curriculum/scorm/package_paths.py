"""Where an address written inside a package leads: to a path of the package, or outside."""

import re
from urllib.parse import quote, unquote

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST = 2_000


def is_external(address: str) -> bool:
    """Whether an address names a scheme or a host, so that it leaves the package."""
    text = _CONTROL.sub("", address).strip().replace("\\", "/")
    return text.startswith("//") or _SCHEME.match(text) is not None


def path_inside(address: str, folder: str = "") -> str | None:
    """The path in the package that an address means, seen from a folder of the package.

    Query and fragment are cut, percent signs undone. None when it leads outside, is absolute,
    is no text, or could be understood in two ways.
    """
    text = re.split(r"[?#]", address.strip(), maxsplit=1)[0]
    if is_external(address) or len(text) > _LONGEST or text.startswith("/") or "\\" in text:
        return None
    try:
        text = unquote(text, errors="strict")
    except UnicodeDecodeError:
        return None
    if _CONTROL.search(text) or "\\" in text or text.startswith("/"):
        return None
    return _joined([*folder.split("/"), *text.split("/")])


def _joined(parts: list[str]) -> str | None:
    path: list[str] = []
    for part in parts:
        if part == ".." and not path:
            return None
        if part == "..":
            path.pop()
        elif part not in ("", "."):
            path.append(part)
    return "/".join(path)


def address_of(path: str, address: str) -> str:
    """The path as an address below the package's root, with the query and fragment of another."""
    cut = re.search(r"[?#]", address)
    return quote(path, safe="/~!$&'()*+,;=:@") + (address[cut.start() :].strip() if cut else "")


def folder_of_path(path: str) -> str:
    """The folder that a path is in; empty at the top."""
    return path.rpartition("/")[0]
