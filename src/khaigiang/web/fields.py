"""Fields that forms of several slices ask with."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from khaigiang.foundation.refusal import Phrase

# By their numbers, 0 is Monday.
WEEKDAYS: Mapping[int, Phrase] = {
    0: _("Thứ Hai"),
    1: _("Thứ Ba"),
    2: _("Thứ Tư"),
    3: _("Thứ Năm"),
    4: _("Thứ Sáu"),
    5: _("Thứ Bảy"),
    6: _("Chủ nhật"),
}

MOST_MONEY = 999_999_999_999_999  # đồng: a spreadsheet keeps no more digits


def money_field(label: Any, known: int | None) -> forms.IntegerField:
    """An amount in đồng; left empty, none is stated."""
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_MONEY, required=False, initial=known)


class NamedField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """One of some rows, by its name."""

    def label_from_instance(self, obj: Model) -> str:
        return str(obj.name)  # type: ignore[attr-defined]  # asked only of rows that have one
