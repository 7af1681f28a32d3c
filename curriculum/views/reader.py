"""The reader: a chapter, its knowledge checks and vignettes, and the way to the next chapter."""

from dataclasses import dataclass
from typing import Any, NoReturn

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from curriculum.forms import CheckForm, DecisionForm
from curriculum.models import ModuleRelease
from curriculum.models.module import ModuleKind
from curriculum.queries.learning import completed_at_moment
from curriculum.queries.product_pages import ProductReading, product_reading
from curriculum.queries.questions import Given, shown_check, shown_vignette
from curriculum.queries.reader import chapter_text, chapters_read, latest_answers, shown_segments
from curriculum.services.practice import (
    Commitment,
    Decision,
    UnknownQuestionError,
    answer_check,
    decide_stage,
)
from curriculum.services.reading import mark_read
from curriculum.views.access import learners_only, reviewed_release_or_404
from passport.people.models import Professional


@require_http_methods(["GET", "HEAD", "POST"])
@learners_only
def chapter(request: HttpRequest, learner: Professional, code: str, slug: str) -> HttpResponse:
    """Show a chapter; pressing "Next" marks it as read and goes on."""
    reading = _reading(request, learner, code)
    if request.method != "POST":
        return reading.page(slug)
    release = reading.release
    text = chapter_text(release.pk, slug) or _missing()
    mark_read(learner=learner, release=release, chapter=slug, at=timezone.now())
    product = reading.product()
    following = product.following(text) if product else text.following
    if following:
        return redirect("curriculum:chapter", code, following.slug)
    if product and product.packages_left:
        return redirect("curriculum:product", code)
    return redirect("curriculum:exam" if release.draw else "curriculum:module", code)


@require_POST
@learners_only
def check(request: HttpRequest, learner: Professional, code: str, key: str) -> HttpResponse:
    """Commit to an answer of a knowledge check, then see every explanation."""
    reading = _reading(request, learner, code)
    release = reading.release
    question = release.practice.get(key) or _missing()
    place = Place(slug=question["chapter"], anchor=f"check-{key}")
    form = CheckForm(request.POST)
    if not form.is_valid():
        return reading.incomplete(place, form, {"check": shown_check(key, question, None)})
    at, commitment = timezone.now(), Commitment(key=key, **form.cleaned_data)
    try:
        kept = answer_check(learner=learner, release=release, commitment=commitment, at=at)
    except UnknownQuestionError:
        return HttpResponseBadRequest(_("There is no such option."))
    given = Given(kept.chosen, kept.correct, kept.confidence)
    completed = not release.draw and completed_at_moment(learner.pk, release.pk, at)
    values = {"check": shown_check(key, question, given), "completed": completed}
    return reading.after(place, values)


@require_POST
@learners_only
def decide(request: HttpRequest, learner: Professional, code: str, key: str) -> HttpResponse:
    """Commit to a decision of a vignette, then see the next stage."""
    reading = _reading(request, learner, code)
    release = reading.release
    vignette = release.vignettes.get(key) or _missing()
    place = Place(slug=vignette["chapter"], anchor=f"vignette-{key}")
    form = DecisionForm(request.POST)
    if form.is_valid():
        decision, at = Decision(key=key, **form.cleaned_data), timezone.now()
        try:
            decide_stage(learner=learner, release=release, decision=decision, at=at)
        except UnknownQuestionError:
            return HttpResponseBadRequest(_("There is no such option."))
    answers = latest_answers(learner.pk, release.pk)
    values = {"vignette": shown_vignette(key, vignette, answers)}
    if form.is_valid():
        return reading.after(place, values)
    return reading.incomplete(place, form, values)


@dataclass(frozen=True)
class Place:
    """Where in a module a practice form stands."""

    slug: str
    anchor: str


@dataclass(frozen=True)
class Reading:
    """One learner in front of one release, and how the reader answers."""

    request: HttpRequest
    learner: Professional
    release: ModuleRelease
    clinically_reviewed: bool

    def page(self, slug: str, errors: dict[str, str] | None = None) -> HttpResponse:
        """A whole chapter; `errors` says by anchor which form was not complete."""
        release, errors, product = self.release, errors or {}, self.product()
        skip = product.skip if product else ()
        text = chapter_text(release.pk, slug) or _missing()
        answers = latest_answers(self.learner.pk, release.pk)
        again = self.request.GET.get("again", "")
        values = {
            "release": release,
            "module": release.module,
            "clinically_reviewed": self.clinically_reviewed,
            "text": text,
            "product": product,
            "skip": skip,
            "skips_this": slug in skip,
            "following": product.following(text) if product else text.following,
            "segments": shown_segments(text, answers, again=again, errors=errors),
            "read": chapters_read(self.learner.pk, release.pk),
            "errors": errors,
        }
        status = 422 if errors else 200
        return render(self.request, "curriculum/chapter.html", values, status=status)

    def product(self) -> ProductReading | None:
        """Whose product this is and what may be skipped; None for core and role modules."""
        if self.release.module.kind != ModuleKind.PRODUCT:
            return None
        return product_reading(self.learner, self.release, timezone.localdate())

    def after(self, place: Place, values: dict[str, Any]) -> HttpResponse:
        """The changed piece for the script, its place on the page for everybody else."""
        if self._by_script():
            return self._piece(values)
        url = reverse("curriculum:chapter", args=[self.release.module.code, place.slug])
        return redirect(f"{url}#{place.anchor}")

    def incomplete(self, place: Place, form: Form, values: dict[str, Any]) -> HttpResponse:
        """Say beside the question what is missing; nothing was kept."""
        error = " ".join(str(messages[0]) for messages in form.errors.values())
        if self._by_script():
            return self._piece({**values, "error": error})
        return self.page(place.slug, {place.anchor: error})

    def _by_script(self) -> bool:
        return self.request.headers.get("HX-Request") == "true"

    def _piece(self, values: dict[str, Any]) -> HttpResponse:
        name = "vignette" if "vignette" in values else "knowledge_check"
        values |= {"release": self.release.pk, "code": self.release.module.code, "swapped": True}
        return render(self.request, f"components/{name}.html", values)


def _reading(request: HttpRequest, learner: Professional, code: str) -> Reading:
    release, reviewed = reviewed_release_or_404(code, learner)
    return Reading(request, learner, release, clinically_reviewed=reviewed)


def _missing() -> NoReturn:
    raise Http404
