import pytest

import builders
from khaigiang.apps.units.models import Level
from khaigiang.apps.units.queries import above

pytestmark = pytest.mark.django_db


def test_units_above_stand_with_the_nearest_first(django_assert_num_queries):
    city = builders.unit("Thành phố Hà Nội", Level.PROVINCE)
    district = builders.unit("Quận Ba Đình", Level.DISTRICT, city)
    commune = builders.unit("Phường Cống Vị", Level.COMMUNE, district)
    builders.unit("Phường Điện Biên", Level.COMMUNE, district)

    with django_assert_num_queries(1):
        assert above(commune) == (district, city)
    assert above(city) == ()
