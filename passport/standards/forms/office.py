"""Cleans what editors of standards type: frameworks, requirements, clauses, files to import."""

import base64
import binascii
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from passport.people.models.labels import ROLE_LABELS
from passport.standards.domain.roles import EVERYBODY
from passport.standards.formats.fields import GROUP_KEY, LARGEST_FILE, REQUIREMENT_KEY
from passport.standards.models import (
    Certification,
    Clause,
    CrosswalkEntry,
    EvidenceKind,
    Framework,
    FrameworkKind,
    Requirement,
)

GROUP_LINE = re.compile(rf"({GROUP_KEY.pattern})\s*:\s*(\S.{{0,199}})")


class KeptForm(WagtailAdminModelForm):
    """A row whose identity is fixed when it is made: `identity` fields cannot be changed later."""

    identity: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            for name in self.identity:
                self.fields[name].disabled = True


class FrameworkForm(KeptForm):
    """A framework; its groups are typed one in a line."""

    identity = ("key",)
    groups_text = forms.CharField(
        label=gettext_lazy("Groups in order"),
        help_text=gettext_lazy("One in a line: key, colon, title. For example: records: Records"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )

    class Meta:
        model = Framework
        fields = [
            "key", "kind", "title", "owner", "edition", "pathway", "jurisdiction", "product",
            "replaces", "valid_from", "valid_until", "validity_months", "grace_days", "source",
            "note",
        ]  # fmt: skip
        labels = {
            "key": gettext_lazy("Key of our own, fixed for good"),
            "validity_months": gettext_lazy("Evidence holds for months"),
            "grace_days": gettext_lazy("Days of grace"),
            "valid_until": gettext_lazy("Last day of this edition"),
            "replaces": gettext_lazy("Edition that it replaces"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = [f"{key}: {title}" for key, title in self.instance.groups]
        self.initial.setdefault("groups_text", "\n".join(lines))

    def clean_kind(self) -> str:
        """What decides about stamps is for site administrators."""
        kind = self.cleaned_data["kind"]
        if kind == FrameworkKind.PASSPORT and not self.for_user.is_superuser:
            raise ValidationError(_("Only site administrators may make a passport programme."))
        return kind

    def clean_replaces(self) -> Framework | None:
        """Editions follow one another; none comes before itself."""
        before = self.cleaned_data["replaces"]
        step = before
        while step is not None:
            if step.pk == self.instance.pk:
                raise ValidationError(_("That edition comes later. Choose the one before this."))
            step = step.replaces
        return before

    def clean_groups_text(self) -> list[list[str]]:
        """Keys with titles; a group in which clauses stand remains."""
        groups: dict[str, str] = {}
        for number, line in enumerate(self.cleaned_data["groups_text"].splitlines(), start=1):
            if line.strip():
                match = GROUP_LINE.fullmatch(line.strip())
                if match is None or match[1] in groups:
                    raise ValidationError(
                        _("Line %(number)d: write a new key, a colon and a title.")
                        % {"number": number}
                    )
                groups[match[1]] = match[2]
        self._refuse_missing(groups)
        return [[key, title] for key, title in groups.items()]

    def _refuse_missing(self, groups: dict[str, str]) -> None:
        if self.instance.pk is None:
            return
        used = set(self.instance.clauses.values_list("group", flat=True))
        listed = {str(key) for key, _title in self.instance.groups}
        if missing := sorted((used & listed) - set(groups)):
            raise ValidationError(
                _("Clauses stand in these groups, so keep them: %(groups)s.")
                % {"groups": ", ".join(missing)}
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "groups_text" in cleaned:
            self.instance.groups = cleaned["groups_text"]
        return cleaned


class RequirementForm(KeptForm):
    """A requirement in our own words; its key outlives every numbering."""

    identity = ("key",)
    key = forms.CharField(
        label=gettext_lazy("Key of our own, fixed for good"),
        max_length=80,
        validators=[
            RegexValidator(
                f"^{REQUIREMENT_KEY.pattern}$",
                gettext_lazy("Use letters, digits, points and hyphens, without spaces."),
            )
        ],
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles it concerns"),
        help_text=gettext_lazy("None when it concerns the programme and no single person."),
        choices=[
            (EVERYBODY, gettext_lazy("Everybody")),
            *((role.value, label) for role, label in ROLE_LABELS.items()),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    evidence_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("How it is shown"),
        choices=EvidenceKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Requirement
        fields = ["key", "label", "roles", "evidence_kinds", "validity_months", "any_of"]
        help_texts = {
            "label": gettext_lazy("In our own words; the text of standards is not ours to copy."),
            "validity_months": gettext_lazy("Empty: as the framework says. 0: for good."),
        }


class ClauseForm(KeptForm):
    """Where a requirement stands in a framework; numbers have a page of their own."""

    identity = ("framework", "requirement")

    class Meta:
        model = Clause
        fields = ["framework", "requirement", "group", "position"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        framework = cleaned.get("framework")
        known = [str(key) for key, _title in framework.groups] if framework else []
        if known and cleaned.get("group") not in known:
            words = {"groups": ", ".join(known)}
            self.add_error("group", _("This framework has these groups: %(groups)s.") % words)
        return cleaned


class CrosswalkEntryForm(KeptForm):
    """What somebody who read both editions says."""

    identity = ("earlier", "later", "requirement")

    class Meta:
        model = CrosswalkEntry
        fields = ["earlier", "later", "requirement", "relation", "note", "verified", "source"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("verified") and not cleaned.get("source"):
            self.add_error("source", _("Say which texts you read."))
        return cleaned


class CertificationForm(KeptForm):
    """A centre's certification under an edition."""

    identity = ("centre", "framework")

    class Meta:
        model = Certification
        fields = ["centre", "framework", "certified_on", "interim_audit_on", "ends_on"]


class ReadingForm(forms.Form):
    """Whether the importer read the numbers in the licensed text, and where."""

    read_text = forms.BooleanField(
        label=gettext_lazy("I read the verified numbers of this file in the licensed text."),
        help_text=gettext_lazy("Without it they come in as not verified."),
        required=False,
    )
    source = forms.CharField(
        label=gettext_lazy("Where you read them"),
        help_text=gettext_lazy("For example: HCT Standards, 9th edition, our copy 12."),
        max_length=200,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("read_text") and not cleaned.get("source"):
            self.add_error("source", _("Say where you read the numbers."))
        return cleaned

    @property
    def read_in(self) -> str | None:
        """Where the numbers were read; None when nobody says they read them."""
        return self.cleaned_data["source"] if self.cleaned_data["read_text"] else None


class UploadForm(ReadingForm):
    """A file with a framework."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A table (.csv) or a CASE package (.json), 1 MB at most."),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
    field_order = ["file", "read_text", "source"]

    def clean_file(self) -> bytes:
        """The bytes; a larger file is not even read."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > LARGEST_FILE:
            raise ValidationError(_("The file is larger than 1 MB. Take out what is not needed."))
        return file.read()


class ConfirmForm(ReadingForm):
    """What was looked at in the preview, to be imported as it was shown."""

    content = forms.CharField(max_length=2 * LARGEST_FILE, widget=forms.HiddenInput, strip=False)
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("read_text", "source"):
            self.fields[name].widget = forms.HiddenInput()

    def clean_content(self) -> bytes:
        """The file's bytes."""
        try:
            return base64.b64decode(self.cleaned_data["content"], validate=True)
        except binascii.Error as error:
            raise ValidationError(_("The file was changed on its way. Choose it again.")) from error
