"""Loads module bundles: files become pages, questions and releases, and nobody's change is lost."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from wagtail.models import Page

from curriculum.blocks.stream import to_streams
from curriculum.domain.content import ModuleContent
from curriculum.formats.bundle import Bundle
from curriculum.models import (
    CurriculumIndexPage,
    LoadedBundle,
    Module,
    ModulePage,
    ModuleRelease,
)
from curriculum.models.module import ModuleKind
from curriculum.services.releasing import align, release_module


class Result(StrEnum):
    """What loading one bundle came to."""

    CREATED = "created"
    RELEASED = "released"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    CONFLICT = "conflict"
    REMOVED = "removed"


@dataclass(frozen=True)
class Loaded:
    """One line of the report; `number` is the module's current release."""

    code: str
    result: Result
    number: int | None = None


def ensure_index(*, home: Page) -> CurriculumIndexPage:
    """The page under which all module pages stand."""
    index = CurriculumIndexPage.objects.first()
    if index is None:
        index = CurriculumIndexPage(title="Curriculum", slug="curriculum")
        home.add_child(instance=index)
    return index


@transaction.atomic
def load_module(*, bundle: Bundle, index: CurriculumIndexPage, at: datetime) -> Loaded:
    """Bring one bundle in; an editor's change is kept, and met with a draft if both changed.

    Raises NotReleasableError and UnknownRequirementError.
    """
    content = bundle.content
    module = _module_of(content)
    loaded = LoadedBundle.objects.filter(module=module, language=content.language).first()
    page = ModulePage.objects.filter(module=module, language=content.language).first()
    if page is None:
        return _removed(module, loaded) if loaded else _create(module, bundle, index, at)
    touched = _touched(page, loaded)
    if loaded and loaded.file_hash == bundle.file_hash:
        return Loaded(module.code, Result.KEPT if touched else Result.UNCHANGED, _number(module))
    _remember(module, bundle, at)
    if touched:
        _write(page, content)
        page.save_revision(clean=False, log_action=True)
        return Loaded(module.code, Result.CONFLICT, _number(module))
    return _update(module, page, bundle, at)


def _module_of(content: ModuleContent) -> Module:
    kind = ModuleKind.CORE if content.code.startswith("COR-") else ModuleKind.ROLE
    module, _ = Module.objects.get_or_create(
        code=content.code, defaults={"kind": kind, "title": content.title}
    )
    return Module.objects.select_for_update().get(pk=module.pk)


def _number(module: Module) -> int | None:
    return module.releases.order_by("-number").values_list("number", flat=True).first()


def _removed(module: Module, loaded: LoadedBundle) -> Loaded:
    """An editor removed the page; its releases stay, and it is not brought back."""
    return Loaded(module.code, Result.REMOVED, _number(module))


def _touched(page: ModulePage, loaded: LoadedBundle | None) -> bool:
    """Whether live text or the latest draft differs from what was last loaded."""
    if loaded is None or not page.live:
        return True
    prints = {page.content.fingerprint, _fingerprint(page.get_latest_revision_as_object())}
    return prints != {loaded.page_hash}


def _fingerprint(page: ModulePage) -> str:
    """Of a draft; unfinished text fits nothing that was loaded."""
    try:
        return page.content.fingerprint
    except (ValueError, KeyError, TypeError):
        return ""


def _write(page: ModulePage, content: ModuleContent) -> None:
    """Fill a page with the records of a bundle."""
    page.title = page.draft_title = content.title
    page.language = content.language
    page.summary = content.summary
    page.audience = content.audience
    page.version = content.version
    page.reviewed_on = date.fromisoformat(content.reviewed_on)
    page.handbook_topics = " ".join(content.handbook_topics)
    page.draw = content.draw
    page.observed = "\n".join(content.observed)
    for name, raw in to_streams(content).items():
        setattr(page, name, json.dumps(raw))


def _remember(module: Module, bundle: Bundle, at: datetime) -> None:
    LoadedBundle.objects.update_or_create(
        module=module,
        language=bundle.content.language,
        defaults={
            "file_hash": bundle.file_hash,
            "page_hash": bundle.content.fingerprint,
            "loaded_at": at,
        },
    )


def _publish(page: ModulePage, at: datetime) -> ModuleRelease:
    """Freeze first, so that the release carries this load's time; then show the page as live."""
    release = release_module(page=page, at=at)
    page.save_revision(clean=False).publish()
    return release


def _create(module: Module, bundle: Bundle, index: CurriculumIndexPage, at: datetime) -> Loaded:
    align(module=module, requirements=bundle.content.requirements)
    page = ModulePage(module=module, slug=module.code.lower(), live=False)
    _write(page, bundle.content)
    index.add_child(instance=page)
    _remember(module, bundle, at)
    return Loaded(module.code, Result.CREATED, _publish(page, at).number)


def _update(module: Module, page: ModulePage, bundle: Bundle, at: datetime) -> Loaded:
    """The file changed, perhaps only in facts or requirements; the page follows."""
    before = _number(module)
    align(module=module, requirements=bundle.content.requirements)
    if page.content.fingerprint == bundle.content.fingerprint:
        number = release_module(page=page, at=at).number
    else:
        _write(page, bundle.content)
        number = _publish(page, at).number
    result = Result.UNCHANGED if number == before else Result.RELEASED
    return Loaded(module.code, result, number)
