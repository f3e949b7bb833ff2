"""Fields that forms of several slices ask with."""

from django import forms
from django.db.models import Model


class NamedField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """One of some rows, by its name."""

    def label_from_instance(self, obj: Model) -> str:
        return str(obj.name)  # type: ignore[attr-defined]  # asked only of rows that have one
