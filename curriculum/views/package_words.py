"""What the check of a package says: its steps, and for every rule what is wrong and the remedy."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curriculum.domain.packages import Level, PackageRule, Step
from curriculum.models import CheckFinding
from curriculum.views.package_rule_words import ARCHIVE, PROMOTION
from curriculum.views.partner_words import Told

STEPS: dict[Step, Promise] = {
    Step.RECEIVED: gettext_lazy("Received whole"),
    Step.SCANNED: gettext_lazy("Scanned for malware"),
    Step.UNPACKED: gettext_lazy("Unpacked apart from everything else"),
    Step.MANIFEST: gettext_lazy("Manifest read"),
    Step.LINKS: gettext_lazy("Links and behaviour looked at"),
    Step.ACCESSIBILITY: gettext_lazy("Accessibility looked at"),
    Step.PROMOTION: gettext_lazy("Words looked at for promotion"),
    Step.TRIAL: gettext_lazy("Tried"),
}
DOING: dict[Step, Promise] = {
    Step.RECEIVED: gettext_lazy("Looking whether all of it arrived"),
    Step.SCANNED: gettext_lazy("Scanning for malware"),
    Step.UNPACKED: gettext_lazy("Unpacking"),
    Step.MANIFEST: gettext_lazy("Reading the manifest"),
    Step.LINKS: gettext_lazy("Looking at links and behaviour"),
    Step.ACCESSIBILITY: gettext_lazy("Looking at accessibility"),
    Step.PROMOTION: gettext_lazy("Looking at words that promote"),
    Step.TRIAL: gettext_lazy("Trying it"),
}
_MANIFEST: dict[str, Promise] = {
    PackageRule.NOT_SCANNED: gettext_lazy(
        "It was not scanned for malware: this platform has no scanner. Scan it yourself."
    ),
    PackageRule.MANIFEST_MISSING: gettext_lazy(
        "There is no imsmanifest.xml or cmi5.xml at the top of the archive. Zip the files"
        " themselves and not the folder around them."
    ),
    PackageRule.MANIFEST_TOO_LARGE: gettext_lazy(
        "The manifest is larger or deeper than we read. Export the package again."
    ),
    PackageRule.MANIFEST_UNREADABLE: gettext_lazy(
        "The manifest cannot be read here: %(element)s %(value)s %(reason)s. Export it again, or"
        " ask the maker of your authoring tool."
    ),
    PackageRule.MANIFEST_ENTITIES: gettext_lazy(
        "The manifest declares entities, which are not read. Export it without a DOCTYPE."
    ),
    PackageRule.MANIFEST_STANDARD: gettext_lazy(
        "This is neither SCORM 1.2, SCORM 2004 nor cmi5 (%(version)s). Export it as one of them."
    ),
    PackageRule.NOTHING_TO_LAUNCH: gettext_lazy(
        "The manifest names nothing to open. Publish the course with at least one part."
    ),
    PackageRule.LAUNCH_MISSING: gettext_lazy(
        "%(address)s is to be opened and is not in the archive. %(similar)s Export it again."
    ),
    PackageRule.LAUNCH_OUTSIDE: gettext_lazy(
        "%(address)s lies outside the archive. Put what is opened into it."
    ),
    PackageRule.LISTED_FILE_MISSING: gettext_lazy(
        "The manifest lists %(address)s, which is not in the archive. %(similar)s Add it."
    ),
    PackageRule.UNLISTED_FILE: gettext_lazy(
        "%(count)s files are not listed in the manifest. Remove what is not needed."
    ),
}
_BEHAVIOUR: dict[str, Promise] = {
    PackageRule.EXTERNAL_ADDRESS: gettext_lazy(
        "It loads or links %(address)s, which is blocked. Put the file into the archive."
    ),
    PackageRule.BROKEN_LINK: gettext_lazy(
        "%(address)s is linked and is not in the archive. Add it or remove the link."
    ),
    PackageRule.PASSWORD_FIELD: gettext_lazy(
        "It asks for a password. Nobody may be asked for one here: remove the field."
    ),
    PackageRule.EXTERNAL_FORM: gettext_lazy(
        "A form sends what is typed to %(address)s. Remove the form."
    ),
    PackageRule.TRACKER: gettext_lazy(
        "It holds a tracker (%(address)s). Export it without analytics."
    ),
    PackageRule.SERVICE_WORKER: gettext_lazy(
        "It wants to go on working in the background. Export it without offline mode."
    ),
    PackageRule.PEER_CONNECTION: gettext_lazy(
        "It can call other computers directly (%(words)s). Remove that part."
    ),
    PackageRule.OPENS_WINDOW: gettext_lazy(
        "It opens a new window, which is blocked. Let it open in place."
    ),
    PackageRule.NO_LANGUAGE: gettext_lazy(
        "The page does not say its language. Set it, so that it is read aloud rightly."
    ),
    PackageRule.NO_TITLE: gettext_lazy("The page has no title. Give it one."),
    PackageRule.NO_TEXT_FOR_IMAGE: gettext_lazy(
        "Pictures without a text for those who cannot see them: %(count)s. Describe each."
    ),
    PackageRule.NO_CAPTIONS: gettext_lazy(
        "Films without captions: %(count)s. Add a caption file to each."
    ),
    PackageRule.NO_LABEL: gettext_lazy("Fields without a label: %(count)s. Label each."),
    PackageRule.NO_ZOOM: gettext_lazy("The page forbids zooming. Allow it."),
}
_TRIAL: dict[str, Promise] = {
    PackageRule.TRIAL_NOT_RUN: gettext_lazy("Not run here: open the trial yourself."),
    PackageRule.TRIAL_NEVER_BEGAN: gettext_lazy(
        "In the trial it told the platform nothing. Without that it never counts: check that it"
        " is published for an LMS."
    ),
    PackageRule.TRIAL_NEVER_ENDED: gettext_lazy(
        "In the trial it did not say that it ended. Go through it to its last page and close it."
    ),
    PackageRule.TRIAL_BLOCKED: gettext_lazy(
        "In the trial it reached for %(address)s and was stopped. Put what it needs into the"
        " archive."
    ),
    PackageRule.TRIAL_ERROR: gettext_lazy(
        "In the trial it told %(element)s in a way that cannot be kept (error %(code)s). Ask the"
        " maker of your authoring tool."
    ),
}
# The promotion rules speak of links between words; here files are loaded too.
SENTENCES: dict[str, Promise] = {**PROMOTION, **ARCHIVE, **_MANIFEST, **_BEHAVIOUR, **_TRIAL}


def sentence(rule: str, details: dict[str, Any]) -> str:
    """What is wrong and what to do; details that are missing leave no hole."""
    known: dict[str, Any] = defaultdict(str, details)
    if similar := details.get("similar"):
        known["similar"] = _("There is %(name)s: mind capital letters.") % {"name": similar}
    text = SENTENCES.get(rule)
    words = " ".join((str(text) % known).split()) if text else rule
    if more := details.get("more"):
        words += " " + _("%(count)s more findings are not listed.") % {"count": more}
    return words


def told(finding: CheckFinding) -> Told:
    """A finding of a package in words, with its file and line."""
    line = _(" line %(line)s") % {"line": finding.line} if finding.line else ""
    return Told(finding.level, f"{finding.file}{line}", sentence(finding.rule, finding.details))


@dataclass(frozen=True)
class Group:
    """Findings of one level under their heading."""

    level: str
    title: Promise
    findings: tuple[Told, ...]


_LEVELS: dict[Level, Promise] = {
    Level.STOP: gettext_lazy("Stop: it is not taken as it is"),
    Level.FIX: gettext_lazy("Fix: before a review"),
    Level.NOTE: gettext_lazy("Note: nothing is asked"),
}


def grouped(findings: list[CheckFinding]) -> list[Group]:
    """Findings by level, the severest first; levels without any are left out."""
    return [
        Group(str(level), title, tuple(told(each) for each in findings if each.level == level))
        for level, title in _LEVELS.items()
        if any(each.level == level for each in findings)
    ]


@dataclass(frozen=True)
class StepLine:
    """One step of the check: what it is, how it ended, in words."""

    title: Promise
    state: str
    words: str


def step_lines(
    steps: dict[str, dict[str, Any]], *, is_checking: bool, is_tried: bool
) -> list[StepLine]:
    """Every step in order; one that was not reached or not done says so."""
    known = {step: steps.get(str(step), {}) for step in Step}
    if is_tried and known[Step.TRIAL].get("state") == "skipped":
        known[Step.TRIAL] = {"state": "done"}
    return [_line(step, summary, is_checking) for step, summary in known.items()]


def _line(step: Step, summary: dict[str, Any], is_checking: bool) -> StepLine:
    state = summary.get("state", "")
    if state == "waits":
        words = _("Waits for the scanner")
    elif state == "stopped":
        words = _("Something to stop")
    elif state == "skipped":
        words = _("Not scanned") if step is Step.SCANNED else _("Not run here")
    elif state == "done" and summary.get("fix"):
        words = _("%(count)s to fix") % {"count": summary["fix"]}
    elif state == "done":
        words = _("Done")
    else:
        words = _("Not yet") if is_checking else _("Not reached")
    return StepLine(STEPS[step], state or "open", words)
