"""A version as others see it, and to whom its pages are closed."""

from curriculum.models import (
    AddOnVersion,
    ReviewComment,
)
from tests.factories import make_user
from tests.partner_portal.reading import text_of
from tests.product_factories import (
    make_add_on,
    make_partner,
    make_version,
)


def test_the_preview_shows_what_each_role_is_asked(home, editor, sample, page):
    version = home.complete(sample)
    said = text_of(editor.get(page(version, "preview/NUR/")))
    assert "Preview as Ward nurse" in said
    assert "8 outcomes" in said
    assert "6 outcomes" in said
    assert "Preview Handle and give fictoleucel" in said
    other = text_of(editor.get(page(version, "preview/PHA/")))
    assert "asks nothing of this role" in other
    assert editor.get(page(version, "preview/XXX/")).status_code == 404


def test_changes_since_the_last_approved_version_are_marked(home, editor, sample, page):
    first = home.complete(sample)
    assert "everything is new" in text_of(editor.get(page(first, "diff/")))
    AddOnVersion.objects.filter(pk=first.pk).update(state="retired", live_at=home.at)
    second = home.draft(add_on=first.add_on)
    AddOnVersion.objects.filter(pk=second.pk).update(rmp_version="4.0")
    answer = editor.get(page(second, "diff/"))
    said = text_of(answer)
    assert "Changes since version 1" in said
    assert "Removed: 3.1 Added: 4.0" in said


def test_the_thread_names_colleagues_and_numbers_reviewers(home, editor, page):
    version = home.draft()
    reviewer = make_user(first_name="Rhea", last_name="Hidden")
    ReviewComment.objects.create(
        version=version, author=reviewer, from_partner=False, anchor="field:rmp_version",
        body="Which plan?", written_at=home.at,
    )  # fmt: skip
    address = page(version, "thread/")
    assert editor.post(address, {"anchor": "", "body": "Plan 3.1."}).status_code == 302
    said = text_of(editor.get(address))
    assert "Reviewer 1" in said
    assert "Version of the risk management plan" in said
    assert f"{home.editor} (you)" in said
    assert "Hidden" not in said
    empty = editor.post(address, {"anchor": "", "body": ""})
    assert empty.status_code == 422
    assert "Write something." in text_of(empty)


def test_a_suspended_partner_reads_and_writes_nothing(home, manager, sample, page):
    version = home.complete(sample)
    home.partner.suspended_at, home.partner.suspension_reason = home.at, "Looked at."
    home.partner.save()
    for rest in ("", "metadata/", "bundle/", "questions/", "packages/", "diff/", "thread/"):
        said = text_of(manager.get(page(version, rest)))
        assert "Suspended since" in said
        for button in ("Save the", "Upload and check", "Import questions", "Send to the"):
            assert button not in said
    assert manager.post(page(version, "submit/")).status_code == 403


def test_another_partners_version_is_not_there(home, manager, page):
    foreign = make_version(make_add_on(make_partner(), home.programme))
    for rest in ("", "metadata/", "bundle/", "questions/", "packages/", "diff/", "thread/"):
        assert manager.get(page(foreign, rest)).status_code == 404
