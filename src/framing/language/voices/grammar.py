"""Closed-class words as bit flags: enough grammar to cut clauses and noun phrases without a parser.

The words stand in ``lexicons/voices/grammar.tsv``; a word may be of several kinds ("before" is a preposition,
a subordinator and an adverb), so each token carries the sum of its flags.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import compress, count

from framing.language.memo import Memo
from framing.language.tokens import Tokens
from framing.lexicons.loading import load_lexicon

BE = 1
AUX = 2
ADVERB = 4
PRONOUN = 8
PERSONAL = 16
OBJECT_PRONOUN = 32
POSSESSIVE = 64
DETERMINER = 128
PREPOSITION = 256
SUBORDINATOR = 512
COMPLEMENT = 1024
COORDINATOR = 2048
RELATIVE = 4096
TIME = 8192
FINITE = 16384
NEWS_EVENT = 32768
QUALIFIER = 65536
PLURAL = 131072
COPULA = 262144
PARTICLE = 524288
ARTICLE = 1 << 29
DEGREE = 1 << 30
TIME_LEAD = 1 << 31
# marks
STOP = 1 << 20
COMMA = 1 << 21
COLON = 1 << 22
DASH = 1 << 23
OPEN = 1 << 24
CLOSE = 1 << 25
QUOTE = 1 << 26
# printed with a capital
CAPITAL = 1 << 27
WORD = 1 << 28

PUNCTUATION = STOP | COMMA | COLON | DASH | OPEN | CLOSE | QUOTE
VERBAL = BE | AUX | FINITE

_KINDS = {
    "be": BE,
    "aux": AUX,
    "adverb": ADVERB,
    "pronoun": PRONOUN,
    "personal": PERSONAL,
    "object_pronoun": OBJECT_PRONOUN,
    "possessive": POSSESSIVE,
    "determiner": DETERMINER,
    "preposition": PREPOSITION,
    "subordinator": SUBORDINATOR,
    "complement": COMPLEMENT,
    "coordinator": COORDINATOR,
    "relative": RELATIVE,
    "time": TIME,
    "finite": FINITE,
    "news_event": NEWS_EVENT,
    "qualifier": QUALIFIER,
    "plural": PLURAL,
    "copula": COPULA,
    "particle": PARTICLE,
    "article": ARTICLE,
    "degree": DEGREE,
    "time_lead": TIME_LEAD,
}
_MARKS = {
    ".": STOP,
    "!": STOP,
    "?": STOP,
    "…": STOP,
    ";": STOP,
    ",": COMMA,
    ":": COLON,
    "-": DASH,
    "–": DASH,
    "—": DASH,
    "―": DASH,
    "(": OPEN,
    "[": OPEN,
    ")": CLOSE,
    "]": CLOSE,
    '"': QUOTE,
}


@cache
def word_flags() -> Mapping[str, int]:
    """Return ``folded form -> sum of flags`` for closed-class words and punctuation marks."""
    table: dict[str, int] = dict(_MARKS)
    for row in load_lexicon("voices/grammar").rows:
        form = row.term.lower()
        table[form] = table.get(form, 0) | _KINDS[row.word("kind")]
    return {form: flags | (WORD if form[0].isalnum() or form == "'s" else 0) for form, flags in table.items()}


def _form_flags(form: str) -> int:
    listed = word_flags().get(form)
    if listed is not None:
        return listed
    found = WORD if form[0].isalnum() else 0
    return found | ADVERB if form.endswith("ly") else found


_known_flags = Memo(_form_flags)


def flag_tokens(tokens: Tokens) -> list[int]:
    """Return the sum of flags of every token."""
    forms, text = tokens.forms, tokens.text
    flags = list(map(_known_flags.__getitem__, forms))
    for i in compress(count(), tokens.capitals):
        found = flags[i]
        if found & WORD:
            start = tokens.starts[i]
            if found & (PRONOUN | OBJECT_PRONOUN) and text[start + 1 : start + 2].isupper():
                found = WORD  # "US", "WHO", "IT": names, not pronouns
            flags[i] = found | CAPITAL
    i = -1
    for _ in range(forms.count("'s")):
        i = forms.index("'s", i + 1)
        if i and flags[i - 1] & (PERSONAL | RELATIVE | COMPLEMENT):
            flags[i] = BE | WORD  # "she's", "that's"
    return flags
