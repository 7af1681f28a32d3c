"""Whether a name inside an archive may become a file: one spelling, no way out of the folder."""

import unicodedata

from curriculum.domain.packages import Level, PackageFinding, PackageRule

DEEPEST = 32
LONGEST_PART = 200
_FORBIDDEN = frozenset('<>:"|?*\\')
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NUMBERED = [f"{name}{digit}" for name in ("com", "lpt") for digit in "0123456789¹²³"]
_RESERVED = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$", "clock$", *_NUMBERED})


def name_rule(name: str, longest: int) -> PackageRule | None:
    """The rule that a name breaks, or None; `longest` counts bytes of UTF-8."""
    parts = name.replace("\\", "/").removesuffix("/").split("/")
    if name[:1] in ("/", "\\") or name[1:2] == ":":
        return PackageRule.ABSOLUTE_NAME
    if any(part.strip(" ") == ".." for part in parts):
        return PackageRule.PARENT_NAME
    if any(_is_unsafe(part) for part in parts) or _has_unsafe_characters(name):
        return PackageRule.UNSAFE_NAME
    return PackageRule.LONG_NAME if _is_long(name, parts, longest) else None


def _is_unsafe(part: str) -> bool:
    stem = part.split(".")[0].rstrip(" ").lower()
    edges = part != part.strip(" ") or part.endswith(".")
    return not part or part == "." or edges or stem in _RESERVED


def _has_unsafe_characters(name: str) -> bool:
    unseen = any(unicodedata.category(character) in _UNSEEN for character in name)
    return unseen or not _FORBIDDEN.isdisjoint(name) or unicodedata.normalize("NFC", name) != name


def _is_long(name: str, parts: list[str], longest: int) -> bool:
    sizes = [len(part.encode()) for part in parts]
    return len(name.encode()) > longest or max(sizes) > LONGEST_PART or len(parts) > DEEPEST


def name_findings(names: list[str], longest: int) -> list[PackageFinding]:
    """What is wrong with the names of an archive, each alone and all together."""
    alone = [(name, name_rule(name, longest)) for name in names]
    found = [PackageFinding(Level.STOP, rule, shown(name)) for name, rule in alone if rule]
    return found + _doubled(names)


def _doubled(names: list[str]) -> list[PackageFinding]:
    """Names that a file system without case or form would take for one, or file and folder."""
    seen: dict[str, str] = {}
    found = []
    for name in names:
        other = seen.setdefault(folded(name), name)
        if other is not name:
            found.append(_doubled_finding(name, other))
    files = {folded(name): name for name in names if not name.endswith("/")}
    for name in names:
        other_file = next((files[above] for above in _folders(name) if above in files), None)
        if other_file:
            found.append(_doubled_finding(name, other_file))
    return found


def _doubled_finding(name: str, other: str) -> PackageFinding:
    return PackageFinding(
        Level.STOP, PackageRule.DUPLICATE_NAME, shown(name), details={"other": shown(other)}
    )


def _folders(name: str) -> list[str]:
    parts = folded(name).split("/")[:-1][:DEEPEST]
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def folded(name: str) -> str:
    """A name without case, normal form or closing slash, as a careless file system keeps it."""
    folded_once = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", folded_once).removesuffix("/")


def shown(name: str) -> str:
    """A name that a page may show: what cannot be seen is written out, and it is not long."""
    safe = "".join(
        repr(letter)[1:-1] if unicodedata.category(letter) in _UNSEEN else letter
        for letter in name[:240]
    )
    return safe[:240]
