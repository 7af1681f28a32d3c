"""A content host with one published package, asked at a fixed moment."""

import pytest

from curriculum.scorm.store import publish
from passport.content_host import middleware, routes
from passport.content_host.tokens import make_token
from tests.packages.player.asking import FILES, SHA


@pytest.fixture(autouse=True)
def _settings(settings, tmp_path):
    settings.PACKAGES_DIR = tmp_path / "packages"
    settings.PACKAGES_DIR.mkdir()
    settings.PUBLIC_URL = "http://localhost:8000"
    settings.CONTENT_PORT = 8001


@pytest.fixture(autouse=True)
def _handlers(monkeypatch):
    monkeypatch.setattr(routes, "_handlers", dict(routes._handlers))
    monkeypatch.setattr(routes, "_report_handlers", [])


@pytest.fixture(autouse=True)
def _today(monkeypatch, now):
    """The site's clock stands at this moment."""
    made = middleware.ContentHostMiddleware.__init__
    monkeypatch.setattr(
        middleware.ContentHostMiddleware, "__init__",
        lambda self, get_response: made(self, get_response, clock=lambda: now),
    )  # fmt: skip


@pytest.fixture
def package(settings, tmp_path):
    """A published package."""
    unpacked = tmp_path / "unpacked"
    for name, content in FILES.items():
        path = unpacked / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return publish(settings.PACKAGES_DIR, unpacked, SHA).folder


@pytest.fixture
def token(now):
    return make_token(sha256=SHA, registration="reg-1", at=now)
