from khaigiang.cli import translations


def test_catalogues_are_complete_and_compiled():
    assert translations.faults() == []
