from concurrent.futures import ThreadPoolExecutor

import pytest

from khaigiang.foundation import uploads
from khaigiang.foundation.encryption import Keyring, Unreadable

RING = Keyring({1: b"1" * 32})


def test_bytes_are_found_by_their_digest_until_they_are_taken_away(tmp_path) -> None:
    folder = tmp_path / "new"
    digest = uploads.keep(folder, b"danh sach", under=RING)

    assert (digest, uploads.read(folder, digest, under=RING)) == (uploads.digest_of(b"danh sach"), b"danh sach")
    uploads.take_away(folder, digest)
    uploads.take_away(folder, digest)
    with pytest.raises(FileNotFoundError):
        uploads.read(folder, digest, under=RING)


def test_bytes_lie_there_sealed_and_open_under_a_renewed_key(tmp_path) -> None:
    digest = uploads.keep(tmp_path, b"001175000001", under=RING)

    assert b"001175000001" not in (tmp_path / digest).read_bytes()
    assert uploads.read(tmp_path, digest, under=Keyring({1: b"1" * 32, 2: b"2" * 32})) == b"001175000001"
    with pytest.raises(Unreadable):
        uploads.read(tmp_path, digest, under=Keyring({1: b"3" * 32}))


def test_many_who_keep_the_same_bytes_at_once_keep_them_once(tmp_path) -> None:
    with ThreadPoolExecutor(8) as pool:
        digests = set(pool.map(lambda _: uploads.keep(tmp_path, b"x" * 100_000, under=RING), range(40)))

    assert [path.name for path in tmp_path.iterdir()] == [*digests]
