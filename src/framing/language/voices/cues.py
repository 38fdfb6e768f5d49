"""The cue list: words that report speech, thought, wishes and judgements, and how their content stands beside
them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from framing.language.inflection import verb_forms
from framing.language.tokens import term_forms
from framing.lexicons.checking import Row
from framing.lexicons.loading import load_lexicon

CueKind = Literal["neutral", "endorsing", "distancing", "accusing"]
NO_PATTERN: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue term with its readings.

    Attributes
    ----------
    term
        The term as listed.
    kind
        What the cue does to its content.
    verb, noun, other
        The patterns of its reading as a verb, as a noun, and as an adjective, adverb or phrase; empty where
        it has no such reading. ``lexicons/voices/cues.toml`` explains the patterns.
    verb_tag
        For a noun or adjective that is a form of a listed verb ("thought", "warning", "worried"): which form,
        else empty.
    """

    term: str
    kind: CueKind
    verb: frozenset[str] = NO_PATTERN
    noun: frozenset[str] = NO_PATTERN
    other: frozenset[str] = NO_PATTERN
    verb_tag: str = ""


@cache
def cue_terms() -> tuple[tuple[str, str, Cue], ...]:
    """Return ``(term, class, cue)`` for every listed cue.

    A word that is listed both as a verb and as a noun ("claim", "warning") gets one cue with both readings,
    because the matcher keeps one entry for a form.
    """
    rows = load_lexicon("voices/cues").rows
    verbs = {row.term: row for row in rows if row.word("class") == "verb"}
    by_form = {
        (form, *rest): (row, tag)
        for row in verbs.values()
        for first, *rest in [term_forms(row.term)]
        for form, tag in verb_forms(first).items()
    }
    nouns = {row.term: row for row in rows if row.word("class") == "noun"}
    found: list[tuple[str, str, Cue]] = []
    for row in rows:
        word_class = row.word("class")
        if word_class == "verb":
            found.append((row.term, "verb", _cue(row, verb=row, noun=nouns.get(row.term))))
        elif word_class == "noun":
            verb, tag = by_form.get(tuple(term_forms(row.term)), (None, ""))
            verb, tag = (verbs[row.term], "") if row.term in verbs else (verb, tag)
            found.append((row.term, "noun", _cue(row, verb=verb, noun=row, verb_tag=tag)))
        else:
            verb, tag = (
                by_form.get(tuple(term_forms(row.term)), (None, ""))
                if word_class == "adjective"
                else (None, "")
            )
            found.append((row.term, word_class, _cue(row, verb=verb, other=row, verb_tag=tag)))
    return tuple(found)


def _cue(
    row: Row, verb: Row | None = None, noun: Row | None = None, other: Row | None = None, verb_tag: str = ""
) -> Cue:
    kind = cast(CueKind, row.word("kind") or "neutral")
    return Cue(row.term, kind, _patterns(verb), _patterns(noun), _patterns(other), verb_tag)


def _patterns(row: Row | None) -> frozenset[str]:
    return frozenset(row.word("pattern").split()) if row is not None else NO_PATTERN


def terms() -> Iterable[tuple[str, str, Any]]:
    """Return ``(term, class, entry)`` triples for `framing.language.matching.Matcher.add`."""
    return cue_terms()


@cache
def speaker_words(kind: str) -> frozenset[str]:
    """Return the listed speaker words of one kind: ``title``, ``person``, ``body``, ``document`` or
    ``opponent``."""
    return frozenset(
        row.term.lower() for row in load_lexicon("voices/speakers").rows if row.word("kind") == kind
    )
