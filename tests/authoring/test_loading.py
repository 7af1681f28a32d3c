"""Files become pages and releases; nobody's change is lost."""

import shutil

import pytest
from wagtail.models import Revision

from curriculum.models import (
    LoadedBundle,
    Module,
    ModuleAlignment,
    ModulePage,
    ModuleRelease,
    Question,
    Reference,
    Track,
    TrackModule,
)
from curriculum.services.curriculum import CONTENT, Refused, load_curriculum
from curriculum.services.loading import Loaded, Result

pytestmark = pytest.mark.django_db
SUMMARY = "You can suspect cytokine release syndrome"
COUNTED = (
    Module, ModulePage, ModuleRelease, Question, Reference, Track, TrackModule, ModuleAlignment,
    LoadedBundle, Revision,
)  # fmt: skip


def rows() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


def edit(page: ModulePage, **fields) -> None:
    """What an editor does: change, save, publish."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_bundle_becomes_a_page_and_a_release(load, now):
    assert load() == [Loaded("COR-04", Result.CREATED, 1)]
    page = ModulePage.objects.get()
    release = ModuleRelease.objects.get()
    assert (page.slug, page.live, page.title) == (
        "cor-04",
        True,
        "Recognise CRS and raise the alarm",
    )
    assert (release.number, release.version, release.draw, release.pass_percent) == (
        1,
        "1.0",
        6,
        80,
    )
    assert release.released_at == now
    assert release.title == page.title == Module.objects.get().title


def test_the_module_supports_its_own_requirement_and_those_of_its_file(load):
    load()
    assert Module.objects.get().requirements == {
        "care.iec": "partial",
        "unit.icu_transfer": "partial",
        "programme.crs": "full",
        "autoimmune.toxicities": "partial",
        "ebmt.toxicity": "partial",
        "module.COR-04": "full",
    }


def test_loading_twice_changes_nothing(load):
    load()
    before, page = rows(), ModulePage.objects.values().get()
    assert load() == [Loaded("COR-04", Result.UNCHANGED, 1)]
    assert rows() == before
    assert ModulePage.objects.values().get() == page


def test_a_changed_file_makes_a_new_release_and_the_old_one_stays(load, change):
    load()
    change("module.md", SUMMARY, "You can now suspect CRS")
    assert load() == [Loaded("COR-04", Result.RELEASED, 2)]
    summaries = {each.number: each.content["summary"] for each in ModuleRelease.objects.all()}
    assert summaries[1].startswith(SUMMARY)
    assert summaries[2].startswith("You can now suspect CRS")
    assert load() == [Loaded("COR-04", Result.UNCHANGED, 2)]


def test_a_changed_fact_alone_makes_no_release(load, change):
    load()
    before = rows()
    change("facts.yaml", "Fever", "Raised temperature")
    assert load() == [Loaded("COR-04", Result.UNCHANGED, 1)]
    assert rows() == before


def test_a_changed_requirement_makes_a_release_without_a_new_revision(load, change):
    load()
    revisions = Revision.objects.count()
    change("module.md", "care.iec: partial", "care.iec: full")
    assert load() == [Loaded("COR-04", Result.RELEASED, 2)]
    assert Module.objects.get().requirements["care.iec"] == "full"
    assert Revision.objects.count() == revisions


def test_a_corrected_source_makes_a_new_release(load, folder):
    load()
    path = folder / "references.yaml"
    path.write_text(path.read_text().replace("Lee DW et al. ASTCT", "Lee DW and others. ASTCT"))
    assert load() == [Loaded("COR-04", Result.RELEASED, 2)]
    cited = {each["key"]: each["citation"] for each in _latest().content["references"]}
    assert cited["LEE19"].startswith("Lee DW and others.")


def test_an_editors_change_is_kept_while_the_file_stays(load):
    load()
    edit(ModulePage.objects.get(), summary="Written by an editor.")
    before = rows()
    assert load() == [Loaded("COR-04", Result.KEPT, 2)]
    assert rows() == before
    assert _latest().content["summary"] == "Written by an editor."


def test_an_editors_unpublished_draft_is_kept_too(load):
    load()
    page = ModulePage.objects.get()
    page.summary = "Half a thought"
    page.save_revision(clean=False)
    assert load() == [Loaded("COR-04", Result.KEPT, 1)]


def test_when_both_changed_a_draft_is_made_and_nothing_is_published(load, change):
    load()
    edit(ModulePage.objects.get(), summary="Written by an editor.")
    change("module.md", SUMMARY, "You can now suspect CRS")
    assert load() == [Loaded("COR-04", Result.CONFLICT, 2)]
    page = ModulePage.objects.get()
    assert page.summary == "Written by an editor."
    assert page.get_latest_revision_as_object().summary.startswith("You can now suspect CRS")
    assert _latest().content["summary"] == "Written by an editor."
    before = rows()
    assert load() == [Loaded("COR-04", Result.KEPT, 2)]
    assert rows() == before


def test_a_conflict_that_an_editor_resolved_follows_the_file_again(load, change):
    load()
    edit(ModulePage.objects.get(), summary="Written by an editor.")
    change("module.md", SUMMARY, "You can now suspect CRS")
    load()
    ModulePage.objects.get().get_latest_revision().publish()
    assert load() == [Loaded("COR-04", Result.UNCHANGED, 3)]
    change("module.md", "You can now suspect CRS", "You can suspect CRS early")
    assert load() == [Loaded("COR-04", Result.RELEASED, 4)]


def test_a_page_that_an_editor_removed_is_not_brought_back(load):
    load()
    ModulePage.objects.get().delete()
    assert load() == [Loaded("COR-04", Result.REMOVED, 1)]
    assert ModuleRelease.objects.count() == 1


def test_a_broken_bundle_is_refused_with_reasons_and_leaves_no_page(load, change):
    change("questions.yaml", "objective: O1", "objective: O9")
    (refused,) = [line for line in load() if isinstance(line, Refused) and line.name == "COR-04"]
    assert any("Objective O9 does not exist" in reason for reason in refused.reasons)
    assert not ModulePage.objects.exists()


def test_a_reference_that_an_editor_corrected_stays(load, folder):
    load()
    Reference.objects.filter(key="LEE19").update(citation="Corrected by an editor.")
    path = folder / "references.yaml"
    path.write_text(path.read_text().replace("Lee DW et al. ASTCT", "Lee DW and others. ASTCT"))
    load()
    assert Reference.objects.get(key="LEE19").citation == "Corrected by an editor."


def test_a_track_names_the_modules_it_misses(load, folder):
    path = folder / "tracks.yaml"
    path.write_text(path.read_text().replace("modules: []", "modules: [NUR-01]"))
    assert load()[-1] == Refused("track NUR", ("Module NUR-01 is not there yet.",))
    track = Track.objects.get(role="NUR")
    assert [step.module.code for step in track.steps.all()] == ["COR-04"]


def test_the_shipped_curriculum_loads_twice_without_a_change(home, standards, now, tmp_path):
    shipped = shutil.copytree(CONTENT, tmp_path / "shipped")
    first = list(load_curriculum(home=home, at=now, folder=shipped))
    before = rows()
    second = list(load_curriculum(home=home, at=now, folder=shipped))
    assert [line for line in first if isinstance(line, Refused)] == []
    assert {line.result for line in first} == {Result.CREATED}
    assert {line.result for line in second} == {Result.UNCHANGED}
    files = [*CONTENT.glob("*/module.md"), *CONTENT.glob("tasks/*.yaml"), CONTENT / "outcomes.yaml"]
    assert len(first) == len(files)
    assert rows() == before


def _latest() -> ModuleRelease:
    return ModuleRelease.objects.order_by("-number").first()
