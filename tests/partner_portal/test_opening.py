"""Partners open modules and versions; each declares what it is."""

from datetime import timedelta

import pytest

from curriculum.models import AddOnVersion, Module, VersionEvent
from curriculum.services.add_ons import (
    ProgrammeNotOfferedError,
    VersionOpenError,
    open_add_on,
    open_version,
    save_metadata,
)
from curriculum.services.bundles import keep_bundle
from curriculum.services.version_moves import VersionStateError
from passport.audit.models import AuditEntry
from passport.people.services.partners import PartnerSuspendedError
from tests.product_factories import make_package, make_partner, make_product_programme, use_package


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("sequence").values_list("action", flat=True))


def test_a_module_gets_the_first_code_of_its_product(home):
    add_on = home.add_on()
    assert (add_on.module.code, add_on.module.kind) == ("FIC-01", "product")
    assert actions() == ["add_on.opened"]


def test_a_second_partner_gets_the_next_code(home):
    home.add_on()
    other = open_add_on(
        partner=make_partner(), programme=home.programme, title="T", by=home.manager, at=home.at
    )
    assert other.module.code == "FIC-02"


def test_a_product_named_like_the_core_takes_other_letters(home):
    programme = make_product_programme("corleucel")
    found = open_add_on(
        partner=home.partner, programme=programme, title="T", by=home.manager, at=home.at
    )
    assert found.module.code == "XCO-01"


def test_one_module_for_each_programme(home):
    home.add_on()
    with pytest.raises(ProgrammeNotOfferedError):
        home.add_on()
    assert Module.objects.filter(code__startswith="FIC").count() == 1


@pytest.mark.parametrize(
    "fields",
    [{"kind": "guidance"}, {"valid_until": "yesterday"}, {"valid_from": "tomorrow"}],
    ids=["of no product", "over", "not yet"],
)
def test_only_product_programmes_in_force_are_offered(home, fields):
    days = {"yesterday": home.at.date() - timedelta(1), "tomorrow": home.at.date() + timedelta(1)}
    for name, value in fields.items():
        setattr(home.programme, name, days.get(value, value))
    home.programme.save()
    with pytest.raises(ProgrammeNotOfferedError):
        home.add_on()


def test_a_version_begins_empty_with_an_event(home):
    version = home.draft()
    assert (version.number, version.state, version.title) == (1, "draft", "Handle fictoleucel")
    event = VersionEvent.objects.get(version=version)
    assert (event.before, event.after, event.by) == ("", "draft", home.editor)
    assert actions() == ["add_on.opened", "version.opened"]


def test_one_open_version_for_each_language(home):
    first = home.draft()
    with pytest.raises(VersionOpenError):
        home.draft(add_on=first.add_on)
    assert home.draft("de", first.add_on).number == 2


def test_the_next_version_begins_with_what_the_latest_says(home, sample):
    first = home.complete(sample)
    package = make_package(home.partner)
    use_package(first, package, ("fictoleucel-thaw",), minutes=7)
    AddOnVersion.objects.filter(pk=first.pk).update(state="retired")
    again = home.draft(add_on=first.add_on)
    first.refresh_from_db()
    assert again.content == first.content
    assert (again.countries, again.authors, again.label_on) == (
        first.countries, first.authors, first.label_on,
    )  # fmt: skip
    line = again.packages.get()
    assert (line.package, line.minutes, line.outcomes) == (package, 7, ["fictoleucel-thaw"])


def test_another_language_takes_declarations_and_leaves_the_text(home, sample):
    first = home.complete(sample)
    other = home.draft("de", first.add_on)
    assert (other.content, other.countries) == ({}, first.countries)


def test_declarations_are_saved_and_the_trail_says_which_changed(home):
    version = home.draft()
    save_metadata(version=version, facts=home.facts(notes=""), by=home.editor, at=home.at)
    version.refresh_from_db()
    assert (version.countries, version.rmp_version) == (["CZ", "DE"], "3.1")
    assert "rmp_version" in AuditEntry.objects.get(action="version.declared").details["changed"]
    assert "notes" not in AuditEntry.objects.get(action="version.declared").details["changed"]


@pytest.mark.parametrize("state", ["in_review", "approved", "retired"])
def test_what_is_not_a_draft_cannot_be_changed(home, sample, state):
    version = home.draft()
    AddOnVersion.objects.filter(pk=version.pk).update(
        state=state, content_hash="1" * 64, submitted_by=home.manager, submitted_at=home.at
    )
    with pytest.raises(VersionStateError):
        save_metadata(version=version, facts=home.facts(), by=home.editor, at=home.at)
    with pytest.raises(VersionStateError):
        keep_bundle(version=version, bundle=sample, by=home.editor, at=home.at)


def test_a_suspended_partner_opens_and_changes_nothing(home):
    version = home.draft()
    home.partner.suspended_at, home.partner.suspension_reason = home.at, "Looked at."
    home.partner.save()
    with pytest.raises(PartnerSuspendedError):
        home.add_on()
    with pytest.raises(PartnerSuspendedError):
        open_version(add_on=version.add_on, language="de", by=home.editor, at=home.at)
    with pytest.raises(PartnerSuspendedError):
        save_metadata(version=version, facts=home.facts(), by=home.editor, at=home.at)
