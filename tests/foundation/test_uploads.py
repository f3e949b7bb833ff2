from concurrent.futures import ThreadPoolExecutor

import pytest

from khaigiang.foundation import uploads


def test_bytes_are_found_by_their_digest_until_they_are_taken_away(tmp_path) -> None:
    folder = tmp_path / "new"
    digest = uploads.keep(folder, b"danh sach")

    assert (digest, uploads.read(folder, digest)) == (uploads.digest_of(b"danh sach"), b"danh sach")
    uploads.take_away(folder, digest)
    uploads.take_away(folder, digest)
    with pytest.raises(FileNotFoundError):
        uploads.read(folder, digest)


def test_many_who_keep_the_same_bytes_at_once_keep_them_once(tmp_path) -> None:
    with ThreadPoolExecutor(8) as pool:
        digests = set(pool.map(lambda _: uploads.keep(tmp_path, b"x" * 100_000), range(40)))

    assert [path.name for path in tmp_path.iterdir()] == [*digests]
