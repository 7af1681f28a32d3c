"""What a partner uploads and arranges: bundles, question banks, packages, comments."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curriculum.domain.content import Pool, Reference
from curriculum.domain.question_imports import MAX_FILE_BYTES
from curriculum.models import ContentPackage
from curriculum.services.question_imports import QuestionFile
from curriculum.services.version_packages import PackageLine

_MB = 1024 * 1024
_CHOOSE = {
    "required": gettext_lazy("Choose a file."),
    "empty": gettext_lazy("This file is empty. Choose another."),
}


class BundleForm(forms.Form):
    """A module bundle as a zip."""

    file = forms.FileField(
        label=gettext_lazy("Module bundle"),
        error_messages=_CHOOSE,
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = _("A zip of at most %(size)s MB. What is wrong with it is listed here.")
        self.fields["file"].help_text = text % {"size": settings.BUNDLE_BYTES_MAX // _MB}

    def clean_file(self) -> UploadedFile:
        """A zip by its name and of a size that we take; its content is checked apart."""
        file: UploadedFile = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(".zip"):
            raise forms.ValidationError(_("This is no zip. Zip the folder and choose it again."))
        if (file.size or 0) > settings.BUNDLE_BYTES_MAX:
            text = _("The file is larger than %(size)s MB. Shorten or shrink its videos.")
            raise forms.ValidationError(text % {"size": settings.BUNDLE_BYTES_MAX // _MB})
        return file


class QuestionImportForm(forms.Form):
    """A question bank, and what holds for items that say nothing themselves."""

    file = forms.FileField(
        label=gettext_lazy("Question bank"),
        help_text=gettext_lazy("At most 1 MB and 500 questions, as UTF-8 text."),
        error_messages=_CHOOSE,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.gift,.xml"}),
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=[
            ("csv", gettext_lazy("Our table (CSV)")),
            ("gift", "GIFT"),
            ("moodle_xml", "Moodle XML"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the format of the file.")},
    )
    pool = forms.ChoiceField(
        label=gettext_lazy("Pool, where an item names none"),
        choices=[
            (str(Pool.PRACTICE), gettext_lazy("Practice: answers are explained")),
            (str(Pool.EXAM), gettext_lazy("Exam: answers are never shown")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a pool.")},
    )
    objective = forms.ChoiceField(
        label=gettext_lazy("Objective, where an item names none"), required=False
    )
    references = forms.MultipleChoiceField(
        label=gettext_lazy("References, where an item names none"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        objectives: Mapping[str, str],
        references: Iterable[Reference],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        own = [(key, f"{key}: {text}") for key, text in objectives.items()]
        fields["objective"].choices = [("", _("None: leave such items out")), *own]
        fields["references"].choices = [(each.key, each.key) for each in references]

    def clean_file(self) -> UploadedFile:
        """A file that is small enough to be read at once."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_FILE_BYTES:
            raise forms.ValidationError(_("The file is larger than 1 MB. Split it."))
        return file

    @property
    def chosen(self) -> QuestionFile:
        """The file with what was chosen."""
        data = self.cleaned_data
        return QuestionFile(
            name=get_valid_filename(data["file"].name or "questions"),
            format=data["format"],
            data=data["file"].read(),
            objective=data["objective"],
            pool=Pool(data["pool"]),
            references=tuple(data["references"]),
        )


class PackageLineForm(forms.Form):
    """Whether a version plays a package, where, how long, and what the package teaches."""

    use = forms.BooleanField(label=gettext_lazy("Play this package"), required=False)
    position = forms.IntegerField(
        label=gettext_lazy("Place in the order"), required=False, min_value=1, max_value=99
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes that it takes"), required=False, min_value=1, max_value=240
    )
    outcomes = forms.MultipleChoiceField(
        label=gettext_lazy("Outcomes that it teaches"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("With none, it introduces the rest and goes with any other part."),
    )

    def __init__(
        self, *args: Any, package: ContentPackage, outcomes: Mapping[str, str], **kwargs: Any
    ) -> None:
        kwargs["prefix"] = f"p{package.pk}"
        super().__init__(*args, **kwargs)
        self.package = package
        self.fields["outcomes"].choices = list(outcomes.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A package that is played takes some minutes."""
        data = super().clean() or self.cleaned_data
        if data.get("use") and not data.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("Enter how many minutes it takes."))
        return data

    @property
    def line(self) -> PackageLine:
        """The chosen package."""
        data = self.cleaned_data
        return PackageLine(self.package, tuple(data["outcomes"]), data["minutes"])


def lines_of(forms_: Iterable[PackageLineForm]) -> tuple[PackageLine, ...]:
    """Chosen packages by their place; those without one come last, as they are listed."""
    used = [each for each in forms_ if each.cleaned_data["use"]]
    used.sort(key=lambda each: each.cleaned_data["position"] or 100)
    return tuple(each.line for each in used)


class CommentForm(forms.Form):
    """A comment to the reviewers, about a place of the version or about all of it."""

    anchor = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    body = forms.CharField(
        label=gettext_lazy("What you want to say"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The reviewers read it. It is kept for good. No patient data."),
        error_messages={"required": gettext_lazy("Write something.")},
    )

    def __init__(self, *args: Any, anchors: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("The version as a whole")), *anchors.items()]
        self.fields["anchor"].choices = choices  # type: ignore[attr-defined]
