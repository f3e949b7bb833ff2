"""Thousands of certificates are issued in a few statements, whatever their number. Seconds are the bench's to tell."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import builders
from apps.acting import SCHOOL
from khaigiang.apps.certificates import actions
from khaigiang.apps.certificates.models import Certificate, Register
from khaigiang.apps.results.models import Completion
from khaigiang.cli.bench import known_benches, load

pytestmark = pytest.mark.django_db
ASIDE = ("SAVEPOINT", "RELEASE", "SELECT set_config")


@pytest.mark.parametrize("people", [20, 2000])
def test_issuing_takes_eight_statements(people):
    builders.unit("Thành phố Hà Nội", code="01")
    training_class = load(known_benches()["certificates"]).crowd(people)
    with CaptureQueriesContext(connection) as asked:
        made = actions.issue_certificates(training_class, by=SCHOOL)
    assert [each.number for each in made] == list(range(1, people + 1))
    assert len([each for each in asked if not each["sql"].startswith(ASIDE)]) == 8
    assert (Certificate.objects.count(), Register.objects.get().last_number) == (people, people)
    assert not Completion.objects.filter(sealed_on=None).exists()
