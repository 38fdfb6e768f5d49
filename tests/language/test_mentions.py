"""Mentions: who is named, who only seems to be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import framing
from framing.errors import InputError, LexiconError
from framing.language.document import Document
from framing.language.mentions import head_nouns, resolve_targets, shipped_target, shipped_targets

Reader = Callable[[str], Document]


def named(document: Document) -> list[tuple[str, str]]:
    return [(document.span(s.first, s.last).text, s.target) for s in document.spots]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow and Kiev talk", [("Moscow", "Russia"), ("Kiev", "Ukraine")]),
        ("Kyiv, not Kiev", [("Kyiv", "Ukraine"), ("Kiev", "Ukraine")]),
        (
            "Zelensky, Zelenskyy or Zelenskiy",
            [("Zelensky", "Ukraine"), ("Zelenskyy", "Ukraine"), ("Zelenskiy", "Ukraine")],
        ),
        ("Russian President Vladimir Putin left", [("Russian President Vladimir Putin", "Russia")]),
        ("Russian foreign ministry officials said", [("Russian foreign ministry officials", "Russia")]),
        ("US troops", [("US troops", "West")]),
        ("U.S. and E.U.", [("U.S.", "West"), ("E.U.", "West")]),
        ("the Russia–Ukraine war", [("Russia", "Russia"), ("Ukraine", "Ukraine")]),
        ("the Russia-Ukraine war", [("Russia", "Russia"), ("Ukraine", "Ukraine")]),
        ("RUSSIA'S WAR ON UKRAINE", [("RUSSIA", "Russia"), ("UKRAINE", "Ukraine")]),
        ("Putin’s Russia", [("Putin", "Russia"), ("Russia", "Russia")]),
        ("the collective West", [("collective West", "West")]),
        ("Nato and NATO", [("Nato", "West"), ("NATO", "West")]),
        ("Baku's northern neighbour", [("Baku's northern neighbour", "Russia")]),
        ("Azerbaijani President Ilham Aliyev", [("Azerbaijani President Ilham Aliyev", "Azerbaijan")]),
    ],
)
def test_names_are_mentions(read: Reader, text: str, expected: list[tuple[str, str]]) -> None:
    assert named(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "She taught the Russian language.",
        "They played Russian roulette.",
        "Russian speakers and ethnic Russians met.",
        "Paris Hilton sang.",
        "It cost US$5.",
        "He went west, then home.",
        "Tell us more. Us too.",
        "The West Bank is dry.",
        "Brussels sprouts and chicken Kyiv",
        "the nato of moscow ants",
        "Prussian blue",
    ],
)
def test_look_alikes_are_not(read: Reader, text: str) -> None:
    assert named(read(text)) == []


def test_western_ukraine_is_ukraine_and_not_the_west(read: Reader) -> None:
    assert named(read("In western Ukraine snow fell.")) == [("Ukraine", "Ukraine")]


def test_the_washington_post_is_a_paper_and_washington_a_government(read: Reader) -> None:
    assert named(read("The Washington Post wrote.")) == [("Washington Post", "West")]
    assert named(read("Washington wrote.")) == [("Washington", "West")]


def test_a_target_of_ones_own() -> None:
    target = framing.Target(
        "Veltrania", aliases=["Veltrania", "Veltranian", "VELT"], exclusions=["Veltranian cheese"]
    )
    text = "Veltrania and VELT praised Veltranian cheese, not Velt or veltrania."
    mentions = framing.analyze(text, targets=[target]).mentions
    assert [m.text for m in mentions] == ["Veltrania", "VELT"]


def test_exclusions_ignore_case() -> None:
    target = framing.Target("Veltrania", exclusions=["veltrania street"])
    assert framing.analyze("On Veltrania Street it rained.", targets=[target]).mentions == ()


def test_the_name_is_the_default_alias() -> None:
    assert framing.Target("Veltrania").aliases == ("Veltrania",)


def test_a_target_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "velt.toml"
    file.write_text('name = "Veltrania"\naliases = ["Velt"]\nexclusions = ["Velt Cola"]\n', encoding="utf-8")
    assert [t.name for t in resolve_targets([file])] == ["Veltrania"]
    assert [t.exclusions for t in resolve_targets([str(file)])] == [("Velt Cola",)]


@pytest.mark.parametrize(
    "body", ['aliases = ["Velt"]', 'name = "Velt"', "name = ", 'name = 5\naliases = ["Velt"]']
)
def test_a_broken_target_file_is_refused(tmp_path: Path, body: str) -> None:
    file = tmp_path / "velt.toml"
    file.write_text(body, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"velt\.toml"):
        framing.Target.from_toml(file)


def test_default_and_shipped_targets() -> None:
    assert [t.name for t in resolve_targets(None)] == ["Russia", "Ukraine", "West", "Azerbaijan"]
    more = {"Armenia", "Georgia", "Turkey", "Belarus", "China", "Iran", "Israel"}
    assert more <= set(shipped_targets())
    assert "Beijing" in shipped_target("China").aliases


@pytest.mark.parametrize("targets", [["Rusia"], [], ["Russia", "Russia"], [5]])
def test_unknown_empty_and_double_targets_are_refused(targets: list) -> None:
    with pytest.raises(InputError):
        resolve_targets(targets)


def test_the_refusal_names_the_choices() -> None:
    with pytest.raises(InputError, match=r"'Rusia': choose one of .*Russia"):
        resolve_targets(["Rusia"])


@pytest.mark.parametrize(
    "arguments", [{"name": ""}, {"name": "X", "aliases": "X"}, {"name": "X", "aliases": ["X?"]}]
)
def test_a_target_checks_its_words(arguments: dict) -> None:
    with pytest.raises(framing.FramingError):
        framing.Target(**arguments)


def test_a_mention_at_the_very_end_may_end_in_a_head_noun(read: Reader) -> None:
    assert ("troops",) in head_nouns()
    assert named(read("Russian troops")) == [("Russian troops", "Russia")]
    assert named(read("Russian troopers")) == [("Russian", "Russia")]
