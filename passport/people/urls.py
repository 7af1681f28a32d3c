"""Routes of people: welcome, account, centres, partners and who belongs to them."""

from django.urls import path

from passport.people.views import (
    account,
    centres,
    invitations,
    joining,
    members,
    partner_people,
    partners,
    posters,
    rosters,
    welcome,
)

app_name = "people"
PEOPLE = "centre/<uuid:centre_id>/people/"
ROSTER = f"{PEOPLE}roster/<uuid:roster_id>/"
INVITATION = f"{PEOPLE}invitations/<uuid:invitation_id>/"
PARTNER = "partner/<uuid:partner_id>/"
ASKED = f"{PARTNER}people/invitations/<uuid:partner_invitation_id>/"
MEMBERSHIP = f"{PARTNER}people/<uuid:membership_id>/"

urlpatterns = [
    path("welcome/", welcome.start, name="welcome_start"),
    path("welcome/<slug:slug>/", welcome.welcome, name="welcome"),
    path("account/", account.account, name="account"),
    path("centres/", centres.centres, name="centres"),
    path("centres/register/", centres.register, name="register_centre"),
    path("centres/<uuid:centre_id>/leave/", centres.leave, name="leave_centre"),
    path(
        "centres/invitations/<uuid:invitation_id>/",
        centres.answer_invitation,
        name="answer_invitation",
    ),
    path("centres/requests/<uuid:request_id>/", centres.take_back_request, name="take_back"),
    path("join/", joining.join_noted, name="join_noted"),
    path("join/<str:token>/", joining.join, name="join"),
    path(PEOPLE, members.members, name="members"),
    path(f"{PEOPLE}leavers/", members.leavers, name="leavers"),
    path(f"{PEOPLE}<uuid:person_id>/membership/", members.membership, name="membership"),
    path(f"{PEOPLE}invite/", invitations.invite, name="invite"),
    path(f"{PEOPLE}invitations/", invitations.invitations, name="invitations"),
    path(f"{INVITATION}withdraw/", invitations.withdraw_invitation, name="withdraw_invitation"),
    path(f"{INVITATION}resend/", invitations.resend_invitation, name="resend_invitation"),
    path(f"{PEOPLE}requests/", invitations.requests, name="requests"),
    path(f"{PEOPLE}requests/<uuid:request_id>/", invitations.decide, name="decide_request"),
    path(f"{PEOPLE}poster/", posters.poster, name="poster"),
    path(f"{PEOPLE}poster.pdf", posters.poster_pdf, name="poster_pdf"),
    path(f"{PEOPLE}roster/", rosters.roster, name="roster"),
    path(f"{PEOPLE}roster/template.csv", rosters.template_csv, name="roster_csv"),
    path(f"{PEOPLE}roster/template.xlsx", rosters.template_xlsx, name="roster_xlsx"),
    path(ROSTER, rosters.preview, name="roster_preview"),
    path(f"{ROSTER}apply/", rosters.apply_roster, name="apply_roster"),
    path(f"{ROSTER}undo/", rosters.undo, name="undo_roster"),
    path("partner/", partners.partners, name="partners"),
    path("partner/join/<str:token>/", partners.partner_join, name="partner_join"),
    path(f"{PARTNER}leave/", partners.leave, name="partner_leave"),
    path(f"{PARTNER}people/", partner_people.people, name="partner_people"),
    path(f"{PARTNER}people/invite/", partner_people.invite, name="partner_invite"),
    path(f"{ASKED}withdraw/", partner_people.withdraw, name="partner_withdraw"),
    path(f"{ASKED}resend/", partner_people.resend, name="partner_resend"),
    path(MEMBERSHIP, partner_people.membership, name="partner_membership"),
    path(f"{MEMBERSHIP}end/", partner_people.end, name="partner_end"),
]
