"""Routes of credentials."""

from django.urls import path

from credentials.views import (
    attestations,
    cover_rules,
    coverage,
    gaps,
    holder,
    inspector,
    local_requirements,
    network,
    overlap,
    packs,
    person,
    recognition,
    reminders,
    sharing,
    team,
    verifier,
)

app_name = "credentials"
CENTRE = "centre/<uuid:centre_id>/"
PACK = f"{CENTRE}packs/<uuid:pack_id>/"

urlpatterns = [
    path("v/<str:code>", verifier.verdict, name="verdict"),
    path("V/<str:code>", verifier.verdict),
    path("verify/", verifier.check, name="check"),
    path("verify/concern/", verifier.concern, name="concern"),
    path("packs/check/", inspector.pack_check, name="pack_check"),
    path("packs/<str:code>/", inspector.pack_code, name="pack_code"),
    path("PACKS/<str:code>", inspector.pack_code),
    path("inspect/<str:token>/", inspector.inspect, name="inspect"),
    path("inspect/<str:token>/files/<str:name>", inspector.inspect_file, name="inspect_file"),
    path("network/", network.network, name="network"),
    path("overlap/", overlap.overview, name="overlap"),
    path("overlap/<slug:product>/", overlap.product, name="overlap_product"),
    path("passport/", holder.passport, name="passport"),
    path("passport/code/", holder.live, name="live"),
    path("passport/sharing/", sharing.sharing, name="sharing"),
    path("passport/sharing/number/", sharing.set_lookup, name="set_lookup"),
    path("passport/copies/<uuid:public_id>/passport.pdf", sharing.copy_pdf, name="copy_pdf"),
    path("passport/copies/<uuid:public_id>/close/", sharing.close_copy, name="close_copy"),
    path("passport/copies/<uuid:public_id>/replace/", sharing.replace_copy, name="replace_copy"),
    path("passport/claims/", recognition.claims, name="claims"),
    path(f"{CENTRE}coverage/", coverage.coverage, name="coverage"),
    path(f"{CENTRE}coverage/people/", coverage.coverage_people, name="coverage_people"),
    path(f"{CENTRE}team/", team.team, name="team"),
    path(f"{CENTRE}forecast/", team.forecast, name="forecast"),
    path(f"{CENTRE}gaps/", gaps.gaps, name="gaps"),
    path(f"{CENTRE}people/attest/", attestations.attest_many, name="attest_many"),
    path(f"{CENTRE}people/<uuid:person_id>/", person.person, name="person"),
    path(f"{CENTRE}people/<uuid:person_id>/attest/", attestations.attest_one, name="attest"),
    path(
        f"{CENTRE}attestations/<uuid:attestation_id>/withdraw/",
        attestations.withdraw,
        name="withdraw_attestation",
    ),
    path(
        f"{CENTRE}requirements/", local_requirements.local_requirements, name="local_requirements"
    ),
    path(
        f"{CENTRE}requirements/<uuid:requirement_id>/end/",
        local_requirements.end,
        name="end_local_requirement",
    ),
    path(f"{CENTRE}cover/", cover_rules.cover_rules, name="cover_rules"),
    path(f"{CENTRE}cover/<uuid:rule_id>/", cover_rules.cover_rule, name="cover_rule"),
    path(f"{CENTRE}cover/<uuid:rule_id>/remove/", cover_rules.remove, name="remove_cover_rule"),
    path(f"{CENTRE}reminders/", reminders.reminders, name="reminders"),
    path(f"{CENTRE}reminders/<uuid:reminder_id>/", reminders.reminder, name="reminder"),
    path(f"{CENTRE}reminders/<uuid:reminder_id>/cancel/", reminders.cancel, name="cancel_reminder"),
    path(f"{CENTRE}packs/", packs.packs, name="packs"),
    path(PACK, packs.pack, name="pack"),
    path(f"{PACK}again/", packs.again, name="pack_again"),
    path(f"{PACK}retry/", packs.retry, name="pack_retry"),
    path(f"{PACK}files/<str:name>", packs.pack_file, name="pack_file"),
    path(f"{PACK}links/", packs.links, name="pack_links"),
    path(f"{PACK}links/<uuid:link_id>/close/", packs.close_link, name="close_pack_link"),
]
