"""What partners, reviewers and learners try with product modules that is not theirs to do."""

import re
from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from curriculum.domain.review import Reason
from curriculum.models import (
    AddOnVersion,
    CheckFinding,
    Completion,
    ContentPackage,
    LabelChange,
    MediaFile,
    PackageRegistration,
    ReviewComment,
)
from curriculum.queries.independence import conflict_of
from passport.notices.services import build_mail, send_notice
from passport.people.models import PartnerMembership
from tests.credentials.conftest import clock  # noqa: F401 - a fixture
from tests.factories import make_learner
from tests.people.sign_in import strong_sign_in
from tests.product_factories import (
    make_live_version,
    make_package,
    make_partner,
    make_partner_member,
    make_product_programme,
    use_package,
)
from tests.product_review.worlds import make_reviewer, make_submitted, refused
from tests.security.partner_world import furnished
from tests.security.test_partners_apart import PORTAL, REVIEW, browser_of, routes, status_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HASH = "b" * 64


@pytest.fixture(autouse=True)
def _places(settings, tmp_path):
    settings.QUARANTINE_DIR = tmp_path / "quarantine"
    settings.PACKAGES_DIR = tmp_path / "packages"
    settings.PARTNER_MEDIA_DIR = tmp_path / "media"
    settings.PARTNER_MEDIA_DIR.mkdir()


# --- reviewers with a tie ---


def test_who_belongs_to_another_partner_reviews_no_competitor(now):
    version, reviewer = make_submitted(notes="Not yet public."), make_reviewer(now)
    rival = make_partner()
    make_partner_member(rival, user=reviewer)
    assert refused(version, reviewer, now) == Reason.PARTNER_MEMBER
    client = strong_sign_in(Client(), reviewer)
    for place in ("", "changes/", "decide/", "publish/", "retire/"):
        response = client.get(f"/review/{version.public_id}/{place}")
        assert response.status_code == 403
        assert "Not yet public." not in response.content.decode()
    assert "Not yet public." not in client.get("/review/").content.decode()
    PartnerMembership.objects.filter(user=reviewer).update(ends_on=timezone.localdate() - DAY)
    assert conflict_of(reviewer, version, timezone.localdate()) is None


def test_pictures_of_a_partner_are_not_shown_to_reviewers_with_a_tie(now, settings):
    version = make_submitted()
    MediaFile.objects.create(
        partner=version.add_on.partner, sha256=HASH, extension="png", size=1, stored_at=now
    )
    (settings.PARTNER_MEDIA_DIR / f"{HASH}.png").write_bytes(b"x")
    address = f"/learn/media/{HASH}.png"
    tied = make_reviewer(now)
    make_partner_member(version.add_on.partner, user=tied, ends_on=timezone.localdate() - DAY)
    assert strong_sign_in(Client(), tied).get(address).status_code == 404
    free = strong_sign_in(Client(), make_reviewer(now)).get(address)
    assert (free.status_code, b"".join(free)) == (200, b"x")
    AddOnVersion.objects.update(state="draft", content_hash="")
    assert strong_sign_in(Client(), make_reviewer(now)).get(address).status_code == 404


def test_no_page_or_mail_of_a_partner_names_a_reviewer_or_a_learner(clock):  # noqa: F811
    world = furnished("Alphacorp", make_product_programme(), clock())
    reviewer, learner = world.reviewer, make_learner()
    for who in (reviewer, learner.user):
        who.first_name, who.last_name = "Quilla", "Unmentioned"
        who.email = f"quilla{who.pk}@unmentioned.example"
        who.save()
    PackageRegistration.objects.create(
        package=world.package, user=learner.user, learner=learner, purpose="learn",
        pseudonym="learner-0", created_at=clock(), launched_at=clock(),
    )  # fmt: skip
    comment = ReviewComment.objects.filter(version=world.draft).first()
    comment.settled_at, comment.settled_by = clock(), reviewer
    comment.save()
    client = browser_of(world.manager)
    secret = re.compile(f"quilla|unmentioned|{reviewer.public_id}|{learner.public_id}", re.I)
    named = [
        route.name
        for route in routes(PORTAL)
        for method in ("get", "post")
        if secret.search(status_of(client, method, route.address(world.values))[1])
    ]
    assert named == []


# --- texts ---

PAYLOAD = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>{{ 7|add:7 }}{% debug %}"


def poisoned(clock):  # noqa: F811
    """A partner whose every text is hostile."""
    world = furnished("Alphacorp", make_product_programme(), clock())
    text = {"title": PAYLOAD, "notes": PAYLOAD, "approval_reference": PAYLOAD}
    author = [{"name": PAYLOAD, "affiliation": PAYLOAD, "interests": PAYLOAD}]
    AddOnVersion.objects.update(**text, rmp_version=PAYLOAD[:40], authors=author)
    trial = {
        "by": "author", "at": clock().isoformat(), "began": True, "ended": True, "calls": 1,
        "elements": [PAYLOAD], "errors": [{"element": PAYLOAD, "code": 401}],
        "blocked": [{"directive": PAYLOAD, "address": PAYLOAD, "file": PAYLOAD}],
    }  # fmt: skip
    ContentPackage.objects.update(title=PAYLOAD, file_name=PAYLOAD, trial=trial)
    rules = ("other", "promotional_words", "trial_blocked", "trial_error", "external_address")
    for place, rule in enumerate(rules, start=2):
        CheckFinding.objects.create(
            package=world.package, level="fix", rule=rule, file=PAYLOAD, position=place,
            details=dict.fromkeys(("words", "address", "text", "directive", "element"), PAYLOAD),
        )  # fmt: skip
    ReviewComment.objects.update(body=PAYLOAD, anchor=f"field:{PAYLOAD}"[:120])
    LabelChange.objects.create(
        add_on=world.add_on, version=world.submitted, summary=PAYLOAD, outcomes=[PAYLOAD],
        roles=["NUR"], announced_on=clock().date(), due_on=clock().date() + 60 * DAY,
        announced_by=world.manager, announced_at=clock(),
    )  # fmt: skip
    world.partner.name = PAYLOAD[:100]
    world.partner.save()
    world.add_on.module.title = PAYLOAD
    world.add_on.module.save()
    return world


def live_in(html: str) -> list[str]:
    """Pieces of a page in which the hostile text would run."""
    return re.findall(r"<img src=x|<script>alert|href=.javascript:|>14\{%", html)


def test_hostile_texts_are_inert_on_every_page_of_portal_and_review(clock):  # noqa: F811
    world = poisoned(clock)
    wrong, seen = {}, 0
    for user, prefix, values in (
        (world.manager, PORTAL, world.values), (world.reviewer, REVIEW, world.review_values),
    ):  # fmt: skip
        client = browser_of(user)
        for route in routes(prefix):
            for method in ("get", "post"):
                status, html = status_of(client, method, route.address(values))
                seen += "onerror=alert(1)" in unescape(html)
                if status >= 500 or live_in(html):
                    wrong[f"{method} {route.name}"] = (status, live_in(html))
    assert wrong == {}
    assert seen > 30


KINDS = (
    "version_submitted", "version_live", "version_retired", "label_changed", "package_checked",
    "package_refused", "review_overdue",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_texts_are_inert_in_mails_and_break_no_header(kind):
    text = f"Line\r\nBcc: evil@example.org\r\n\r\n{PAYLOAD}"
    ids = dict.fromkeys(("partner_id", "version_id", "package_id"), str(UUID(int=0)))
    context = {
        **dict.fromkeys(("title", "inn", "summary", "file_name", "code", "reason"), text), **ids,
        "package": text, "reader": "review", "for_safety": True,
        "number": 1, "state": "accepted", "stops": 0, "fixes": 0, "notes": 0, "minutes": 5,
        "due_on": "2026-12-31", "days": 7,
    }  # fmt: skip
    notice = send_notice(
        kind=kind, recipient="one@example.org", language="en", context=context, at=timezone.now()
    )
    build_mail(notice).send()
    sent = mail.outbox[-1]
    assert sent.recipients() == ["one@example.org"]
    assert "Bcc" not in sent.message()
    assert live_in(sent.alternatives[0][0]) == []


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "//evil.example"])
def test_the_address_of_a_label_is_an_address_of_the_web(clock, target):  # noqa: F811
    world = furnished("Alphacorp", make_product_programme(), clock())
    address = f"/partner/{world.partner.public_id}/versions/{world.draft.public_id}/metadata/"
    form = {
        "title": "Thaw", "authority_agreed": "no", "label_url": target,
        "authors-TOTAL_FORMS": "0", "authors-INITIAL_FORMS": "0",
    }  # fmt: skip
    browser_of(world.manager).post(address, form)
    world.draft.refresh_from_db()
    assert world.draft.label_url.startswith("https://")


def test_a_title_is_one_line(clock):  # noqa: F811
    world = furnished("Alphacorp", make_product_programme(), clock())
    client = browser_of(world.manager)
    address = f"/partner/{world.partner.public_id}/versions/{world.draft.public_id}/metadata/"
    form = {
        "title": "Thaw\r\nGo to https://evil.example", "authority_agreed": "no",
        "authors-TOTAL_FORMS": "0", "authors-INITIAL_FORMS": "0",
    }  # fmt: skip
    client.post(address, form)
    world.draft.refresh_from_db()
    assert "\n" not in world.draft.title
    assert "\r" not in world.draft.title


# --- what learners may not do ---


@pytest.fixture
def product():
    """A live product with a secret in a chapter, a question and a package."""
    version = make_live_version(countries=["DE"])
    use_package(version, make_package(version.add_on.partner, title="Secretplay"), ())
    return version


SHUT = ("visitor", "country", "retired")


@pytest.mark.parametrize("why", SHUT)
def test_nothing_of_a_product_is_shown_where_it_is_not_offered(product, why):
    learner = make_learner(country="FR" if why == "country" else "DE")
    client = Client() if why == "visitor" else strong_sign_in(Client(), learner.user)
    if why == "retired":
        AddOnVersion.objects.update(state="retired", retired_at=timezone.now())
    code, package = product.add_on.module.code, product.packages.get().package
    places = [
        f"/learn/{code}/", f"/learn/{code}/exam/", f"/learn/{code}/check/P1/",
        f"/learn/{code}/vignette/V1/", f"/products/{code}/", f"/products/{code}/record/",
        f"/products/{code}/doctor/", f"/products/{code}/packages/{package.public_id}/",
        *(f"/learn/{code}/{each['slug']}/" for each in product.release.content["chapters"]),
    ]  # fmt: skip
    secrets = ("Fictional text on", "Secretplay", *(each["stem"] for each in product.release.exam))
    for place in places:
        for method in ("get", "post"):
            response = getattr(client, method)(place, {"statement": "on", "option": "0"})
            html = response.content.decode()
            assert response.status_code < 500, place
            assert [each for each in secrets if each in html] == [], place
    assert Completion.objects.count() == PackageRegistration.objects.count() == 0


def test_nobody_records_a_product_of_which_something_remains(product):
    learner = make_learner(country="DE")
    client = strong_sign_in(Client(), learner.user)
    client.post(
        f"/products/{product.add_on.module.code}/record/", {"remaining": "", "agreed": "on"}
    )
    assert Completion.objects.count() == 0
