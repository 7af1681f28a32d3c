"""The words people read for the codes and states of observerships."""

from django.utils.translation import gettext_lazy as _

from observership.domain.application import Accreditation
from observership.domain.codes import Level, Paperwork, Payee, Side
from observership.domain.indications import Indication
from observership.domain.lifecycle import (
    ApplicationState,
    FundingState,
    MatchState,
    PlacementState,
)

SIDE_LABELS = {
    Side.TRAINEE: _("Trainee"),
    Side.HOST: _("Host centre"),
    Side.HOME: _("Home department"),
    Side.COORDINATOR: _("Coordinator"),
}
LEVEL_LABELS = {
    Level.A1: _("A1, first words"),
    Level.A2: _("A2, simple talk"),
    Level.B1: _("B1, everyday talk"),
    Level.B2: _("B2, follows clinical talk"),
    Level.C1: _("C1, fluent"),
    Level.C2: _("C2, like a first language"),
}
PAPERWORK_LABELS = {
    Paperwork.CONFIDENTIALITY: _("Confidentiality agreement"),
    Paperwork.OCCUPATIONAL_HEALTH: _("Occupational health clearance"),
    Paperwork.INSURANCE: _("Proof of insurance"),
    Paperwork.OBSERVATION_ONLY: _("Observation only, no patient contact"),
}
PAYEE_LABELS = {Payee.VISITOR: _("Visitor"), Payee.HOST: _("Host centre")}
APPLICATION_LABELS = {
    ApplicationState.DRAFT: _("Draft"),
    ApplicationState.SUBMITTED: _("Submitted"),
    ApplicationState.INELIGIBLE: _("Not eligible"),
    ApplicationState.ELIGIBLE: _("Eligible"),
    ApplicationState.OFFERED: _("Place offered"),
    ApplicationState.PLACED: _("Place accepted"),
    ApplicationState.NOT_PLACED: _("No place in this call"),
    ApplicationState.WITHDRAWN: _("Withdrawn"),
}
ACCREDITATION_LABELS = {
    Accreditation.ACCREDITED: _("Accredited"),
    Accreditation.PREPARING: _("Preparing for it"),
    Accreditation.NOT_YET: _("Not yet"),
}
MATCH_LABELS = {
    MatchState.PROPOSED: _("Waits for answers"),
    MatchState.ACCEPTED: _("Accepted by both"),
    MatchState.DECLINED: _("Declined"),
    MatchState.LAPSED: _("Not answered in time"),
    MatchState.SUPERSEDED: _("Replaced by a better match"),
    MatchState.ENDED: _("Ended"),
}
PLACEMENT_LABELS = {
    PlacementState.PREPARING: _("Being prepared"),
    PlacementState.AGREED: _("Agreed"),
    PlacementState.UNDERWAY: _("Under way"),
    PlacementState.REPORTING: _("Reports due"),
    PlacementState.CLOSED: _("Closed"),
    PlacementState.CANCELLED: _("Cancelled"),
}
FUNDING_LABELS = {
    FundingState.PLANNED: _("Planned"),
    FundingState.RELEASED: _("Released for payment"),
    FundingState.PAID: _("Paid"),
    FundingState.WITHHELD: _("Withheld"),
}
INDICATION_LABELS = {
    Indication.LARGE_B_CELL_LYMPHOMA: _("Large B-cell lymphoma"),
    Indication.ACUTE_LYMPHOBLASTIC_LEUKAEMIA: _("Acute lymphoblastic leukaemia"),
    Indication.MULTIPLE_MYELOMA: _("Multiple myeloma"),
    Indication.MANTLE_CELL_LYMPHOMA: _("Mantle cell lymphoma"),
    Indication.FOLLICULAR_LYMPHOMA: _("Follicular lymphoma"),
    Indication.CHRONIC_LYMPHOCYTIC_LEUKAEMIA: _("Chronic lymphocytic leukaemia"),
    Indication.AUTOIMMUNE_DISEASE: _("Autoimmune disease"),
}
LANGUAGE_LABELS = {
    "en": _("English"),
    "ar": _("Arabic"),
    "bg": _("Bulgarian"),
    "ca": _("Catalan"),
    "cs": _("Czech"),
    "da": _("Danish"),
    "de": _("German"),
    "el": _("Greek"),
    "es": _("Spanish"),
    "et": _("Estonian"),
    "fi": _("Finnish"),
    "fr": _("French"),
    "ga": _("Irish"),
    "he": _("Hebrew"),
    "hr": _("Croatian"),
    "hu": _("Hungarian"),
    "is": _("Icelandic"),
    "it": _("Italian"),
    "ko": _("Korean"),
    "lt": _("Lithuanian"),
    "lv": _("Latvian"),
    "mt": _("Maltese"),
    "nb": _("Norwegian"),
    "nl": _("Dutch"),
    "pl": _("Polish"),
    "pt": _("Portuguese"),
    "ro": _("Romanian"),
    "ru": _("Russian"),
    "sk": _("Slovak"),
    "sl": _("Slovenian"),
    "sr": _("Serbian"),
    "sv": _("Swedish"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
}
