import json

from khaigiang.foundation import signing
from khaigiang.foundation.home import Home


def test_key_signs_and_its_public_half_verifies(tmp_path):
    home = Home(tmp_path).made()
    (key,) = signing.signing_keys(home)
    signature = key.sign("Nguyễn Thị Hương")
    public = signing.public_keys(home)[key.name]
    assert signing.is_signed("Nguyễn Thị Hương", signature, public)
    assert not signing.is_signed("Nguyễn Thị Hường", signature, public)
    assert not signing.is_signed("Nguyễn Thị Hương", signature[:-1], public)
    assert key.sign("Nguyễn Thị Hương") == signature


def test_key_is_named_by_its_public_half(tmp_path):
    (key,) = signing.signing_keys(Home(tmp_path).made())
    assert (signing.name_of(key.public), len(key.public)) == (key.name, 32)


def test_newer_key_signs_and_the_older_still_verifies(tmp_path):
    home = Home(tmp_path).made()
    (old,) = signing.signing_keys(home)
    kept = json.loads(home.keys.read_text())
    home.keys.write_text(json.dumps({**kept, "signing-10": kept["django"], "signing-2": kept["web"]}))
    keys = signing.signing_keys(home)
    assert (len(keys), keys[-1].name) == (3, old.name)
    assert set(signing.public_keys(home)) == {key.name for key in keys}
    assert signing.is_signed("x", old.sign("x"), signing.public_keys(home)[old.name])
