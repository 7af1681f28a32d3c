"""What the partners' portal says: what is missing, where it is mended, what a check found."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curriculum.domain.add_ons import Missing
from curriculum.domain.findings import SENTENCES as MODULE_SENTENCES
from curriculum.domain.findings import Rule
from curriculum.domain.product_bundle import ProductBundle
from curriculum.domain.question_imports import SENTENCES as IMPORT_SENTENCES
from curriculum.domain.question_imports import Reason
from curriculum.domain.version_diff import Area, Part
from curriculum.models import AddOnVersion, VersionPackage
from curriculum.views.package_rule_words import ARCHIVE, PROMOTION

MISSING: dict[Missing, Promise] = {
    Missing.INN: gettext_lazy("The product has no generic name here. Write to us."),
    Missing.PRODUCT: gettext_lazy("The product programme has no name here. Write to us."),
    Missing.COUNTRIES: gettext_lazy("Choose the countries in which it may be shown."),
    Missing.LANGUAGES: gettext_lazy("Choose the language."),
    Missing.LABEL_DATE: gettext_lazy("Enter the date of the label."),
    Missing.LABEL_DATE_AHEAD: gettext_lazy("The date of the label lies in the future. Correct it."),
    Missing.LABEL_ENDED: gettext_lazy("The text no longer fits the label. Bring it up to date."),
    Missing.LABEL_ADDRESS: gettext_lazy("Enter the address at which the label can be read."),
    Missing.RMP_VERSION: gettext_lazy("Enter the version of the risk management plan."),
    Missing.AUTHORITY_ANSWER: gettext_lazy("Say whether an authority agreed to the material."),
    Missing.APPROVAL_REFERENCE: gettext_lazy("Enter the approval reference."),
    Missing.APPROVAL_EXPIRY: gettext_lazy("Enter the last day of the approval."),
    Missing.APPROVAL_ENDED: gettext_lazy("The approval has ended. Enter the new one."),
    Missing.AUTHORS: gettext_lazy("Name at least one author."),
    Missing.INTERESTS: gettext_lazy("State the interests of every author."),
    Missing.CONTENT: gettext_lazy("Upload a module bundle: chapters and questions."),
    Missing.UNCHANGED: gettext_lazy(
        "Reviewers sent exactly this back. Change what they asked for, then submit."
    ),
    Missing.OPEN_STOP: gettext_lazy("A package has findings that stop it. Mend or remove it."),
    Missing.OPEN_FIX: gettext_lazy("Mend the findings that are listed below."),
    Missing.TRIAL_RUN: gettext_lazy("Try every package once."),
    Missing.ACCEPTANCE_RULE: gettext_lazy("Sign what you accept from the core."),
    Missing.UNREACHABLE_OUTCOME: gettext_lazy(
        "Some outcomes are neither taught here nor accepted from the core."
    ),
}
_FIELDS = {
    Missing.INN: "title", Missing.PRODUCT: "title",
    Missing.COUNTRIES: "countries", Missing.LANGUAGES: "title", Missing.LABEL_DATE: "label_on",
    Missing.LABEL_DATE_AHEAD: "label_on", Missing.LABEL_ENDED: "label_ends_on",
    Missing.LABEL_ADDRESS: "label_url",
    Missing.RMP_VERSION: "rmp_version", Missing.AUTHORITY_ANSWER: "authority_agreed",
    Missing.APPROVAL_REFERENCE: "approval_reference", Missing.APPROVAL_EXPIRY: "approval_ends_on",
    Missing.APPROVAL_ENDED: "approval_ends_on", Missing.AUTHORS: "authors",
    Missing.INTERESTS: "authors",
}  # fmt: skip
_PAGES = {
    Missing.CONTENT: "partner_bundle",
    Missing.UNCHANGED: "partner_bundle",
    Missing.OPEN_STOP: "partner_version_packages",
    Missing.TRIAL_RUN: "partner_version_packages",
}
_RULE = {Missing.ACCEPTANCE_RULE, Missing.UNREACHABLE_OUTCOME}


@dataclass(frozen=True)
class ToDo:
    """One thing that is missing, in words, with the address where it is mended."""

    text: str
    url: str


@dataclass(frozen=True)
class Task:
    """A part of the work on a version: where it is done, and what it lacks.

    `unused`: it may be left out, and is.
    """

    title: Promise
    url: str
    note: str
    todo: tuple[ToDo, ...]
    unused: bool = False


def to_do(version: AddOnVersion, code: Missing) -> ToDo:
    """What is missing, with its place."""
    partner = version.add_on.partner.public_id
    text = str(MISSING[code])
    if code in _FIELDS:
        url = reverse("curriculum:partner_metadata", args=[partner, version.public_id])
        name = _FIELDS[code]
        return ToDo(text, f"{url}#{name if name == 'authors' else f'id_{name}'}")
    if code in _PAGES:
        return ToDo(text, reverse(f"curriculum:{_PAGES[code]}", args=[partner, version.public_id]))
    if code in _RULE:
        return ToDo(text, rule_url(version))
    return ToDo(text, "#findings")


def rule_url(version: AddOnVersion) -> str:
    """Where a partner signs what it accepts."""
    args = [version.add_on.partner.public_id, version.add_on.public_id]
    return reverse("curriculum:partner_rule_new", args=args)


def fields_missing(codes: tuple[Missing, ...]) -> tuple[Missing, ...]:
    """Those that are mended in the declarations."""
    return tuple(code for code in codes if code in _FIELDS)


@dataclass(frozen=True)
class Told:
    """A finding in words: level, where it stands, what is wrong and what to do."""

    level: str
    where: str
    text: str


def told_of_record(record: dict[str, Any]) -> Told:
    """A finding of an upload as it was stored."""
    line = _(" line %(line)s") % {"line": record["line"]} if record.get("line") else ""
    where = f"{record.get('file', '')}{line}"
    place = ": ".join(part for part in (where.strip(), record.get("where", "")) if part)
    if record.get("kind") == "archive":
        return Told("stop", place, archive_sentence(record["rule"], record.get("values", {})))
    if record.get("kind") == "module":
        return Told("fix", place, module_sentence(record["rule"], record.get("values", {})))
    return Told("stop", "", _("The version was no longer a draft, so nothing was kept."))


def archive_sentence(rule: str, values: dict[str, str]) -> str:
    """What keeps an archive from being unpacked, and the remedy."""
    known = {"limit": "", "size": "", "name": "", "reason": "", **values}
    sentence = ARCHIVE.get(rule)
    return (
        str(sentence) % known if sentence else _("It cannot be taken (%(rule)s).") % {"rule": rule}
    )


def module_sentence(rule: str, values: dict[str, str]) -> str:
    """Which rule of the bundle is broken, and the remedy."""
    try:
        return _(MODULE_SENTENCES[Rule(rule)]) % values
    except (ValueError, KeyError):
        return rule


def promotion_sentence(rule: str, details: dict[str, str]) -> str:
    """Which words read like promotion, and the remedy."""
    known = {"words": "", "address": "", "count": "", **details}
    sentence = PROMOTION.get(rule)
    return str(sentence) % known if sentence else rule


def skipped_sentence(record: dict[str, Any]) -> str:
    """Why an item of a question bank was left out; each broken rule when there are several."""
    faults = record.get("faults") or []
    if faults:
        return " ".join(module_sentence(each["rule"], each["values"]) for each in faults)
    try:
        return _(IMPORT_SENTENCES[Reason(record["reason"])]) % record["details"]
    except (ValueError, KeyError, TypeError):
        return str(record.get("reason", ""))


AREAS: dict[str, Promise] = {
    Area.DECLARATIONS: gettext_lazy("Declarations"),
    Area.FRONT: gettext_lazy("Front matter"),
    Area.CHAPTERS: gettext_lazy("Chapters"),
    Area.QUESTIONS: gettext_lazy("Questions and cases"),
    Area.PACKAGES: gettext_lazy("Packages"),
}
FRONT_WORDS: dict[str, Promise] = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("Summary"),
    "audience": gettext_lazy("Audience"),
    "objectives": gettext_lazy("Objectives and outcomes"),
    "draw": gettext_lazy("Questions drawn for the exam"),
    "references": gettext_lazy("References"),
}
ANCHORED = ("title", "countries", "label_on", "rmp_version", "approval_reference", "authors")


def area_words(area: Area) -> str:
    """The name of an area of a version."""
    return str(AREAS[area])


def part_words(part: Part) -> str:
    """The name of a part that changed."""
    if part.area is Area.DECLARATIONS:
        return field_words(part.key)
    if part.area is Area.FRONT:
        return str(FRONT_WORDS.get(part.key, part.key))
    if part.area is Area.QUESTIONS:
        return _("Question %(n)s") % {"n": part.key}
    return part.name


def field_words(name: str) -> str:
    """The name of a declaration, as its form says it."""
    field = AddOnVersion._meta.get_field(name)
    text = str(getattr(field, "verbose_name", name))
    return text[:1].upper() + text[1:]


def anchors_of(bundle: ProductBundle | None, used: list[VersionPackage]) -> dict[str, str]:
    """Places of a version that a comment may be about, in words."""
    content = bundle.content if bundle else None
    chapters = content.chapters if content else ()
    questions = content.questions if content else ()
    return {
        **{f"chapter:{each.slug}": _("Chapter: %(n)s") % {"n": each.title} for each in chapters},
        **{f"question:{each.key}": _("Question %(n)s") % {"n": each.key} for each in questions},
        **{
            f"package:{each.package.public_id}": _("Package: %(n)s") % {"n": each.package}
            for each in used
        },
        **{f"field:{name}": field_words(name) for name in ANCHORED},
    }


def anchor_words(anchor: str) -> str:
    """A place that the version no longer has, by its key."""
    return anchor.partition(":")[2]
