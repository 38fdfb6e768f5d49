"""Mentions by "it", "its army" and "the country", and the many places where nobody is meant."""

from __future__ import annotations

import pytest

import framing

ANALYZER = framing.Analyzer(targets=["Russia", "Ukraine", "West", "Azerbaijan"], scorer="lexicon")


def taken_up(text: str) -> list[tuple[str, str]]:
    """Return the mentions that are no names, as (words, target)."""
    words = {"it", "its", "country", "nation", "republic", "state", "alliance", "bloc", "union"}
    found = [(m.text, m.target) for m in ANALYZER.analyze(text).mentions]
    return [(text_, target) for text_, target in found if text_.lower().split()[0] in words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia has adapted. It produces four times as many shells.", [("It", "Russia")]),
        ("Ukraine keeps faith because it has no other choice.", [("it", "Ukraine")]),
        ("Moscow denied the report. Its forces left the town on Friday.", [("Its forces", "Russia")]),
        ("NATO is growing. The alliance will meet in July.", [("alliance", "West")]),
        ("Azerbaijan is patient. The country has waited for thirty years.", [("country", "Azerbaijan")]),
    ],
)
def test_one_actor_is_taken_up(text: str, expected: list[tuple[str, str]]) -> None:
    assert taken_up(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Russia attacked Ukraine. It will not stop there.",  # two actors
        "Putin spoke for an hour. It ended with applause.",  # a leader is no state
        "Russia waits. It is clear that nothing will change.",  # a dummy subject
        "Russia waits. Snow fell all day. It was cold.",  # a sentence lies between
        "Russia waits.\n\nIt snowed.",  # another paragraph
        "The mood in Moscow was bad. It grew worse.",  # an object of a preposition
        "Moscow's offer is on the table. It will not get better.",  # the offer is meant
        "Russia kept the peace and, after it, the spoils.",  # an object
        "Ukraine thanked its partners. Nothing else happened.",  # somebody else than Ukraine
        "Russia signed. The bloc met in June.",  # a state is no bloc
        'Russia was named first. "It has failed," he said.',  # another voice
    ],
)
def test_nobody_is_taken_up(text: str) -> None:
    assert taken_up(text) == []


def test_what_is_said_of_it_counts_for_the_actor() -> None:
    stance = framing.analyze("Russia is no partner. It is a treacherous and brutal aggressor.").stance["Russia"].author
    assert stance.label == "against"
    assert stance.n_mentions == 2


def test_offsets_are_the_callers() -> None:
    text = "\u200bRussia\u00a0 has  adapted 🚀. It pro\u00adduces  shells; its\u200b army grows."
    mentions = ANALYZER.analyze(text).mentions
    assert [text[m.start : m.end] for m in mentions] == ["Russia", "It", "its\u200b army"]
    assert [m.text for m in mentions] == ["Russia", "It", "its\u200b army"]


KAZAKHSTAN = framing.Target("Kazakhstan", aliases=["Kazakhstan", "Astana", "Tokayev"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kazakhstan has adapted. It produces shells.", ["Kazakhstan", "It"]),
        ("Kazakhstan denied the report. Its forces left on Friday.", ["Kazakhstan", "Its forces"]),
        ("Kazakhstan is patient. The country has waited.", ["Kazakhstan", "country"]),
        ("Kazakhstan is patient. The alliance has waited.", ["Kazakhstan"]),
        ("Tokayev spoke for an hour. It ended with applause.", ["Tokayev"]),
    ],
)
def test_a_target_of_the_callers_own_is_a_state(text: str, expected: list[str]) -> None:
    assert [m.text for m in framing.analyze(text, targets=["Russia", KAZAKHSTAN]).mentions] == expected


def test_a_shipped_name_has_no_advantage_over_the_callers_own() -> None:
    analyzer = framing.Analyzer(targets=["Russia", KAZAKHSTAN], naming=False)
    text = "{} is no partner of {}. {} waits. It is a treacherous and brutal aggressor."
    there, back = text.format("Kazakhstan", "Russia", "Kazakhstan"), text.format("Russia", "Kazakhstan", "Russia")
    one, other = analyzer.analyze(there).stance["Kazakhstan"], analyzer.analyze(back).stance["Russia"]
    assert one.author.score == other.author.score < -0.5
    assert one.author.n_mentions == other.author.n_mentions == 3
