"""Cleans what verifiers, holders, issuers and quality managers type."""

from credentials.forms.passports import NAME_LENGTH, ConcernForm, CopyForm, NumberForm, ReasonForm

__all__ = ["NAME_LENGTH", "ConcernForm", "CopyForm", "NumberForm", "ReasonForm"]
