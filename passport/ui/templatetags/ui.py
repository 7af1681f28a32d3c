"""Formatting only: dates, durations, counts."""

from datetime import date, datetime

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

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
