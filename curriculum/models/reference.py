"""Reference: a source that modules cite by its key."""

import re
from typing import ClassVar

from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from curriculum.domain import content

KEY = RegexValidator(re.compile(r"^[A-Z0-9][A-Z0-9-]*$"), _("Use capitals, digits and hyphens."))
DOI = RegexValidator(re.compile(r"^10\.\d{4,9}/[^\s\"<>]+$"), _("Write it as 10.1234/abcd."))


class Reference(models.Model):
    """A source; `loaded_hash` tells what the file last said, so that no change is lost."""

    key = models.CharField(_("key"), max_length=40, unique=True, validators=[KEY])
    citation = models.TextField(_("citation"), max_length=1000)
    doi = models.CharField(_("DOI"), max_length=200, blank=True, validators=[DOI])
    url = models.URLField(
        _("address"), max_length=500, blank=True, validators=[URLValidator(schemes=["https"])]
    )
    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)

    panels: ClassVar[list] = [
        FieldPanel("key", help_text=_("Cited in text as [@KEY]; never changed afterwards.")),
        FieldPanel("citation"),
        FieldPanel("doi"),
        FieldPanel("url"),
    ]

    class Meta:
        ordering = ["key"]
        verbose_name = _("reference")
        verbose_name_plural = _("references")

    def __str__(self) -> str:
        return f"{self.key}: {self.citation[:80]}"

    @property
    def record(self) -> content.Reference:
        """The reference as a plain record."""
        return content.Reference(self.key, self.citation, self.doi, self.url)
