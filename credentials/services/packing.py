"""Asks for evidence packs and makes their files; signing them is the signer's work."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from credentials.domain.pack import Scope, scope_of
from credentials.models import EvidencePack, PackKind
from credentials.queries.packs import packs_asked_on
from credentials.services.pack_files import write_files
from credentials.services.pack_gathering import Progress, gather
from credentials.services.pack_keeping import keep_files
from passport.audit.services import record
from passport.dates import is_after, local_day
from passport.jobs import services as jobs
from passport.people.models import Centre, User
from passport.standards.models import Framework, Product


class TooManyPacksError(ValueError):
    """Somebody asked for as many packs today as settings allow."""


class StatusInFutureError(ValueError):
    """Nobody knows the status on a day that has not come."""


class NamesNeedReasonError(ValueError):
    """Names for a company are the centre's own act, and it says why."""


@dataclass(frozen=True)
class PackAsk:
    """What a pack is to be about; `reason` says why a centre adds names to a statement."""

    kind: PackKind
    framework: Framework
    status_on: date
    product: Product | None = None
    scope: Scope = field(default_factory=Scope)
    reason: str = ""


@transaction.atomic
def ask_for_pack(*, centre: Centre, by: User, ask: PackAsk, at: datetime) -> EvidencePack:
    """Ask for a pack; a job makes it.

    Raises TooManyPacksError, StatusInFutureError, NamesNeedReasonError.
    """
    _check(ask, at)
    by = User.objects.select_for_update().get(pk=by.pk)
    if packs_asked_on(by, local_day(at, settings.TIME_ZONE)) >= settings.PACKS_PER_DAY_MAX:
        raise TooManyPacksError
    pack = EvidencePack.objects.create(
        centre=centre,
        kind=ask.kind,
        framework=ask.framework,
        product=ask.product,
        status_on=ask.status_on,
        scope=ask.scope.as_json(),
        asked_by=by,
        asked_at=at,
    )
    job = jobs.ring("pack_asked", ids={"pack_id": pack.pk}, at=at, owner_id=by.public_id)
    pack.job_id = job.public_id
    pack.save()
    _record_ask(pack, ask, at)
    return pack


def _check(ask: PackAsk, at: datetime) -> None:
    if is_after(ask.status_on, local_day(at, settings.TIME_ZONE)):
        raise StatusInFutureError
    if ask.kind == PackKind.STATEMENT and ask.scope.names and not ask.reason:
        raise NamesNeedReasonError


def _record_ask(pack: EvidencePack, ask: PackAsk, at: datetime) -> None:
    details = {
        "centre": str(pack.centre.public_id),
        "kind": pack.kind,
        "framework": ask.framework.key,
        "product": ask.product.key if ask.product else "",
        "status_on": ask.status_on.isoformat(),
        "scope": ask.scope.as_json(),
    }
    if ask.reason:
        details["reason_for_names"] = ask.reason
    record(
        action="pack_asked",
        subject=f"pack:{pack.public_id}",
        at=at,
        actor_id=pack.asked_by.public_id,
        details=details,
    )


def ask_again(*, pack: EvidencePack, by: User, at: datetime) -> EvidencePack:
    """Ask for the same pack as of today; raises TooManyPacksError.

    Names in a statement need an act of their own each time, so that is not repeated.
    """
    scope = scope_of(pack.scope)
    if pack.kind == PackKind.STATEMENT:
        scope = Scope(scope.roles, scope.unit, names=False)
    ask = PackAsk(
        kind=PackKind(pack.kind),
        framework=pack.framework,
        status_on=local_day(at, settings.TIME_ZONE),
        product=pack.product,
        scope=scope,
    )
    return ask_for_pack(centre=pack.centre, by=by, ask=ask, at=at)


def make_pack(*, pack_id: int, clock: Callable[[], datetime], progress: Progress) -> None:
    """Compute and keep the files of a pack, outside any transaction; then ask the signer.

    The words are those of the site's first language, so that the same data is the same bytes
    whoever asks. A pack that was drawn before is left as it is.
    """
    rows = EvidencePack.objects.select_related("centre", "framework", "product", "asked_by")
    pack = rows.get(pk=pack_id)
    if pack.data_file:
        return
    with override(settings.LANGUAGE_CODE), TemporaryDirectory(prefix="pack-") as name:
        folder = Path(name)
        gathered = gather(pack, folder, at=clock(), progress=progress)
        content, paths = write_files(pack, gathered, folder, progress)
        progress(_("Keeping the files"), 0, None)
        data_file = keep_files(pack, content, paths)
        _drawn(pack_id=pack.pk, data_file=data_file, at=clock())
        progress(_("Made. It is being signed now."), 0, None)


@transaction.atomic
def _drawn(*, pack_id: int, data_file: str, at: datetime) -> None:
    """Note where a pack lies and ask the signer, once; the signer's job is the pack's from now."""
    rows = EvidencePack.objects.select_for_update(of=("self",)).select_related("asked_by")
    drawn = rows.get(pk=pack_id)
    if drawn.data_file:
        return
    owner = drawn.asked_by.public_id
    job = jobs.ring("pack_drawn", ids={"pack_id": drawn.pk}, at=at, owner_id=owner)
    drawn.data_file, drawn.drawn_at, drawn.job_id = data_file, at, job.public_id
    drawn.save()
