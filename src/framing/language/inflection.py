"""Inflected forms of one lemma by rule, with listed exceptions from ``lexicons/text/irregular.tsv``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from framing.lexicons.checking import read_text
from framing.lexicons.paths import data_folder

VOWELS = "aeiou"


@cache
def irregular_forms() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return ``(lemma, class) -> listed forms``."""
    path = data_folder() / "text" / "irregular.tsv"
    table: dict[tuple[str, str], list[str]] = {}
    rows = [line.split("\t") for line in read_text(path).split("\n") if line and not line.startswith("#")]
    for cells in rows[1:]:
        lemma, word_class, form = (c.strip().lower() for c in cells[:3])
        table.setdefault((lemma, word_class), []).append(form)
    return {key: tuple(forms) for key, forms in table.items()}


@cache
def verb_forms(lemma: str) -> dict[str, str]:
    """Return ``form -> tag`` for a verb; tags are ``base``, ``s``, ``ed`` (past and participle) and ``ing``.

    Examples
    --------
    >>> sorted(verb_forms("deny"))
    ['denied', 'denies', 'deny', 'denying']
    """
    listed = irregular_forms().get((lemma, "verb"), ())
    forms = {_third_person(lemma): "s"}
    ing = [f for f in listed if f.endswith("ing") and f != lemma]
    past = [f for f in listed if f not in ing and f != forms_key(forms)]
    third = [f for f in past if f.endswith("s") and not f.endswith("ss") and len(f) > 2 and f not in ("was",)]
    past = [f for f in past if f not in third]
    if third:
        forms = dict.fromkeys(third, "s")
    forms.update(dict.fromkeys(past or [_past(lemma)], "ed"))
    forms.update(dict.fromkeys(ing or [_gerund(lemma)], "ing"))
    if lemma not in past:
        forms[lemma] = "base"
    return forms


def forms_key(forms: Mapping[str, str]) -> str:
    """Return the only form of a one-form mapping."""
    return next(iter(forms))


@cache
def noun_forms(lemma: str) -> dict[str, str]:
    """Return ``form -> tag`` for a noun: the lemma and its plural."""
    listed = irregular_forms().get((lemma, "noun"), ())
    return {lemma: "base", **dict.fromkeys(listed or (_third_person(lemma),), "s")}


def _third_person(word: str) -> str:
    if len(word) > 1 and word.endswith("y") and word[-2] not in VOWELS:
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("o") and len(word) > 2 and word[-2] not in VOWELS:
        return word + "es"
    return word + "s"


def _doubles(word: str) -> bool:
    """Tell whether a final consonant doubles: one syllable, consonant-vowel-consonant ("stop", "ban")."""
    if len(word) < 3 or word[-1] in VOWELS + "wxy" or word[-2] not in VOWELS or word[-3] in VOWELS:
        return False
    return sum(c in VOWELS for c in word) == 1


def _past(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if len(word) > 1 and word.endswith("y") and word[-2] not in VOWELS:
        return word[:-1] + "ied"
    return word + word[-1] + "ed" if _doubles(word) else word + "ed"


def _gerund(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1] + "ing"
    return word + word[-1] + "ing" if _doubles(word) else word + "ing"


def expand(forms: list[str], word_class: str, head: int = 0) -> dict[tuple[str, ...], str]:
    """Return every inflected form of a tokenized term with its tag.

    A verb inflects in its first word, a noun in its last; other classes are literal. ``head`` is the token in which a
    verb inflects: 1 in "strong-arm", whose hyphen is no token.
    """
    if not forms or word_class not in ("verb", "noun") or forms[-1] == "*":
        return {tuple(forms): "base"}
    if word_class == "verb":
        return {(*forms[:head], form, *forms[head + 1 :]): tag for form, tag in verb_forms(forms[head]).items()}
    return {(*forms[:-1], form): tag for form, tag in noun_forms(forms[-1]).items()}


def first_forms(forms: list[str], word_class: str, head: int = 0) -> Iterable[str]:
    """Return the forms that a term's first word can take; the cheap part of `expand`."""
    if word_class == "verb" and head == 0:
        return verb_forms(forms[0])
    if word_class == "noun" and len(forms) == 1:
        return noun_forms(forms[0])
    return (forms[0],)
