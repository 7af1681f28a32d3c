"""The desk of a version: what is missing, its declarations, and where it goes next."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from curriculum.domain.add_ons import Actor, Missing, VersionState, ends_on, next_states
from curriculum.forms.partner_add_ons import (
    MOST_AUTHORS,
    AuthorFormSet,
    MetadataForm,
    as_typed,
    declared_initial,
    facts_of,
)
from curriculum.models import AddOnVersion
from curriculum.queries.add_ons import is_editable, last_reason
from curriculum.services.add_ons import save_metadata
from curriculum.services.version_checks import VersionCheck, check_of
from curriculum.services.version_moves import (
    NotCompleteError,
    VersionStateError,
    give_up,
    submit_version,
    take_back,
)
from curriculum.views.partner_frame import acted, desk, framed, member, typed, version_or_404
from curriculum.views.partner_words import (
    Task,
    Told,
    fields_missing,
    module_sentence,
    promotion_sentence,
    to_do,
)
from passport.people.models import Partner
from passport.people.services.partners import PartnerSuspendedError
from passport.people.views.partner_access import partner_member

_PACKAGES = (Missing.TRIAL_RUN, Missing.OPEN_STOP)
_RULES = (Missing.ACCEPTANCE_RULE, Missing.UNREACHABLE_OUTCOME)
_TEXT = (Missing.CONTENT, Missing.UNCHANGED, Missing.OPEN_FIX)


@partner_member
@require_safe
def version(request: HttpRequest, partner: Partner, version_id: UUID) -> HttpResponse:
    """The desk: what is missing and where, states with their days, what can be done."""
    found = version_or_404(partner, version_id)
    check = check_of(found, timezone.localdate())
    context = framed(
        request,
        partner,
        found,
        "desk",
        check=check,
        tasks=_tasks(found, check),
        findings=_findings(check),
        lost=[check.outcomes[key] for key in check.unreachable],
        events=found.events.order_by("-at", "-pk"),
        reason=last_reason(found),
        ends_on=ends_on(found.approval_ends_on, found.label_ends_on),
        may=next_states(VersionState(found.state), Actor.PARTNER),
    )
    return render(request, "curriculum/partner_version.html", context)


def _tasks(found: AddOnVersion, check: VersionCheck) -> list[Task]:
    """Parts of the work in order, each with what it lacks."""
    bundle = check.bundle
    chapters = len(bundle.content.chapters) if bundle else 0
    questions = len(bundle.content.questions) if bundle else 0
    rule = check.rule
    groups: list[tuple[Any, str, str, tuple[Missing, ...]]] = [
        (gettext_lazy("Declarations"), "partner_metadata", "", fields_missing(check.missing)),
        (
            gettext_lazy("Chapters and questions"),
            "partner_bundle",
            _("%(chapters)s chapters, %(questions)s questions")
            % {"chapters": chapters, "questions": questions},
            _TEXT,
        ),
        (
            gettext_lazy("Packages"),
            "partner_version_packages",
            _packages_note(len(check.used)),
            _PACKAGES,
        ),
        (
            gettext_lazy("What you accept from the core"),
            "partner_rules",
            _("Rule %(number)s") % {"number": rule.number} if rule else "",
            _RULES,
        ),
    ]
    return [_task(found, check, *group) for group in groups]


def _packages_note(used: int) -> str:
    return ngettext("%(n)s package", "%(n)s packages", used) % {"n": used} if used else ""


def _task(
    found: AddOnVersion,
    check: VersionCheck,
    title: Any,
    page: str,
    note: str,
    codes: tuple[Missing, ...],
) -> Task:
    about = found.add_on if page == "partner_rules" else found
    url = reverse(f"curriculum:{page}", args=[found.add_on.partner.public_id, about.public_id])
    return Task(
        title, url, note, tuple(to_do(found, each) for each in check.missing if each in codes),
        unused=page == "partner_version_packages" and not check.used,
    )  # fmt: skip


def _findings(check: VersionCheck) -> list[Told]:
    """What must be mended in text and questions, and what is only told."""
    return [
        *(
            Told("fix", each.where, module_sentence(each.rule, each.values))
            for each in check.faults
        ),
        *(
            Told(str(each.level), each.file, promotion_sentence(each.rule, each.details))
            for each in check.promotion
        ),
    ]


@partner_member
@require_http_methods(["GET", "HEAD", "POST"])
def metadata(request: HttpRequest, partner: Partner, version_id: UUID) -> HttpResponse:
    """What the partner declares: countries, label, approval, authors with their interests."""
    found = version_or_404(partner, version_id)
    sent = typed(request)
    if sent is not None and not is_editable(found):
        return acted(request, found, _refuse, "")
    if sent is not None and "add_author" in sent:
        return _with_one_more_author(request, partner, found)
    form = MetadataForm(sent, initial=declared_initial(found))
    authors = AuthorFormSet(sent, initial=found.authors, prefix="authors")
    if sent is not None and form.is_valid() and authors.is_valid():
        return _declared(request, found, form, authors)
    status = 422 if sent is not None else 200
    return _metadata_page(request, partner, found, form, authors, status)


def _refuse() -> None:
    raise VersionStateError


def _declared(
    request: HttpRequest, found: AddOnVersion, form: MetadataForm, authors: Any
) -> HttpResponse:
    facts = facts_of(form, authors)

    def act() -> None:
        save_metadata(version=found, facts=facts, by=member(request), at=timezone.now())

    return acted(request, found, act, _("The declarations are saved."))


def _with_one_more_author(
    request: HttpRequest, partner: Partner, found: AddOnVersion
) -> HttpResponse:
    """The same page with what was typed and one more empty row; nothing is saved."""
    form = MetadataForm(initial=as_typed(MetadataForm(), request.POST))
    sent = AuthorFormSet(request.POST, prefix="authors")
    rows = [as_typed(row, request.POST) for row in sent.forms[:MOST_AUTHORS]]
    authors = AuthorFormSet(initial=rows, prefix="authors")
    return _metadata_page(request, partner, found, form, authors, 200)


def _metadata_page(
    request: HttpRequest,
    partner: Partner,
    found: AddOnVersion,
    form: MetadataForm,
    authors: Any,
    status: int,
) -> HttpResponse:
    context = framed(
        request, partner, found, "metadata",
        form=form.as_needed(), authors=authors, more=len(authors.forms) < MOST_AUTHORS,
    )  # fmt: skip
    return render(request, "curriculum/partner_metadata.html", context, status=status)


@partner_member(manager=True)
@require_POST
def submit(request: HttpRequest, partner: Partner, version_id: UUID) -> HttpResponse:
    """Hand the version to the reviewers."""
    found = version_or_404(partner, version_id)
    try:
        submit_version(version=found, by=member(request), at=timezone.now())
    except NotCompleteError as error:
        count = len(error.missing)
        text = ngettext("%(n)s thing is missing.", "%(n)s things are missing.", count)
        messages.error(request, text % {"n": count})
    except PartnerSuspendedError:
        raise Http404 from None
    except VersionStateError:
        messages.info(request, _("It is no longer in that state. Nothing changed."))
    else:
        messages.success(request, _("Submitted. Two independent reviewers will read it."))
    return desk(found)


@partner_member(manager=True)
@require_POST
def withdraw(request: HttpRequest, partner: Partner, version_id: UUID) -> HttpResponse:
    """Take the version back from review, to change it."""
    found = version_or_404(partner, version_id)

    def act() -> None:
        take_back(version=found, by=member(request), at=timezone.now())

    return acted(request, found, act, _("Taken back. It is a draft again."))


@partner_member(manager=True)
@require_POST
def abandon(request: HttpRequest, partner: Partner, version_id: UUID) -> HttpResponse:
    """Give a draft up for good."""
    found = version_or_404(partner, version_id)

    def act() -> None:
        give_up(version=found, by=member(request), at=timezone.now())

    return acted(request, found, act, _("Given up. You can open a new version."))
