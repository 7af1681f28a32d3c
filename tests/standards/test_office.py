"""The back office of standards: who gets in, what is kept, what is never changed or deleted."""

import pytest
from django.urls import reverse

from passport.audit.models import AuditEntry
from passport.audit.services import first_break
from passport.standards.models import (
    Certification,
    Clause,
    CrosswalkEntry,
    Framework,
    Requirement,
    StandardsMark,
)
from passport.standards.services.loading import load_standards
from tests.centre_factories import make_centre, make_framework
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LISTS = (
    "framework", "requirement", "clause", "crosswalkentry", "certification", "jurisdiction",
    "product",
)  # fmt: skip


@pytest.fixture
def framework():
    """A standard with two requirements in one group."""
    return make_framework("std-1", {"a.one": {}, "a.two": {}})


@pytest.fixture
def programme():
    """What decides about stamps."""
    return make_framework("programme", {"module.COR-01": {"group": "core"}}, kind="passport")


def _mark():
    mark = StandardsMark.objects.first()
    return mark.number if mark else 0


def _addresses(framework):
    return [
        *(reverse(f"{name}:index") for name in LISTS),
        *(reverse(f"{name}:add") for name in LISTS),
        reverse("framework:inspect", args=[framework.pk]),
        reverse("framework:edit", args=[framework.pk]),
        reverse("framework:numbers", args=[framework.pk]),
        reverse("framework:import"),
        reverse("requirement:edit", args=[Requirement.objects.first().pk]),
        reverse("clause:delete", args=[framework.clauses.first().pk]),
    ]


def test_editors_open_every_page(desk, framework):
    answers = {url: desk.get(url).status_code for url in _addresses(framework)}
    assert set(answers.values()) == {200}


@pytest.mark.parametrize("is_staff", [False, True])
def test_others_get_nothing_whether_staff_or_not(sign_in, framework, is_staff):
    browser = sign_in(make_user(is_staff=is_staff))
    for url in _addresses(framework):
        for answer in (browser.get(url), browser.post(url, {"key": "x"})):
            assert answer.status_code in (302, 403, 404)
            assert b"Requirement a.one" not in answer.content
    assert Framework.objects.count() == 1
    assert AuditEntry.objects.count() == 0


def test_staff_of_another_group_get_nothing(sign_in, framework):
    from django.contrib.auth.models import Group, Permission  # noqa: PLC0415

    user, group = make_user(is_staff=True), Group.objects.create(name="Others")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    browser = sign_in(user)
    assert {browser.get(url).status_code for url in _addresses(framework)} <= {302, 403}
    assert "Standards" not in browser.get(reverse("wagtailadmin_home")).content.decode()


def test_the_first_page_leads_editors_to_the_frameworks(desk):
    html = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("framework:index") in html


def _requirement_form(**changes):
    return {"key": "a.one", "label": "Requirement a.one", "roles": ["all"], **changes}


def test_a_label_is_edited_and_its_key_stays(desk, editor, framework):
    row, before = Requirement.objects.get(key="a.one"), _mark()
    answer = desk.post(
        reverse("requirement:edit", args=[row.pk]),
        _requirement_form(key="b.other", label="Said better", roles=["NUR", "PHY"]),
    )
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.key, row.label, row.roles) == ("a.one", "Said better", ["NUR", "PHY"])
    assert _mark() == before + 1
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject, entry.actor_id) == (
        "requirement_changed", "requirement:a.one", editor.public_id,
    )  # fmt: skip
    assert entry.details == {"id": row.pk, "fields": ["label", "roles"]}
    assert first_break() is None


@pytest.mark.parametrize("key", ["a b", "=cmd", "a" * 81, "a.one"])
def test_a_key_is_a_key_and_stands_once(desk, framework, key):
    answer = desk.post(reverse("requirement:add"), _requirement_form(key=key))
    assert answer.status_code == 200
    assert Requirement.objects.count() == 2


def _framework_form(framework, **changes):
    return {
        "key": framework.key, "kind": framework.kind, "title": framework.title, "owner": "Tests",
        "edition": "1", "jurisdiction": framework.jurisdiction_id, "grace_days": 0,
        "groups_text": "general: General\nlab: Laboratory: cells", **changes,
    }  # fmt: skip


def test_a_framework_is_edited_with_its_groups_in_order(desk, framework):
    url = reverse("framework:edit", args=[framework.pk])
    assert "general: General" in desk.get(url).content.decode()
    desk.post(url, _framework_form(framework, key="other", title="Standard, said better"))
    framework.refresh_from_db()
    assert (framework.key, framework.title) == ("std-1", "Standard, said better")
    assert framework.groups == [["general", "General"], ["lab", "Laboratory: cells"]]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"groups_text": "lab: Laboratory"}, "Clauses stand in these groups, so keep them"),
        ({"groups_text": "general General"}, "write a new key, a colon and a title"),
        ({"groups_text": "general: A\ngeneral: B"}, "write a new key, a colon and a title"),
        ({"kind": "passport"}, "Only site administrators"),
        ({"replaces": "itself"}, "That edition comes later"),
    ],
)
def test_what_a_framework_cannot_say_is_refused_in_words(desk, framework, changes, message):
    if "replaces" in changes:
        later = make_framework("std-2", {}, replaces=framework)
        changes = {"replaces": later.pk}
    url = reverse("framework:edit", args=[framework.pk])
    html = desk.post(url, _framework_form(framework, **changes)).content.decode()
    assert message in html
    framework.refresh_from_db()
    assert (framework.kind, framework.replaces, len(framework.groups)) == ("accreditation", None, 1)


def test_a_clause_stands_in_a_group_of_its_framework(desk, framework):
    new = Requirement.objects.create(key="a.three", label="Three")
    form = {"framework": framework.pk, "requirement": new.pk, "group": "lab", "position": 7}
    html = desk.post(reverse("clause:add"), form).content.decode()
    assert "This framework has these groups: general." in html
    desk.post(reverse("clause:add"), {**form, "group": "general"})
    clause = Clause.objects.get(requirement=new)
    assert (clause.group, clause.position, clause.number_status) == ("general", 7, "unknown")
    assert AuditEntry.objects.get().subject == "framework:std-1"


def test_a_crosswalk_entry_that_was_read_says_where(desk, framework):
    later = make_framework("std-2", {"a.one": {}}, replaces=framework)
    form = {
        "earlier": framework.pk, "later": later.pk, "relation": "same", "verified": "on",
        "requirement": Requirement.objects.get(key="a.one").pk,
    }  # fmt: skip
    html = desk.post(reverse("crosswalkentry:add"), form).content.decode()
    assert "Say which texts you read." in html
    desk.post(reverse("crosswalkentry:add"), {**form, "source": "Both editions"})
    assert CrosswalkEntry.objects.get().source == "Both editions"


def test_a_certification_says_who_entered_it(desk, editor, framework):
    form = {
        "centre": make_centre().pk, "framework": framework.pk, "certified_on": "2025-01-01",
        "entered_by": make_user().pk,
    }  # fmt: skip
    desk.post(reverse("certification:add"), form)
    row = Certification.objects.get()
    assert (row.entered_by, row.entered_at is not None) == (editor, True)
    assert AuditEntry.objects.get().subject == f"centre:{row.centre.public_id}"


def test_a_framework_with_clauses_is_not_deleted_even_by_the_administrator(sign_in, framework):
    browser = sign_in(make_user(is_staff=True, is_superuser=True))
    answer = browser.post(reverse("framework:delete", args=[framework.pk]), follow=True)
    assert "This is still used, so it stays." in answer.content.decode()
    requirement = Requirement.objects.get(key="a.one")
    browser.post(reverse("requirement:delete", args=[requirement.pk]))
    assert (Framework.objects.count(), Requirement.objects.count()) == (1, 2)
    assert AuditEntry.objects.count() == 0


def test_an_empty_framework_is_deleted_by_the_administrator_alone(sign_in, editor):
    empty = make_framework("std-9", {})
    url = reverse("framework:delete", args=[empty.pk])
    sign_in(editor).post(url)
    assert Framework.objects.count() == 1
    sign_in(make_user(is_staff=True, is_superuser=True)).post(url)
    assert Framework.objects.count() == 0
    assert AuditEntry.objects.get().action == "framework_deleted"


def test_what_decides_about_stamps_is_for_site_administrators(desk, sign_in, programme):
    requirement = Requirement.objects.get(key="module.COR-01")
    clause = programme.clauses.get()
    pages = [
        (reverse("framework:edit", args=[programme.pk]), _framework_form(programme, grace_days=9)),
        (reverse("framework:numbers", args=[programme.pk]), {}),
        (reverse("requirement:edit", args=[requirement.pk]),
         _requirement_form(validity_months=99)),
        (reverse("clause:edit", args=[clause.pk]), {"group": "core", "position": 99}),
        (reverse("clause:delete", args=[clause.pk]), {}),
        (reverse("clause:add"), {"framework": programme.pk, "group": "core", "position": 1,
         "requirement": Requirement.objects.create(key="easy", label="Easy").pk}),
    ]  # fmt: skip
    assert {desk.post(url, form).status_code for url, form in pages} <= {302, 403}
    assert AuditEntry.objects.count() == 0
    assert Clause.objects.count() == 1
    admin = sign_in(make_user(is_staff=True, is_superuser=True))
    admin.post(*pages[2])
    requirement.refresh_from_db()
    assert requirement.validity_months == 99


@pytest.mark.parametrize("name", ["framework", "clause", "requirement"])
def test_a_list_needs_as_many_queries_for_three_rows_as_for_one(
    desk, name, django_assert_max_num_queries
):
    def queries():
        with django_assert_max_num_queries(60) as counted:
            desk.get(reverse(f"{name}:index"))
        return len(counted)

    make_framework("std-1", {"a.one": {}})
    queries()
    one = queries()
    make_framework("std-2", {"a.two": {}})
    make_framework("std-3", {"a.three": {}})
    assert queries() == one


def test_the_list_says_how_many_numbers_are_sure(desk):
    load_standards()
    html = desk.get(reverse("framework:index")).content.decode()
    framework = Framework.objects.get(key="fact-jacie-hct-6-1")
    sure = framework.clauses.filter(number_status="verified").count()
    assert f"{sure} / {framework.clauses.count()}" in html
