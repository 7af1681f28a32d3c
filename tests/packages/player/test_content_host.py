"""A content host answers for one package and with closed headers; the platform is not there."""

import json
from base64 import urlsafe_b64decode
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from curriculum.scorm.launching import frame_policy, launch_addresses
from passport.content_host import routes
from passport.content_host.addresses import origin_of
from passport.content_host.routes import Area, Violation
from passport.content_host.tokens import (
    LaunchExpiredError,
    LaunchUnknownError,
    make_token,
    read_token,
)
from passport.logs import HideCodes
from passport.sessions import SessionStore
from tests.packages.player.asking import FILES, HOST, OTHER, OTHER_HOST, SANDBOX, SHA, ask
from tests.security.test_web_server_log import written


def test_every_header_of_a_file_is_as_written(package, token):
    response = ask(f"/{token}/index.html")
    policy = response["Content-Security-Policy"].split("; ")
    permissions = response["Permissions-Policy"].split(", ")
    del response["Content-Security-Policy"], response["Permissions-Policy"]
    assert response.body == FILES["index.html"]
    assert dict(response.headers) == {
        "Content-Type": "text/html", "Content-Length": "12", "Accept-Ranges": "bytes",
        "Cache-Control": "private, max-age=28800, immutable",
        "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
        "Origin-Agent-Cluster": "?1", "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff", "X-DNS-Prefetch-Control": "off",
        "X-Permitted-Cross-Domain-Policies": "none",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
    }  # fmt: skip
    assert policy == [
        "default-src 'self' data: blob:",
        "script-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' data: blob: 'unsafe-inline'", "connect-src 'self'", "worker-src 'none'",
        "object-src 'none'", "manifest-src 'none'", "form-action 'none'", "base-uri 'self'",
        f"sandbox {SANDBOX}", "frame-ancestors 'self' http://localhost:8000",
        f"report-uri /{token}/.report",
    ]  # fmt: skip
    assert {each for each in permissions if not each.endswith("=()")} == {"unload=(self)"}
    assert {"camera=()", "microphone=()", "clipboard-read=()", "geolocation=()"} < set(permissions)


@pytest.mark.parametrize("path", ["/", "/nonsense", "/nonsense/index.html", "/plan/", "/healthz"])
def test_without_a_token_there_is_nothing_and_it_is_as_closed(path):
    response = ask(path)
    assert (response.status_code, response.content) == (404, b"There is nothing at this address.\n")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert "report-uri" not in response["Content-Security-Policy"]
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert not response.cookies


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "text/html"),
        ("media/film.mp4", "video/mp4"),
        ("x.exe", "application/octet-stream"),
    ],
)
def test_types_come_from_the_table_alone(package, token, name, kind):
    assert ask(f"/{token}/{name}")["Content-Type"] == kind


def test_a_token_opens_its_own_package_on_its_own_host_only(package, token, now):
    other = make_token(sha256=OTHER, registration="reg-1", at=now)
    assert ask(f"/{token}/index.html").status_code == 200
    assert ask(f"/{token}/index.html", host=OTHER_HOST).status_code == 404
    assert ask(f"/{other}/index.html").status_code == 404
    assert ask(f"/{other}/index.html", host=OTHER_HOST).status_code == 404  # not published


def test_a_token_that_was_changed_opens_nothing(package, token):
    middle = len(token) // 2
    swapped = "A" if token[middle] != "A" else "B"
    assert ask(f"/{token[:middle]}{swapped}{token[middle + 1 :]}/index.html").status_code == 404


def test_a_launch_lasts_eight_hours(package, now):
    before = make_token(sha256=SHA, registration="r", at=now - timedelta(hours=8, seconds=-1))
    after = make_token(sha256=SHA, registration="r", at=now - timedelta(hours=8))
    assert ask(f"/{before}/index.html").status_code == 200
    gone = ask(f"/{after}/index.html")
    assert (gone.status_code, gone.content) == (
        410,
        b"This address has run out. Open the content again from your plan.\n",
    )


def test_a_token_says_which_package_and_registration(token, now):
    launch = read_token(token, at=now)
    assert (launch.sha256, launch.registration, launch.expires_at, launch.token) == (
        SHA, "reg-1", now + timedelta(hours=8), token,
    )  # fmt: skip
    with pytest.raises(LaunchExpiredError):
        read_token(token, at=now + timedelta(hours=8))
    for nonsense in ("", ".", "a.b", token[:-1], f"{token}x", "ä.ö"):
        with pytest.raises(LaunchUnknownError):
            read_token(nonsense, at=now)


def test_a_token_holds_its_session_sealed(now):
    token = make_token(sha256=SHA, registration="reg-1", at=now, session="s3cr3t-s3ss10n-k3y")
    body = token.split(".")[0]
    plain = urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
    assert "reg-1" in plain
    assert "s3cr3t" not in plain
    launch = read_token(token, at=now)
    assert launch.session == "s3cr3t-s3ss10n-k3y"
    assert "s3cr3t" not in repr(launch)


@pytest.mark.django_db
def test_a_launch_ends_with_the_session_that_opened_it(package, now):
    session = SessionStore()
    session.create()
    token = make_token(sha256=SHA, registration="r", at=now, session=session.session_key)
    assert ask(f"/{token}/index.html").status_code == 200
    session.flush()
    assert ask(f"/{token}/index.html").status_code == 410


def test_a_token_of_another_secret_is_unknown(token, now, settings):
    settings.SECRET_KEY = "another" * 9
    with pytest.raises(LaunchUnknownError):
        read_token(token, at=now)


def test_a_service_worker_is_refused(package, token):
    response = ask(f"/{token}/index.html", headers={"service-worker": "script", "host": HOST})
    assert response.status_code == 403
    assert "Service-Worker-Allowed" not in response


@pytest.mark.parametrize("area", [Area.XAPI, Area.COMMIT])
def test_what_nobody_answers_for_is_not_there_and_who_registers_is_asked(token, area):
    routes._handlers.pop(area, None)
    assert ask(f"/{token}/{area}/statements").status_code == 404
    routes.register(area, lambda request, launch, rest: _echo(launch, rest))
    response = ask(f"/{token}/{area}/statements", method="post")
    assert response.content == b"reg-1 statements"
    assert not response.cookies
    assert "Service-Worker-Allowed" not in response
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Security-Policy"].startswith("default-src 'self'")


def _echo(launch, rest):
    response = HttpResponse(f"{launch.registration} {rest}")
    response.set_cookie("a", "b")
    response["Service-Worker-Allowed"] = "/"
    response["Content-Security-Policy"] = "default-src *"
    return response


def test_an_error_inside_is_as_closed(token, caplog):
    def broken(request, launch, rest):
        raise RuntimeError

    routes.register(Area.XAPI, broken)
    client = Client(headers={"host": HOST}, raise_request_exception=False)
    response = client.get(f"/{token}/.xapi/")
    assert response.status_code == 500
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert not response.cookies


def test_the_public_host_has_no_content_and_a_content_host_no_platform(package, token, client):
    assert client.get(f"/{token}/index.html").status_code == 404
    for host in (
        "localhost:8001",
        "127.0.0.1:8001",
        "foo.localhost:8001",
        f"x.{HOST}",
        "a.localhost",
    ):
        response = ask("/healthz", host=host)
        assert (response.status_code, response["Cache-Control"]) == (404, "no-store")
    assert ask(f"/{token}/index.html", host=f"{SHA[:32]}.localhost:8000").status_code == 404
    assert ask(f"/{token}/index.html", host=f"{SHA[:32]}.localhost").status_code == 200  # a proxy
    assert ask(f"/{token}/index.html", host=HOST.upper()).status_code == 200


def test_a_request_for_the_platform_is_left_alone(settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    for host in ("localhost:8000", "localhost"):
        assert "Permissions-Policy" not in ask("/styles/0000000000000000.css", host=host)


def test_in_production_the_port_is_not_named(settings):
    settings.PUBLIC_URL, settings.CONTENT_PORT = "https://passport.example.org", 443
    settings.CONTENT_DOMAIN = "content.example.net"
    assert origin_of(SHA) == f"https://{SHA[:32]}.content.example.net"
    assert frame_policy(SHA) == {"frame-src": [f"https://{SHA[:32]}.content.example.net"]}


def test_the_player_is_served_with_the_address_of_the_platform(token, now):
    addresses = launch_addresses(sha256=SHA, registration="reg-1", at=now)
    assert addresses.xapi == f"http://{HOST}/{token}/.xapi/"
    page = ask(urlsplit(addresses.player).path)
    assert b'data-platform="http://localhost:8000"' in page.body
    assert page["Cache-Control"] == "private, no-cache"
    for name in ("player.js", "runtime.js"):
        assert ask(f"/{token}/.player/{name}")["Content-Type"] == "text/javascript"
    for name in ("player.html", "../apps.py", "LICENSE", "x"):
        assert ask(f"/{token}/.player/{name}").status_code == 404


def test_without_npms_files_the_player_says_404(token, settings, tmp_path):
    settings.PLAYER_ASSETS_DIR = tmp_path / "nothing"
    assert ask(f"/{token}/.player/scorm12.min.js").status_code == 404


def report(token, **fields):
    content = json.dumps({"csp-report": fields})
    return ask(
        f"/{token}/.report", method="post", data=content, content_type="application/csp-report"
    )


def test_reports_are_read_counted_and_bounded(token, settings):
    told = []
    routes.register_reports(lambda launch, violation: told.append((launch.registration, violation)))
    fields = {
        "effective-directive": "connect-src",
        "blocked-uri": "https://tracker.example/collect?learner=jana",
        "document-uri": f"http://{HOST}/{token}/media/page.html?x=1",
    }
    for _ in range(settings.CONTENT_REPORTS_PER_HOUR + 5):
        assert report(token, **fields).status_code == 204
    expected = Violation("connect-src", "https://tracker.example", "media/page.html")
    assert told == [("reg-1", expected)] * settings.CONTENT_REPORTS_PER_HOUR


@pytest.mark.parametrize(
    "content", ["", "x", "[]", "{}", '{"csp-report": 1}', '{"csp-report": {}}' + " " * 9000]
)
def test_reports_of_another_shape_are_dropped(token, content):
    told = []
    routes.register_reports(lambda *each: told.append(each))
    response = ask(f"/{token}/.report", method="post", data=content, content_type="text/plain")
    assert (response.status_code, told) == (204, [])
    assert ask(f"/{token}/.report").status_code == 405


def test_no_log_keeps_a_launch(package, token, caplog):
    caplog.handler.addFilter(HideCodes())
    ask(f"/{token}/nothing.html")
    assert "Not Found: /.../nothing.html" in caplog.text
    assert token not in caplog.text
    assert written(f"/{token}/nothing.html?a=1") == "/(launch)/..."
