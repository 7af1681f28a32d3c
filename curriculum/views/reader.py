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
from curriculum.queries.learning import completed_at_moment
from curriculum.queries.questions import Given, shown_check, shown_vignette
from curriculum.queries.reader import (
    ChapterText,
    chapter_text,
    chapters_read,
    latest_answers,
    shown_segments,
)
from curriculum.queries.releases import clinically_reviewed
from curriculum.services.practice import (
    Commitment,
    Decision,
    UnknownQuestionError,
    answer_check,
    decide_stage,
)
from curriculum.services.reading import mark_read
from curriculum.views.access import learners_only, release_or_404
from passport.people.models import Professional


@dataclass(frozen=True)
class Place:
    """Where in a module a practice form stands, and how its reader gets back there."""

    request: HttpRequest
    learner: Professional
    release: ModuleRelease
    slug: str
    anchor: str

    def after(self, values: dict[str, Any]) -> HttpResponse:
        """The changed piece for the script, the place on the page for everybody else."""
        if self.request.headers.get("HX-Request") == "true":
            return self._piece(values)
        url = reverse("curriculum:chapter", args=[self.release.module.code, self.slug])
        return redirect(f"{url}#{self.anchor}")

    def incomplete(self, form: Form, values: dict[str, Any]) -> HttpResponse:
        """Say beside the question what is missing; nothing was kept."""
        error = " ".join(str(messages[0]) for messages in form.errors.values())
        if self.request.headers.get("HX-Request") == "true":
            return self._piece({**values, "error": error})
        text = _text_or_404(self.release, self.slug)
        return _page(self.request, self.learner, self.release, text, {self.anchor: error})

    def _piece(self, values: dict[str, Any]) -> HttpResponse:
        name = "vignette" if "vignette" in values else "knowledge_check"
        values |= {"release": self.release.pk, "code": self.release.module.code, "swapped": True}
        return render(self.request, f"components/{name}.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@learners_only
def chapter(request: HttpRequest, learner: Professional, code: str, slug: str) -> HttpResponse:
    """Show a chapter; pressing "Next" marks it as read and goes on."""
    release = release_or_404(code, learner)
    text = _text_or_404(release, slug)
    if request.method != "POST":
        return _page(request, learner, release, text)
    mark_read(learner=learner, release=release, chapter=slug, at=timezone.now())
    if text.following:
        return redirect("curriculum:chapter", code, text.following.slug)
    return redirect("curriculum:exam" if release.draw else "curriculum:module", code)


@require_POST
@learners_only
def check(request: HttpRequest, learner: Professional, code: str, key: str) -> HttpResponse:
    """Commit to an answer of a knowledge check, then see every explanation."""
    release = release_or_404(code, learner)
    question = release.practice.get(key) or _missing()
    place = Place(request, learner, release, question["chapter"], f"check-{key}")
    form = CheckForm(request.POST)
    if not form.is_valid():
        return place.incomplete(form, {"check": shown_check(key, question, None)})
    at = timezone.now()
    commitment = Commitment(key=key, **form.cleaned_data)
    try:
        kept = answer_check(learner=learner, release=release, commitment=commitment, at=at)
    except UnknownQuestionError:
        return HttpResponseBadRequest(_("There is no such option."))
    given = Given(kept.chosen, kept.correct, kept.confidence)
    completed = not release.draw and completed_at_moment(learner.pk, release.pk, at)
    return place.after({"check": shown_check(key, question, given), "completed": completed})


@require_POST
@learners_only
def decide(request: HttpRequest, learner: Professional, code: str, key: str) -> HttpResponse:
    """Commit to a decision of a vignette, then see the next stage."""
    release = release_or_404(code, learner)
    vignette = release.vignettes.get(key) or _missing()
    place = Place(request, learner, release, vignette["chapter"], f"vignette-{key}")
    form = DecisionForm(request.POST)
    if form.is_valid():
        decision, at = Decision(key=key, **form.cleaned_data), timezone.now()
        try:
            decide_stage(learner=learner, release=release, decision=decision, at=at)
        except UnknownQuestionError:
            return HttpResponseBadRequest(_("There is no such option."))
    answers = latest_answers(learner.pk, release.pk)
    values = {"vignette": shown_vignette(key, vignette, answers)}
    return place.after(values) if form.is_valid() else place.incomplete(form, values)


def _missing() -> NoReturn:
    raise Http404


def _text_or_404(release: ModuleRelease, slug: str) -> ChapterText:
    text = chapter_text(release.pk, slug)
    if text is None:
        raise Http404
    return text


def _page(
    request: HttpRequest,
    learner: Professional,
    release: ModuleRelease,
    text: ChapterText,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    """The whole chapter page; `errors` says by anchor which form was not complete."""
    answers = latest_answers(learner.pk, release.pk)
    again = request.GET.get("again", "")
    return render(
        request,
        "curriculum/chapter.html",
        {
            "release": release,
            "module": release.module,
            "clinically_reviewed": clinically_reviewed(release.pk),
            "text": text,
            "segments": shown_segments(text, answers, again=again, errors=errors or {}),
            "read": chapters_read(learner.pk, release.pk),
            "errors": errors or {},
        },
        status=422 if errors else 200,
    )
