"""What a reader of the committee says: whether there is a tie, then scores and a comment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from observership.domain.calls import BEST_SCORE, LEAST_SCORE
from observership.forms.application_fields import ScreenedForm
from observership.models import Call

SCORES = range(LEAST_SCORE, BEST_SCORE + 1)
SCORE_WORDS = {
    1: gettext_lazy("1, not at all"),
    2: gettext_lazy("2, a little"),
    3: gettext_lazy("3, partly"),
    4: gettext_lazy("4, well"),
    5: gettext_lazy("5, very well"),
}


class TieForm(forms.Form):
    """Do you know the applicant, or have an interest?"""

    tie = forms.ChoiceField(
        label=gettext_lazy("Do you know the applicant, or have an interest?"),
        widget=forms.RadioSelect,
        choices=[
            ("no", gettext_lazy("No. I can read it without bias.")),
            ("yes", gettext_lazy("Yes. Somebody else should read it.")),
        ],
        help_text=gettext_lazy(
            "Family, friends, present or former colleagues, common projects, money."
        ),
        error_messages={"required": gettext_lazy("Say whether there is a tie.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("What ties you"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed for a yes. Coordinators read it, nobody else."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("tie") == "yes" and not (data.get("reason") or "").strip():
            self.add_error("reason", gettext_lazy("Say in a few words what ties you."))
        return data


class ReviewForm(ScreenedForm):
    """A score for each criterion of the call, and a comment for the coordinators."""

    SCREENED = ("comment",)

    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Coordinators read it. No patient data."),
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [each["key"] for each in call.criteria]
        scores = {f"score_{each['key']}": _score(each["title"]) for each in call.criteria}
        self.fields = {**scores, **self.fields}

    @property
    def scores(self) -> dict[str, int]:
        """The score of each criterion."""
        return {key: self.cleaned_data[f"score_{key}"] for key in self.keys}


def _score(title: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=title,
        coerce=int,
        choices=[(number, SCORE_WORDS[number]) for number in SCORES],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Give a score from 1 to 5.")},
    )
