"""The words of a product: where a learner stands with it, and how much is still asked."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curriculum.domain.product_state import ProductState
from curriculum.queries.product_standing import ProductLine
from passport.dates import is_after
from passport.ui.charts import Bar, Chart, bars
from passport.ui.templatetags.ui import minutes


@dataclass(frozen=True)
class Tag:
    """A short state: its words and its kind (good, attention, info or nothing)."""

    words: str
    kind: str = ""


@dataclass(frozen=True)
class ProductCard:
    """A product in the list; `due` says by when an update is to be learned."""

    code: str
    title: str
    inn: str
    brand: str
    sponsor: str
    jurisdiction: str
    label_on: date | None
    monitored: bool
    counts: str
    chart: Chart | None
    tags: tuple[Tag, ...]


def card_of(line: ProductLine, on: date) -> ProductCard:
    """A product that is offered, as the list shows it."""
    version = line.found.version
    asked = bool(line.found.delta.required)
    return ProductCard(
        code=line.code,
        title=version.title,
        inn=line.inn,
        brand=line.brand,
        sponsor=line.sponsor,
        jurisdiction=version.add_on.programme.jurisdiction.name,
        label_on=version.label_on,
        monitored=version.additional_monitoring,
        counts=counts_of(line) if asked else "",
        chart=chart_of(line) if asked else None,
        tags=tags_of(line, on),
    )


def counts_of(line: ProductLine) -> str:
    """How much is covered, learned and left, in one sentence."""
    delta = line.found.delta
    covered = _("%(covered)d of %(asked)d already covered by your core and role modules") % {
        "covered": len(delta.covered),
        "asked": len(delta.required),
    }
    learned = len(delta.learned)
    here = ngettext("%(n)d learned here", "%(n)d learned here", learned) % {"n": learned}
    return "; ".join([covered, *([here] if learned else []), _left(line)]) + "."


def _left(line: ProductLine) -> str:
    delta = line.found.delta
    rest = len(delta.remaining)
    again = len(delta.to_learn) - rest
    words = []
    if rest:
        words.append(ngettext("%(n)d remains", "%(n)d remain", rest) % {"n": rest})
    if again:
        words.append(
            ngettext("%(n)d to be learned again", "%(n)d to be learned again", again) % {"n": again}
        )
    if line.minutes:
        words.append(minutes(line.minutes))
    return ", ".join(words) or _("nothing remains")


def chart_of(line: ProductLine) -> Chart:
    """Covered, learned and remaining outcomes as one bar, with its table."""
    delta = line.found.delta
    asked = len(delta.required)
    label = ngettext("%(n)d outcome", "%(n)d outcomes", asked) % {"n": asked}
    return bars(
        [Bar(label, (len(delta.covered), len(delta.learned), len(delta.remaining)))],
        parts=(_("covered"), _("learned here"), _("remaining")),
        name=f"product-{line.code.lower()}",
        title=_("Outcomes of %(product)s") % {"product": line.inn},
    )


def tags_of(line: ProductLine, on: date) -> tuple[Tag, ...]:
    """Where the learner stands, and an update that is due beside it."""
    state = _state_tag(line, on)
    if line.update_due_on is None or line.state is ProductState.UPDATE_DUE:
        return (state,)
    return (state, due_tag(line.update_due_on, on))


def due_tag(due_on: date, on: date) -> Tag:
    """By when an update is to be learned; the stamp stays valid meanwhile."""
    sentence = (
        _("Update was due by %(day)s") if is_after(on, due_on) else _("Update due by %(day)s")
    )
    return Tag(sentence % {"day": date_format(due_on, "j F Y")}, "attention")


def _state_tag(line: ProductLine, on: date) -> Tag:
    if line.state is ProductState.UPDATE_DUE and line.update_due_on:
        return due_tag(line.update_due_on, on)
    if line.state is ProductState.CORE_NEEDED and line.core:
        codes = ", ".join(each.code for each in line.core)
        return Tag(_("Needs %(modules)s first") % {"modules": codes}, "attention")
    return state_tag(line.state)


def state_tag(state: ProductState) -> Tag:
    """The words of a state that need nothing else."""
    return {
        ProductState.NOT_OFFERED: Tag(_("Not offered in your country")),
        ProductState.NOT_ASKED: Tag(_("Asks nothing of your roles")),
        ProductState.BEGIN: Tag(_("Not begun")),
        ProductState.CONTINUE: Tag(_("Begun"), "info"),
        ProductState.EXAM_OPEN: Tag(_("Exam open"), "info"),
        ProductState.UPDATE_DUE: Tag(_("Update due"), "attention"),
        ProductState.PACKAGES_LEFT: Tag(_("Exam passed, a package is left"), "attention"),
        ProductState.CORE_NEEDED: Tag(_("Needs the core first"), "attention"),
        ProductState.RECORD: Tag(_("Nothing remains: ready to be recorded"), "info"),
        ProductState.DONE: Tag(_("Nothing to do"), "good"),
    }[state]


def package_url(code: str, key: str) -> str:
    """Where a package of a product is played."""
    return reverse("curriculum:product_package", args=[code, key])
