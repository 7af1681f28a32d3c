"""Freezes a published page into a release: what learners read and are examined on."""

from datetime import datetime

from django.db import transaction

from curriculum.domain.findings import Finding
from curriculum.models import (
    Module,
    ModuleAlignment,
    ModulePage,
    ModuleRelease,
    Reference,
)
from curriculum.rendering.release import render
from curriculum.services.freezing import freeze, latest_release
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
    latest = latest_release(module, content.language)
    if latest and latest.content_hash == rendered.content_hash:
        return latest
    release = freeze(module=module, content=content, rendered=rendered, at=at, by=by)
    if module.title != content.title:
        module.title = content.title
        module.save(update_fields=["title"])
    return release
