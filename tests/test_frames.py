"""Framesets: loading and its refusals, literal passages with the frame they carry, and the traps beside them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from framing.analysis import Analyzer
from framing.errors import LexiconError
from framing.frames import Frameset
from framing.lexicons.checking import read_card
from framing.lexicons.paths import data_folder
from framing.records import FrameScore

SETS = {"geopolitical": 17, "policy": 14}
HEADER = "term\tclass\tweight\towner\tnote"


@cache
def analyzer(frames: str) -> Analyzer:
    return Analyzer(scorer="lexicon", frames=frames)


def read(text: str, frames: str = "geopolitical") -> dict[str, FrameScore]:
    return dict(analyzer(frames).analyze(text).frames)


def present(text: str) -> set[str]:
    return {name for name, frame in read(text).items() if frame.present}


def dominant(text: str) -> set[str]:
    return {name for name, frame in read(text).items() if frame.dominant}


# loading


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A whole frameset of one's own with two frames."""
    (tmp_path / "frameset.toml").write_text('name = "mine"\nframes = ["sport", "money"]\nmax_dominant = 1\n')
    for name, term in (("sport", "penalty kick"), ("money", "interest rate")):
        (tmp_path / f"{name}.toml").write_text(f'name = "{name}"\ndefinition = "{name}"\npresent = 0.5\n')
        (tmp_path / f"{name}.tsv").write_text(f"{HEADER}\n{term}\tnoun\t1\t\t\n")
    return tmp_path


def test_a_folder_of_ones_own_is_scored_like_a_shipped_set(folder: Path) -> None:
    frameset = Frameset.from_folder(folder)
    assert frameset.names == ("sport", "money")
    frames = Analyzer(scorer="lexicon", frames=frameset).analyze("The penalty kick decided it.").frames
    assert {n: (f.score, f.share, f.present, f.dominant) for n, f in frames.items()} == {
        "sport": (1.0, 1.0, True, True),
        "money": (0.0, 0.0, False, False),
    }
    assert [e.text for e in frames["sport"].evidence] == ["penalty kick"]


def test_a_missing_card_is_named(folder: Path) -> None:
    (folder / "money.toml").unlink()
    with pytest.raises(LexiconError, match=r"money\.toml: the card is missing"):
        Frameset.from_folder(folder)


def test_a_folder_without_a_frameset_card_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"frameset\.toml: the card is missing"):
        Frameset.from_folder(tmp_path)


def test_a_missing_term_list_is_named(folder: Path) -> None:
    (folder / "money.tsv").unlink()
    with pytest.raises(LexiconError, match=r"money\.tsv: no such file"):
        Frameset.from_folder(folder)


def test_an_unknown_column_is_named(folder: Path) -> None:
    (folder / "money.tsv").write_text(f"{HEADER}\tcolour\ninterest rate\tnoun\t1\t\t\tred\n")
    with pytest.raises(LexiconError, match="'colour': unknown column; columns are"):
        Frameset.from_folder(folder)


def test_two_frames_of_one_name_are_refused(folder: Path) -> None:
    (folder / "frameset.toml").write_text('frames = ["sport", "money", "sport"]\n')
    with pytest.raises(LexiconError, match="frame 'sport' stands twice; keep one"):
        Frameset.from_folder(folder)


@pytest.mark.parametrize("rows", ["", "# only a comment\n", "\n\n"])
def test_an_empty_term_list_is_refused(folder: Path, rows: str) -> None:
    (folder / "money.tsv").write_text(f"{HEADER}\n{rows}")
    with pytest.raises(LexiconError, match=r"money\.tsv: no rows under the header"):
        Frameset.from_folder(folder)


def test_a_list_of_zeros_is_refused(folder: Path) -> None:
    (folder / "money.tsv").write_text(f"{HEADER}\ninterest rate\tnoun\t0\t\t\n")
    with pytest.raises(LexiconError, match=r"money\.tsv: every weight is 0"):
        Frameset.from_folder(folder)


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        ("frameset.toml", "frames = []", "needs frames"),
        ("frameset.toml", "frames = 3", "needs frames"),
        ("frameset.toml", 'frames = ["sport"]\nmax_dominant = "two"', "max_dominant = 'two'; write a whole number"),
        ("money.toml", 'present = "often"', "present = 'often'; write a number"),
        ("money.toml", "dominant_slope = nan", "dominant_slope = nan; write a number"),
        ("money.toml", 'owner = "victim"', "owner 'victim'; choose one of agent, patient, holder"),
        ("money.toml", "present = ", "not valid TOML"),
    ],
)
def test_a_bad_card_is_refused(folder: Path, file: str, line: str, message: str) -> None:
    (folder / file).write_text(line + "\n")
    with pytest.raises(LexiconError, match=message):
        Frameset.from_folder(folder)


@pytest.mark.parametrize("row", ["interest rate\tnoun\t2\t\t", "interest rate\tnoun\tmuch\t\t"])
def test_a_weight_out_of_range_is_refused(folder: Path, row: str) -> None:
    (folder / "money.tsv").write_text(f"{HEADER}\n{row}\n")
    with pytest.raises(LexiconError, match=r"write (a number|one) in \[0\.0, 1\.0\]"):
        Frameset.from_folder(folder)


def test_an_unknown_set_names_the_shipped_ones() -> None:
    with pytest.raises(LexiconError, match="choose one of geopolitical, policy"):
        Frameset.shipped("sports")


# the cards' own examples


def card_sentences(key: str) -> Iterator[tuple[str, str, str]]:
    for kind in SETS:
        for name in Frameset.shipped(kind).names:
            card = read_card(data_folder() / "frames" / kind / f"{name}.toml")
            for sentence in card[key]:
                yield kind, name, sentence


@pytest.mark.parametrize(("kind", "name", "sentence"), list(card_sentences("examples")))
def test_an_example_of_a_card_gives_its_frame_a_score(kind: str, name: str, sentence: str) -> None:
    assert read(sentence, kind)[name].score > 0


@pytest.mark.parametrize(("kind", "name", "sentence"), list(card_sentences("counter_examples")))
def test_a_counter_example_of_a_card_gives_none(kind: str, name: str, sentence: str) -> None:
    assert read(sentence, kind)[name].score == 0


@pytest.mark.parametrize("kind", SETS)
def test_every_frame_has_examples_both_ways_and_enough_terms(kind: str) -> None:
    for name in Frameset.shipped(kind).names:
        card = read_card(data_folder() / "frames" / kind / f"{name}.toml")
        assert min(len(card["examples"]), len(card["counter_examples"])) >= 3, name
    for frame in Frameset.shipped(kind).frames:
        assert sum(entry.weight > 0 for _, _, entry in frame.entries) >= (150 if kind == "geopolitical" else 100)


# literal passages: the frame is there; beside each, the same topic or word without it


@pytest.mark.parametrize(
    ("frame", "passage", "beside"),
    [
        (
            "sovereignty",
            "Nobody will dictate to Baku. It takes its own decisions and follows an independent foreign policy.",
            "Nobody in Baku will take the dictation test this spring, the school said.",
        ),
        (
            "domination",
            "Moscow treats its neighbours as vassals and cannot give up its imperial sphere of influence.",
            "The museum bought a vase and a sphere of blown glass.",
        ),
        (
            "aggression",
            "The invaders tortured prisoners and shelled a maternity hospital; the massacre went on for days.",
            "The chess player's aggressive opening surprised her rival.",
        ),
        (
            "decline",
            "Isolated and exhausted, the Kremlin is losing its influence in the whole region.",
            "The spokesman declined to comment on the lost luggage.",
        ),
        (
            "double_standards",
            "Where was this outrage when Baghdad burned? Such selective outrage is plain hypocrisy.",
            "The standard size of the panel doubled last year.",
        ),
        (
            "escalation",
            "The ultimatum is sabre-rattling of the most dangerous kind and brings the two to the brink of war.",
            "The escalator at the station is being mended.",
        ),
        (
            "diplomacy",
            "The two presidents met for peace talks, agreed on a ceasefire and thanked the mediator.",
            "The student received her diploma on Friday.",
        ),
        (
            "accountability",
            "Those responsible must be held accountable; the court opened an investigation and demands compensation.",
            "The accountant filed the papers of the bakery.",
        ),
        (
            "victimhood",
            "The refugees were persecuted and abandoned by the world, innocent victims of a forgotten tragedy.",
            "He was a keen collector of old stamps.",
        ),
        (
            "economy",
            "Sanctions cut gas exports, trade fell by a third and energy prices rose.",
            "He traded places with his sister at the table.",
        ),
        (
            "alliance",
            "Kyiv wants to join NATO, and its allies promised closer ties with the European Union.",
            "The football union chose a new captain.",
        ),
        (
            "information_war",
            "State television spreads disinformation, and propaganda fills the channels of its trolls.",
            "The gardener spread the seeds of the plant.",
        ),
        (
            "resistance",
            "The city stands defiant: its people refuse to bow and fight back with courage.",
            "The electrical resistance of the copper was measured twice.",
        ),
        (
            "conspiracy",
            "Behind the scenes the puppet masters of the deep state pull the strings in a secret plot.",
            "The puppet theatre opens behind the station.",
        ),
        (
            "morality",
            "It is morally wrong, a sin and a disgrace to our conscience.",
            "The virtue signalling of a guilty pleasure is no moral hazard.",
        ),
    ],
)
def test_a_literal_passage_carries_its_frame(frame: str, passage: str, beside: str) -> None:
    assert frame in present(passage)
    assert frame not in present(beside)


@pytest.mark.parametrize(
    ("frame", "trap"),
    [
        ("decline", "She declined an invitation."),
        ("alliance", "The baker and his tennis partner share a business partner."),
        ("diplomacy", "The poet talks to himself on a talk show."),
        ("accountability", "The appeal for warm coats went out on Monday."),
        ("economy", "The gas giant Jupiter has rings."),
        ("aggression", "He suffered a heart attack in the evening."),
        ("domination", "Her blood pressure rose beside the pressure cooker."),
        ("victimhood", "The team, a victim of its own success, left an abandoned car."),
        ("resistance", "The knight bows and the standing ovation goes on."),
    ],
)
def test_trap_words_carry_no_frame(frame: str, trap: str) -> None:
    assert read(trap)[frame].score == 0, [e.text for e in read(trap)[frame].evidence]


# the numbers


LONG = (
    "Sanctions cut gas exports and trade fell. The army shelled the town and killed civilians. "
    "Talks on a ceasefire began. The prosecutor opened an investigation into war crimes. "
    "State propaganda spread disinformation. "
    "The city refuses to bow. The West is guilty of double standards. The empire is losing its influence."
)


def test_at_most_two_frames_are_dominant() -> None:
    assert len(present(LONG)) > 4
    assert len(dominant(LONG)) <= 2
    assert dominant(LONG) <= present(LONG)


def test_a_text_without_frames_has_none() -> None:
    frames = read("The cat sat on the mat. It was noon.")
    assert [n for n, f in frames.items() if f.score or f.share or f.present or f.dominant or f.targets] == []
    assert [f.score for f in read("").values()] == [0.0] * SETS["geopolitical"]


def test_share_counts_sentences_and_one_word_repeated_is_no_passage() -> None:
    once = read("The hypocrisy is plain. The cat sat on the mat.")["double_standards"]
    assert once.share == 0.5
    thrice = read("The hypocrisy is plain. The hypocrisy is plain. The hypocrisy is plain.")["double_standards"]
    assert thrice.share == 1.0
    assert thrice.score < once.score * 1.5


@pytest.mark.parametrize("kind", SETS)
def test_evidence_stands_where_it_says(kind: str) -> None:
    for frame in read(LONG, kind).values():
        for item in frame.evidence:
            assert LONG[item.start : item.end] == item.text
            assert item.contribution > 0
        assert all(0 < share <= 1 for share in frame.targets.values())
        assert sum(frame.targets.values()) <= 1 + 1e-9
