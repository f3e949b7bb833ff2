from collections.abc import Callable

import pytest
from django.test import Client

import builders
from khaigiang.apps.accounts.models import User

OFFICE = ("planner", "leader", "auditor", "school")


@pytest.fixture
def as_user(db) -> Callable[[User], Client]:
    """A browser in which somebody has signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def planner(as_user) -> Client:
    return as_user(builders.user("planner", everywhere=True))
