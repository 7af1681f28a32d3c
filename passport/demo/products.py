"""A product that does not exist, from its programme to the first stamp."""

from datetime import datetime, timedelta
from pathlib import Path

from curriculum import api as curriculum
from passport.demo.partners import PARTNERS
from passport.demo.people import PEOPLE
from passport.demo.product_programme import ASKED, ensure_programme
from passport.people.models import Partner, Professional, User

BUNDLE = Path(__file__).resolve().parent / "data" / "fictoleucel"
LEARNED_BY = "jana.sample@example.org"


def ensure_product(*, at: datetime) -> None:
    """Publish the sample product through its partner and two reviewers; one learner takes it."""
    company = Partner.objects.get(name=PARTNERS[0].name)
    programme = ensure_programme(company.name)
    curriculum.ask_for_demo(ASKED)
    code = curriculum.publish_for_demo(
        curriculum.SampleProduct(
            partner=company,
            programme=programme,
            folder=BUNDLE,
            manager=_user(company.name, "manager"),
            reviewers=[
                User.objects.get(email=person.email)
                for person in PEOPLE
                if "Product reviewers" in person.groups
            ],
        ),
        at - timedelta(hours=2),
    )
    learner = Professional.objects.get(user__email=LEARNED_BY)
    if curriculum.products_of(learner.pk):
        return
    curriculum.pass_exam_for_demo(learner.pk, code, at - timedelta(hours=1))


def _user(company: str, kind: str) -> User:
    email = next(
        person.email
        for person in PEOPLE
        if person.partner == company and person.partner_kind == kind
    )
    return User.objects.get(email=email)
