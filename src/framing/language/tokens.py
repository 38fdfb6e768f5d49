"""Word and punctuation tokens, as parallel lists for speed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from framing.language.memo import Memo

# Dotted initialisms, words (an inner apostrophe stays, a possessive 's stands alone), lone hyphens, other marks.
# A hyphen inside a word is no token: "full-scale" reads as "full scale". The first branch only says sooner what the
# third would: a plain word before a space.
_TOKEN = re.compile(
    r"([A-Za-z]++(?=[ ,\n])"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[^\W_ʼ]+(?:['’ʼ](?![sS]\b)[^\W_ʼ]+)*"
    r"|['’ʼ][sS]\b"
    r"|(?<!\S)[-‐‑]+(?!\S)"
    r"|[^\w\s\-‐‑])"
)
_FOLD = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


def _folded(surface: str) -> str:
    return surface.lower() if surface.isascii() else surface.translate(_FOLD).lower()


_folds = Memo(_folded)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one string: ``text[starts[i]:ends[i]]`` folds to ``forms[i]``.

    A form is lower case with straight quotation marks and apostrophes. ``capitals`` has one flag a token: 1 where it
    begins with a capital.
    """

    text: str
    starts: list[int]
    ends: list[int]
    forms: list[str]
    capitals: bytes

    def __len__(self) -> int:
        return len(self.forms)

    def surface(self, i: int) -> str:
        """Return token ``i`` as it is printed."""
        return self.text[self.starts[i] : self.ends[i]]

    def is_word(self, i: int) -> bool:
        """Tell whether token ``i`` begins with a letter or digit."""
        return self.forms[i][0].isalnum()


def tokenize(text: str) -> Tokens:
    """Split a string into word and punctuation tokens with offsets, in linear time.

    Parameters
    ----------
    text
        Any string; the offsets point into it.
    """
    # what stands between the tokens and the tokens, in turn: their lengths sum to the offsets
    pieces = _TOKEN.split(text)
    offsets = list(accumulate(map(len, pieces)))
    starts = offsets[:-1:2]
    forms = list(map(_folds.__getitem__, pieces[1::2]))
    return Tokens(text, starts, offsets[1::2], forms, bytes(map(str.isupper, map(text.__getitem__, starts))))


def term_forms(term: str) -> list[str]:
    """Tokenize a literal lexicon term the way running text is tokenized."""
    return [_folded(surface) for surface in _TOKEN.findall(term)]
