"""Questions of a version: the grid against the need, near duplicates, import and export."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from curriculum.domain.content import ModuleContent, Pool, Question
from curriculum.domain.question_imports import SENTENCES, ImportRefusedError
from curriculum.domain.similar import near_duplicates
from curriculum.formats.gift import write_gift
from curriculum.formats.question_csv import template_csv, write_csv
from curriculum.forms.partner_content import QuestionImportForm
from curriculum.models import AddOnVersion, QuestionImport
from curriculum.queries.add_ons import for_partner
from curriculum.services.question_imports import NoChaptersError, import_questions
from curriculum.services.version_checks import bundle_of
from curriculum.services.version_moves import VersionStateError
from curriculum.views.partner_frame import framed, member, typed, version_or_404
from curriculum.views.partner_words import skipped_sentence
from passport.people.models import Partner
from passport.people.services.partners import PartnerSuspendedError
from passport.people.views.partner_access import partner_member

PER_OBJECTIVE = 2
POOL_PER_DRAWN = 3
_CSV = "text/csv; charset=utf-8"
_WRITERS: Mapping[str, tuple[Callable[[Iterable[Question]], bytes], str]] = {
    "csv": (write_csv, _CSV),
    "gift": (write_gift, "text/plain; charset=utf-8"),
}


@dataclass(frozen=True)
class GridRow:
    """An objective with its questions of each pool; an exam needs two for each."""

    key: str
    text: str
    practice: int
    exam: int

    @property
    def practice_short(self) -> bool:
        """Whether nothing practises it."""
        return self.practice == 0

    @property
    def exam_short(self) -> bool:
        """Whether the exam asks it too rarely."""
        return self.exam < PER_OBJECTIVE


@dataclass(frozen=True)
class Grid:
    """Counts by objective and pool, and how many the exam needs in all."""

    rows: tuple[GridRow, ...]
    practice: int
    exam: int
    needed: int
    draw: int

    @property
    def is_short(self) -> bool:
        """Whether the pool is too small for its draw."""
        return self.exam < self.needed


def grid_of(content: ModuleContent) -> Grid:
    """Questions of a module by objective and pool."""
    counts = Counter((each.objective, each.pool) for each in content.questions)
    rows = tuple(
        GridRow(key, text, counts[key, Pool.PRACTICE], counts[key, Pool.EXAM])
        for key, text in content.objectives.items()
    )
    return Grid(
        rows=rows,
        practice=len(content.pool(Pool.PRACTICE)),
        exam=len(content.pool(Pool.EXAM)),
        needed=POOL_PER_DRAWN * content.draw,
        draw=content.draw,
    )


@partner_member
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, partner: Partner, version_id: UUID) -> HttpResponse:
    """The grid, every question, what asks nearly the same; import of a bank."""
    found = version_or_404(partner, version_id)
    bundle = bundle_of(found)
    form = QuestionImportForm(
        typed(request),
        request.FILES or None,
        objectives=bundle.content.objectives if bundle else {},
        references=bundle.references if bundle else (),
        initial={"format": "csv", "pool": str(Pool.PRACTICE)},
    )
    if form.is_valid() and (report := _imported(request, found, form)):
        args = [partner.public_id, found.public_id, report.public_id]
        return redirect("curriculum:partner_question_import", *args)
    asked = bundle.content.questions if bundle else ()
    context = framed(
        request,
        partner,
        found,
        "questions",
        form=form,
        grid=grid_of(bundle.content) if bundle else None,
        pools=_by_pool(asked),
        imports=for_partner(partner).imports.filter(version=found),
    )
    status = 422 if form.is_bound else 200
    return render(request, "curriculum/partner_questions.html", context, status=status)


def _by_pool(asked: tuple[Question, ...]) -> list[tuple[str, list[tuple[Question, str]]]]:
    """Questions of each pool with the key of the one that asks nearly the same."""
    alike = {each.key: each.other for each in near_duplicates(asked)}
    return [
        (str(pool), [(each, alike.get(each.key, "")) for each in asked if each.pool == pool])
        for pool in Pool
    ]


def _imported(
    request: HttpRequest, found: AddOnVersion, form: QuestionImportForm
) -> QuestionImport | None:
    """The report of an import; None with the reason in the form."""
    try:
        report = import_questions(
            version=found, file=form.chosen, by=member(request), at=timezone.now()
        )
    except ImportRefusedError as error:
        form.add_error("file", _(SENTENCES[error.reason]) % error.details)
    except NoChaptersError:
        form.add_error("file", _("Upload the module bundle first: it names the objectives."))
    except VersionStateError:
        form.add_error("file", _("The version is no draft now. Take it back first."))
    except PartnerSuspendedError:
        raise Http404 from None
    else:
        text = ngettext("%(n)s question came in.", "%(n)s questions came in.", report.imported)
        messages.success(request, text % {"n": report.imported})
        return report
    return None


@partner_member
@require_safe
def imported(
    request: HttpRequest, partner: Partner, version_id: UUID, question_import_id: UUID
) -> HttpResponse:
    """The report of an import: every item that was left out, with the reason."""
    found = version_or_404(partner, version_id)
    rows = for_partner(partner).imports.filter(version=found)
    report = get_object_or_404(rows, public_id=question_import_id)
    skipped = [
        {
            "position": each.get("position") or "",
            "name": each.get("name", ""),
            "text": skipped_sentence(each),
        }
        for each in report.skipped
    ]
    context = framed(request, partner, found, "questions", report=report, skipped=skipped)
    return render(request, "curriculum/partner_question_import.html", context)


@partner_member
@require_safe
def export(request: HttpRequest, partner: Partner, version_id: UUID, ending: str) -> HttpResponse:
    """All questions of a version, as our table or as GIFT."""
    found = version_or_404(partner, version_id)
    bundle = bundle_of(found)
    if bundle is None or ending not in _WRITERS:
        raise Http404
    write, kind = _WRITERS[ending]
    code = found.add_on.module.code.lower()
    name = f"{code}-questions-{found.number}.{'txt' if ending == 'gift' else ending}"
    return _file(write(bundle.content.questions), kind, name)


@partner_member
@require_safe
def template(request: HttpRequest, partner: Partner, version_id: UUID) -> HttpResponse:
    """An empty table of questions with two examples."""
    version_or_404(partner, version_id)
    return _file(template_csv(), _CSV, "questions.csv")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
