"""Characters that look Vietnamese and are not, in both cases; for keys (``folding``) and for repairs (``repairs``).

Only what the eye takes for the same letter, after Unicode's confusables (UTS #39), as far as Vietnamese letters go.
"""

_CYRILLIC = dict(zip("аеорсхуіјѕһԁАВЕКМНОРСТУХІЈЅ", "aeopcxyijshdABEKMHOPCTYXIJS", strict=True))
_GREEK = dict(zip("αοιυκνρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aoiukvpABEZHIKMNOPTYX", strict=True))
_LATIN = dict(zip("ðɖÐƉıɑɡǎǍ", "đđĐĐiagăĂ", strict=True))

LETTERS = {**_CYRILLIC, **_GREEK, **_LATIN}
APOSTROPHES = "’‘ʼ`´′"
HYPHENS = "‐‑‒–—−"
# Of no width: joiners, marks of direction, the byte order mark, the soft hyphen.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff\u00ad"

# In lower case the capitals' likeness is kept: Н is a Latin H, so н is an h.
LOWER_CASE = {letter.lower(): like.lower() for letter, like in LETTERS.items()}
