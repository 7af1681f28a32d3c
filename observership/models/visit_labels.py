"""The words people read for what is said of a visit."""

from django.utils.translation import gettext_lazy as _

from observership.domain.after_visit import PlanState, Question, ReportPart, YesNo
from observership.domain.sign_off import Attested, Outcome

ATTESTED_LABELS = {
    Attested.WAS_HERE: _("The visitor was here on the days that I state below."),
    Attested.OBSERVED_ONLY: _("The visitor observed only and treated no patient."),
    Attested.CONFIDENTIAL: _("The visitor kept confidentiality."),
    Attested.OBJECTIVES_MET: _("The objectives that I ticked were met."),
}
OUTCOME_LABELS = {
    Outcome.SIGNED_OFF: _("Signed off"),
    Outcome.NOT_SIGNED_OFF: _("Not signed off"),
}
REPORT_LABELS = {
    ReportPart.SEEN: _("What I saw"),
    ReportPart.PLANS: _("What will change at home"),
}
PLAN_LABELS = {
    PlanState.DONE: _("Done"),
    PlanState.STARTED: _("Started"),
    PlanState.NOT_YET: _("Not yet"),
    PlanState.DROPPED: _("Dropped"),
}
YES_NO_LABELS = {
    YesNo.YES: _("Yes, since the visit"),
    YesNo.NOT_YET: _("Not yet"),
    YesNo.BEFORE: _("Already before the visit"),
}
QUESTION_LABELS = {
    Question.WELCOME: _("I was received well"),
    Question.LEARNING: _("I saw what I came for"),
    Question.LANGUAGE: _("The language was no obstacle"),
    Question.ORGANISATION: _("The visit was well organised"),
    Question.AGAIN: _("I would do it again"),
    Question.PREPARED: _("The visitor came prepared"),
    Question.INTEREST: _("The visitor took an interest"),
    Question.WORKLOAD: _("The workload for us was bearable"),
}
SCORE_LABELS = {
    1: _("1"),
    2: _("2"),
    3: _("3"),
    4: _("4"),
    5: _("5"),
}
