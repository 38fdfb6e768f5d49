"""The directional scorer: values by role, negation, events, traps."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

import framing
from framing.lexicons.checking import Row
from framing.stance.lexical import Item, compile_entry

Scored = Callable[[str], list[tuple[str, float, Item]]]


def values(found: list[tuple[str, float, Item]]) -> dict[str, float]:
    out: dict[str, float] = {}
    for target, z, _ in found:
        out[target] = round(out.get(target, 0.0) + z, 6)
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a bare event weighs 0.25, an event with an evaluating word beside it 0.75 of its entry
        ("Russia attacked Ukraine.", {"Russia": -0.125, "Ukraine": 0.0625}),
        ("Ukraine attacked Russia.", {"Ukraine": -0.125, "Russia": 0.0625}),
        ("Russia betrayed Ukraine.", {"Russia": -0.75, "Ukraine": 0.5}),
        ("Ukraine is corrupt.", {"Ukraine": -0.75}),
        ("Brave Ukraine waits.", {"Ukraine": 0.75}),
        ("Russian aggression", {"Russia": -1.0}),
        ("Putin is a war criminal.", {"Russia": -1.0}),
        ("Russia met Ukraine on Monday.", {}),
        ("The corrupt clerk slept.", {}),
    ],
)
def test_literal_sentence_gives_literal_values(scored: Scored, text: str, expected: dict[str, float]) -> None:
    assert values(scored(text)) == expected


def test_a_loaded_event_weighs_more_than_a_bare_one(scored: Scored) -> None:
    bare = values(scored("Russia attacked Turkey."))
    loaded = values(scored("Russia brutally attacked Turkey."))
    assert loaded["Russia"] < 3 * bare["Russia"] < 0
    assert loaded["Turkey"] == 3 * bare["Turkey"] > 0


def test_negation_turns_an_evaluation_and_silences_an_event(scored: Scored) -> None:
    assert values(scored("Moscow is a bully.")) == {"Russia": -0.75}
    assert 0 < values(scored("Moscow is not a bully."))["Russia"] < 0.75
    assert values(scored("Russia did not attack Ukraine.")) == {}


def test_hedges_weaken(scored: Scored) -> None:
    plain, hedged = scored("Ukraine is corrupt."), scored("Ukraine is allegedly corrupt.")
    assert values(plain)["Ukraine"] < values(hedged)["Ukraine"] < 0
    assert "uncertain" in hedged[0][2].note
    assert "uncertain" not in plain[0][2].note


def test_a_trap_stops_the_shorter_term_and_says_nothing(scored: Scored) -> None:
    assert values(scored("Russia guarantees peace.")) == {"Russia": 0.5}
    assert values(scored("Russian security guarantees")) == {}


def test_items_say_where_and_what(scored: Scored) -> None:
    [(target, _, item)] = scored("Moscow is not a bully.")
    assert target == "Russia"
    assert (item.first, item.last, item.kind, item.note) == (4, 5, "mention", "evaluation, holder, negated")


def test_brutal_deeds_in_the_passive_are_laid_at_the_doers_door(scored: Scored) -> None:
    found = values(scored("Ukraine was brutally attacked by Russia."))
    assert found["Russia"] < 0 < found["Ukraine"]


def test_a_row_is_compiled_with_zero_for_empty_cells() -> None:
    entry = compile_entry(Row("attack", {"class": "verb", "type": "event", "agent": -0.5}))
    assert (entry.agent, entry.patient, entry.holder, entry.event, entry.trap) == (
        -0.5,
        0.0,
        0.0,
        True,
        False,
    )
    assert compile_entry(Row("x", {"class": "noun", "type": "evaluation", "holder": 0.0})).trap


@pytest.mark.parametrize("pair", [("Russia", "Ukraine"), ("West", "China"), ("Turkey", "Armenia")])
def test_values_do_not_depend_on_the_name(scored: Scored, pair: tuple[str, str]) -> None:
    names = {"West": "Washington"}
    a, b = (names.get(p, p) for p in pair)
    found = values(scored(f"{a} brutally attacked brave {b}, a corrupt bully."))
    reference = values(scored("Russia brutally attacked brave Ukraine, a corrupt bully."))
    assert math.isclose(found[pair[0]], reference["Russia"], abs_tol=1e-12)
    assert math.isclose(found[pair[1]], reference["Ukraine"], abs_tol=1e-12)


def test_to_fail_at_something_good_counts_against_and_at_something_bad_for_nobody(scored: Scored) -> None:
    assert values(scored("Russia failed to defend Turkey."))["Russia"] < 0
    assert values(scored("Russia failed to betray Turkey.")) == {}
    assert values(scored("Russia did not betray Turkey."))["Russia"] > 0


@pytest.mark.parametrize(
    ("text", "term", "word_class"),
    [
        ("The slander against Kyiv goes on.", "slander", "noun"),
        ("They slander Kyiv.", "slander", "verb"),
        ("Moscow wants to slander Kyiv.", "slander", "verb"),
        ("Lies from Moscow fill the screens.", "lie", "noun"),
        ("She lies.", "lie", "verb"),
        ("The humiliated army left.", "humiliated", "adjective"),
        ("Moscow humiliated Baku.", "humiliate", "verb"),
        ("Russia was humiliated by Baku.", "humiliate", "verb"),
        ("Russia is humiliated.", "humiliated", "adjective"),
    ],
)
def test_a_form_of_two_rows_is_read_by_its_neighbours(text: str, term: str, word_class: str) -> None:
    hits = framing.Analyzer(scorer="lexicon").read(text).stance_hits
    assert (term, word_class) in {(h.entry.term, h.entry.word_class) for h in hits}


def test_a_vice_that_is_called_great_stays_a_vice(scored: Scored) -> None:
    assert values(scored("Moscow is brave."))["Russia"] > 0
    assert values(scored("Moscow's aggression is brave.")) == {"Russia": -1.0}


def test_the_object_of_hostility_gains_sympathy(scored: Scored) -> None:
    found = values(scored("Russia began a corrupt war against Turkey."))
    assert found["Russia"] < 0 < found["Turkey"]


def test_praise_in_scare_quotes_is_no_praise() -> None:
    def score(text: str) -> float:
        return framing.analyze(text, scorer="lexicon", naming=False).stance["Russia"].author.score

    assert score("The brave Russian army waited.") > 0.2
    assert score("The “brave” Russian army waited.") < 0
    assert score("The treacherous Russian army waited.") < -0.2
    assert score("The “treacherous” Russian army waited.") == 0
    marked, plain = (
        framing.score_spans(text, [(text.index("Russian"), text.index(" waited"))], scorer="lexicon")[0].score
        for text in ("The “brave” Russian army waited.", "The brave Russian army waited.")
    )
    assert marked < 0 < plain
