"""Fields that forms of several slices ask with."""

from typing import Any

from django import forms
from django.db.models import Model

MOST_MONEY = 999_999_999_999_999  # đồng: a spreadsheet keeps no more digits


def money_field(label: Any, known: int | None) -> forms.IntegerField:
    """An amount in đồng; left empty, none is stated."""
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_MONEY, required=False, initial=known)


class NamedField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """One of some rows, by its name."""

    def label_from_instance(self, obj: Model) -> str:
        return str(obj.name)  # type: ignore[attr-defined]  # asked only of rows that have one
