"""Cleans what verifiers, holders, issuers and quality managers type."""

from credentials.forms.attesting import AttestForm, AttestManyForm, WithdrawForm
from credentials.forms.centre import (
    CoverRuleForm,
    LastDayForm,
    LocalRequirementForm,
    ReminderForm,
    cover_initial,
)
from credentials.forms.days import DayField, ViewForm
from credentials.forms.passports import NAME_LENGTH, ConcernForm, CopyForm, NumberForm, ReasonForm
from credentials.forms.recognition import ClaimForm, DecisionForms

__all__ = [
    "NAME_LENGTH",
    "AttestForm",
    "AttestManyForm",
    "ClaimForm",
    "ConcernForm",
    "CopyForm",
    "CoverRuleForm",
    "DayField",
    "DecisionForms",
    "LastDayForm",
    "LocalRequirementForm",
    "NumberForm",
    "ReasonForm",
    "ReminderForm",
    "ViewForm",
    "WithdrawForm",
    "cover_initial",
]
