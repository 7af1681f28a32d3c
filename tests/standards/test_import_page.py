"""Importing in the back office: a preview that writes nothing, then one transaction."""

import csv
import re
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from passport.audit.models import AuditEntry
from passport.standards.formats.csv_table import COLUMNS
from passport.standards.models import Clause, Framework, Requirement, StandardsMark
from passport.standards.services import importing
from tests.centre_factories import make_framework
from tests.factories import make_user
from tests.standards.exchange import as_csv, bring_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework():
    """A standard with two requirements; the first has a number that somebody read."""
    framework = make_framework("std-1", {"a.one": {}, "a.two": {}})
    Clause.objects.filter(requirement__key="a.one").update(
        number="B1", number_status="verified", number_source="Page 1"
    )
    return framework


@pytest.fixture
def url():
    """The page for files."""
    return reverse("framework:import")


def _table(key, change=None, *, without=()):
    """The exported table with cells changed by requirement key."""
    rows = list(csv.DictReader(StringIO(as_csv(key).decode("utf-8-sig"), newline="")))
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for row in rows:
        if row["key"] not in without:
            writer.writerow({**row, **(change or {}).get(row["key"], {})})
    return out.getvalue().encode()


def _preview(browser, url, data, **more):
    return browser.post(url, {"file": SimpleUploadedFile("std.csv", data), **more})


def _hidden(html):
    return dict(re.findall(r'<input type="hidden" name="([a-z_]+)"(?: value="([^"]*)")?', html))


def _confirm(browser, url, answer):
    return browser.post(url, _hidden(answer.content.decode()), follow=True)


def test_the_preview_says_what_is_new_changed_and_kept_and_writes_nothing(desk, url, framework):
    data = _table(
        "std-1", {"a.two": {"key": "a.three", "label": "Three"}, "a.one": {"label": "Said anew"}}
    )
    html = _preview(desk, url, data).content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "New (2)" in text
    assert "Changed (1)" in text
    assert "Not in the file, stays as it is (1)" in text
    assert "label: Requirement a.one → Said anew" in text
    assert set(Requirement.objects.values_list("label", flat=True)) == {
        "Requirement a.one", "Requirement a.two",
    }  # fmt: skip
    assert AuditEntry.objects.count() == 0


def test_what_was_looked_at_is_imported_in_one_go(desk, editor, url, framework):
    data = _table(
        "std-1", {"a.two": {"key": "a.three", "label": "Three"}, "a.one": {"label": "Said anew"}}
    )
    answer = _confirm(desk, url, _preview(desk, url, data))
    assert answer.redirect_chain == [(reverse("framework:inspect", args=[framework.pk]), 302)]
    labels = dict(Requirement.objects.values_list("key", "label"))
    assert labels == {"a.one": "Said anew", "a.two": "Requirement a.two", "a.three": "Three"}
    assert framework.clauses.count() == 3
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject, entry.actor_id) == (
        "framework_imported", "framework:std-1", editor.public_id,
    )  # fmt: skip
    assert (entry.details["new"], entry.details["changed"]) == (2, 1)
    assert StandardsMark.objects.get().number == 1


def test_a_file_that_breaks_half_way_leaves_nothing_behind(framework, now, monkeypatch):
    def break_down(*arguments):
        raise RuntimeError

    monkeypatch.setattr(importing, "_write_crosswalk", break_down)
    data = _table("std-1", {"a.one": {"label": "Said anew"}, "std-1": {"label": "Other title"}})
    with pytest.raises(RuntimeError):
        bring_in(data, by=make_user(), at=now)
    assert Framework.objects.get().title == "Standard std-1"
    assert not Requirement.objects.filter(label="Said anew").exists()
    assert StandardsMark.objects.count() == 0


def test_a_number_becomes_verified_only_when_the_importer_read_the_text(desk, editor, url):
    make_framework("std-1", {"a.one": {}, "a.two": {}})
    data = _table("std-1", {"a.two": {"number": "B2", "number_status": "verified"}})
    preview = _preview(desk, url, data)
    assert "The file calls 1 number verified." in " ".join(preview.content.decode().split())
    _confirm(desk, url, preview)
    clause = Clause.objects.get(requirement__key="a.two")
    assert (clause.number, clause.number_status) == ("B2", "unverified")
    assert (clause.verified_by, clause.verified_at) == (None, None)
    ticked = _preview(desk, url, data, read_text="on", source="Our licensed copy")
    assert "The file calls" not in ticked.content.decode()
    _confirm(desk, url, ticked)
    clause.refresh_from_db()
    assert (clause.number_status, clause.number_source) == ("verified", "Our licensed copy")
    assert (clause.verified_by, clause.verified_at is not None) == (editor, True)


def test_who_ticks_says_where(desk, url, framework):
    answer = _preview(desk, url, _table("std-1"), read_text="on")
    assert answer.status_code == 422
    assert "Say where you read the numbers." in answer.content.decode()


def test_a_tick_that_is_forged_into_the_confirmation_is_another_plan(desk, url, framework):
    data = _table("std-1", {"a.two": {"number": "B2", "number_status": "verified"}})
    form = _hidden(_preview(desk, url, data).content.decode())
    answer = desk.post(url, {**form, "read_text": "on", "source": "Forged"}, follow=True)
    assert "Something changed meanwhile." in answer.content.decode()
    assert Clause.objects.get(requirement__key="a.two").number == ""


def test_a_verified_number_is_never_made_unsure_or_replaced_by_a_file(framework, now):
    change = {"a.one": {"number": "B9", "number_status": "unverified", "number_source": ""}}
    for read_in in (None, "Our copy"):
        bring_in(_table("std-1", change), by=make_user(), at=now, read_in=read_in)
        clause = Clause.objects.get(requirement__key="a.one")
        assert (clause.number, clause.number_status, clause.number_source) == (
            "B1", "verified", "Page 1",
        )  # fmt: skip


def test_what_changed_after_the_preview_is_shown_again(desk, url, framework):
    preview = _preview(desk, url, _table("std-1", {"a.one": {"label": "Said anew"}}))
    Requirement.objects.filter(key="a.one").update(label="Somebody else's words")
    answer = _confirm(desk, url, preview)
    html = answer.content.decode()
    assert "Something changed meanwhile. Please look once more." in html
    assert "Somebody else&#x27;s words" in html
    assert Requirement.objects.get(key="a.one").label == "Somebody else's words"
    _confirm(desk, url, answer)
    assert Requirement.objects.get(key="a.one").label == "Said anew"


def test_a_file_that_cannot_be_read_is_refused_with_line_and_column(desk, url, framework):
    answer = _preview(desk, url, _table("std-1", {"a.one": {"roles": "WIZARD"}}))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "line 4, column roles" in html
    assert "This word is not known." in html


def test_markup_in_a_file_is_shown_as_text(desk, url, framework):
    label = "<script>alert(1)</script>"
    html = _preview(desk, url, _table("std-1", {"a.one": {"label": label}})).content.decode()
    assert label not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_file_that_is_too_large_is_not_even_read(desk, url):
    answer = _preview(desk, url, b"x" * 1_000_001)
    assert answer.status_code == 422
    assert "larger than 1 MB" in answer.content.decode()


@pytest.mark.parametrize("field", ["content", "digest"])
def test_a_confirmation_that_lost_a_part_asks_for_the_file_again(desk, url, framework, field):
    form = _hidden(_preview(desk, url, _table("std-1")).content.decode())
    form = form or {"content": "YQ==", "digest": "0" * 64}
    answer = desk.post(url, {**form, "digest": "0", field: "%%%" if field == "content" else ""})
    assert answer.status_code == 422
    assert "Choose the file once more." in answer.content.decode()


def test_nothing_to_import_offers_nothing_to_press(desk, url, framework):
    html = _preview(desk, url, _table("std-1")).content.decode()
    assert "There is nothing to import." in html
    assert "Import the framework" not in html


@pytest.mark.parametrize("key", ["programme", "std-1"])
def test_only_site_administrators_import_what_decides_about_stamps(sign_in, editor, url, key):
    make_framework("programme", {"module.COR-01": {}}, kind="passport")
    make_framework("std-1", {"module.COR-01": {}})
    data = _table(key, {"module.COR-01": {"validity_months": "99"}})
    admin = make_user(is_staff=True, is_superuser=True)
    form = _hidden(_preview(sign_in(admin), url, data).content.decode())
    browser = sign_in(editor)
    assert "Ask a site administrator to import it." in _preview(browser, url, data).content.decode()
    assert browser.post(url, form).status_code in (302, 403)
    assert Requirement.objects.get().validity_months is None
    sign_in(admin).post(url, form)
    assert Requirement.objects.get().validity_months == 99


def test_new_requirements_in_the_middle_put_all_into_the_order_of_the_file(framework, now):
    lines = as_csv("std-1").decode("utf-8-sig").splitlines(keepends=True)
    new = lines[-1].replace("a.two", "a.new")
    bring_in("".join([*lines[:-1], new, lines[-1]]).encode(), by=make_user(), at=now)
    rows = framework.clauses.order_by("position").values_list("requirement__key", "position")
    assert list(rows) == [("a.one", 0), ("a.new", 1), ("a.two", 2)]
