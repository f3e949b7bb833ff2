"""What a Vietnamese syllable is made of: an onset, a rhyme and a tone.

The tables are those of the spelling of today; names of ethnic minorities and foreign words are no syllables here, so a
rule that asks first leaves them alone. Source: the onsets and rhymes of *Từ điển tiếng Việt* (Hoàng Phê, ed.).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from khaigiang.core.vietnamese.folding import Tone, split_tone

_WRITTEN = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uyn uynh
uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
RHYMES = frozenset(_WRITTEN.split())
# The u of qu stands for the o or u of oa, uê, uy; so what may follow is a rhyme of the other vowels, or quốc.
_AFTER_QU = {rhyme for rhyme in RHYMES if rhyme[0] not in "oôuư"} | {"ôc", "ych", "yn", "ynh", "yt", "yu"}
_ONSET = re.compile(r"(?:ngh|ng|nh|n|ch|c|gh|gi|g|kh|k|ph|p|qu|th|tr|t|[bdđhlmrsvx])?")
_STOPS = ("c", "ch", "p", "t")
_FRONT = "eêiy"


@dataclass(frozen=True, slots=True)
class Syllable:
    """Letters without the tone, in lower case: ``thuyền`` is ``th``, ``uyên``, huyền."""

    onset: str
    rhyme: str
    tone: Tone


@lru_cache(maxsize=2**15)
def read_syllable(word: str) -> Syllable | None:
    """A word in ``plain`` form taken apart; ``None`` where it is no Vietnamese syllable.

    The place of the tone mark is not judged; two of them are refused.
    """
    letters, tone = split_tone(word)
    if _marks(word) != _marks(letters) + (tone is not Tone.NGANG):
        return None
    found = _ONSET.match(letters)
    assert found is not None
    onset, rhyme = found[0], letters[found.end() :]
    if onset == "gi" and rhyme not in RHYMES:  # gì, giếng
        onset, rhyme = "g", letters[1:]
    if rhyme not in (_AFTER_QU if onset == "qu" else RHYMES) or not _spelt(onset, rhyme):
        return None
    if rhyme.endswith(_STOPS) and tone not in (Tone.SAC, Tone.NANG):
        return None
    return Syllable(onset, rhyme, tone)


def _marks(word: str) -> int:
    return len(unicodedata.normalize("NFD", word)) - len(word)


def _spelt(onset: str, rhyme: str) -> bool:
    """Whether the onset is the one written before this vowel; ``k`` before any, for Bắc Kạn."""
    if onset in ("c", "ng") or (onset == "g" and rhyme[0] != "i"):
        return rhyme[0] not in _FRONT
    return onset not in ("gh", "ngh") or rhyme[0] in _FRONT
