"""Who may see a picture, film or caption of a product's chapters."""

from datetime import date

from curriculum.domain.add_ons import VersionState
from curriculum.models import AddOnVersion, MediaFile
from curriculum.queries.independence import conflict_of
from curriculum.queries.releases import SOURCE_LANGUAGE, remembered
from curriculum.queries.review import may_enter_review, versions_for_review
from passport.people.models import Professional, User
from passport.people.queries.partners import partners_of


def may_see(file: MediaFile, user: User, on: date) -> bool:
    """Members of the partner, independent reviewers, learners to whom a live version shows it."""
    holders = list(
        MediaFile.objects.filter(sha256=file.sha256).values_list("partner_id", flat=True)
    )
    if partners_of(user, on).filter(pk__in=holders).exists() or _reviews(user, holders, on):
        return True
    learner: Professional | None = getattr(user, "professional", None)
    if learner is None or learner.welcomed_at is None:
        return False
    return _is_shown(file.sha256, holders, learner)


def _reviews(user: User, holders: list[int], on: date) -> bool:
    """Whether a reviewer is independent of a version that one of the partners handed in."""
    if not may_enter_review(user):
        return False
    rows = versions_for_review().filter(add_on__partner__in=holders).defer("content")
    return any(conflict_of(user, row, on) is None for row in rows)


def _is_shown(sha256: str, holders: list[int], learner: Professional) -> bool:
    """Whether a version that is live in the learner's country and language holds a file."""
    rows = AddOnVersion.objects.filter(
        state=VersionState.LIVE,
        add_on__partner__in=holders,
        language__in={learner.language, SOURCE_LANGUAGE},
    ).values_list("pk", "countries")
    return any(sha256 in _held(pk) for pk, countries in rows if learner.country in countries)


def _held(version_id: int) -> frozenset[str]:
    """Hashes of a live version's files; it never changes."""
    return remembered(f"version_media:{version_id}", lambda: _read(version_id))


def _read(version_id: int) -> frozenset[str]:
    rows = AddOnVersion.objects.values_list("content__bundle__media", flat=True)
    media = rows.get(pk=version_id) or {}
    return frozenset(each["sha256"] for each in media.values())
