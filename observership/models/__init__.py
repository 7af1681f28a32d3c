"""Calls, openings, applications, matches, placements and what is left of them."""

from observership.models.after import (
    FollowUp,
    Mentorship,
    OutcomeSummary,
    PlacementReport,
    PlacementSignOffAnnulment,
    Rating,
    SignOff,
    StepReminder,
)
from observership.models.agreement import Agreement, AgreementSignature
from observership.models.alert import CallAlert
from observership.models.application import (
    Application,
    ApplicationEvent,
    Preference,
    SupportLetter,
)
from observership.models.call import Call, PriorityOrder
from observership.models.matching import HostPreference, Match, MatchEvent, MatchRun, RunKind
from observership.models.opening import Objective, ObjectiveAlignment, Opening, OpeningWindow
from observership.models.pages import CallPage, ObservershipIndexPage
from observership.models.placement import (
    AccessNeeds,
    FundingStep,
    GuestLink,
    Placement,
    PlacementEvent,
    PlacementTask,
)
from observership.models.review import CommitteeMember, CommitteeReview
from observership.models.there import LogEntry, ObjectiveTick, ObservedItem, PlacementDay

__all__ = [
    "AccessNeeds",
    "Agreement",
    "AgreementSignature",
    "Application",
    "ApplicationEvent",
    "Call",
    "CallAlert",
    "CallPage",
    "CommitteeMember",
    "CommitteeReview",
    "FollowUp",
    "FundingStep",
    "GuestLink",
    "HostPreference",
    "LogEntry",
    "Match",
    "MatchEvent",
    "MatchRun",
    "Mentorship",
    "Objective",
    "ObjectiveAlignment",
    "ObjectiveTick",
    "ObservedItem",
    "ObservershipIndexPage",
    "Opening",
    "OpeningWindow",
    "OutcomeSummary",
    "Placement",
    "PlacementDay",
    "PlacementEvent",
    "PlacementReport",
    "PlacementSignOffAnnulment",
    "PlacementTask",
    "Preference",
    "PriorityOrder",
    "Rating",
    "RunKind",
    "SignOff",
    "StepReminder",
    "SupportLetter",
]
