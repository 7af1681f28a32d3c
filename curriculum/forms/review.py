"""What reviewers send: interests, seats, the checklist, comments, decisions, days and reasons."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curriculum.domain.add_ons import Published
from curriculum.domain.review import ChecklistItem
from passport.dates import is_after
from passport.people.models import Partner

ITEM_WORDS = {
    ChecklistItem.ACCURACY: gettext_lazy("Every statement is right and says where it comes from."),
    ChecklistItem.BALANCE: gettext_lazy("Benefit and harm are told in balance."),
    ChecklistItem.REFERENCES_RESOLVE: gettext_lazy("The references open and say what is cited."),
    ChecklistItem.LABEL_MATCH: gettext_lazy("It fits the label of the date given."),
    ChecklistItem.ALT_TEXT: gettext_lazy("Pictures and videos are told in words."),
    ChecklistItem.READING_LEVEL: gettext_lazy("Colleagues of all roles can read it."),
    ChecklistItem.NO_PROMOTION: gettext_lazy("Nothing in it advertises."),
    ChecklistItem.SPONSOR_PLATE: gettext_lazy("The plate names sponsor, authors and interests."),
    ChecklistItem.NO_LOGO_OUTSIDE_PLATE: gettext_lazy("No company logo stands outside the plate."),
    ChecklistItem.AUTHORITY_MATERIAL_UNMODIFIED: gettext_lazy(
        "Material agreed with the authority is unchanged and has no other links."
    ),
}  # fmt: skip


def _text(label: Any, help_text: Any = "", **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=options.pop("max_length", 4000),
        widget=forms.Textarea(attrs={"rows": options.pop("rows", 4)}),
        **options,
    )


def _kept_reason(label: Any, missing: Any) -> forms.CharField:
    """Why a version is not offered any more."""
    return _text(
        label,
        gettext_lazy("The partner reads it. It is kept for good."),
        max_length=500,
        rows=3,
        error_messages={"required": missing},
    )


class InterestForm(forms.Form):
    """An interest in a partner, or in something else that matters here."""

    partner = forms.ModelChoiceField(
        label=gettext_lazy("Partner"),
        queryset=Partner.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("Not about one partner"),
    )
    statement = forms.CharField(
        label=gettext_lazy("What the interest is"),
        help_text=gettext_lazy("For example fees, shares, trials or family. Reviewers read it."),
        max_length=500,
        error_messages={"required": gettext_lazy("Say what the interest is.")},
    )
    starts_on = forms.DateField(
        label=gettext_lazy("Since"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Say since when.")},
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("Leave empty while it lasts. It keeps you away for another year."),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if begins and ends and is_after(begins, ends):
            self.add_error("ends_on", _("The last day lies before the first."))
        return cleaned


class TakeForm(forms.Form):
    """The statement that comes with a seat."""

    no_interest = forms.BooleanField(
        label=gettext_lazy("I have no interest in this product or in its company."),
        error_messages={"required": gettext_lazy("Confirm that you have no interest in it.")},
    )


class ChecklistForm(forms.Form):
    """Items that a reviewer confirmed so far."""

    def __init__(self, *args: Any, asked: Iterable[ChecklistItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"] = forms.MultipleChoiceField(
            label=_("Checklist"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(str(item), ITEM_WORDS[item]) for item in asked],
        )

    @property
    def ticked(self) -> frozenset[ChecklistItem]:
        """What was ticked."""
        return frozenset(ChecklistItem(item) for item in self.cleaned_data["items"])


class CommentForm(forms.Form):
    """A comment and the place that it is about."""

    anchor = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    body = _text(
        gettext_lazy("Comment"),
        gettext_lazy("The partner reads it as from Reviewer 1 or 2. No patient data."),
        error_messages={"required": gettext_lazy("Write the comment first.")},
    )

    def __init__(self, *args: Any, anchors: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["anchor"].choices = [("", _("The whole version")), *anchors]  # type: ignore[attr-defined]


class VerdictForm(forms.Form):
    """One reviewer's decision."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        widget=forms.RadioSelect,
        choices=[
            ("approve", gettext_lazy("Approve exactly this content")),
            ("changes", gettext_lazy("Ask for changes")),
        ],
        error_messages={"required": gettext_lazy("Choose what you decide.")},
    )
    reason = _text(
        gettext_lazy("Reason"),
        gettext_lazy("Needed when you ask for changes. The partner reads it, without your name."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "changes" and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", _("Say what must change."))
        return cleaned


class PublishForm(forms.Form):
    """The day on which an approved version goes live."""

    on = forms.DateField(
        label=gettext_lazy("Publish on"),
        help_text=gettext_lazy("Today publishes at once; later days begin shortly after midnight."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Choose a day.")},
    )


class PublishedFilter(forms.Form):
    """Words and state of versions that are or were live; empty fields filter nothing."""

    q = forms.CharField(
        label=gettext_lazy("Module, product or partner"), max_length=100, required=False
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[
            ("", gettext_lazy("All")),
            (Published.LIVE, gettext_lazy("Live")),
            (Published.RETIRED, gettext_lazy("Retired")),
            (Published.UNSAFE, gettext_lazy("Taken back for safety")),
        ],
        required=False,
    )

    @property
    def wanted(self) -> tuple[str, str]:
        """Words and state that are looked for; what fits no choice filters nothing."""
        if not self.is_bound or not self.is_valid():
            return "", ""
        return self.cleaned_data["q"].strip(), self.cleaned_data["state"]


class UnsafeForm(forms.Form):
    """Why a version that is not offered any more was not safe."""

    reason = _kept_reason(gettext_lazy("What was not safe"), gettext_lazy("Say what was not safe."))


class RetireForm(forms.Form):
    """Why a version is no longer offered."""

    reason = _kept_reason(gettext_lazy("Reason"), gettext_lazy("Say why it is retired."))
    for_safety = forms.BooleanField(
        label=gettext_lazy("It is retired for safety."),
        help_text=gettext_lazy("Exams that were begun or passed in it no longer earn anything."),
        required=False,
    )
