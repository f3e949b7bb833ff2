"""A state said in words, with the tone of its colour. The words alone must be enough."""

from dataclasses import dataclass
from typing import Literal

from khaigiang.foundation.refusal import Phrase

Tone = Literal["good", "main", "notice", "bad", "second", "quiet"]


@dataclass(frozen=True, slots=True)
class Mark:
    tone: Tone
    label: Phrase
