"""What everybody reads about observerships: an index of calls and one page per call."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from passport.pages.blocks import SITE_BLOCKS


class ObservershipIndexPage(Page):
    """All calls, the next one first; views/visitor.py shows it."""

    intro = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar[list] = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["observership.CallPage"]
    max_count = 1
    template = "observership/calls.html"

    class Meta:
        verbose_name = _("observerships")


class CallPage(Page):
    """The public words of one call; its dates, money, rules and hosts come from the call."""

    call = models.ForeignKey(
        "observership.Call",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("call"),
    )
    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(SITE_BLOCKS, blank=True)

    content_panels: ClassVar[list] = [
        *Page.content_panels,
        FieldPanel("call"),
        FieldPanel("intro"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["observership.ObservershipIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "observership/call.html"

    class Meta:
        verbose_name = _("call for observerships")
