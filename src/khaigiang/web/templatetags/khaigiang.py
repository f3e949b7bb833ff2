"""Tags and filters that every template has."""

import datetime as dt

from django import template
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from khaigiang.web.marks import Mark

register = template.Library()
# Django's own catalogue has figures (Thứ 5), which run into the day that follows.
WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


def _spoken(day: dt.date, vietnamese: str, english: str) -> str:
    return date_format(day, english if (translation.get_language() or "").startswith("en") else vietnamese)


@register.filter
def day(value: dt.date | None) -> str:
    """``12/05/2022``, in English ``12 May 2022``; nothing for no day."""
    return _spoken(value, "d/m/Y", "j M Y") if value else ""


@register.filter
def short_day(value: dt.date | None) -> str:
    """``12/05``, in English ``12 May``."""
    return _spoken(value, "d/m", "j M") if value else ""


@register.filter
def weekday(value: dt.date) -> str:
    """``Thứ năm``; Sunday is ``Chủ nhật``."""
    english = (translation.get_language() or "").startswith("en")
    return date_format(value, "l") if english else WEEKDAYS[value.weekday()]


@register.filter
def plain(value: int) -> str:
    """A number without thousands separators: a year, a key."""
    return str(value)


@register.simple_tag
def mark(what: Mark) -> SafeString:
    """A state in words, with the shape and colour of its tone."""
    return format_html('<span class="state {}">{}</span>', what.tone, what.label)
