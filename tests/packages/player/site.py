"""A small site for the player: packages in memory, views that save, a witness outside of it."""

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from csp.decorators import csp_replace
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.test import override_settings
from django.urls import path
from django.utils import timezone

from curriculum.scorm.launching import frame_policy, launch_addresses
from passport.content_host import routes
from passport.content_host.answers import file_answer
from passport.content_host.routes import Area
from passport.urls import urlpatterns as site_patterns
from tests.journeys.platform import free_port

COOKIE = ("sessionid", "of-the-platform")
MIDDLEWARE = [
    "passport.content_host.middleware.ContentHostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


@dataclass
class Package:
    """Files by name, the standard, and the units (key, title, href)."""

    name: str
    standard: str
    files: dict[str, bytes]
    units: tuple[tuple[str, str, str], ...] = (("one", "Unit one", "index.html"),)

    @property
    def sha256(self) -> str:
        return sha256(json.dumps({k: v.hex() for k, v in self.files.items()}).encode()).hexdigest()


@dataclass
class Saved:
    """What one unit told last, and every commit of it."""

    sequence: int = 0
    cmi: dict[str, str] = field(default_factory=dict)
    commits: list[dict] = field(default_factory=list)


@dataclass
class Site:
    """What the running site knows; tests read it and make it ill."""

    port: int
    content_port: int
    packages: dict[str, Package] = field(default_factory=dict)
    saved: dict[tuple[str, str], Saved] = field(default_factory=dict)
    cookies_on_content: list[str] = field(default_factory=list)
    asked_on_content: list[str] = field(default_factory=list)
    commit_status: int = 200
    alone: bool = True
    whole_refused: bool = False

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def add(self, package: Package) -> Package:
        self.packages[package.name] = package
        return package

    def state(self, name: str, unit: str = "one") -> Saved:
        return self.saved.setdefault((name, unit), Saved())


_site: list[Site] = []


def play(request: HttpRequest, name: str) -> HttpResponse:
    """The page of the platform, as a real view would fill it."""
    package = _site[0].packages[name]
    unit = request.GET.get("unit", package.units[0][0])
    saved = _site[0].state(name, unit)
    addresses = launch_addresses(sha256=package.sha256, registration=name, at=timezone.now())
    state = {
        "unit": unit, "sequence": saved.sequence, "cmi": saved.cmi, "standard": package.standard,
        "learner": "learner-1", "registration": "7c9b5c1e-0000-4000-8000-000000000001",
        "units": [{"key": key, "title": title, "href": href} for key, title, href in package.units],
    }  # fmt: skip
    context = {
        "title": "Fictoleucel", "partner_name": "Fictional Therapies", "state": state,
        "launch_url": addresses.player, "commit_url": f"/commit/{name}/", "close_url": "/closed/",
    }  # fmt: skip
    policed = csp_replace(frame_policy(package.sha256))
    response = policed(lambda asked: render(asked, "curriculum/player.html", context))(request)
    response.set_cookie(*COOKIE, httponly=True, samesite="Lax")
    return response


def commit(request: HttpRequest, name: str) -> HttpResponse:
    """Keep a commit with a higher number than the last, as the contract says."""
    told = json.loads(request.body)
    whole = _site[0].whole_refused and not told.get("partial")
    if _site[0].commit_status != 200 or whole:
        return JsonResponse({}, status=503 if whole else _site[0].commit_status)
    return _keep(name, told)


def _keep(name: str, told: dict) -> HttpResponse:
    saved = _site[0].state(name, told["unit"])
    if told["sequence"] <= saved.sequence:
        return JsonResponse({"sequence": saved.sequence}, status=409)
    cmi = {**saved.cmi, **told["cmi"]} if told.get("partial") else told["cmi"]
    saved.sequence, saved.cmi = told["sequence"], cmi
    saved.commits.append(told)
    return JsonResponse({"sequence": saved.sequence, "saved_at": "2026-11-21T14:05:00+01:00"})


def content_file(request, launch, name):
    """A file of a package in memory; what the browser sent along is noted."""
    _site[0].cookies_on_content.append(request.META.get("HTTP_COOKIE", ""))
    _site[0].asked_on_content.append(name)
    for package in _site[0].packages.values():
        if package.sha256 == launch.sha256 and name in package.files:
            data = package.files[name]
            return file_answer(request, file=BytesIO(data), size=len(data), name=name)
    raise Http404


def content_commit(request, launch, rest):
    """What content says when the platform's page is gone already."""
    if not _site[0].alone:
        raise Http404
    return _keep(launch.registration, json.loads(request.body))


urlpatterns = [
    path("play/<name>/", play),
    path("commit/<name>/", commit),
    path("closed/", lambda request: HttpResponse("<title>Closed</title>")),
    *site_patterns,
]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(application, port: int) -> WSGIServer:
    """Answer on a port of this machine in a thread of its own."""
    server = _Server(("127.0.0.1", port), _Quiet)
    server.set_app(application)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@contextlib.contextmanager
def running() -> Iterator[Site]:
    """The site on two ports, as `manage.py run` binds them."""
    site = Site(free_port(), free_port())
    _site[:] = [site]
    handlers = {area: routes.handler_for(area) for area in Area}
    routes.register(Area.FILES, content_file)
    routes.register(Area.COMMIT, content_commit)
    heard = routes._report_handlers.copy()
    routes._report_handlers.clear()
    with override_settings(
        ROOT_URLCONF="tests.packages.player.site", MIDDLEWARE=MIDDLEWARE, PUBLIC_URL=site.url,
        CONTENT_PORT=site.content_port, WHITENOISE_USE_FINDERS=True, WHITENOISE_AUTOREFRESH=True,
        PLAYER_ASSETS_DIR=settings.PLAYER_ASSETS_DIR,
    ):  # fmt: skip
        application = WSGIHandler()
        servers = [serve(application, port) for port in (site.port, site.content_port)]
        yield site
        for server in servers:
            server.shutdown()
            server.server_close()
    routes._report_handlers[:] = heard
    routes._handlers.update({area: handler for area, handler in handlers.items() if handler})
    for area, handler in handlers.items():
        if handler is None:
            routes._handlers.pop(area, None)


@contextlib.contextmanager
def witness() -> Iterator[tuple[str, list[str]]]:
    """A stranger's server: its address and what reached it."""
    port, seen = free_port(), []

    def application(environ, start_response):
        seen.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        start_response("200 OK", [("Access-Control-Allow-Origin", "*")])
        return [b"thanks"]

    server = serve(application, port)
    yield f"http://127.0.0.1:{port}", seen
    server.shutdown()
    server.server_close()
