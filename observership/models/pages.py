"""What everybody reads about observerships: an index of calls and one page per call."""

from typing import ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from passport.pages.blocks import SITE_BLOCKS


class _Previewed:
    """Shows its draft with everything that a view adds, as it is served."""

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page as whoever registered for it shows it (views lie above models)."""
        for show in hooks.get_hooks("before_serve_page"):
            response: HttpResponse | None = show(self, request, [], {})
            if response is not None:
                return response
        raise LookupError("before_serve_page")


class ObservershipIndexPage(_Previewed, Page):
    """All calls, the next one first; views/visitor.py shows it."""

    intro = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar[list] = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["observership.CallPage"]
    max_count = 1
    template = "observership/calls.html"

    class Meta:
        verbose_name = _("observerships")


class CallPage(_Previewed, Page):
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
