"""The installation's own signature: Ed25519, with private keys that stay in the home's keys file.

A key is named by the beginning of the digest of its public half, so that the name alone cannot be given to another.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from khaigiang.foundation import keys
from khaigiang.foundation.home import Home

PREFIX = "signing-"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One key. ``name`` is 16 hexadecimal digits; ``public`` its 32 bytes, which everybody may have."""

    name: str
    public: bytes
    private: Ed25519PrivateKey

    def sign(self, said: str | bytes) -> bytes:
        """The signature of bytes, or of a text as UTF-8: 64 bytes, the same each time."""
        return self.private.sign(_bytes(said))


def name_of(public: bytes) -> str:
    """What a key is called: the first 16 hexadecimal digits of the SHA-256 of its public half."""
    return hashlib.sha256(public).hexdigest()[:16]


def signing_keys(home: Home) -> tuple[SigningKey, ...]:
    """Every key of this home, the one that signs first."""
    kept = keys.load_or_make(home)
    versions = sorted((int(name.removeprefix(PREFIX)) for name in kept if name.startswith(PREFIX)), reverse=True)
    return tuple(_key(kept[f"{PREFIX}{version}"]) for version in versions)


def public_keys(home: Home) -> Mapping[str, bytes]:
    """The public halves by name, to be handed to whoever verifies."""
    return {key.name: key.public for key in signing_keys(home)}


def is_signed(said: str | bytes, signature: bytes, public: bytes) -> bool:
    """Whether the owner of this public key signed exactly this."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _bytes(said))
    except (InvalidSignature, ValueError):
        return False
    return True


def _key(secret: str) -> SigningKey:
    # A secret of the keys file is 32 random bytes in base64: exactly the seed of an Ed25519 key.
    private = Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(secret + "="))
    public = private.public_key().public_bytes_raw()
    return SigningKey(name_of(public), public, private)


def _bytes(said: str | bytes) -> bytes:
    return said.encode() if isinstance(said, str) else said
