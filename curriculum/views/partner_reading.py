"""A version as others will see it: preview for a role, changes, the thread with reviewers."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from curriculum.domain.content import Pool
from curriculum.domain.delta_plan import Part, PartsPlan, delta_minutes, draw_size, exam_objectives
from curriculum.domain.media import shown_under
from curriculum.domain.minutes import chapter_minutes
from curriculum.domain.outcomes import EVERYBODY, required_of
from curriculum.domain.product_bundle import ProductBundle
from curriculum.forms.partner_content import CommentForm
from curriculum.models import AddOnVersion, ReviewComment, VersionPackage
from curriculum.queries.add_ons import approved_before, for_partner, reviewer_numbers, used_packages
from curriculum.queries.live_versions import asked_by_programme
from curriculum.rendering.preview import Preview
from curriculum.rendering.release import Rendered
from curriculum.rendering.release import render as rendered_release
from curriculum.services.version_checks import bundle_of, latest_rule
from curriculum.services.version_comparison import changes_since
from curriculum.services.version_moves import VersionStateError
from curriculum.services.version_thread import CLOSED, write_to_reviewers
from curriculum.views.partner_frame import framed, member, typed, version_or_404
from curriculum.views.partner_words import anchor_words, anchors_of, area_words, part_words
from passport.people.domain.roles import Role
from passport.people.models import Partner
from passport.people.models.labels import ROLE_LABELS
from passport.people.services.partners import PartnerSuspendedError
from passport.people.views.partner_access import partner_member

FIRST_ROLES = (Role.NUR, Role.PHY, Role.PHA)
MEDIA = "/learn/media/"


@dataclass(frozen=True)
class Ask:
    """What a learner would be asked: outcomes, parts, minutes, questions of the exam."""

    outcomes: tuple[str, ...]
    plan: PartsPlan
    questions: int


@partner_member
@require_safe
def preview(request: HttpRequest, partner: Partner, version_id: UUID, role: str) -> HttpResponse:
    """The version as a role would get it, with nothing covered and with the whole core covered."""
    if role not in set(Role):
        raise Http404
    found = version_or_404(partner, version_id)
    bundle, used = bundle_of(found), used_packages(found)
    asked, outcomes = asked_by_programme({found.add_on.programme_id})
    every = asked.get(found.add_on.programme_id, ())
    required = required_of(every, outcomes, (role,))
    rule = latest_rule(found.add_on)
    accepted = {line.outcome for line in rule.lines} if rule else set()
    parts = _parts(bundle, used)
    whole = _ask(bundle, required, parts)
    rest = _ask(bundle, tuple(key for key in required if key not in accepted), parts)
    context = framed(
        request, partner, found, "preview",
        role=role, role_name=ROLE_LABELS[Role(role)], roles=_roles(every),
        whole=whole, rest=rest, required=[outcomes[key] for key in required],
        sheet=_sheet(found, bundle), parts=_shown(found, parts, used, whole, rest),
    )  # fmt: skip
    return render(request, "curriculum/partner_preview.html", context)


def _roles(every: Any) -> list[tuple[str, Any]]:
    """Roles to choose from: three that every product meets, and those that it is asked of."""
    named = {role for each in every for role in each.roles if role != EVERYBODY}
    codes = [*FIRST_ROLES, *(role for role in Role if role in named and role not in FIRST_ROLES)]
    return [(str(code), ROLE_LABELS[code]) for code in codes]


def _parts(bundle: ProductBundle | None, used: list[VersionPackage]) -> tuple[Part, ...]:
    """Chapters, then packages, with the outcomes that each teaches."""
    content = bundle.content if bundle else None
    minutes = chapter_minutes(content) if content else {}
    own = [
        Part(
            key=f"chapter:{chapter.slug}",
            outcomes=tuple(bundle.outcomes.get(key, "") for key in chapter.objectives),
            minutes=minutes[chapter.slug],
        )
        for chapter in (content.chapters if content else ())
        if bundle
    ]
    played = [
        Part(f"package:{line.package.public_id}", tuple(line.outcomes), line.minutes)
        for line in used
    ]
    return (*own, *played)


def _ask(bundle: ProductBundle | None, keys: tuple[str, ...], parts: tuple[Part, ...]) -> Ask:
    if bundle is None:
        return Ask(keys, delta_minutes(keys, parts), 0)
    objectives = exam_objectives(keys, {key: (own,) for key, own in bundle.outcomes.items()})
    exam = bundle.content.pool(Pool.EXAM)
    pool = {key: sum(each.objective == key for each in exam) for key in objectives}
    return Ask(keys, delta_minutes(keys, parts), draw_size(objectives, pool, bundle.content.draw))


def _sheet(found: AddOnVersion, bundle: ProductBundle | None) -> Preview | None:
    """The text as learners will read it, drawn by what freezes releases."""
    rendered = _rendered(bundle) if bundle else None
    if rendered is None:
        return None
    title = bundle.content.title if bundle else found.title
    return Preview(title, found.add_on.module.code, (), rendered)


def _rendered(bundle: ProductBundle) -> Rendered | None:
    try:
        show = shown_under(MEDIA, bundle.media)
        return rendered_release(bundle.content, bundle.references, show=show)
    except (KeyError, ValueError):  # a source or a file is not there; the desk lists it
        return None


def _shown(
    found: AddOnVersion,
    parts: tuple[Part, ...],
    used: list[VersionPackage],
    whole: Ask,
    rest: Ask,
) -> list[dict[str, Any]]:
    """Each part with its name, minutes, and to whom it would be shown."""
    bundle = bundle_of(found)
    names = {f"package:{line.package.public_id}": str(line.package) for line in used}
    for chapter in bundle.content.chapters if bundle else ():
        names[f"chapter:{chapter.slug}"] = chapter.title
    return [
        {
            "name": names[part.key],
            "slug": part.key.partition(":")[2],
            "is_package": part.key.startswith("package:"),
            "minutes": part.minutes,
            "in_whole": part.key in whole.plan.parts,
            "in_rest": part.key in rest.plan.parts,
        }
        for part in parts
    ]


@partner_member
@require_safe
def diff(request: HttpRequest, partner: Partner, version_id: UUID) -> HttpResponse:
    """What changed since the version that was approved last."""
    found = version_or_404(partner, version_id)
    before = approved_before(found)
    parts = changes_since(before, found)
    areas = [
        (area_words(area), [(part_words(each), each) for each in parts if each.area == area])
        for area in dict.fromkeys(each.area for each in parts)
    ]
    context = framed(request, partner, found, "diff", before=before, areas=areas)
    return render(request, "curriculum/partner_diff.html", context)


@partner_member
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, partner: Partner, version_id: UUID) -> HttpResponse:
    """What reviewers and the partner wrote to each other; no reviewer is named."""
    found = version_or_404(partner, version_id)
    anchors = anchors_of(bundle_of(found), used_packages(found))
    initial = {"anchor": request.GET.get("about", "")}
    form = CommentForm(typed(request), anchors=anchors, initial=initial)
    if form.is_valid() and _written(request, found, form):
        return redirect("curriculum:partner_thread", partner.public_id, found.public_id)
    rows = for_partner(partner).comments.filter(version=found).select_related("author")
    context = framed(
        request, partner, found, "thread",
        form=form, lines=_lines(request, found, list(rows), anchors),
        is_open=found.state not in CLOSED,
    )  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "curriculum/partner_thread.html", context, status=status)


def _lines(
    request: HttpRequest, found: AddOnVersion, rows: list[ReviewComment], anchors: dict[str, str]
) -> list[dict[str, Any]]:
    """Comments with who wrote them: own people by name, reviewers by number."""
    numbers = reviewer_numbers(found)
    return [
        {
            "comment": row,
            "who": str(row.author)
            if row.from_partner
            else _("Reviewer %(number)s") % {"number": numbers[row.author_id]},
            "is_mine": row.author_id == request.user.pk,
            "about": anchors.get(row.anchor) or anchor_words(row.anchor),
        }
        for row in rows
    ]


def _written(request: HttpRequest, found: AddOnVersion, form: CommentForm) -> bool:
    data = form.cleaned_data
    try:
        write_to_reviewers(
            version=found, anchor=data["anchor"], body=data["body"], by=member(request),
            at=timezone.now(),
        )  # fmt: skip
    except VersionStateError:
        form.add_error("body", _("The version is retired. Nothing can be written to it."))
        return False
    except PartnerSuspendedError:
        raise Http404 from None
    messages.success(request, _("The reviewers can read it now."))
    return True
