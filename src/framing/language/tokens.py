"""Word and punctuation tokens, as parallel lists for speed."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Dotted initialisms, words (an inner apostrophe stays, a possessive 's stands alone), lone hyphens, other marks.
# A hyphen inside a word is no token: "full-scale" reads as "full scale".
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|[^\W_ʼ]+(?:['’ʼ](?![sS]\b)[^\W_ʼ]+)*"
    r"|['’ʼ][sS]\b"
    r"|(?<!\S)[-‐‑]+(?!\S)"
    r"|[^\w\s\-‐‑]"
)
_FOLD = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one string: ``text[starts[i]:ends[i]]`` folds to ``forms[i]``.

    A form is lower case with straight quotation marks and apostrophes.
    """

    text: str
    starts: list[int]
    ends: list[int]
    forms: list[str]

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
    starts: list[int] = []
    ends: list[int] = []
    forms: list[str] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        starts.append(start)
        ends.append(end)
        forms.append(match.group())
    if text.isascii():
        forms = [form.lower() for form in forms]
    else:
        forms = [form.translate(_FOLD).lower() if not form.isascii() else form.lower() for form in forms]
    return Tokens(text, starts, ends, forms)


def term_forms(term: str) -> list[str]:
    """Tokenize a literal lexicon term the way running text is tokenized."""
    return tokenize(term).forms
