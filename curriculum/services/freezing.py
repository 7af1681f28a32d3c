"""Freezes rendered content into the next release of a module; its checks stand elsewhere."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from curriculum.domain.content import ModuleContent
from curriculum.models import Module, ModuleRelease, Question
from curriculum.rendering.release import Rendered
from passport.people.models import User


def latest_release(module: Module, language: str) -> ModuleRelease | None:
    """The newest release of a module in a language."""
    return module.releases.filter(language=language).order_by("-number").first()


@transaction.atomic
def freeze(
    *,
    module: Module,
    content: ModuleContent,
    rendered: Rendered,
    at: datetime,
    by: User | None = None,
) -> ModuleRelease:
    """Append the next release in the content's language; new questions get their identity.

    The caller holds the module's row locked.
    """
    latest = latest_release(module, content.language)
    release = ModuleRelease.objects.create(
        module=module,
        language=content.language,
        number=latest.number + 1 if latest else 1,
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
    _keep_identities(release, content)
    return release


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
