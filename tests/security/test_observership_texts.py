"""What is typed around an observership acts nowhere: pages, mails, letters, calendars, files."""

# ruff: noqa: F811 - fixtures of the matrix

import re
from html import escape

import pypdfium2
import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from observership.domain.codes import Side
from observership.domain.screening import bank_like, patient_like
from observership.forms.application_fields import LineField
from observership.models import Application, Opening, Placement, SignOff, SupportLetter
from observership.rendering.calendar import calendar_of
from observership.rendering.certificate import certificate_of
from observership.rendering.letters import Letter, letter_pdf
from observership.services.guest_links import ask_home
from observership.services.letters import mail_letter
from observership.services.match_notices import tell_offered
from observership.services.outcomes import FileKind, export_outcomes
from observership.services.placement_notices import tell
from passport.people.domain.tokens import kept_of
from passport.people.models import Centre, User
from tests.observership_factories import make_coordinator, make_placement, make_trainee
from tests.security.observership_world import VisitWorld, visiting
from tests.security.test_observerships_apart import (  # noqa: F401 - fixtures
    ENTERS,
    asked,
    boss,
    browser,
    clock,
    owners,
    owners_values,
    routes,
    short,
)

pytestmark = pytest.mark.django_db
MARKUP = "<img src=x onerror=alert(1)>&\"'<script>alert(2)</script>"
ACTS = ("<img src=x", "<script>alert", "onerror=alert(1)>")


@pytest.fixture
def hostile(clock, boss) -> VisitWorld:
    """A world in which every text, name and place is markup."""
    trainee = make_trainee(first_name=MARKUP, last_name=MARKUP)
    world = visiting(MARKUP, clock(), boss=boss, trainee=trainee)
    Centre.objects.filter(pk=world.centre.pk).update(name=MARKUP, city=MARKUP)
    Opening.objects.filter(pk=world.opening.pk).update(department=MARKUP[:120])
    type(world.call).objects.filter(pk=world.call.pk).update(
        title=MARKUP, criteria=[{"key": "need", "title": MARKUP, "weight": 1}]
    )
    return world


def test_markup_is_text_on_every_page(hostile, boss):
    client, acting, shown = owners(hostile, boss), {}, 0
    for route in routes():
        name = short(route)
        for part in set(ENTERS[name]) & set("THQCR") or {"T", "C"}:
            page = asked(client(part, name), "get", route.address(owners_values(hostile, name)))
            shown += escape(MARKUP[:20]) in page.body
            if page.body.startswith(("BEGIN:", "%PDF")):
                continue
            if found := [each for each in ACTS if each in page.body]:
                acting[f"{part} {name}"] = found
    assert acting == {}
    assert shown > 60


def test_markup_is_text_on_the_pages_of_guests(hostile):
    token, shown = hostile.values["token"], 0
    Application.objects.filter(letters__token_hash=kept_of(token)).update(centre_name=MARKUP)
    for name in ("letter", "home_signature", "alert"):
        page = Client().get(reverse(f"observership:{name}", args=[token])).text
        assert [each for each in ACTS if each in page] == []
        shown += escape(MARKUP[:20]) in page
    assert shown == 2


def test_mails_are_one_subject_one_reader_and_text(hostile, run_jobs):
    word = f"X\r\nBcc: evil@example.org\r\n\r\n{MARKUP}"
    Centre.objects.filter(pk=hostile.centre.pk).update(name=word[:90])
    User.objects.filter(pk=hostile.trainee.user_id).update(first_name=word[:90])
    placement = Placement.objects.get(pk=hostile.placement.pk)
    for kind in ("opened", "cancelled", "agreed", "agreement_changed", "signed_off", "incident"):
        tell(
            kind=kind, placement=placement, at=hostile.at, begun=False,
            sides=[Side.TRAINEE, Side.HOST, Side.COORDINATOR],
        )  # fmt: skip
    ask_home(placement=placement, at=hostile.at)
    tell_offered(match=hostile.matches["proposed"], at=hostile.at)
    run_jobs()
    SupportLetter.objects.update(head_name=word[:90])
    letter = SupportLetter.objects.get(application__state="draft")
    assert mail_letter(letter=letter, at=hostile.at)
    assert len(mail.outbox) > 15
    for each in mail.outbox:
        written = each.message()
        assert len(each.to) == 1
        assert "Bcc" not in written
        assert "\n" not in each.subject
        assert [word for word in ACTS if word in each.alternatives[0][0]] == []


HOSTILE_LINES = (
    "Ward\r\nATTENDEE:mailto:evil@example.org",
    "Ward\rATTENDEE:x",
    "Ward\nEND:VEVENT\nBEGIN:VALARM",
    "Ward\u2028ATTENDEE:x",
    "Ward\x0bATTENDEE:x",
    "Ward;X=1,2:3\\n",
    "Ž" * 100,
)


@pytest.mark.parametrize("words", HOSTILE_LINES)
def test_a_calendar_holds_no_line_that_somebody_typed(words, now):
    placement = make_placement(state="agreed")
    Opening.objects.filter(pk=placement.opening_id).update(department=words)
    Centre.objects.filter(pk=placement.host_id).update(name=words)
    placement = Placement.objects.get(pk=placement.pk)
    written = calendar_of(placement.trainee, [placement], now.date())
    lines = re.split(rb"\r\n|\r|\n|\x0b|\x0c|\x85", written)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert [line for line in lines if line.startswith((b"ATTENDEE", b"BEGIN:VALARM"))] == []
    for edge in (b"BEGIN:VEVENT", b"END:VEVENT"):
        assert lines.count(edge) == sum(line.startswith(b"UID:") for line in lines) > 0
    b"".join(re.split(rb"\r\n[ \t]", written)).decode()


PDF_WORDS = (
    '<b>Bold</b> & <a href="https://evil.example">link</a>',
    '<img src="file:///etc/passwd"/>',
    "</para><para>&nbsp;&bogus;",
    "Line\r\n\x0bbroken",
    "A" * 190,
)


@pytest.mark.parametrize("words", PDF_WORDS)
def test_letters_and_certificates_hold_no_markup_and_no_link(words, now):
    placement = make_placement(state="closed", outcome="signed_off", closed_at=now)
    Opening.objects.filter(pk=placement.opening_id).update(department=words[:120])
    Centre.objects.filter(pk=placement.host_id).update(name=words, city=words[:90])
    User.objects.filter(pk=placement.trainee.user_id).update(last_name=words[:140])
    Application.objects.filter(pk=placement.application_id).update(centre_name=words)
    placement = Placement.objects.get(pk=placement.pk)
    signed = SignOff.objects.create(
        placement_public_id=placement.public_id, trainee=placement.trainee, host=placement.host,
        department=words[:120], supervisor=placement.supervisor, starts_on=placement.starts_on,
        ends_on=placement.ends_on, days_attended=5, setting="adult", attested_at=now,
    )  # fmt: skip
    drawn = [letter_pdf(placement, kind, [words], now.date()) for kind in Letter]
    drawn.append(certificate_of(signed, hosted=1))
    for each in drawn:
        assert b"/URI" not in each
        assert pypdfium2.PdfDocument(each)[0].get_textpage().get_text_range()


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", '=HYPERLINK("http://x")'])
def test_files_of_outcomes_hold_no_formula(words, now):
    placement = make_placement(state="closed", outcome="signed_off", closed_at=now)
    Centre.objects.filter(pk=placement.host_id).update(name=words, city=words)
    type(placement.application.call).objects.update(title=words)
    Application.objects.update(centre_name=words, city=words, country="CZ")
    by = make_coordinator()
    table = export_outcomes(call=None, kind=FileKind.CSV, by=by, at=now).decode("utf-8-sig")
    cells = re.findall(r'(?:^|,)"?([^",\n]*)', table)
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))] == []
    assert words[1:] in table.replace('""', '"')


@pytest.mark.parametrize(
    "text",
    [
        "born 12.0\u200b3.1965", "1\u200d2.03.1965", "12\u00ad.03.1965", "12\u201303\u20131965",
        "１２．０３．１９６５", "١٢.٠٣.١٩٦٥", "12\u204403\u20441965", "MRN 123\u200b4567",
    ],
)  # fmt: skip
def test_a_screen_reads_what_eyes_read(text):
    assert len(patient_like(text)) == 1
    assert patient_like(f"Seen today: {text}.")[0].text in f"Seen today: {text}."


def test_an_account_number_with_signs_that_nobody_sees_is_one():
    assert bank_like("D\u200bE89\u00ad370400440532013000")
    assert bank_like("1234\u20605678")


@pytest.mark.parametrize("typed", ["Ward\r\nBcc: x", "Ward\u2028x", "Ward\x0bx", "Ward\x85x"])
def test_what_stands_on_one_line_is_one_line(typed):
    assert len(LineField().clean(typed).splitlines()) == 1
