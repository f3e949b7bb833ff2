"""The room needs no more of Django than its translations, so it is tested with no settings of the product."""

import django
import pytest
from django.conf import settings
from django.utils import translation


@pytest.fixture(scope="session", autouse=True)
def _languages():
    if not settings.configured:
        settings.configure(USE_I18N=True, LANGUAGE_CODE="vi")
        django.setup()


@pytest.fixture(autouse=True)
def _vietnamese(_languages):
    with translation.override("vi"):
        yield
