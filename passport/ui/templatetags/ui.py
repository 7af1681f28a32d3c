"""Formatting and drawing only: dates, durations, icons, rosettes, the stylesheet's address."""

import hashlib
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from passport.ui.rosette import outline, rings_of, turns
from passport.ui.stylesheet import stylesheet

register = template.Library()


@register.filter
def day(value: date | datetime | str | None) -> str:
    """A day in words: 14 March 2027. Takes a date, a datetime or an ISO string."""
    if not value:
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    return date_format(value, "j F Y")


@register.filter
def moment(value: datetime) -> str:
    """Day and time to the second with the zone's name."""
    return date_format(localtime(value), "j F Y, H:i:s (T)")


@register.filter
def minutes(value: int) -> str:
    """A duration: 25 minutes, 1 hour 5 minutes."""
    hours, rest = divmod(int(value), 60)
    parts = []
    if hours:
        parts.append(ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours})
    if rest or not hours:
        parts.append(ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest})
    return gettext(" ").join(parts)


@register.filter
def percent_of(value: int, total: int) -> int:
    """Whole percent of `value` in `total`; 0 of nothing is 0."""
    return round(100 * value / total) if total else 0


@register.filter
def tilt(text: str) -> int:
    """A slant of -3 to 3 degrees that a text always gets again."""
    return int(hashlib.sha256(str(text).encode()).hexdigest(), 16) % 7 - 3


@register.simple_tag
def stylesheet_url() -> str:
    """Address of the one stylesheet, which changes with its content."""
    return _styles(stylesheet().digest)


@lru_cache(maxsize=8)
def _styles(digest: str) -> str:
    return reverse("ui:styles", args=[digest])


@register.simple_tag
def icon(name: str, css_class: str = "") -> SafeString:
    """A line icon from the sprite; words beside it carry the meaning."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css_class,
        static_url("ui/icons.svg"),
        name,
    )


@register.simple_tag
def rosette(text: str, css_class: str = "") -> SafeString:
    """The line rosette of a text, most often a passport number; decoration for covers."""
    rings = format_html_join(
        "",
        '<path id="{}" d="{}"/>{}',
        (
            (name, outline(ring), _turned(name, turns(ring)[1:]))
            for index, ring in enumerate(rings_of(text))
            for name in [f"rosette-{text}-{index}".replace(" ", "-")]
        ),
    )
    return format_html(
        '<svg class="rosette {}" viewBox="-100 -100 200 200" aria-hidden="true" focusable="false">'
        '<g fill="none" stroke="currentColor" stroke-width="0.35">{}</g></svg>',
        css_class,
        rings,
    )


def _turned(name: str, angles: tuple[float, ...]) -> SafeString:
    return format_html_join(
        "", '<use href="#{}" transform="rotate({})"/>', ((name, angle) for angle in angles)
    )


@register.simple_tag
@cache
def static_url(path: str) -> str:
    """Address of one of our static files; which file it is stands fast when a process starts."""
    return static(path)


@register.simple_tag
def icon_url() -> str:
    """Address of the picture that browsers show in their tab."""
    return static_url("ui/favicon.svg")


@register.simple_tag
def component(template_name: str, values: dict[str, Any]) -> SafeString:
    """A component with the values of its sample."""
    return SafeString(render_to_string(template_name, values))
