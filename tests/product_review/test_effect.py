"""What publishing does to holders, against counting one by one after the fact."""

from datetime import timedelta
from random import Random

import pytest

from credentials.models import Edition, Revocation
from credentials.queries.product_effect import holders_showing
from credentials.services.reassessing import reassess
from curriculum.models import AddOnVersion, CompletionAnnulment
from curriculum.queries.deltas import product_deltas
from curriculum.services import publication_effect
from curriculum.services.publication_effect import effect_of
from curriculum.services.publishing import publish_version
from tests.credentials.conftest import key_dir  # noqa: F401 - a fixture
from tests.factories import complete, make_learner, make_programme, make_user
from tests.formats_partner.bundles import OUTCOMES
from tests.product_review.effects import announced, completed, in_role
from tests.product_review.worlds import approve, make_product_add_on, make_submitted

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
KEYS = sorted(OUTCOMES)


@pytest.fixture
def everybody(monkeypatch):
    """Every learner's passport stands and shows the stamp."""
    monkeypatch.setattr(publication_effect, "_passports", [lambda code, ids, on: frozenset(ids)])


def first_live(now):
    version = approve(make_submitted(make_product_add_on()), now)
    publish_version(version=version, at=now - 100 * DAY)
    version.refresh_from_db()
    return version


def next_version(version, now):
    return approve(make_submitted(version.add_on, notes="The label changed."), now)


def crowd(version, now, seed, size=40):
    """Learners in two roles who learned some or all of the module, before and after today."""
    random = Random(seed)  # noqa: S311 - a test
    found = []
    for _ in range(size):
        learner = in_role(make_learner(), random.choice(["NUR", "PHY"]), now)
        for _ in range(random.choice([1, 1, 2])):
            learned = tuple(random.sample(KEYS, random.randint(1, len(KEYS))))
            at = now - random.randint(0, 99) * DAY
            done = completed(learner, version, at, learned=learned)
            if random.random() < 0.1:
                CompletionAnnulment.objects.create(
                    completion=done, reason="Test.", annulled_by=make_user(), annulled_at=now
                )
        found.append(learner)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_the_effect_is_what_everybody_meets_afterwards(now, everybody, seed):
    live = first_live(now)
    learners = crowd(live, now, seed)
    following = next_version(live, now)
    random = Random(seed + 100)  # noqa: S311 - a test
    for roles in (("NUR",), ("NUR", "PHY")):
        announced(
            following, random.sample(KEYS, random.randint(1, 3)),
            now - random.randint(1, 90) * DAY, roles,
        )  # fmt: skip
    effect = effect_of(following, now.date())
    publish_version(version=following, at=now)
    holders = [each for each in learners if has_stamp(each)]
    met = [product_deltas(each, now.date())[0] for each in holders]
    again = [{key for each in one.delta.updates for key in each.outcomes} for one in met]
    assert (effect.keep, effect.deltas) == (len(holders), sum(bool(keys) for keys in again))
    assert effect.outcomes == len(set().union(*again))
    assert effect.deltas > 0
    assert effect.minutes > 0


def has_stamp(learner):
    return learner.completions.filter(annulment__isnull=True).exists()


def test_without_an_announced_change_nobody_learns_anything_again(now, everybody):
    live = first_live(now)
    crowd(live, now, 7, size=5)
    effect = effect_of(next_version(live, now), now.date())
    assert (effect.deltas, effect.outcomes, effect.minutes) == (0, 0, 0)


def test_the_effect_costs_the_same_for_one_holder_and_for_many(
    now, everybody, django_assert_max_num_queries
):
    live = first_live(now)
    following = next_version(live, now)
    announced(following, KEYS, now)
    crowd(live, now, 1, size=1)
    with django_assert_max_num_queries(14) as one:
        effect_of(following, now.date())
    crowd(live, now, 2, size=30)
    with django_assert_max_num_queries(len(one)):
        effect_of(following, now.date())


def holders(now, run_jobs, many):
    """Nurses with a passport that shows the stamp of the live version."""
    make_programme()
    live = AddOnVersion.objects.get(state="live")
    found = [in_role(make_learner(), "NUR", now) for _ in range(many)]
    for learner in found:
        for code in ("COR-01", "COR-02", "NUR-01"):
            complete(learner, code, at=now)
        completed(learner, live, now - DAY, learned=tuple(KEYS))
        reassess(holder_id=learner.pk, at=now)
    run_jobs()
    assert Edition.objects.count() == many
    return found


def test_only_passports_that_show_the_stamp_are_counted(now, clock, key_dir, run_jobs):  # noqa: F811
    live = first_live(now)
    ids = [each.pk for each in holders(now, run_jobs, 2)]
    code, without = live.add_on.module.code, make_learner()
    assert holders_showing(code, [*ids, without.pk], now.date()) == frozenset(ids)
    assert holders_showing("COR-01", ids, now.date()) == frozenset()
    assert holders_showing(code, ids, now.date() + 3000 * DAY) == frozenset()
    assert effect_of(next_version(live, now), now.date()).keep == 2


def test_a_passport_that_is_paused_or_withdrawn_is_not_counted(
    now,
    clock,
    key_dir,  # noqa: F811
    run_jobs,
    django_assert_num_queries,
):
    live, (first, second) = first_live(now), holders(now, run_jobs, 2)
    code, ids = live.add_on.module.code, [first.pk, second.pk]
    for number, change in enumerate(("paused", "reinstated", "revoked")):
        Revocation.objects.create(
            passport=first.passport, change=change, reason="Test.",
            decided_by=make_user(), decided_at=now + number * DAY,
        )  # fmt: skip
        kept = ids if change == "reinstated" else ids[1:]
        with django_assert_num_queries(1):
            assert holders_showing(code, ids, now.date()) == frozenset(kept)
