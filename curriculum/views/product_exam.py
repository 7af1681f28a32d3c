"""What the exam pages say of a product: how much is asked, and what follows a pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from curriculum.domain.grading import needed
from curriculum.domain.product_state import ProductState
from curriculum.models import Attempt, Completion, ModuleRelease, UpdateTaken
from curriculum.models.module import ModuleKind
from curriculum.queries.product_pages import ExamAsk, part_lines, product_line
from curriculum.queries.product_standing import CoreModule
from curriculum.services.attempts import start_attempt
from curriculum.services.product_attempts import NothingToLearnError, NotOfferedError, asked_of
from curriculum.views.access import ProductClosedError
from curriculum.views.product_words import package_url
from passport.people.models import Professional


@dataclass(frozen=True)
class Left:
    """A package that a passed exam waits for."""

    title: str
    url: str


@dataclass(frozen=True)
class AfterPass:
    """What a passed exam of a product led to: stamp, update, packages or core."""

    kind: str
    packages: tuple[Left, ...] = ()
    core: tuple[CoreModule, ...] = ()


def product_ask(
    learner: Professional, release: ModuleRelease, running: Attempt | None, at: datetime
) -> ExamAsk | None:
    """How many questions a product's exam asks; None for core and role modules.

    Raises ProductClosedError when nothing is asked.
    """
    if release.module.kind != ModuleKind.PRODUCT:
        return None
    size = len(running.draw) if running else _size(learner, release, at)
    return ExamAsk(size, needed(size, release.pass_percent))


def _size(learner: Professional, release: ModuleRelease, at: datetime) -> int:
    with _open(release):
        return asked_of(learner=learner, release=release, at=at).size


def started(learner: Professional, release: ModuleRelease, at: datetime) -> Attempt:
    """The attempt that was begun or goes on.

    Raises ProductClosedError when a product asks nothing, and what starting raises otherwise.
    """
    with _open(release):
        return start_attempt(learner=learner, release=release, at=at)


@contextmanager
def _open(release: ModuleRelease) -> Iterator[None]:
    """Leads to the product's page when its exam cannot begin."""
    code = release.module.code
    try:
        yield
    except NothingToLearnError:
        raise ProductClosedError(code, _("The exam has nothing to ask you now.")) from None
    except NotOfferedError:
        raise ProductClosedError(code) from None


def after_pass(attempt: Attempt, learner: Professional, on: date) -> AfterPass | None:
    """What follows a passed exam of a product; None for any other attempt."""
    if not attempt.passed or not attempt.delta:
        return None
    if Completion.objects.filter(attempt=attempt).exists():
        return AfterPass("stamp")
    if UpdateTaken.objects.filter(attempt=attempt).exists():
        return AfterPass("update")
    line = product_line(learner, attempt.release.module.code, on)
    if line is None:
        return None
    if line.state is ProductState.PACKAGES_LEFT:
        titles = {part.key: part.title for part in part_lines(line.found, learner.pk)}
        left = [Left(titles[key], package_url(line.code, key)) for key in line.packages_left]
        return AfterPass("packages", packages=tuple(left))
    return AfterPass("core", core=line.core)
