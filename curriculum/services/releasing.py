"""Freezes a published page into a release: what learners read and are examined on."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from curriculum.domain.content import ModuleContent
from curriculum.domain.findings import Finding
from curriculum.models import (
    Module,
    ModuleAlignment,
    ModulePage,
    ModuleRelease,
    Question,
    Reference,
)
from curriculum.rendering.release import Rendered, render
from passport.people.models import User
from passport.standards.models import AlignmentStrength, Requirement
from passport.standards.services.marks import touch_standards


class NotReleasableError(ValueError):
    """The page has findings; they say what must be mended."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(item.sentence for item in findings))
        self.findings = findings


class UnknownRequirementError(LookupError):
    """A module is aligned to a requirement that no standard knows."""


@transaction.atomic
def align(*, module: Module, requirements: dict[str, str]) -> None:
    """Make these, and the module's own requirement in full, the module's alignments.

    A review stays with the strength that was reviewed; another strength waits for a new one.
    """
    wanted = {**requirements, module.own_requirement: AlignmentStrength.FULL}
    rows = {row.key: row for row in Requirement.objects.filter(key__in=wanted)}
    if missing := sorted(set(wanted) - set(rows)):
        raise UnknownRequirementError(", ".join(missing))
    if module.requirements == wanted:
        return
    module.alignments.exclude(requirement__key__in=wanted).delete()
    held = {row.requirement_id: row for row in module.alignments.all()}
    for key, strength in wanted.items():
        alignment = held.get(rows[key].pk) or ModuleAlignment(module=module, requirement=rows[key])
        if alignment.strength != strength:
            _weigh(alignment, strength)
    touch_standards()


def _weigh(alignment: ModuleAlignment, strength: str) -> None:
    """Give an alignment a strength that nobody has reviewed yet."""
    alignment.strength, alignment.reason = strength, ""
    alignment.reviewed_by, alignment.reviewed_at = None, None
    alignment.save()


@transaction.atomic
def release_module(*, page: ModulePage, at: datetime, by: User | None = None) -> ModuleRelease:
    """Freeze what the page says; the latest release is returned when nothing changed.

    Raises NotReleasableError when the page breaks a rule of the module bundle.
    """
    if page.module is None:
        raise NotReleasableError(page.findings())
    module = Module.objects.select_for_update().get(pk=page.module.pk)
    align(module=module, requirements=module.requirements)
    if findings := page.findings():
        raise NotReleasableError(findings)
    content = page.content
    rendered = render(content, [row.record for row in Reference.objects.all()])
    latest = module.releases.filter(language=content.language).order_by("-number").first()
    if latest and latest.content_hash == rendered.content_hash:
        return latest
    release = _freeze(module, content, rendered, latest.number + 1 if latest else 1, at, by)
    _keep_identities(release, content)
    if module.title != content.title:
        module.title = content.title
        module.save(update_fields=["title"])
    return release


def _freeze(
    module: Module,
    content: ModuleContent,
    rendered: Rendered,
    number: int,
    at: datetime,
    by: User | None,
) -> ModuleRelease:
    return ModuleRelease.objects.create(
        module=module,
        language=content.language,
        number=number,
        version=content.version,
        title=content.title,
        content_hash=rendered.content_hash,
        content=rendered.content,
        practice=rendered.practice,
        vignettes=rendered.vignettes,
        exam=rendered.exam,
        draw=content.draw,
        pass_percent=settings.EXAM_PASS_PERCENT,
        minutes=rendered.length.minutes,
        words=rendered.length.words,
        reviewed_on=date.fromisoformat(content.reviewed_on),
        released_at=at,
        released_by=by,
    )


def _keep_identities(release: ModuleRelease, content: ModuleContent) -> None:
    """A key seen for the first time becomes a question for good."""
    known = set(Question.objects.filter(module=release.module).values_list("key", flat=True))
    Question.objects.bulk_create(
        Question(
            module=release.module,
            key=question.key,
            pool=question.pool,
            objective=question.objective,
            first_release=release,
        )
        for question in content.questions
        if question.key not in known
    )
