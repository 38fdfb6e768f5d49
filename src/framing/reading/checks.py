"""What may be wrong with an article before it is analysed: types refuse, doubts become warning codes."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from framing.errors import InputError
from framing.language.grammar import Kind
from framing.lexicons.checking import read_rows
from framing.lexicons.paths import data_folder
from framing.records import Article

MAX_CHARACTERS = 20_000_000
_TAG = re.compile(r"</?(?:p|div|span|html|body|a|br|li|script|table|h[1-6])\b[^<>]{0,400}>", re.IGNORECASE)
_MOJIBAKE = re.compile("â€|Ã[\u0080-\u00bf©¨¼¶¤]|Ð[\u0080-\u00bf°µ¸]|\ufffd")
_MOJIBAKE_FIRST = "âÃÐ\ufffd"
_NO_LETTERS = bytes(c for c in range(128) if not chr(c).isalpha())
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_SAMPLE = 4000
_LETTER = re.compile(r"[^\W\d_]")
_FOREIGN_LETTER = re.compile("[\u0250-\U0010ffff]")
_MIN_WORDS = 20
_FEW_WORDS = 3
_MIN_FUNCTION_SHARE = 0.12
_MIN_TAGS = 3


def check_article(article: Article | str) -> Article:
    """Return an Article, or say which type or value cannot be analysed.

    Raises
    ------
    InputError
        For anything but a string or an Article of strings, and for texts beyond 20 million characters.
    """
    if isinstance(article, str):
        article = Article(article)
    if not isinstance(article, Article):
        raise InputError(f"cannot analyse {type(article).__name__}; give a str or a framing.Article")
    for name, value in (("text", article.text), ("title", article.title)):
        if not isinstance(value, str):
            raise InputError(f"Article.{name} is {type(value).__name__}; give a str")
        if len(value) > MAX_CHARACTERS:
            raise InputError(
                f"Article.{name} has {len(value)} characters; at most {MAX_CHARACTERS} are analysed"
            )
    return article


def text_warnings(text: str, flags: list[int]) -> tuple[str, ...]:
    """Return warning codes: ``empty``, ``no_words``, ``too_short``, ``not_english``, ``html``, ``mojibake``.

    Parameters
    ----------
    text
        The working string.
    flags
        Grammar flags of its tokens; a text with under 12% closed-class English words is taken for another
        language.
    """
    if not text.strip():
        return ("empty",)
    codes: list[str] = []
    word = int(Kind.WORD)
    counts = Counter(flags)
    words = sum(n for f, n in counts.items() if f & word)
    closed = words - counts[word]
    if not words:
        codes.append("no_words")
    elif _foreign_script(text) or (words >= _MIN_WORDS and closed < _MIN_FUNCTION_SHARE * words):
        codes.append("not_english")
    elif words < _FEW_WORDS:
        codes.append("too_short")
    codes += _broken(text)
    return tuple(codes)


def _broken(text: str) -> list[str]:
    """Return ``html`` and ``mojibake`` where the text is markup or was decoded wrongly."""
    codes: list[str] = []
    tags = zip(_TAG.finditer(text), range(_MIN_TAGS), strict=False) if text.count("<") >= _MIN_TAGS else ()
    if sum(1 for _ in tags) >= _MIN_TAGS:
        codes.append("html")
    if any(mark in text for mark in _MOJIBAKE_FIRST) and _MOJIBAKE.search(text):
        codes.append("mojibake")
    return codes


def _foreign_script(text: str) -> bool:
    """Tell whether most letters of the beginning lie outside the Latin script."""
    if text[:4000].isascii():
        return False
    head = text[:4000]
    foreign = len(_FOREIGN_LETTER.findall(head))
    plain = len(head.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    # the plain letters alone decide for nearly every text in the Latin script
    return 2 * foreign > plain and 2 * foreign > len(_LETTER.findall(head))


@cache
def _closed_words() -> frozenset[str]:
    return frozenset(row.term for row in read_rows(data_folder() / "text" / "function_words.tsv", "plain"))


def raw_warnings(text: str) -> tuple[str, ...]:
    """Return the warning codes of a text that has not been read yet, judged by its first 4,000 characters.

    Codes as in `text_warnings`, and ``surrogates`` where a lone surrogate stands.
    """
    if not text.strip():
        return ("empty",)
    codes: list[str] = []
    words = _WORD.findall(text[:_SAMPLE].lower().replace("’", "'"))
    closed = sum(word in _closed_words() for word in words)
    if not words:
        codes.append("no_words")
    elif _foreign_script(text) or (len(words) >= _MIN_WORDS and closed < _MIN_FUNCTION_SHARE * len(words)):
        codes.append("not_english")
    elif len(words) < _FEW_WORDS:
        codes.append("too_short")
    codes += _broken(text)
    if _SURROGATE.search(text):
        codes.append("surrogates")
    return tuple(codes)
