"""Naming choices: what an entry may say, in whose voice a choice stands, and what it adds to a score."""

from __future__ import annotations

import math
from functools import cache

import pytest

from framing.analysis import Analyzer, ArticleAnalysis
from framing.errors import LexiconError
from framing.lexicons import Lexicon
from framing.lexicons.checking import Row
from framing.stance.naming import opponents, parse_implies

ROW = Row("grain robbers", {}, 7)


@cache
def analyzer(naming: bool = True) -> Analyzer:
    return Analyzer(scorer="lexicon", naming=naming)


def read(text: str, naming: bool = True) -> ArticleAnalysis:
    return analyzer(naming).analyze(text)


def terms(text: str) -> list[tuple[str, str]]:
    return [(c.term, c.voice) for c in read(text).naming]


def total(a: ArticleAnalysis, target: str, kind: str) -> float:
    return math.fsum(e.contribution for e in a.stance[target].author.evidence if e.kind == kind)


# what an entry implies


def test_implies_is_read_as_targets_and_numbers() -> None:
    assert parse_implies("Russia +0.75; Ukraine -0.5", ROW) == {"Russia": 0.75, "Ukraine": -0.5}
    assert parse_implies("South Korea 1", ROW) == {"South Korea": 1.0}


@pytest.mark.parametrize(
    "cell",
    ["", "Russia", "+0.5", "Russia much", "Russia +1.5", "Russia nan", "Russia +0.5, Ukraine -0.5", "Russia +0.5;"],
)
def test_what_cannot_be_read_names_line_term_and_form(cell: str) -> None:
    with pytest.raises(LexiconError, match=r"line 7: 'grain robbers': implies .* write 'Russia \+0\.75; Ukraine"):
        parse_implies(cell, ROW)


def test_a_target_that_stands_twice_is_refused() -> None:
    with pytest.raises(LexiconError, match="target 'Russia' stands twice in implies; keep one"):
        parse_implies("Russia +0.5; Russia -0.5", ROW)


def test_opponents_go_both_ways() -> None:
    assert set(opponents()["Russia"]) == {"Ukraine", "West"}
    assert opponents()["Ukraine"] == ("Russia",)


# in whose voice


def test_the_author_and_a_quoted_voice_are_kept_apart() -> None:
    text = "“The Kiev regime is finished,” said Medvedev. Russia continues its unprovoked invasion of Ukraine."
    assert terms(text) == [("Kiev regime", "quoted"), ("unprovoked invasion", "author")]
    assert all(text[c.start : c.end] == c.text for c in read(text).naming)


@pytest.mark.parametrize(
    ("held_off", "used"),
    [
        (
            "Moscow will not end its “special military operation” in Ukraine.",
            "Moscow will not end its special military operation in Ukraine.",
        ),
        ("Crowds hail the so-called reunification of Crimea.", "Crowds hail the reunification of Crimea."),
    ],
)
def test_a_word_held_at_arms_length_is_not_the_authors(held_off: str, used: str) -> None:
    assert terms(held_off) == []
    assert [voice for _, voice in terms(used)] == ["author"]


@pytest.mark.parametrize(
    ("other", "choice"),
    [
        ("Israel began a full-scale invasion of Gaza.", "Russia began a full-scale invasion of Ukraine."),
        ("The denazification of Germany took years.", "The denazification of Ukraine took years."),
        ("The autonomous Ukrainian republic of Crimea voted.", "The Republic of Crimea voted."),
    ],
)
def test_an_entry_of_zeros_stops_a_shorter_term(other: str, choice: str) -> None:
    against_ukraine = {c.term for c in read(choice).naming}
    assert against_ukraine
    assert not against_ukraine & {c.term for c in read(other).naming}


@pytest.mark.parametrize(
    "text",
    [
        "Russian and Ukrainian officials met in Moscow.",
        "The nuclear-free world is a dream.",
        "The army fought an endless war on mosquitoes.",
        "The invasion of the aphids ruined the roses.",
        "American taxpayers paid for the bridge.",
        "He was held on trumped-up charges in Tehran.",
        "The hostages suffered a humiliating defeat at chess.",
    ],
)
def test_ordinary_words_take_no_side(text: str) -> None:
    assert terms(text) == []


# what it adds

PAIRS = "The Kiev regime shelled the town again, officials in Moscow know. Ukraine is silent."


def test_naming_off_takes_away_the_naming_items_and_nothing_else() -> None:
    on, off = read(PAIRS), read(PAIRS, naming=False)
    assert on.naming == off.naming
    changed = []
    for target, stance in on.stance.items():
        for voice in ("author", "quoted"):
            here, there = stance.voice(voice), off.stance[target].voice(voice)
            kept = [(e.kind, e.text, e.start, e.note) for e in here.evidence if e.kind != "naming"]
            assert kept == [(e.kind, e.text, e.start, e.note) for e in there.evidence]
            assert here.n_mentions == there.n_mentions
            changed.append(len(here.evidence) != len(there.evidence))
    assert any(changed)


def test_a_choice_is_shown_with_its_alternative_and_counts_for_whom_it_names() -> None:
    a = read(PAIRS)
    shown = [e for e in a.stance["Ukraine"].author.evidence if e.kind == "naming" and e.text == "Kiev regime"]
    assert [e.note for e in shown] == ["neutral: Ukrainian government"]
    assert shown[0].contribution < 0
    assert total(a, "Russia", "naming") > 0
    assert [c.alternative for c in a.naming] == ["Ukrainian government"]


def test_a_choice_gives_no_score_to_a_target_that_is_not_mentioned() -> None:
    a = read("The special military operation goes on in the fog.")
    assert len(a.naming) == 1
    assert a.stance["Ukraine"].author.label == "absent"
    assert a.stance["Ukraine"].author.evidence == ()


def test_repetition_saturates() -> None:
    once = read("Moscow began the special military operation. " + "The fog rose. " * 5)
    often = read("Moscow began the special military operation. " + "The special military operation goes on. " * 5)
    gain = total(often, "Russia", "naming") / total(once, "Russia", "naming")
    assert len(often.naming) == 6 * len(once.naming)
    assert 1 < gain < 3


def test_a_lexicon_of_ones_own_replaces_the_shipped_one() -> None:
    import pandas as pd

    own = pd.DataFrame([{"term": "grain robbers", "class": "phrase", "bound_to": "Russia", "implies": "Russia -1"}])
    mine = Analyzer(lexicons=[Lexicon.from_frame(own, name="own", kind="naming")], scorer="lexicon")
    text = "The grain robbers of Moscow left; the special military operation goes on."
    assert [c.term for c in mine.analyze(text).naming] == ["grain robbers"]
    assert total(mine.analyze(text), "Russia", "naming") < 0 < total(read(text), "Russia", "naming")
