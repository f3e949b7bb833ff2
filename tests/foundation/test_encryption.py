import dataclasses
import json

import pytest

from khaigiang.foundation import encryption, keys
from khaigiang.foundation.encryption import Keyring, Sealed, Unreadable
from khaigiang.foundation.home import Home

NUMBER, ABOUT = "001175000001", "citizen_number"


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path).made()


@pytest.fixture
def ring(home) -> Keyring:
    return encryption.keyring(home)


def test_what_was_sealed_opens_and_tells_nothing(ring) -> None:
    sealed = ring.seal(NUMBER, about=ABOUT)

    assert ring.open(sealed, about=ABOUT) == NUMBER
    assert NUMBER.encode() not in sealed.content
    assert ring.seal(NUMBER, about=ABOUT) != sealed


@pytest.mark.parametrize(
    ("changed", "about"),
    [({}, "ethnicity"), ({"content": b"x" * 40}, ABOUT), ({"content": b""}, ABOUT), ({"version": 7}, ABOUT)],
)
def test_what_was_changed_or_is_of_another_kind_does_not_open(ring, changed, about) -> None:
    sealed = dataclasses.replace(ring.seal(NUMBER, about=ABOUT), **changed)

    with pytest.raises(Unreadable):
        ring.open(sealed, about=about)


def test_digest_finds_the_same_text_of_the_same_kind(ring, tmp_path) -> None:
    other = encryption.keyring(Home(tmp_path / "other").made())

    assert ring.digest(NUMBER, about=ABOUT) == ring.digest(NUMBER, about=ABOUT)
    assert (
        len({ring.digest(NUMBER, about=ABOUT), ring.digest(NUMBER, about="x"), other.digest(NUMBER, about=ABOUT)}) == 3
    )


def test_newer_key_seals_and_the_older_still_opens_and_finds(home, ring) -> None:
    before = ring.seal(NUMBER, about=ABOUT)

    version = encryption.add_key(home)

    later = encryption.keyring(home)
    assert (version, later.newest, later.seal(NUMBER, about=ABOUT).version) == (2, 2, 2)
    assert later.open(before, about=ABOUT) == NUMBER
    assert later.digests(NUMBER, about=ABOUT) == [ring.digest(NUMBER, about=ABOUT), later.digest(NUMBER, about=ABOUT)]


def test_key_that_was_lost_opens_nothing(home, ring) -> None:
    sealed = ring.seal(NUMBER, about=ABOUT)
    kept = {name: secret for name, secret in json.loads(home.keys.read_text()).items() if name != "private-1"}
    home.keys.write_text(json.dumps(kept))

    with pytest.raises(Unreadable):
        encryption.keyring(home).open(sealed, about=ABOUT)


def test_key_is_not_made_twice_under_one_name(home) -> None:
    keys.add(home, "private-2")

    with pytest.raises(ValueError, match="private-2"):
        keys.add(home, "private-2")


def test_sealed_bytes_begin_with_a_nonce_of_their_own(ring) -> None:
    first, second = (ring.seal(NUMBER, about=ABOUT) for _ in range(2))

    assert isinstance(first, Sealed)
    assert first.content[:12] != second.content[:12]
