"""A launch of a package ends with the session that opened it."""

import json
import re

import pytest
from django.test import Client

from passport.content_host.addresses import label_of
from tests.package_pages.playing import enrolled, package_of
from tests.product_factories import OWN, make_add_on, make_live_version, use_package

pytestmark = pytest.mark.django_db
BODY = {"unit": "one", "sequence": 1, "cmi": {"cmi.core.lesson_status": "completed"}}


def test_after_signing_out_a_launch_reads_and_saves_nothing():
    row = enrolled(package_of("one"))
    client = Client()
    client.force_login(row.user)
    version = make_live_version(make_add_on(row.package.partner))
    use_package(version, row.package, (OWN,))
    page = client.get(f"/products/{version.add_on.module.code}/packages/{row.package.public_id}/")
    found = re.search(r'data-launch-url="[^"]*:8001(/[^"]*)\.player/"', page.text)
    host = Client(HTTP_HOST=f"{label_of(row.package.sha256)}.localhost:8001")

    def tried() -> list[int]:
        sent = json.dumps(BODY)
        return [
            host.get(f"{found[1]}.player/").status_code,
            host.post(f"{found[1]}.commit", sent, content_type="application/json").status_code,
        ]

    assert tried() == [200, 200]
    assert client.session.session_key not in page.text
    client.logout()
    assert tried() == [410, 410]
