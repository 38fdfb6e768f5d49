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
    text = "Russia has  adapted.\r\nIt produces shells."
    for mention in ANALYZER.analyze(text).mentions:
        assert text[mention.start : mention.end] == mention.text
