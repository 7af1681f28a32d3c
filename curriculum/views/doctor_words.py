"""The sentences of the completion doctor, for learners, partners and support."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as counted

from curriculum.domain.doctor import Cause, Diagnosis, Note, Reader, Step, next_step, notes_for

CAUSES = {
    Cause.COUNTED: _("This module counts since %(day)s."),
    Cause.COUNTRY_NOT_OFFERED: _("This module is not offered in this country."),
    Cause.VERSION_NOT_LIVE: _("This version is not published yet, so nothing done in it counts."),
    Cause.VERSION_RETIRED: _("This version was taken back, so nothing new done in it counts."),
    Cause.VERSION_UNSAFE: _("This version was taken back for safety. No exam in it counts now."),
    Cause.EXAM_UNSAFE: _("An exam in a version that was taken back for safety does not count."),
    Cause.PACKAGE_CLOSED: _("“%(unit)s” was closed by a check and cannot be opened now."),
    Cause.CORE_MISSING: counted(
        "%(count)s outcome is taught by the core only.",
        "%(count)s outcomes are taught by the core only.",
        "count",
    ),
    Cause.UNIT_NEVER_OPENED: _("“%(unit)s” was not opened yet."),
    Cause.UNIT_SAYS_NOTHING: _("“%(unit)s” never told how far it was gone through."),
    Cause.UNIT_INCOMPLETE: _("“%(unit)s” says that it is not complete."),
    Cause.UNIT_BELOW_THRESHOLD: _("“%(unit)s” was not gone through far enough."),
    Cause.UNIT_NO_SCORE: _("“%(unit)s” has a pass mark and never told a result."),
    Cause.UNIT_NOT_PASSED: _("The questions inside “%(unit)s” were not passed."),
    Cause.UNIT_ONLY_BROWSED: _("“%(unit)s” says that it was only looked through."),
    Cause.VALUES_REFUSED: counted(
        "“%(unit)s” sent %(count)s value that its standard does not allow.",
        "“%(unit)s” sent %(count)s values that its standard does not allow.",
        "count",
    ),
    Cause.EXAM_OPEN: _("An exam is open and not handed in."),
    Cause.EXAM_NOT_TAKEN: _("The exam was not taken. A package alone never counts."),
    Cause.EXAM_NOT_PASSED: _("The exam was not passed yet."),
    Cause.OUTCOMES_REMAIN: counted(
        "%(count)s outcome is still to be learned.",
        "%(count)s outcomes are still to be learned.",
        "count",
    ),
    Cause.RULE_CHANGED: _("The partner has a newer rule. What was earned before stays."),
    Cause.UPDATE_DUE: _("The label changed. The update is due by %(day)s; the stamp stays valid."),
    Cause.UPDATE_LATE: _("The label changed. The update was due by %(day)s; the stamp says so."),
    Cause.NOT_REVIEWED: _("Demonstration: no clinician has reviewed this module yet."),
}
STEPS = {
    Step.NOTHING: _("Nothing is left to do."),
    Step.SEE_COUNTRY: _("See whether the country in your account is right."),
    Step.WAIT_FOR_ANOTHER: _("Come back when a new version is published."),
    Step.WAIT_FOR_PACKAGE: _("Come back later. Its partner and reviewers have been told."),
    Step.WAIT_FOR_VERSION: _("Come back when it is published."),
    Step.TAKE_CORE: _("Take the core modules in your plan first."),
    Step.OPEN_UNIT: _("Open “%(unit)s”."),
    Step.GO_ON: _("Go on in “%(unit)s” to its end, then close it."),
    Step.REPEAT_UNIT: _("Go through “%(unit)s” again to its end."),
    Step.FINISH_EXAM: _("Finish the open exam."),
    Step.TAKE_EXAM: _("Take the exam."),
    Step.TAKE_EXAM_AGAIN: _("Take the exam again."),
    Step.LEARN_REST: _("Learn the outcomes that remain."),
    Step.LEARN_UPDATE: _("Learn what changed."),
    Step.WRITE_TO_SUPPORT: _("Write to support. Your time and place are kept."),
    Step.ADD_COUNTRY: _("Add the country in a new version, if its label allows."),
    Step.SUBMIT_VERSION: _("Bring a version through review."),
    Step.MEND_STATUS: _("Have “%(unit)s” set its completion status before it ends."),
    Step.MEND_SCORE: _("Have “%(unit)s” send a score, or take the pass mark out of its manifest."),
    Step.MEND_VALUES: _("Have “%(unit)s” send values as its standard writes them."),
    Step.EXPLAIN: _("Explain this to the learner."),
    Step.TELL_PARTNER: _("Tell the partner what to mend."),
    Step.FIND_REVIEWER: _("Find a clinical reviewer."),
}
# What happens to “Take the exam again” while a pause runs.
AGAIN_ON = _("Take the exam again from %(day)s.")


@dataclass(frozen=True)
class DoctorPanel:
    """What the panel shows: whether it counts, why, and the one thing to do next."""

    counts: bool
    lines: tuple[str, ...]
    next: str


def doctor_panel(reader: Reader, found: Diagnosis) -> DoctorPanel:
    """A diagnosis in the words of a reader."""
    step, note = next_step(reader, found)
    sentence = STEPS[step]
    if step is Step.TAKE_EXAM_AGAIN and note and note.on:
        sentence = AGAIN_ON
    lines = tuple(_filled(CAUSES[each.cause], each) for each in notes_for(reader, found))
    return DoctorPanel(found.counts, lines, _filled(sentence, note or Note(Cause.COUNTED)))


def _filled(sentence: str | Promise, note: Note) -> str:
    day = date_format(note.on) if note.on else translated("now")
    return str(sentence % {"unit": note.unit, "count": note.count, "day": day})
