"""An agreement as people read it: terms, signatures, and what is missing, in words."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from observership.domain.agreement import Missing
from observership.domain.codes import SIGNING_SIDES, Paperwork
from observership.models import Agreement, AgreementSignature
from observership.models.labels import PAPERWORK_LABELS, SIDE_LABELS

MISSING_WORDS = {
    Missing.SUPERVISOR: _("The host names a supervisor."),
    Missing.OBJECTIVES: _("Trainee or host choose at least one objective."),
    Missing.HOME_HEAD: _("A coordinator names who signs for the home department."),
    Missing.SIGNATURE_TRAINEE: _("The trainee signs."),
    Missing.SIGNATURE_HOST: _("The host signs."),
    Missing.SIGNATURE_HOME: _("The home department signs."),
    Missing.HOST_LIST: _("The host finishes its checklist."),
}


@dataclass(frozen=True)
class AgreementView:
    """A version as it is shown; `terms` is its content, empty once it was erased."""

    version: int
    content_hash: str
    made_at: datetime
    why: str
    terms: dict[str, Any]
    starts_on: date | None
    ends_on: date | None
    paperwork: tuple[str, ...]


@dataclass(frozen=True)
class SignatureLine:
    """A side and, where it signed, its name and when."""

    side: str
    label: str
    name: str
    signed_at: datetime | None


def agreement_view(agreement: Agreement) -> AgreementView:
    """A version with its days and paperwork in words."""
    terms = json.loads(agreement.content) if agreement.content else {}
    return AgreementView(
        version=agreement.version,
        content_hash=agreement.content_hash,
        made_at=agreement.made_at,
        why=agreement.why,
        terms=terms,
        starts_on=_day(terms.get("starts_on")),
        ends_on=_day(terms.get("ends_on")),
        paperwork=tuple(paperwork_words(code) for code in terms.get("paperwork", ())),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def signature_lines(signed: dict[str, AgreementSignature]) -> tuple[SignatureLine, ...]:
    """The three sides, in order."""
    lines = []
    for side in SIGNING_SIDES:
        row = signed.get(side)
        name, at = (row.name, row.signed_at) if row else ("", None)
        lines.append(SignatureLine(str(side), str(SIDE_LABELS[side]), name, at))
    return tuple(lines)


def missing_words(lacks: tuple[Missing, ...]) -> tuple[str, ...]:
    """What is missing, a sentence each."""
    return tuple(str(MISSING_WORDS[code]) for code in lacks)


def paperwork_words(code: str) -> str:
    """A code of paperwork as people read it."""
    known = {str(each) for each in Paperwork}
    return str(PAPERWORK_LABELS[Paperwork(code)]) if code in known else code
