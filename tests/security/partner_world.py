"""Two partners that have one of everything, each marked by a word that stands nowhere else.

To add a kind of object: write a function below that makes one row of it by the models, with the
marker in every text of it, and returns its id under the name of the route's argument; name the
function in KINDS. Then say in test_partners_apart.py what its owner gets at each address.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from curriculum.models import (
    AcceptanceRule,
    AddOnVersion,
    BundleUpload,
    CheckFinding,
    ContentPackage,
    DeclaredInterest,
    LabelChange,
    PackageRegistration,
    ProductAddOn,
    QuestionImport,
    ReviewAssignment,
    ReviewComment,
    VersionEvent,
)
from curriculum.services.editorial import ensure_product_reviewers
from passport.people.domain.tokens import kept_of
from passport.people.models import Partner, PartnerInvitation, PartnerMembership, User
from passport.people.queries.partner_invitations import partner_token_of
from passport.standards.models import Framework, Jurisdiction, Product
from tests.factories import make_user
from tests.product_factories import (
    make_add_on,
    make_package,
    make_partner,
    make_partner_member,
    make_version,
    use_package,
)

DAY = timedelta(days=1)
Values = dict[str, object]


@dataclass
class PartnerWorld:
    """A partner, whom tests sign in as, and an id for every argument of a route.

    `values` fits the addresses of the portal, where the version is a draft; `review_values` those
    of review, where it is one that `reviewer` took.
    """

    marker: str
    at: datetime
    partner: Partner
    manager: User
    editor: User
    reviewer: User
    add_on: ProductAddOn
    draft: AddOnVersion
    submitted: AddOnVersion
    package: ContentPackage
    values: Values = field(default_factory=dict)
    review_values: Values = field(default_factory=dict)


def furnished(
    marker: str, programme: Framework, at: datetime, manager: User | None = None
) -> PartnerWorld:
    """A partner with one of everything; each name and text of it holds the marker."""
    partner = make_partner(f"Company {marker}", contact_email=f"desk@{marker.lower()}.example")
    add_on = make_add_on(partner, programme, title=f"Module {marker}")
    world = PartnerWorld(
        marker=marker,
        at=at,
        partner=partner,
        manager=make_partner_member(partner, user=manager or _person(marker, "Manager")),
        editor=make_partner_member(partner, "editor", user=_person(marker, "Editor")),
        reviewer=_reviewer(),
        add_on=add_on,
        draft=_version(marker, add_on),
        submitted=_version(marker, add_on, state="in_review", language="de"),
        package=_package(marker, partner, at),
    )
    world.values = {
        "partner_id": partner.public_id,
        "add_on_id": add_on.public_id,
        "version_id": world.draft.public_id,
        "package_id": world.package.public_id,
        "role": "NUR",
        "ending": "csv",
    }
    for kind in KINDS:
        world.values |= kind(world)
    world.review_values = {**world.values, "version_id": world.submitted.public_id}
    return world


def _person(marker: str, family: str) -> User:
    return make_user(first_name=marker, last_name=family)


def _reviewer() -> User:
    user = make_user(first_name="Rhea", last_name="Reviewer", is_staff=True)
    user.groups.add(ensure_product_reviewers())
    return user


def _version(marker: str, add_on: ProductAddOn, **fields: Any) -> AddOnVersion:
    version = make_version(
        add_on,
        title=f"Version {marker}",
        notes=f"New: {marker}",
        label_url=f"https://{marker.lower()}.example/label",
        rmp_version=marker,
        approval_reference=marker,
        authors=[{"name": marker, "affiliation": marker, "interests": marker}],
        **fields,
    )
    VersionEvent.objects.create(
        version=version, after=version.state, by=add_on.created_by, at=version.created_at,
        reason=marker,
    )  # fmt: skip
    return version


def _package(marker: str, partner: Partner, at: datetime) -> ContentPackage:
    package = make_package(
        partner,
        file_name=f"{marker}.zip",
        title=f"Package {marker}",
        uploaded_by=_person(marker, "Uploader"),
    )
    CheckFinding.objects.create(
        package=package, level="note", rule="other", file=f"{marker}.html",
        details={"text": marker}, position=1,
    )  # fmt: skip
    return package


# --- one function for each kind of object ---


def _membership(world: PartnerWorld) -> Values:
    return {"membership_id": PartnerMembership.objects.get(user=world.editor).public_id}


def _invitation(world: PartnerWorld) -> Values:
    """An open invitation to an address that nobody here has, and the token of its link."""
    invitation = PartnerInvitation(
        partner=world.partner, kind="editor", email=f"new@{world.marker.lower()}.example",
        invited_by=world.manager, invited_at=world.at - 2 * DAY, expires_at=world.at + 5 * DAY,
    )  # fmt: skip
    token = partner_token_of(invitation)
    invitation.token_hash = kept_of(token)
    invitation.save()
    return {"partner_invitation_id": invitation.public_id, "token": token}


def _rule(world: PartnerWorld) -> Values:
    """A signed rule without lines; tests of rules themselves have some."""
    rule = AcceptanceRule.objects.create(
        add_on=world.add_on, number=1, valid_from=world.at.date(), statement=world.marker,
        signed_name=world.marker, signed_by=world.manager, signed_at=world.at, rule_hash="2" * 64,
    )  # fmt: skip
    return {"rule_id": rule.public_id}


def _label_change(world: PartnerWorld) -> Values:
    change = LabelChange.objects.create(
        add_on=world.add_on, version=world.submitted, summary=f"Changed: {world.marker}",
        outcomes=[], roles=["NUR"], announced_on=world.at.date(),
        due_on=world.at.date() + 60 * DAY, announced_by=world.manager, announced_at=world.at,
    )  # fmt: skip
    return {"label_change_id": change.public_id}


def _used_package(world: PartnerWorld) -> Values:
    use_package(world.draft, world.package, ())
    use_package(world.submitted, world.package, ())
    registration = PackageRegistration.objects.create(
        package=world.package, user=world.editor, purpose="trial", pseudonym=world.marker,
        created_at=world.at, launched_at=world.at,
    )  # fmt: skip
    return {"registration_id": registration.public_id}


def _question_import(world: PartnerWorld) -> Values:
    skipped = {"position": 1, "name": world.marker, "reason": "kind", "details": world.marker}
    row = QuestionImport.objects.create(
        version=world.draft, file_name=f"{world.marker}.gift", format="gift", imported=1,
        skipped=[skipped], imported_by=world.editor, imported_at=world.at,
    )  # fmt: skip
    return {"question_import_id": row.public_id}


def _bundle_upload(world: PartnerWorld) -> Values:
    """A bundle with a finding, so that it was not kept."""
    finding = {
        "kind": "module", "rule": "file_missing", "file": world.marker, "where": world.marker,
        "line": 1, "values": {},
    }  # fmt: skip
    row = BundleUpload.objects.create(
        version=world.draft, file_name=f"{world.marker}.zip", size=1, findings=[finding],
        uploaded_by=world.editor, uploaded_at=world.at, finished_at=world.at,
    )  # fmt: skip
    return {"bundle_upload_id": row.public_id}


def _review(world: PartnerWorld) -> Values:
    """A review that was taken, an interest in the partner, a comment of the thread."""
    assignment = ReviewAssignment.objects.create(
        version=world.submitted, reviewer=world.reviewer, content_hash="1" * 64,
        no_interest_at=world.at, assigned_at=world.at, due_on=world.at.date() + 14 * DAY,
    )  # fmt: skip
    DeclaredInterest.objects.create(
        reviewer=make_user(), partner=world.partner, statement=world.marker,
        starts_on=world.at.date(), declared_at=world.at,
    )  # fmt: skip
    comments = [
        ReviewComment.objects.create(
            version=version, author=world.reviewer, from_partner=False, anchor="field:title",
            body=f"About {world.marker}", written_at=world.at,
        )
        for version in (world.draft, world.submitted)
    ]  # fmt: skip
    own = DeclaredInterest.objects.create(
        reviewer=world.reviewer, statement=world.marker, starts_on=world.at.date(),
        declared_at=world.at,
    )  # fmt: skip
    return {
        "assignment_id": assignment.public_id,
        "comment_id": comments[1].public_id,
        "interest_id": own.public_id,
    }


KINDS: tuple[Callable[[PartnerWorld], Values], ...] = (
    _membership,
    _invitation,
    _rule,
    _label_change,
    _used_package,
    _question_import,
    _bundle_upload,
    _review,
)


def plain_programme() -> Framework:
    """A product's programme that asks for nothing."""
    place, _ = Jurisdiction.objects.get_or_create(code="EU", defaults={"name": "EU"})
    product, _ = Product.objects.get_or_create(
        key="plainleucel", defaults={"inn": "plainleucel", "brand": "Plainly", "holder": "Nobody"}
    )
    programme, _ = Framework.objects.get_or_create(
        key="eu-programme-plainleucel",
        defaults={
            "kind": "product", "title": "EU product programme: plainleucel", "owner": "Nobody",
            "edition": "2026", "jurisdiction": place, "product": product, "validity_months": 24,
        },
    )  # fmt: skip
    return programme


def at_a_partner(manager: User, at: datetime) -> Values:
    """Ids at a partner that somebody manages, for tests that visit every address."""
    return furnished("Deltacorp", plain_programme(), at, manager).values


def end_partner_memberships(user: User, **fields: Any) -> None:
    """Every membership of somebody, changed to these dates."""
    PartnerMembership.objects.filter(user=user).update(**fields)
