"""The curriculum map: what supports which requirement, holes, what to check again."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from curriculum.models import Module, ModuleAlignment, ObservedTask, TaskAlignment
from curriculum.queries.map import first_to_map, frameworks_to_map, map_of
from curriculum.services.alignments import review_alignment
from passport.standards.models import Clause, CrosswalkEntry, Framework, Requirement
from tests.centre_factories import make_framework
from tests.factories import make_release, make_user

pytestmark = pytest.mark.django_db


def _aligned(code, key, strength="full"):
    """A released module supports a requirement."""
    if not Module.objects.filter(code=code).exists():
        make_release(code)
    return ModuleAlignment.objects.create(
        module=Module.objects.get(code=code),
        requirement=Requirement.objects.get(key=key),
        strength=strength,
    )


def _task(now, key="ice", **fields):
    return ObservedTask.objects.create(
        key=key, version="1.0", title="ICE score", summary="Score it", reviewed_on=now.date(),
        steps=[{"key": "a"}, {"key": "b"}], **fields,
    )  # fmt: skip


@pytest.fixture
def framework(now):
    """Four requirements in two groups: full by a module, in part by a task, a hole, no person's."""
    framework = make_framework(
        "std-1",
        {"a.full": {"group": "b"}, "a.part": {"group": "b"}, "a.hole": {"group": "a"},
         "a.none": {"group": "a", "roles": []}},
    )  # fmt: skip
    _aligned("COR-01", "a.full")
    _aligned("COR-01", "a.part", "partial")
    task = _task(now)
    requirement = Requirement.objects.get(key="a.part")
    TaskAlignment.objects.create(task=task, requirement=requirement, strength="partial")
    make_release("COR-02")
    return framework


def _map(framework):
    row = Framework.objects.select_related("replaces").get(pk=framework.pk)
    return map_of(row, settings.TIME_ZONE)


def test_rows_columns_and_cells_stand_where_they_belong(framework):
    found = _map(framework)
    assert [(column.code, column.objectives) for column in found.columns] == [
        ("COR-01", 2), ("ice", 2),
    ]  # fmt: skip
    assert [
        (group.title, row.key, row.state, tuple(cell and cell.strength for cell in row.cells))
        for group in found.groups
        for row in group.rows
    ] == [
        ("B", "a.full", "full", ("full", None)),
        ("B", "a.part", "partial", ("partial", "partial")),
        ("A", "a.hole", "hole", (None, None)),
        ("A", "a.none", "programme", (None, None)),
    ]


def test_holes_and_what_waits_are_counted(framework):
    assert _map(framework).counts == {
        "requirements": 4, "full": 1, "partial": 1, "hole": 1, "programme": 1, "waiting": 3,
    }  # fmt: skip


def test_modules_that_support_nothing_here_are_named(framework):
    assert [column.code for column in _map(framework).unused] == ["COR-02"]


def test_a_module_without_a_release_supports_nobody_yet(framework):
    Module.objects.create(code="COR-09", kind="core", title="Not written")
    _aligned("COR-09", "a.hole")
    found = _map(framework)
    row = next(row for group in found.groups for row in group.rows if row.key == "a.hole")
    assert (row.state, [cell is not None for cell in row.cells]) == ("hole", [False, True, False])
    assert [column.usable for column in found.columns] == [True, False, True]


def test_a_task_that_was_retired_counts_no_more(framework, now):
    ObservedTask.objects.update(retired_at=now)
    found = _map(framework)
    assert [column.code for column in found.columns] == ["COR-01"]


def test_only_a_verified_number_is_shown(framework):
    Clause.objects.filter(requirement__key="a.full").update(
        number="B1", number_status="verified", number_source="Page 1"
    )
    Clause.objects.filter(requirement__key="a.part").update(number="B2", number_status="unverified")
    rows = {row.key: row.number for group in _map(framework).groups for row in group.rows}
    assert (rows["a.full"], rows["a.part"]) == ("B1", "")


@pytest.fixture
def later(framework):
    """The next edition: one requirement unchanged, one changed, one not compared."""
    later = make_framework(
        "std-2", {"a.full": {}, "a.part": {}, "a.hole": {}, "a.new": {}},
        replaces=framework, valid_from="2026-06-01",
    )  # fmt: skip
    for key, relation in (("a.full", "same"), ("a.part", "changed")):
        CrosswalkEntry.objects.create(
            earlier=framework, later=later, requirement=Requirement.objects.get(key=key),
            relation=relation, verified=True, source="Both", note="Says more now",
        )  # fmt: skip
    return later


def test_alignments_of_changed_and_uncompared_requirements_are_checked_again(later, now):
    _aligned("COR-02", "a.hole")
    _aligned("COR-02", "a.new")
    assert [(each.name, each.requirement, each.change) for each in _map(later).recheck] == [
        ("COR-01 Module COR-01", "Requirement a.part", "changed"),
        ("COR-02 Module COR-02", "Requirement a.hole", "unchecked"),
        ("ICE score", "Requirement a.part", "changed"),
    ]


def test_a_review_under_the_new_edition_settles_it_and_one_before_does_not(later, now):
    row = ModuleAlignment.objects.get(requirement__key="a.part")
    for at, left in ((now - timedelta(days=300), 2), (now, 1)):
        review_alignment(alignment=row, strength="partial", reason="Read", by=make_user(), at=at)
        assert len(_map(later).recheck) == left


def test_the_edition_that_replaces_nothing_asks_nothing_again(framework):
    assert _map(framework).recheck == ()


def test_the_map_opens_with_the_newest_accreditation(framework, later):
    make_framework("law-1", {}, kind="law", valid_from="2027-01-01")
    assert first_to_map(frameworks_to_map()).key == "std-2"
    assert first_to_map([]) is None


# --- the page ---


@pytest.fixture
def desk(staff, sign_in):
    """The browser of an author."""
    return sign_in(staff("Authors"))


def _page(browser, key):
    return browser.get(reverse("curriculum_map:index"), {"framework": key}).content.decode()


def test_the_page_is_a_table_with_words_beside_every_sign(desk, framework):
    html = _page(desk, "std-1")
    table = re.search(r'<table class="office-table map-table">.*?</table>', html, re.DOTALL)[0]
    assert table.count('scope="col"') == 4
    assert table.count('scope="row"') == 4
    assert table.count('scope="rowgroup"') == 2
    assert table.count("is-hole") == 1
    text = " ".join(re.sub(r"<[^>]+>", " ", table).split())
    assert "○ hole" in text
    assert "◐ part not reviewed" in text
    region = re.search(r'<div class="office-scroll map-scroll"[^>]*>', html)[0]
    assert 'tabindex="0" role="region" aria-label="Curriculum map"' in region
    row = ModuleAlignment.objects.get(requirement__key="a.full")
    assert reverse("curriculum_map:review", args=["module", row.pk]) in table


def test_the_page_leads_to_the_module_where_it_is_written(desk, page, framework):
    module = Module.objects.get(code=page.module.code)
    ModuleAlignment.objects.create(
        module=module, requirement=Requirement.objects.get(key="a.hole"), strength="full"
    )
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in _page(desk, "std-1")


def test_the_page_names_what_to_check_again(desk, later):
    text = " ".join(re.sub(r"<[^>]+>", " ", _page(desk, "std-2")).split())
    assert "2 alignments to check again" in text
    assert "Requirement a.part – Changed: Says more now" in text


def test_an_unknown_framework_is_not_found(desk):
    address = reverse("curriculum_map:index")
    assert desk.get(address, {"framework": "no-such"}).status_code == 404


def test_without_a_framework_the_page_says_what_will_be_here(staff, sign_in):
    browser = sign_in(staff("Authors"))
    Clause.objects.all().delete()
    CrosswalkEntry.objects.all().delete()
    Framework.objects.update(replaces=None)
    Framework.objects.all().delete()
    html = browser.get(reverse("curriculum_map:index")).content.decode()
    assert "No framework is here yet." in html


def test_the_menu_leads_authors_to_the_map(desk):
    html = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("curriculum_map:index") in html


def test_the_map_needs_the_same_queries_for_any_size(
    framework, later, now, django_assert_num_queries, django_assert_max_num_queries
):
    row = Framework.objects.select_related("replaces").get(pk=later.pk)
    with django_assert_max_num_queries(12) as few:
        map_of(row, settings.TIME_ZONE)
    for number in range(3, 8):
        make_release(f"COR-0{number}")
        _aligned(f"COR-0{number}", "a.part")
        _task(now, key=f"task-{number}")
    with django_assert_num_queries(len(few)):
        found = map_of(row, settings.TIME_ZONE)
    assert len(found.columns) == 7
