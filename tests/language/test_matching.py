"""Matching: the longest term wins, terms inflect by class, nothing spans a mark."""

from __future__ import annotations

import time

import pytest

from framing.language.matching import Matcher
from framing.language.tokens import tokenize

TERMS = [
    ("war", "noun", "war"),
    ("war crime", "noun", "war crime"),
    ("war criminal", "noun", "war criminal"),
    ("deny", "verb", "deny"),
    ("stand by", "verb", "stand by"),
    ("full-scale invasion", "phrase", "full-scale invasion"),
    ("propagand*", "noun", "propagand*"),
    ("so-called rebel*", "phrase", "so-called rebel*"),
    ("don't trust", "phrase", "don't trust"),
]


def hits(text: str, terms: list[tuple[str, str, str]] = TERMS) -> list[tuple[str, str, str]]:
    matcher = Matcher(1)
    matcher.add(0, terms)
    tokens = tokenize(text)
    found = matcher.scan(tokens)[0]
    return [(text[tokens.starts[h.first] : tokens.ends[h.last - 1]], h.tag, h.entry) for h in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a war crime", [("war crime", "base", "war crime")]),
        ("wars and war criminals", [("wars", "s", "war"), ("war criminals", "s", "war criminal")]),
        ("He denied it, denies it.", [("denied", "ed", "deny"), ("denies", "s", "deny")]),
        ("They stood by Kyiv.", [("stood by", "ed", "stand by")]),
        ("FULL-SCALE INVASION", [("FULL-SCALE INVASION", "base", "full-scale invasion")]),
        ("full scale invasion", [("full scale invasion", "base", "full-scale invasion")]),
        ("Propagandists", [("Propagandists", "base", "propagand*")]),
        ("so-called rebels", [("so-called rebels", "base", "so-called rebel*")]),
        ("I don’t trust him", [("don’t trust", "base", "don't trust")]),
        ("a war, crime", [("war", "base", "war")]),
        ("a warden", []),
        ("full-scale invasions", []),
        ("propaga", []),
        ("", []),
    ],
)
def test_literal_text_gives_literal_hits(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert hits(text) == expected


@pytest.mark.parametrize("text", ["strong-armed it", "strong-arming it", "strong-arms it", "to strong-arm it"])
def test_a_hyphenated_verb_inflects_in_its_last_part(text: str) -> None:
    assert [h[0] for h in hits(text, [("strong-arm", "verb", "x")])]
    assert not hits("stronged arm it", [("strong-arm", "verb", "x")])


def test_a_term_never_spans_a_mark() -> None:
    assert hits("war; criminal") == [("war", "base", "war")]


def test_hits_of_one_lexicon_do_not_overlap() -> None:
    found = hits("a b c d", [("a b c", "phrase", "abc"), ("c d", "phrase", "cd"), ("d", "noun", "d")])
    assert [entry for *_, entry in found] == ["abc", "d"]


def test_lexicons_are_matched_side_by_side() -> None:
    matcher = Matcher(2)
    matcher.add(0, [("war crime", "noun", "long")])
    matcher.add(1, [("crime", "noun", "short")])
    assert [[h.entry for h in found] for found in matcher.scan(tokenize("war crimes"))] == [
        ["long"],
        ["short"],
    ]


def test_a_literal_form_wins_over_an_inflected_one() -> None:
    terms = [("find", "verb", "find"), ("found", "verb", "found")]
    assert hits("found", terms) == [("found", "base", "found")]
    assert hits("finds", terms) == [("finds", "s", "find")]


def test_entries_are_compiled_when_met() -> None:
    compiled: list[str] = []

    def compiler(entry: str) -> str:
        compiled.append(entry)
        return entry.upper()

    matcher = Matcher(1)
    matcher.add(0, [("war", "noun", "war"), ("peace", "noun", "peace")], compiler)
    assert compiled == []
    assert [h.entry for h in matcher.scan(tokenize("war"))[0]] == ["WAR"]
    assert compiled == ["war"]


def test_terms_added_after_a_scan_are_found() -> None:
    matcher = Matcher(1)
    matcher.add(0, [("war", "noun", "war")])
    assert not matcher.scan(tokenize("peace"))[0]
    matcher.add(0, [("peace", "noun", "peace")])
    assert [h.entry for h in matcher.scan(tokenize("peace"))[0]] == ["peace"]


def test_time_grows_linearly_with_the_text() -> None:
    matcher = Matcher(1)
    matcher.add(0, [("a " * 7 + "b", "phrase", "long"), ("a*", "phrase", "wild")])
    tokens = tokenize("a " * 200_000)
    begun = time.process_time()
    matcher.scan(tokens)
    assert time.process_time() - begun < 5.0
