"""The form by which partners upload content packages."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_MB = 1024 * 1024


class PackageForm(forms.Form):
    """A SCORM or cmi5 package as a zip."""

    file = forms.FileField(
        label=gettext_lazy("Package"),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty. Choose another."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = _("A zip of at most %(size)s MB. You can also drop it here.")
        self.fields["file"].help_text = text % {"size": settings.PACKAGE_BYTES_MAX // _MB}

    def clean_file(self) -> UploadedFile:
        """A zip by its name that did not go over the limit; its content is checked apart."""
        file: UploadedFile = self.cleaned_data["file"]
        if getattr(file, "too_large", False):
            raise forms.ValidationError(too_large_words())
        if not (file.name or "").lower().endswith(".zip"):
            raise forms.ValidationError(_("This is no zip. Zip the files and choose it again."))
        return file


def too_large_words() -> str:
    """Why a file was not even looked at."""
    text = _("The file is larger than %(size)s MB. Shrink its films, or split it in two.")
    return text % {"size": settings.PACKAGE_BYTES_MAX // _MB}
