"""The word lists of the voices: patterns, kinds, counts."""

from __future__ import annotations

from collections import Counter

import pytest

from framing.language.matching import Matcher
from framing.language.tokens import tokenize
from framing.language.voices import terms
from framing.language.voices.blocs import bloc_terms
from framing.language.voices.cues import Cue
from framing.language.voices.grammar import PREPOSITION, SUBORDINATOR, word_flags
from framing.lexicons import load_lexicon


def test_every_pattern_is_explained_in_the_card():
    lexicon = load_lexicon("voices/cues")
    explained = set(lexicon.card["patterns"]) | {"of", "for", "against", "on", "over", "with"}
    used = {pattern for row in lexicon.rows for pattern in row.word("pattern").split()}
    assert used <= explained


def test_the_list_is_long_enough_to_be_general():
    rows = load_lexicon("voices/cues").rows
    counts = Counter(row.word("class") for row in rows)
    assert counts["verb"] >= 300
    assert counts["noun"] >= 100
    assert {row.word("kind") for row in rows} == {"neutral", "endorsing", "distancing", "accusing"}


@pytest.mark.parametrize("name", ["cues", "grammar", "speakers", "people", "blocs"])
def test_the_card_counts_its_entries(name):
    lexicon = load_lexicon(f"voices/{name}")
    assert lexicon.card["entries"] == len(lexicon)


def test_blocs_are_targets_or_other():
    blocs = {bloc for options in bloc_terms().values() for _, bloc in options}
    assert blocs == {"Russia", "Ukraine", "West", "Azerbaijan", "other"}


def test_a_word_that_is_verb_and_noun_has_both_readings():
    matcher = Matcher(1)
    matcher.add(0, terms())
    (hit,) = matcher.scan(tokenize("claims"))[0]
    assert isinstance(hit.entry, Cue)
    assert "clause" in hit.entry.verb
    assert "that" in hit.entry.noun
    assert hit.entry.kind == "distancing"


def test_a_noun_that_is_a_verb_form_knows_which():
    matcher = Matcher(1)
    matcher.add(0, terms())
    (hit,) = matcher.scan(tokenize("thought"))[0]
    assert hit.entry.verb_tag == "ed"


def test_a_word_has_all_its_kinds():
    flags = word_flags()
    assert flags["before"] & PREPOSITION
    assert flags["before"] & SUBORDINATOR
    assert not flags["of"] & SUBORDINATOR
