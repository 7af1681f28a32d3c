"""What people and other sites send is not believed (THREATS F4, G1, G5)."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.forms.models import model_to_dict
from django.test import Client

from curriculum.rendering.markup import clean
from curriculum.rendering.sources import Sources
from passport.people.forms.names import NameForm
from passport.people.models import User
from tests.factories import make_user
from tests.people.sign_in import sign_in_by_mail
from tests.security.routes import every_route

pytestmark = pytest.mark.django_db
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "http://testserver@evil.example/",
    "\x00//evil.example",
)
GREEDY = {
    "is_staff": "on",
    "is_superuser": "on",
    "groups": "1",
    "email": "other@example.org",
    "last_name": "Other",
    "number": "CTP-0000-0000",
    "code": "0" * 26,
    "passport": "99",
    "holder": "99",
    "user": "99",
    "learner": "99",
    "release": "99",
    "passed": "on",
    "percent": "100",
    "submitted_at": "2020-01-01",
    "welcomed_at": "2020-01-01",
    "confirmed_at": "2020-01-01",
    "expires_at": "2099-01-01",
    "completed_at": "2020-01-01",
}


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize(("path", "data"), [("/theme/", {}), ("/language/", {"language": "en"})])
def test_a_setting_leads_back_to_our_own_pages_only(client, path, data, target):
    response = client.post(path, {**data, "next": target}, headers={"referer": target})
    assert (response.status_code, response["Location"]) == (302, "/")


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_sign_in_leads_to_our_own_pages_only(client, target):
    user = make_user()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    response = sign_in_by_mail(client, user, next=target)
    assert (response.status_code, response["Location"]) == (302, "/welcome/")


def test_a_host_that_is_not_ours_is_refused_everywhere(client):
    for path in ("/", "/plan/", "/verify/", "/v/ABC", "/accounts/password/reset/", "/admin/"):
        for host in ("evil.example", "testserver.evil.example", "evil.example:80"):
            assert client.get(path, headers={"host": host}).status_code == 400


def test_a_forwarded_host_is_ignored_in_pages_and_mails(client):
    user = make_user()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    headers = {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"}
    for email in (user.email, "nobody@example.org"):
        client.post("/accounts/password/reset/", {"email": email}, headers=headers)
    assert len(mail.outbox) == 2
    for each in mail.outbox:
        assert "evil.example" not in f"{each.subject} {each.body} {each.alternatives}"
    assert "evil.example" not in client.get("/verify/", headers=headers).text


def test_fields_that_no_form_shows_change_nothing(jana, world):
    """Every form of a learner is sent with fields of the rows behind it."""
    before = model_to_dict(world.jana.user)
    forms = (
        ("/welcome/profession/", {"profession": "nurse", "roles": ["NUR"]}),
        ("/welcome/place/", {"country": "CZ", "setting": "adult"}),
        ("/welcome/language/", {"language": "en"}),
        ("/passport/sharing/", {"kind": "share", "label": "Ward"}),
        ("/passport/code/", {}),
        (f"/exam/{world.running.public_id}/1/", {"option": []}),
        (f"/exam/{world.running.public_id}/submit/", {}),
        ("/learn/COR-04/suspect/", {}),
    )
    welcomed_at, release = world.jana.welcomed_at, world.running.release_id
    for path, data in forms:
        assert jana.post(path, {**GREEDY, **data}).status_code == 302, path
    for row in (world.jana, world.running, world.copy.passport, world.copy):
        row.refresh_from_db()
    assert model_to_dict(User.objects.get(pk=world.jana.user_id)) == {**before}
    assert (world.jana.welcomed_at, world.running.release_id) == (welcomed_at, release)
    assert (world.running.passed, world.running.percent) == (False, 0)
    assert world.copy.passport.number != GREEDY["number"]
    assert {copy.passport_id for copy in type(world.copy).objects.all()} == {world.copy.passport_id}
    assert not type(world.copy).objects.filter(code=GREEDY["code"]).exists()


def test_a_sign_up_gives_no_rights(client):
    form = {
        "first_name": "Eve",
        "last_name": "Example",
        "email": "eve@example.org",
        "password1": "correct horse battery",
    }
    client.post("/accounts/signup/", {**GREEDY, **form})
    eve = User.objects.get(email="eve@example.org")
    assert (eve.is_staff, eve.is_superuser, eve.groups.count()) == (False, False, 0)


def test_nobody_can_act_as_somebody_else():
    words = ("impersonat", "hijack", "sudo", "login-as", "loginas", "switch-user", "masquerade")
    routes = [f"{route.name} {route.pattern}" for route in every_route()]
    assert [route for route in routes if any(word in route.lower() for word in words)] == []


@pytest.mark.parametrize("name", ["Jana\u202enávoN", "Ja\u200bna", "Jana\u2028Nova", "Ja\x07na"])
def test_a_name_holds_no_character_that_nobody_sees(name):
    for field in ("first_name", "last_name"):
        form = NameForm({"first_name": "Jana", "last_name": "Nováková", field: name})
        assert list(form.errors) == [field]


@pytest.mark.parametrize("name", ["O'Brien", "Łukasz-Jan", "Ó Súilleabháin", "김", "می\u200cخواهم"])
def test_names_of_every_script_are_welcome(name):
    assert NameForm({"first_name": name, "last_name": name}).is_valid()


def test_names_are_shown_as_text(client):
    user = make_user(first_name="<script>alert(1)</script>", last_name='"><img src=x>')
    client.force_login(user)
    page = client.get("/account/").text
    assert "<script>alert(1)" not in page
    assert "<img src=x>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_address_written_for_the_mail_program_stays_one_address(client):
    page = client.get('/learn/?q="><b>%0d%0aBcc:x@example.org&cc=y').text
    link = page.partition("?subject=")[2].partition('"')[0]
    assert link.startswith("Content%20error:%20%2Flearn%2F%3Fq%3D")
    assert not set('<>&\r\n"?') & set(link)


HOSTILE = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<a href="https://x" onclick="alert(1)">x</a>',
    '<p style="position:fixed">x</p>',
    "<svg><script>alert(1)</script></svg>",
    "<iframe srcdoc='x'></iframe>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    '<form action="https://evil.example"><input name=password></form>',
)
DANGEROUS = ("<script", "onerror", "onclick", "javascript:", "data:", "style=", "<iframe", "<form",
             "<svg", "<math", "<img")  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_rich_text_keeps_nothing_that_acts(text):
    assert [word for word in DANGEROUS if word in clean(f"<p>{text}</p>")] == []


def test_a_citation_in_the_address_of_a_link_breaks_no_tag():
    cited = Sources([]).cite(clean('<p><a href="https://x.org/[@LEE19]">x</a></p>'))
    assert '<a href="https://x.org/%5B@LEE19]" rel="noopener noreferrer">x</a>' in cited


def test_a_visitor_is_no_member(world):
    for path in ("/plan/", "/passport/", "/account/", "/passport/sharing/", "/styleguide/"):
        assert Client().get(path)["Location"] == f"/accounts/login/?next={path}"
