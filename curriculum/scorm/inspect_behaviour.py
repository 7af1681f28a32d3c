"""What a package would do: ask for passwords, follow people, open windows, stay behind."""

import re
from collections.abc import Iterator

from curriculum.domain.packages import Level, PackageFinding, PackageRule
from curriculum.scorm.entry_names import shown
from curriculum.scorm.inspect_sources import Source, scripts_of
from curriculum.scorm.inspect_trackers import CALLS, host_of, is_tracker
from curriculum.scorm.markup import Tag

_PASSWORD = re.compile(
    r"<input\b[^>]{0,300}?\btype\s{0,3}=\s{0,3}\\?[\"']?password"
    r"|\.type\s{0,3}=\s{0,3}[\"'`]password[\"'`]"
    r"|setAttribute\(\s{0,3}[\"'`]type[\"'`]\s{0,3},\s{0,3}[\"'`]password[\"'`]",
    re.IGNORECASE,
)
_WORKER = re.compile(r"\bserviceWorker\b")
# No header that browsers know keeps a page from calling another computer this way.
_PEER = re.compile(r"RTC(?:PeerConnection|DataChannel)|webkitRTC")
_WINDOW = re.compile(r"\b(?:window|top|parent)\.open\s{0,3}\(")
_ADDRESS = re.compile(r"[\"'`](?:https?:)?(//[A-Za-z0-9.-]{1,200}[^\"'`\s]{0,300})")
_FORM = re.compile(
    r"<form\b[^>]{0,300}?\baction\s{0,3}=\s{0,3}\\?[\"']?((?:https?:)?//[^\"'\s>]{1,300})",
    re.IGNORECASE,
)
_NAMES_ONLY = frozenset(
    [
        "www.w3.org",
        "w3id.org",
        "www.adlnet.org",
        "adlnet.gov",
        "www.imsglobal.org",
        "www.imsproject.org",
        "www.imsglobal.net",
        "ltsc.ieee.org",
        "purl.org",
        "schema.org",
        "json-schema.org",
        "example.org",
        "example.com",
        "localhost",
        "ns.adobe.com",
    ]
)
_SECRETS = {"current-password", "new-password", "one-time-code"}


def behaviour_findings(source: Source) -> Iterator[PackageFinding]:
    """What the tags and scripts of one text would do that a package must not, or should not."""
    for tag in source.page.tags:
        yield from _tag_findings(source, tag)
    for script, line in scripts_of(source):
        yield from _script_findings(source, script, line)


def _tag_findings(source: Source, tag: Tag) -> Iterator[PackageFinding]:
    asked = tag.attributes.get("autocomplete", "").lower().split()
    secret = tag.attributes.get("type", "").strip().lower() == "password"
    if tag.name == "input" and (secret or not _SECRETS.isdisjoint(asked)):
        yield PackageFinding(Level.STOP, PackageRule.PASSWORD_FIELD, source.name, tag.line)
    if tag.attributes.get("target", "").lower() == "_blank":
        yield PackageFinding(Level.NOTE, PackageRule.OPENS_WINDOW, source.name, tag.line)


def _script_findings(source: Source, script: str, line: int) -> Iterator[PackageFinding]:
    checks = (
        (Level.STOP, PackageRule.PASSWORD_FIELD, _PASSWORD),
        (Level.STOP, PackageRule.EXTERNAL_FORM, _FORM),
        (Level.STOP, PackageRule.PEER_CONNECTION, _PEER),
        (Level.FIX, PackageRule.TRACKER, CALLS),
        (Level.FIX, PackageRule.SERVICE_WORKER, _WORKER),
        (Level.NOTE, PackageRule.OPENS_WINDOW, _WINDOW),
    )
    for level, rule, pattern in checks:
        if match := pattern.search(script):
            at = line + script.count("\n", 0, match.start())
            details = {"words": shown(match.group())[:120]}
            yield PackageFinding(level, rule, source.name, at, details)
    yield from _address_findings(source, script, line)


def _address_findings(source: Source, script: str, line: int) -> Iterator[PackageFinding]:
    """Hosts that a script names: each once; it may be no more than a name, so mostly a NOTE."""
    told: set[str] = set()
    for match in _ADDRESS.finditer(script):
        host = host_of(match[1])
        if not host or "." not in host or host in told or host in _NAMES_ONLY:
            continue
        told.add(host)
        tracker = is_tracker(match[1])
        rule = PackageRule.TRACKER if tracker else PackageRule.EXTERNAL_ADDRESS
        at = line + script.count("\n", 0, match.start())
        details = {"address": shown(match[1])}
        level = Level.STOP if tracker else Level.NOTE
        yield PackageFinding(level, rule, source.name, at, details)
        if len(told) >= 50:
            return
