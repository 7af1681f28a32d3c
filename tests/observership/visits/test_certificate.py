"""The certificate says what was hosted, and neither who came nor who endorses it."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from observership.rendering.certificate import certificate_of, sheet_of
from tests.observership.visits.test_sign_off import _sign

pytestmark = pytest.mark.django_db


def test_it_names_host_department_days_and_supervisor_but_not_the_visitor(over):
    signed = _sign(over)
    sheet = sheet_of(signed, hosted=3)
    words = str(sheet)
    assert sheet.name == over.host.name
    assert ("Days attended", "5 days") in sheet.facts
    assert ("Supervised by", str(over.supervisor)) in sheet.facts
    assert "one of 3 visits" in sheet.closing
    assert str(over.trainee) not in words
    assert "Not issued or endorsed by" in sheet.footer


def test_its_date_is_the_day_where_the_platform_is(over, settings):
    settings.TIME_ZONE = "Europe/Brussels"
    late = datetime(2026, 6, 8, 22, 30, tzinfo=UTC)
    assert sheet_of(_sign(over, when=late), hosted=1).issuer.endswith(" on 9 June 2026")


def test_it_is_the_same_pdf_every_time_and_takes_long_and_odd_names(over):
    over.host.name = "Fictional <University> & Children's Hospital " * 4
    over.host.save()
    signed = _sign(over)
    signed.host.refresh_from_db()
    drawn = certificate_of(signed, hosted=1)
    assert drawn[:5] == b"%PDF-"
    assert drawn == certificate_of(signed, hosted=1)
    with override("de"):
        assert certificate_of(signed, hosted=1)[:5] == b"%PDF-"
