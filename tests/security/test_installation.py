"""What is installed, and what the worker and the database take (THREATS F3, I7, I4)."""

import pickle

import pytest
from django.conf import settings as configured
from django.db import DatabaseError, connection, transaction
from kombu.exceptions import ContentDisallowed
from kombu.message import Message

from passport.audit import services as audit
from passport.audit.models import AuditEntry
from passport.celery import app
from tests.security.routes import every_route

OURS = {
    "passport.ui", "passport.paper", "passport.jobs", "passport.audit", "passport.notices",
    "passport.people", "passport.pages", "passport.standards", "passport.dashboard",
    "passport.demo", "curriculum", "observership", "credentials",
}  # fmt: skip
ALLOWED = {
    "allauth", "allauth.account", "allauth.mfa", "allauth.usersessions",
    "wagtail", "wagtail.admin", "wagtail.contrib.settings", "wagtail.contrib.typed_table_block",
    "wagtail.documents", "wagtail.images", "wagtail.search", "wagtail.sites", "wagtail.snippets",
    "wagtail.users", "modelcluster", "taggit", "django_htmx", "csp",
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.humanize",
    "django.contrib.messages", "django.contrib.sessions", "django.contrib.staticfiles",
}  # fmt: skip


def test_nothing_is_installed_that_was_not_chosen():
    """No API of Wagtail, no redirects, no embeds, no admin of Django, no debug tool."""
    assert set(configured.INSTALLED_APPS) == OURS | ALLOWED


def test_no_page_of_wagtails_public_interface_is_served():
    names = {route.name.partition(":")[0] for route in every_route()}
    assert "wagtailapi" not in names
    assert not {route.pattern for route in every_route() if route.pattern.startswith("api/")}


def test_the_worker_takes_json_and_no_pickle():
    assert (app.conf.accept_content, app.conf.task_serializer) == (["json"], "json")
    message = Message(
        body=pickle.dumps(((), {"job_id": 1}, {})),
        content_type="application/x-python-serialize",
        content_encoding="binary",
        accept=set(app.conf.accept_content),
    )
    with pytest.raises(ContentDisallowed):
        message.decode()


COLUMNS = "id, sequence, at, actor_id, action, subject, details, previous_hash, entry_hash"
CHANGED = COLUMNS.replace("action", "'other'")
ROWS = f"INTO audit_auditentry ({COLUMNS}) SELECT {CHANGED} FROM audit_auditentry"  # noqa: S608 - names of our own
REPLACE = {
    "sqlite": f"INSERT OR REPLACE {ROWS}",
    "postgresql": f"INSERT {ROWS} ON CONFLICT (id) DO UPDATE SET action = 'other'",
}


@pytest.mark.django_db
def test_a_row_of_the_trail_is_not_replaced_by_another(now):
    entry = audit.record(action="tested", subject="row", at=now)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(REPLACE[connection.vendor])
    assert AuditEntry.objects.get(pk=entry.pk).action == "tested"


def test_documents_of_the_site_are_saved_and_not_shown_in_our_name():
    assert configured.WAGTAILDOCS_INLINE_CONTENT_TYPES == []
    assert configured.WAGTAILDOCS_SERVE_METHOD == "serve_view"
    assert configured.WAGTAILEMBEDS_FINDERS == []
