import json

import pytest
from click.testing import CliRunner

import builders
from apps.acting import PLANNER
from khaigiang.apps.people.actions import state_fact
from khaigiang.apps.people.models import PrivateFact, PrivateKind
from khaigiang.cli import keys
from khaigiang.foundation import home


@pytest.fixture(autouse=True)
def _keys_of_its_own(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(keys, "open_home", lambda: None)
    monkeypatch.setenv("KHAIGIANG_HOME", str(tmp_path))
    home.current().made()


def test_every_fact_is_sealed_under_the_new_key(transactional_db) -> None:
    state_fact(builders.person("Lê Thị Bình"), kind=PrivateKind.ETHNICITY, value="Tày", by=PLANNER)

    said = CliRunner().invoke(keys.command, ["renew", "--json"])
    again = CliRunner().invoke(keys.command, ["renew"])

    assert (said.exit_code, json.loads(said.output)) == (0, {"facts": 1})
    assert again.output == "1 thông tin đã mã hóa lại. 1 facts sealed anew.\n"
    assert PrivateFact.objects.get().version == 3
