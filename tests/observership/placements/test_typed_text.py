"""What is typed before a visit: screened for patients, and never lost or written over."""

import pytest

from observership.models import Agreement, Placement
from observership.queries.agreements import content_of, newest_agreement
from observership.services.agreements import StaleAgreementError, change_agreement
from observership.services.checklists import OWN_LINES_MAX, add_task
from observership.services.visits import PatientLikeError
from tests.observership.placements.test_agreements import author
from tests.observership_factories import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PATIENT = "J.N., 54, born 3.5.1961"
ASKED = "This may be about one patient: “J.N., 54”, “born 3.5.1961”."
NEWER = "Nothing was saved: there is a newer version. Read it below, then save again."


def _newest(world):
    return newest_agreement(world.placement)


def _change(world, **fields):
    """What the page of a change sends for the version that counts."""
    keys = [each["key"] for each in content_of(_newest(world))["objectives"]]
    why = {"rules": "Nine is fine.", "why": "Trains are late."}
    return {"objectives": keys, "content_hash": _newest(world).content_hash, **why, **fields}


def _over(world):
    Placement.objects.filter(pk=world.placement.pk).update(
        state="closed", closed_at=at("2026-06-20"), outcome="signed_off"
    )


@pytest.mark.parametrize("field", ["rules", "why"])
def test_an_agreement_names_no_patient(world, field):
    sent, url = _change(world, **{field: PATIENT}), world.url("agreement_edit")
    asked = world.client("host").post(url, sent)
    assert (asked.status_code, Agreement.objects.count()) == (422, 1)
    assert ASKED in asked.text
    sure = world.client("host").post(url, {**sent, "not_a_patient": "on"})
    assert (sure.status_code, Agreement.objects.count()) == (302, 2)


def test_an_agreement_takes_no_patient_from_elsewhere_either(world):
    with pytest.raises(PatientLikeError):
        change_agreement(
            placement=world.placement,
            objectives=_change(world)["objectives"],
            rules=PATIENT,
            author=author(world.placement),
            at=at("2026-05-07"),
        )


def test_a_line_names_no_patient(world):
    client, url = world.client("host"), world.url("placement_task_add")
    asked = client.post(url, {"label": PATIENT})
    assert (asked.status_code, ASKED in asked.text) == (422, True)
    assert world.placement.tasks.filter(label=PATIENT).count() == 0
    assert client.post(url, {"label": PATIENT, "not_a_patient": "on"}).status_code == 302
    assert world.placement.tasks.filter(label=PATIENT).count() == 1


def test_the_reason_of_a_payment_names_no_patient(world):
    step = world.placement.funding.get(payee="visitor", step=1)
    client, url = world.client("coordinator"), world.url("placement_payment", step.public_id)
    sent = {"to": "withheld", "note": PATIENT}
    asked = client.post(url, sent)
    assert (asked.status_code, ASKED in asked.text) == (422, True)
    assert "Say why." not in asked.text
    assert client.post(url, {**sent, "not_a_patient": "on"}).status_code == 302
    step.refresh_from_db()
    assert (step.state, step.note) == ("withheld", PATIENT)


def test_a_change_on_top_of_a_newer_version_is_shown_it_first(world):
    url, mine = world.url("agreement_edit"), _change(world, rules="Come at ten.")
    assert world.client("trainee").post(url, _change(world)).status_code == 302
    stale = world.client("host").post(url, mine)
    assert (stale.status_code, _newest(world).version) == (422, 2)
    for words in (NEWER, "The newer version", "Nine is fine.", "Come at ten.", "Version 2 of"):
        assert words in stale.text
    assert f'value="{_newest(world).content_hash}"' in stale.text
    assert mine["content_hash"] not in stale.text
    again = world.client("host").post(url, {**mine, "content_hash": _newest(world).content_hash})
    assert (again.status_code, _newest(world).version) == (302, 3)
    assert content_of(_newest(world))["rules"] == "Come at ten."


def test_the_page_of_a_change_holds_the_version_that_it_shows(world):
    page = world.client("host").get(world.url("agreement_edit")).text
    assert f'value="{_newest(world).content_hash}"' in page
    assert "The newer version" not in page


def test_no_version_is_made_on_one_that_was_not_read(world):
    before = author(world.placement)
    with pytest.raises(StaleAgreementError):
        change_agreement(
            placement=world.placement,
            objectives=_change(world)["objectives"],
            rules="",
            author=type(before)(before.user, before.side, before.why, read="0" * 64),
            at=at("2026-05-07"),
        )


def test_a_change_typed_while_the_visit_began_can_be_copied(world):
    sent = _change(world, rules="Come at ten.")
    Placement.objects.filter(pk=world.placement.pk).update(state="underway")
    answer = world.client("host").post(world.url("agreement_edit"), sent)
    assert (answer.status_code, Agreement.objects.count()) == (422, 1)
    assert "The agreement cannot be changed any more." in answer.text
    assert "Come at ten." in answer.text


def test_a_line_for_a_list_that_closed_or_is_full_can_be_copied(world):
    url, sent = world.url("placement_task_add"), {"label": "Order a white coat"}
    for number in range(OWN_LINES_MAX):
        add_task(placement=world.placement, side="host", label=f"Line {number}")
    full = world.client("host").post(url, sent)
    _over(world)
    closed = world.client("host").post(url, sent)
    said = ("The list is full. Take a line off first.", "The visit is over: its lists stay")
    for answer, words in zip((full, closed), said, strict=True):
        assert (answer.status_code, words in answer.text) == (422, True)
        assert 'value="Order a white coat"' in answer.text


def test_needs_typed_while_the_visit_ended_can_be_copied(world):
    _over(world)
    sent = {"text": "Gluten-free", "consent": "on"}
    answer = world.client("trainee").post(world.url("placement_needs"), sent)
    assert answer.status_code == 422
    assert "The visit is over: nothing was saved." in answer.text
    assert "Gluten-free" in answer.text
