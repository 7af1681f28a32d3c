"""Marks chapters as read."""

from datetime import datetime

from django.db import transaction

from curriculum.models import ChapterRead, ModuleRelease
from passport.people.models import Professional


@transaction.atomic
def mark_read(
    *, learner: Professional, release: ModuleRelease, chapter: str, at: datetime
) -> ChapterRead:
    """Remember that the learner finished a chapter; the first time counts."""
    read, _ = ChapterRead.objects.get_or_create(
        learner=learner, release=release, chapter=chapter, defaults={"read_at": at}
    )
    return read
