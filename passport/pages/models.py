"""General pages of the site, and the image and document models, ours from the first migration."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Page

from passport.pages.blocks import SITE_BLOCKS


class SiteImage(AbstractImage):
    """An image with its source and licence, so that both can be shown beside it."""

    source = models.CharField(_("source and licence"), max_length=300, blank=True)

    admin_form_fields = ("title", "file", "description", "collection", "source", "tags")


class SiteRendition(AbstractRendition):
    """A resized copy of a site image."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class SiteDocument(AbstractDocument):
    """A document for download."""

    admin_form_fields = ("title", "file", "collection", "tags")


class HomePage(Page):
    """The public front page."""

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(SITE_BLOCKS, blank=True)

    content_panels: ClassVar[list] = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count = 1
    template = "pages/home_page.html"


class StandardPage(Page):
    """A page of plain text: about, privacy, help."""

    body = StreamField(SITE_BLOCKS, blank=True)

    content_panels: ClassVar[list] = [*Page.content_panels, FieldPanel("body")]
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage", "pages.StandardPage"]
    template = "pages/standard_page.html"
