"""Anybody takes a framework away as a table or a package, in few queries."""

import csv
import json
from io import StringIO

import pytest
from django.urls import reverse

from passport.standards.models import Framework
from passport.standards.services.loading import load_standards
from tests.centre_factories import make_framework

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework():
    """A standard with two requirements."""
    return make_framework("std-1", {"a.one": {}, "a.two": {"label": "=1+1"}})


def test_the_table_is_a_file_to_keep(client, framework):
    answer = client.get(reverse("standards:framework_csv", args=["std-1"]))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="std-1.csv"'
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["record"], row["label"]) for row in rows] == [
        ("framework", "Standard std-1"),
        ("group", "General"),
        ("requirement", "Requirement a.one"),
        ("requirement", "'=1+1"),
    ]


def test_the_package_names_its_own_address(client, framework, settings):
    settings.PUBLIC_URL = "https://passport.example.org"
    url = reverse("standards:framework_case", args=["std-1"])
    answer = client.get(url)
    assert answer["Content-Disposition"] == 'attachment; filename="std-1.json"'
    document = json.loads(answer.content)["CFDocument"]
    assert document["uri"] == f"https://passport.example.org{url}"
    assert document["caseVersion"] == "1.1"
    old = json.loads(client.get(f"{url}?version=1.0").content)["CFDocument"]
    assert set(document) - set(old) == {"caseVersion", "frameworkType", "extensions"}


@pytest.mark.parametrize("name", ["framework_csv", "framework_case"])
def test_an_unknown_framework_is_not_found(client, name):
    assert client.get(reverse(f"standards:{name}", args=["no-such"])).status_code == 404


@pytest.mark.parametrize("name", ["framework_csv", "framework_case"])
def test_a_large_framework_needs_as_many_queries_as_a_small_one(
    client, name, framework, django_assert_num_queries
):
    load_standards()
    key = Framework.objects.get(key="fact-jacie-hct-6-1").key
    make_framework("std-2", {"a.one": {}})
    queries = 4 if name == "framework_case" else 3
    for each in ("std-2", "std-1", key):
        with django_assert_num_queries(queries):
            client.get(reverse(f"standards:{name}", args=[each]))
