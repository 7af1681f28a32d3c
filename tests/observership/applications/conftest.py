"""An applicant with a profile, an open call, and a draft that lacks nothing."""

import re
from types import SimpleNamespace

import pytest

from observership.domain.codes import Section
from observership.queries.letters import letter_token
from observership.services.applications import Answers, save_section, start_application
from observership.services.letters import Head, LetterAnswer, answer_letter, ask_letter
from passport.standards.models import Product
from tests.centre_factories import join, make_centre
from tests.factories import make_learner, make_user
from tests.observership_factories import at, make_call, make_objective

OPEN = at("2026-02-02")
HEAD = Head("Prof. Sample Head", "Head of haematology", "head@home.example.org")
YES = LetterAnswer(True, True, "We open in autumn.", "Sample Head")
DATES = [{"from": "2026-06-01", "until": "2026-07-31"}]


@pytest.fixture
def world(db):
    """Jana of a confirmed centre in Brno, and a call of 2026."""
    home = make_centre(name="Fictional Home Hospital", city="Brno", country="CZ")
    user = make_user(email="jana.sample@example.org", first_name="Jana", last_name="Sample")
    trainee = make_learner(user, profession="physician", setting="adult", language="en")
    join(home, trainee, roles=("PHY",))
    product = Product.objects.create(key="fictoleucel", inn="fictoleucel")
    trainee.products.add(product)
    return SimpleNamespace(
        home=home,
        trainee=trainee,
        user=user,
        product=product,
        call=make_call(key="sample-2026"),
        objective=make_objective("thaw-and-infusion", title="Thaw and infusion"),
    )


@pytest.fixture
def draft(world):
    """A draft without anything but what the profile says."""
    return start_application(trainee=world.trainee, call=world.call, at=OPEN)


def write(draft, world, *, but=()):
    """Save every section but the letter; `but` leaves sections out."""
    said = {
        Section.ME: Answers({"role": "PHY"}, {"position": "Consultant", "motivation": "To learn"}),
        Section.CENTRE: Answers({}, {"per_year": 4, "jacie": "preparing", "needs": "Practice"}),
        Section.GOALS: Answers({}, {"outcome": ""}, {"objectives": [world.objective.pk]}),
        Section.LANGUAGES: Answers({"languages": [{"code": "en", "level": "C1"}]}),
        Section.DATES: Answers({"dates": DATES, "length": 5}),
    }
    for section, answers in said.items():
        if section not in but:
            draft = save_section(application=draft, section=section, answers=answers, at=OPEN)
    return draft


def supported(draft, answer=YES):
    """The head of department was asked and answered."""
    letter = ask_letter(application=draft, head=HEAD, at=OPEN)
    return answer_letter(token=letter_token(letter), answer=answer, at=OPEN)


@pytest.fixture
def whole(draft, world):
    """A draft that can be handed in."""
    draft = write(draft, world)
    supported(draft)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def clock(monkeypatch, settings):
    """The moment at which pages are asked for; tests move it. Sessions outlast it."""
    settings.SESSION_COOKIE_AGE = 10**9
    shown = SimpleNamespace(moment=OPEN)
    monkeypatch.setattr("django.utils.timezone.now", lambda: shown.moment)
    return shown


@pytest.fixture
def jana(client, world):
    """The applicant's browser."""
    client.force_login(world.user)
    return client


def page_of(application, rest=""):
    """Address of an application's page."""
    return f"/observership/applications/{application.public_id}/{rest}"


def read(answer, status=200):
    """What a page says, without its tags, in one line."""
    assert answer.status_code == status
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())
