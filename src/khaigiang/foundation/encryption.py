"""Facts that nobody may read in a copy of the database: sealed with AES-256-GCM, found again by a keyed digest.

The keys stay in the home's keys file, outside every dump. Each has a version; the highest one seals, every one opens
what it has sealed, so a key is kept for as long as a backup may hold something under it.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from khaigiang.foundation import keys
from khaigiang.foundation.home import Home

PREFIX = "private-"
_NONCE = 12  # bytes, as GCM wants them
_VERSION = 2  # bytes before a sealed file


class Unreadable(Exception):  # noqa: N818 - named as what it is
    """Bytes that no key of this home opens: changed, of another kind, or sealed under a key that was lost."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is stored: the version of the key, and the nonce with what it hides."""

    version: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Keyring:
    """The secrets of a home by version. ``about`` names the kind of fact: sealed as one kind, it opens as no other."""

    secrets: Mapping[int, bytes]
    _keys: dict[tuple[int, str], bytes] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def newest(self) -> int:
        return max(self.secrets)

    def seal(self, text: str, *, about: str) -> Sealed:
        """Hide a text; the same text is hidden differently each time."""
        return Sealed(self.newest, self._hide(text.encode(), about))

    def open(self, sealed: Sealed, *, about: str) -> str:
        """The text again. Raises Unreadable."""
        return self._show(sealed, about).decode()

    def seal_file(self, data: bytes, *, about: str) -> bytes:
        """Hide the bytes of a file; the version of the key stands before them."""
        return self.newest.to_bytes(_VERSION) + self._hide(data, about)

    def open_file(self, data: bytes, *, about: str) -> bytes:
        """The bytes again. Raises Unreadable."""
        return self._show(Sealed(int.from_bytes(data[:_VERSION]), data[_VERSION:]), about)

    def _hide(self, data: bytes, about: str) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(self._derived(self.newest, "seal")).encrypt(nonce, data, about.encode())

    def _show(self, sealed: Sealed, about: str) -> bytes:
        try:
            cipher = AESGCM(self._derived(sealed.version, "seal"))
            return cipher.decrypt(sealed.content[:_NONCE], sealed.content[_NONCE:], about.encode())
        except (InvalidTag, KeyError, ValueError) as error:
            raise Unreadable(about) from error

    def digest(self, text: str, *, about: str) -> str:
        """What a text is found by under the newest key: 64 hexadecimal digits, the same each time."""
        return self._digest(self.newest, text, about)

    def digests(self, text: str, *, about: str) -> list[str]:
        """What a text is found by under every key."""
        return [self._digest(version, text, about) for version in sorted(self.secrets)]

    def _digest(self, version: int, text: str, about: str) -> str:
        return hmac.digest(self._derived(version, "find"), f"{about}\n{text}".encode(), hashlib.sha256).hex()

    def _derived(self, version: int, purpose: str) -> bytes:
        """A key for one purpose only, so that a digest tells nothing of the key that seals."""
        if (version, purpose) not in self._keys:
            self._keys[version, purpose] = hmac.digest(self.secrets[version], purpose.encode(), hashlib.sha256)
        return self._keys[version, purpose]


def keyring(home: Home) -> Keyring:
    """The keys of this home as they are now: another process may have added one."""
    kept = keys.load_or_make(home)
    # A secret of the keys file is 32 random bytes in base64.
    return Keyring(
        {
            int(name.removeprefix(PREFIX)): base64.urlsafe_b64decode(secret + "=")
            for name, secret in kept.items()
            if name.startswith(PREFIX)
        }
    )


def add_key(home: Home) -> int:
    """A new key, which seals from now on; its version."""
    version = keyring(home).newest + 1
    keys.add(home, f"{PREFIX}{version}")
    return version
