"""What everybody may see: the catalogue and each module's page."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from curriculum.domain.plan import ModuleState
from curriculum.forms import CatalogueForm
from curriculum.models.module import ModuleKind
from curriculum.queries.catalogue import (
    ModuleScreen,
    cards,
    learner_of,
    listed_releases,
    module_screen,
)
from curriculum.queries.releases import SOURCE_LANGUAGE
from curriculum.views.access import ProductClosedError, reviewed_release_or_404

CARDS_PER_PAGE = 24


@dataclass(frozen=True)
class Action:
    """The one primary button of a page."""

    label: str
    url: str


def catalogue(request: HttpRequest) -> HttpResponse:
    """All modules with a release, filtered and searched by GET."""
    form = CatalogueForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    learner = learner_of(request.user)
    releases = listed_releases(
        learner.language if learner else SOURCE_LANGUAGE,
        kind=chosen.get("kind", ""),
        role=chosen.get("role", ""),
        words=chosen.get("q", ""),
    )
    page = Paginator(releases, CARDS_PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request,
        "curriculum/catalogue.html",
        {
            "form": form,
            "page": page,
            "cards": cards(list(page.object_list), learner.pk if learner else None),
            "query": query.urlencode(),
            "filtered": any(chosen.values()),
            "learner": learner,
        },
    )


def module(request: HttpRequest, code: str) -> HttpResponse:
    """What a module teaches, its chapters, its exam, and one way on; products have their own."""
    learner = learner_of(request.user)
    try:
        release, reviewed = reviewed_release_or_404(code, learner)
    except ProductClosedError:
        return redirect("curriculum:product", code)
    if release.module.kind == ModuleKind.PRODUCT:
        return redirect("curriculum:product", code)
    learner_id = learner.pk if learner else None
    screen = module_screen(release, learner_id, timezone.now(), reviewed=reviewed)
    return render(
        request, "curriculum/module.html", {"screen": screen, "primary": _primary(screen)}
    )


def _primary(screen: ModuleScreen) -> Action | None:
    """Where this learner goes on; nothing when the module is completed."""
    code = screen.module.code
    if screen.open_attempt:
        url = reverse("curriculum:attempt", args=[screen.open_attempt.public_id])
        return Action(_("Continue the exam"), url)
    if screen.state is ModuleState.COMPLETED:
        return None
    following = screen.next_chapter
    if following is None and screen.release.draw:
        return Action(_("Start the exam"), reverse("curriculum:exam", args=[code]))
    following = following or screen.chapters[0].outline
    begun = screen.state is ModuleState.IN_PROGRESS
    label = (
        _("Continue: %(chapter)s") % {"chapter": following.title} if begun else _("Start reading")
    )
    return Action(label, reverse("curriculum:chapter", args=[code, following.slug]))
