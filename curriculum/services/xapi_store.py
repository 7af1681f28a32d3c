"""What cmi5 content is told and tells: sessions read from rows, answers stored with their facts."""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction

from curriculum.domain.package_results import Completed, UnitOutcome
from curriculum.domain.packages import LaunchUnit, PackageManifest
from curriculum.models import PackageRegistration, UnitState, XapiStatement
from curriculum.queries.packages import unit_row
from curriculum.scorm import cmi5, cmi5_statements
from curriculum.scorm.cmi5_rules import Cmi5Session, Recorded, Verb, unit_outcome
from curriculum.scorm.cmi5_satisfied import asks_nothing
from curriculum.scorm.xapi import (
    Document,
    DocumentGone,
    DocumentKept,
    Fact,
    StatementKept,
    XapiAnswer,
    XapiRequest,
    answered,
)
from curriculum.services.package_trials import note_call
from curriculum.services.playing import manifest_of, outcome_of_row, settle, tell
from curriculum.services.satisfying import keep_statements, own_address, say_satisfied

_JSON = "application/json"
_USER = "content"
# Ours (THREATS C6): statements of one learner about one package, kept for good.
MOST_STATEMENTS = 2_000


@dataclass(frozen=True)
class Opened:
    """One launch of one unit: `moment` names it (seconds since 1970), `href` is the unit's."""

    registration: PackageRegistration
    manifest: PackageManifest
    unit: LaunchUnit
    moment: int

    @property
    def session_id(self) -> str:
        """The same id for the same launch, whoever asks."""
        name = f"{self.registration.public_id} {self.unit.key} {self.moment}"
        return str(uuid5(NAMESPACE_URL, name))


def opened_unit(registration: PackageRegistration, place: int, moment: int) -> Opened | None:
    """The unit at a place of the manifest; None when there is none."""
    manifest = manifest_of(registration.package)
    if not 0 <= place < len(manifest.units):
        return None
    return Opened(registration, manifest, manifest.units[place], moment)


def session_of(opened: Opened, row: UnitState | None = None) -> Cmi5Session:
    """What the launch is by the rules of cmi5, with all that is stored of its unit."""
    unit, registration = opened.unit, opened.registration
    base = Cmi5Session(
        home_page=settings.PUBLIC_URL,
        pseudonym=registration.pseudonym,
        registration=str(registration.public_id),
        activity_id=own_address(registration, unit.key),
        publisher_id=unit.activity_id or unit.key,
        session_id=opened.session_id,
        move_on=unit.move_on,
        mastery=unit.mastery,
        launch_parameters=unit.launch_data,
        recorded=tuple(_recorded(registration, unit)),
    )
    given = Document(
        cmi5.LAUNCH_DATA, _JSON, answered(200, cmi5.launch_data(base)).body,
        datetime.fromtimestamp(opened.moment, UTC),
    )  # fmt: skip
    return replace(base, documents={**_documents(row), cmi5.LAUNCH_DATA: given})


def _recorded(registration: PackageRegistration, unit: LaunchUnit) -> Iterable[Recorded]:
    for row in XapiStatement.objects.filter(registration=registration, unit=unit.key):
        kept = StatementKept(str(row.statement_id), row.verb, row.body)
        yield cmi5.recorded_of(kept, row.stored_at)


def _documents(row: UnitState | None) -> dict[str, Document]:
    stored: dict[str, dict[str, Any]] = row.documents if row else {}
    return {
        name: Document(
            name, each["type"], b64decode(each["content"]), datetime.fromisoformat(each["at"])
        )
        for name, each in stored.items()
    }


def launch_address(opened: Opened, xapi: str) -> str:
    """The unit's own address with the five values of cmi5; `xapi` is the area on its origin."""
    place = opened.manifest.units.index(opened.unit)
    endpoint = f"{xapi}{place}/"
    session = session_of(opened)
    return cmi5.launch_url(opened.unit.href, session, endpoint=endpoint, fetch=f"{endpoint}fetch")


@transaction.atomic
def fetch(*, opened: Opened, method: str, secret: str, at: datetime) -> XapiAnswer:
    """Answer the fetch address: once per launch, and never for one that was overtaken.

    `secret` is the launch's own token. The unit's earlier session is closed, and the launch is
    written down (cmi5 9.3.1, 9.3.6).
    """
    rows = PackageRegistration.objects.select_for_update()
    row = rows.get(pk=opened.registration.pk)
    used = _hash(secret) == row.fetch_hash or opened.moment <= _moment(row.fetched_at)
    expires = datetime.fromtimestamp(opened.moment, UTC)
    expires += timedelta(hours=settings.CONTENT_LAUNCH_HOURS)
    link = cmi5.FetchLink(expires, used)
    token = b64encode(f"{_USER}:{secrets.token_urlsafe(32)}".encode()).decode()
    if cmi5.gives_token(method, link, at):
        row.fetch_hash, row.auth_hash = _hash(secret), _hash(token)
        row.fetched_at = datetime.fromtimestamp(opened.moment, UTC)
        row.launched_at = at
        row.save()
        _begin(opened, at)
    return cmi5.fetch_answer(method, link, at, token=token)


def _moment(at: datetime | None) -> int:
    return int(at.timestamp()) if at else 0


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _begin(opened: Opened, at: datetime) -> None:
    """Close what the last session of the unit left open, then write down the new one."""
    row = _locked(opened, at)
    session = session_of(opened, row)
    for session_id in dict.fromkeys(each.session_id for each in session.recorded):
        earlier = replace(session, session_id=session_id)
        if cmi5_statements.needs_abandoning(earlier):
            _store(opened, row, [cmi5_statements.abandoned(earlier, at)], at)
    address = opened.unit.href
    _store(opened, row, [cmi5_statements.launched(session, at, address=address)], at)
    row.sessions += 1
    row.launch, row.ended_at, row.saved_at = opened.moment, None, at
    row.save()
    if asks_nothing(opened.unit):
        say_satisfied(opened.registration, opened.manifest, session, at)


def _locked(opened: Opened, at: datetime) -> UnitState:
    row, _ = UnitState.objects.select_for_update().get_or_create(
        registration=opened.registration, unit=opened.unit.key, defaults={"saved_at": at}
    )
    return row


def is_authorized(registration: PackageRegistration, header: str) -> bool:
    """Whether a request carries the token of the registration's latest launch."""
    kind, _, token = header.partition(" ")
    known = registration.auth_hash
    return kind == "Basic" and known != "" and compare_digest(_hash(token.strip()), known)


@transaction.atomic
def answer(*, opened: Opened, request: XapiRequest, authorization: str) -> XapiAnswer:
    """Answer one request of a unit and store its facts; 401 for a token that is not the last."""
    if not is_authorized(opened.registration, authorization):
        refused = {"error": "The authorization is missing, wrong or was replaced."}
        return answered(401, refused, WWW_Authenticate='Basic realm="xAPI"')
    if request.method in ("GET", "HEAD"):
        row = unit_row(opened.registration, opened.unit.key)
        return cmi5.answer(request, session_of(opened, row))
    # In this order everywhere: two requests would wait for each other otherwise.
    PackageRegistration.objects.select_for_update().get(pk=opened.registration.pk)
    row = _locked(opened, request.at)
    given = cmi5.answer(request, session_of(opened, row))
    if refused_again := _beyond(opened, given.facts):
        return refused_again
    if given.facts:
        _keep(opened, row, given.facts, request.at)
    return given


def _beyond(opened: Opened, facts: Iterable[Fact]) -> XapiAnswer | None:
    """The refusal of statements whose id another unit used, or that are more than are kept."""
    new = {each.id for each in facts if isinstance(each, StatementKept)}
    if not new:
        return None
    rows = XapiStatement.objects.filter(registration=opened.registration)
    if rows.filter(statement_id__in=new).exists():
        return answered(409, {"error": "this id says something else"})
    if rows.count() + len(new) > MOST_STATEMENTS:
        return answered(403, {"error": f"more than {MOST_STATEMENTS} statements"})
    return None


def _keep(opened: Opened, row: UnitState, facts: Iterable[Fact], at: datetime) -> None:
    """Store facts, and what the unit says with them."""
    before = outcome_of_row(row, opened.unit)
    statements = [each for each in facts if isinstance(each, StatementKept)]
    _store(opened, row, statements, at)
    _store_documents(row, facts)
    ended = Verb.TERMINATED in {each.verb for each in statements}
    row.saved_at = at
    row.ended_at = at if ended else row.ended_at
    if statements:
        tell(row, opened.unit, _outcome(opened))
    row.save()
    if before.completed is not Completed.COMPLETED and row.completion == Completed.COMPLETED:
        say_satisfied(opened.registration, opened.manifest, session_of(opened), at)
    settle(
        registration=opened.registration, manifest=opened.manifest, row=row, before=before, at=at
    )
    note_call(
        registration=opened.registration,
        elements=[each.verb for each in statements],
        ended=ended,
    )


def _outcome(opened: Opened) -> UnitOutcome:
    recorded = tuple(_recorded(opened.registration, opened.unit))
    return unit_outcome(opened.unit.key, opened.unit.move_on, recorded)


def _store(
    opened: Opened, row: UnitState, statements: Iterable[StatementKept], at: datetime
) -> None:
    keep_statements(opened.registration, row.unit, statements, at)


def _store_documents(row: UnitState, facts: Iterable[Fact]) -> None:
    for each in facts:
        if isinstance(each, DocumentGone):
            row.documents.pop(each.state_id, None)
        if isinstance(each, DocumentKept):
            document = each.document
            row.documents[document.state_id] = {
                "type": document.content_type,
                "content": b64encode(document.content).decode(),
                "at": document.updated_at.isoformat(),
            }
