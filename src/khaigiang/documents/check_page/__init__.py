"""The check page: one HTML file that checks certificates on any machine, without a server and without a network.

Everything is inside: style, scripts, the public keys, the numbers revoked by the day it was made. Its policy lets only
these scripts run and nothing be fetched or sent. SOURCES.md says what it is made of.
"""

import base64
import datetime as dt
import hashlib
import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from string import Template

_EXPORT = re.compile(r"\nexport \{[^}]*\};[^\n]*\s*$")
_KEY_PARTS = re.compile(r"(?<=\w)(?=(?:\w{4})+$)")


@dataclass(frozen=True, slots=True)
class CheckedBook:
    """One register of this office: whose numbers it gives, and those revoked with the day."""

    issuer: str
    prefix: str
    revoked: Mapping[str, dt.date]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What the page knows. Keys are 32 bytes by their name; ``other_keys`` are those of other offices.

    ``findings`` are the sentences by code, in Vietnamese and in English, with ``%(key)s`` and ``%(on)s`` for the facts.
    ``longest`` is the most characters of a statement, ``largest`` the most bytes of a file.
    """

    made_on: dt.date
    keys: Mapping[str, bytes]
    other_keys: Mapping[str, bytes]
    books: tuple[CheckedBook, ...]
    findings: Mapping[str, tuple[str, str]]
    longest: int
    largest: int


def render(page: CheckPage) -> bytes:
    """The file. The same page gives the same bytes."""
    style, script, fallback = _part("page.css"), _part("check.js"), _fallback()
    policy = (
        f"default-src 'none'; script-src {_source(fallback)} {_source(script)}; style-src {_source(style)}; "
        "form-action 'none'; base-uri 'none'"
    )
    issuers = dict.fromkeys(book.issuer for book in page.books)
    return (
        Template(_part("page.html"))
        .substitute(
            policy=policy,
            title=html.escape("; ".join(issuers) or "Khai Giảng"),
            made_on=f"{page.made_on:%d/%m/%Y}",
            style=style,
            keys=_keys(page),
            revoked=sum(len(book.revoked) for book in page.books),
            facts=_facts(page),
            fallback=fallback,
            script=script,
        )
        .encode()
    )


def _part(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def _fallback() -> str:
    """The library for browsers without Ed25519, as a plain script: its export becomes what a function gives back.

    Raises ValueError when the file no longer ends with its export.
    """
    source, count = _EXPORT.subn("\nreturn { verifyAsync };", _part("noble-ed25519.js"))
    if count != 1:
        raise ValueError("noble-ed25519.js does not end with its export")
    return f'"use strict";\nwindow.nobleEd25519 = (() => {{\n{source}\n}})();\n'


def _source(text: str) -> str:
    """How a policy names an inline script or style that may be used."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _facts(page: CheckPage) -> str:
    said = {
        "madeOn": page.made_on.isoformat(),
        "keys": _in_base64(page.keys),
        "otherKeys": _in_base64({name: key for name, key in page.other_keys.items() if name not in page.keys}),
        "books": [
            {
                "issuer": book.issuer,
                "prefix": book.prefix,
                "revoked": {number: day.isoformat() for number, day in book.revoked.items()},
            }
            for book in page.books
        ],
        "findings": {code: {"vi": vi, "en": en} for code, (vi, en) in page.findings.items()},
        "longest": page.longest,
        "largest": page.largest,
    }
    # Within a script nothing ends it but its closing tag, which no text of ours can then spell.
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).replace("<", "\\u003c")


def _in_base64(keys: Mapping[str, bytes]) -> Mapping[str, str]:
    return {name: base64.urlsafe_b64encode(key).decode() for name, key in keys.items()}


def _keys(page: CheckPage) -> str:
    own = (("Của cơ quan này", "this office", name) for name in page.keys)
    others = (("Của nơi khác", "another office", name) for name in page.other_keys if name not in page.keys)
    return "".join(
        f'<dt>{label} <span class="second" lang="en">{english}</span></dt>'
        f"<dd><code>{_KEY_PARTS.sub(' ', html.escape(name))}</code></dd>"
        for label, english, name in (*own, *others)
    )
