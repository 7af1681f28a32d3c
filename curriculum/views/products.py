"""Products as a learner sees them: the list, the page of one, and recording what is covered."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from curriculum.domain.product_state import ProductState
from curriculum.queries.product_pages import (
    PartLine,
    ProductScreen,
    add_on_of,
    product_line,
    product_screen,
    was_taken_back,
)
from curriculum.queries.product_standing import ProductLine, product_lines
from curriculum.services.product_attempts import (
    NothingToLearnError,
    NotOfferedError,
    SomethingRemainsError,
    conclude,
    recognise,
)
from curriculum.views.access import learners_only
from curriculum.views.product_words import card_of, chart_of, counts_of, package_url, tags_of
from passport.people.models import Professional
from passport.people.queries.profiles import current_roles

WORDS_MAX = 100


@dataclass(frozen=True)
class Way:
    """The one primary button: an address to go to, or nothing for the button that records."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Part:
    """A chapter or package with its address."""

    line: PartLine
    url: str


@require_safe
@learners_only
def products(request: HttpRequest, learner: Professional) -> HttpResponse:
    """Every live product: those of the learner's country with what remains, others by name."""
    on = timezone.localdate()
    words = request.GET.get("q", "").strip()[:WORDS_MAX]
    lines = [line for line in product_lines(learner, on) if _fits(line, words)]
    return render(
        request,
        "curriculum/products.html",
        {
            "words": words,
            "cards": [card_of(line, on) for line in lines if line.found.offered],
            "elsewhere": [line for line in lines if not line.found.offered],
            "has_role": bool(lines[0].found.roles if lines else current_roles(learner, on)),
        },
    )


def _fits(line: ProductLine, words: str) -> bool:
    """Whether every word occurs in a name of the product."""
    names = f"{line.inn} {line.brand} {line.sponsor} {line.found.version.title} {line.code}"
    return all(word in names.casefold() for word in words.casefold().split())


@require_safe
@learners_only
def product(request: HttpRequest, learner: Professional, code: str) -> HttpResponse:
    """One product: whose it is, what is covered, what remains, and the next step."""
    on = timezone.localdate()
    line = product_line(learner, code, on)
    if line is None or not line.found.offered:
        return _closed(request, code, line)
    screen = product_screen(line, learner)
    context = {
        "screen": screen,
        "line": line,
        "version": screen.version,
        "tags": tags_of(line, on),
        "counts": counts_of(line),
        "chart": chart_of(line),
        "way": _way(screen),
        "todo": [_part(line, part) for part in screen.needed],
        "optional": [_part(line, part) for part in screen.optional],
        "rule": screen.rule_in_force(on),
        "held": line.done.held,
    }
    return render(request, "curriculum/product.html", context)


def _closed(request: HttpRequest, code: str, line: ProductLine | None) -> HttpResponse:
    """A notice in place of content: not offered in the country, or not live any more."""
    add_on = add_on_of(code)
    if add_on is None:
        raise Http404
    context = {
        "add_on": add_on,
        "product": add_on.programme.product,
        "is_live": line is not None,
        "for_safety": line is None and was_taken_back(add_on),
    }
    return render(request, "curriculum/product_closed.html", context)


def _part(line: ProductLine, part: PartLine) -> Part:
    if part.kind == "package":
        return Part(part, package_url(line.code, part.key))
    return Part(part, reverse("curriculum:chapter", args=[line.code, part.key]))


def _way(screen: ProductScreen) -> Way | None:
    """Where this learner goes on; nothing when nothing is to be done."""
    line = screen.line
    exam = reverse("curriculum:exam", args=[line.code])
    if line.state is ProductState.EXAM_OPEN and line.done.open_attempt:
        attempt = reverse("curriculum:attempt", args=[line.done.open_attempt])
        return Way(_("Continue the exam"), attempt)
    if line.state is ProductState.RECORD:
        return Way(_("Record that nothing remains"))
    if line.state is ProductState.PACKAGES_LEFT:
        return Way(_("Open what is left"), package_url(line.code, line.packages_left[0]))
    if line.state is ProductState.CORE_NEEDED:
        return _to_core(line)
    if line.state in {ProductState.DONE, ProductState.NOT_ASKED}:
        return None
    part = screen.next_part
    if part is None:
        return Way(_("Start the exam"), exam)
    begun = line.state is not ProductState.BEGIN
    label = _("Continue: %(part)s") if begun else _("Begin: %(part)s")
    return Way(label % {"part": part.title}, _part(line, part).url)


def _to_core(line: ProductLine) -> Way | None:
    if not line.core:
        return None
    first = line.core[0]
    label = _("Open %(module)s") % {"module": f"{first.code} {first.title}"}
    return Way(label, reverse("curriculum:module", args=[first.code]))


@require_POST
@learners_only
def record(request: HttpRequest, learner: Professional, code: str) -> HttpResponse:
    """Record a product of which nothing remains, or a passed exam that waits for nothing more."""
    line = product_line(learner, code, timezone.localdate())
    try:
        if line is not None and line.done.waiting:
            module_id = line.found.version.add_on.module_id
            if conclude(learner=learner, module_id=module_id, at=timezone.now()) is None:
                raise SomethingRemainsError
        else:
            recognise(learner=learner, code=code, at=timezone.now())
    except (NotOfferedError, NothingToLearnError):
        return redirect("curriculum:product", code)
    except SomethingRemainsError:
        messages.info(request, _("Something remains to be learned first. It is listed below."))
        return redirect("curriculum:product", code)
    messages.success(request, _("Recorded. The stamp follows in your passport within minutes."))
    return redirect("curriculum:product", code)
