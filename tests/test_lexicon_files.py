"""Every shipped word list: it loads, says where it comes from, counts right, and contradicts no other."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from framing.engine import naming_rows, stance_rows
from framing.frames import Frameset
from framing.language.mentions import shipped_target, shipped_targets
from framing.language.tokens import term_forms
from framing.lexicons.checking import read_card, schemas
from framing.lexicons.loading import load_lexicon
from framing.lexicons.paths import data_folder
from framing.stance.naming import compile_naming

ROOT = data_folder()
TABLES = sorted(ROOT.rglob("*.tsv"))
# read by framing.language.inflection, which has a format of its own
OWN_FORMAT = {"text/irregular"}
CARD_KEYS = ("name", "title", "description", "version", "licence", "source", "coders", "entries", "language")


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).with_suffix("").as_posix()


def loadable() -> list[Path]:
    return [f for f in TABLES if name_of(f) not in OWN_FORMAT]


@pytest.mark.parametrize("file", loadable(), ids=name_of)
def test_it_loads_and_its_card_counts_right(file: Path) -> None:
    lexicon = load_lexicon(file)
    assert lexicon.kind in schemas()
    assert lexicon.card["entries"] == len(lexicon)


@pytest.mark.parametrize("file", TABLES, ids=name_of)
def test_its_card_is_complete(file: Path) -> None:
    card = read_card(file.with_suffix(".toml"))
    # the definition of a frame describes its list
    missing = [key for key in CARD_KEYS if not (card.get(key) or (key == "description" and card.get("definition")))]
    assert missing == []
    assert isinstance(card["coders"], list)


def test_no_card_is_without_a_table() -> None:
    alone = []
    for card in ROOT.rglob("*.toml"):
        content = tomllib.loads(card.read_text(encoding="utf-8"))
        if card.name in ("schema.toml", "frameset.toml") or "aliases" in content:
            continue
        # naming/sides holds its pairs in the card itself
        if "pairs" not in content and not card.with_suffix(".tsv").is_file():
            alone.append(name_of(card))
    assert alone == []


def test_stance_files_agree_with_one_another() -> None:
    rows = stance_rows()
    assert len(rows) >= 800
    assert {row.word("type") for row in rows} == {"event", "evaluation"}
    # one judgement a term: the same word twice in one class would make the last file win
    twice = [key for key, n in Counter((r.term.casefold(), r.word("class")) for r in rows).items() if n > 1]
    assert twice == []


def test_naming_choices_compile_and_speak_of_known_targets() -> None:
    rows = naming_rows()
    assert len(rows) >= 60
    known = set(shipped_targets())
    for row in rows:
        entry = compile_naming(row)
        assert entry.implies, row.term
        assert set(entry.implies) <= known, (row.term, entry.implies)


@pytest.mark.parametrize(("name", "count"), [("geopolitical", 17), ("policy", 14)])
def test_framesets_are_whole(name: str, count: int) -> None:
    frameset = Frameset.shipped(name)
    assert len(frameset.frames) == count
    for frame in frameset.frames:
        assert len(frame.entries) >= 20, frame.name
        assert frame.definition
        assert frame.present > 0


def test_the_geopolitical_frames_are_those_of_the_codebook() -> None:
    words = """
    sovereignty domination aggression decline double_standards escalation diplomacy accountability victimhood
    economy alliance information_war resistance conspiracy conflict human_interest morality
    """
    assert sorted(Frameset.shipped("geopolitical").names) == sorted(words.split())


def test_speech_cues_have_all_four_kinds() -> None:
    cues = load_lexicon("voices/cues")
    assert len(cues) >= 120
    assert {row.word("kind") for row in cues.rows} >= {"neutral", "endorsing", "distancing", "accusing"}


@pytest.mark.parametrize("name", sorted(shipped_targets()))
def test_targets_have_a_card_and_no_alias_that_they_exclude(name: str) -> None:
    target = shipped_target(name)
    assert {"title", "version", "licence", "source", "coders", "language"} <= set(target.card)
    assert len(set(target.aliases)) == len(target.aliases)
    assert not {a.casefold() for a in target.aliases} & {e.casefold() for e in target.exclusions}


def test_no_two_targets_claim_one_alias() -> None:
    claimed = Counter(alias for name in shipped_targets() for alias in set(shipped_target(name).aliases))
    assert [alias for alias, n in claimed.items() if n > 1] == []


def test_no_lexicon_holds_a_bare_name_of_a_target() -> None:
    # a name decides nothing by itself; only longer naming choices may hold one
    names = {a for n in shipped_targets() for a in shipped_target(n).aliases if a[0].isupper()}
    assert {"Russia", "Kremlin"} <= names
    assert [r.term for r in stance_rows() if r.term in names] == []
    assert [r.term for r in naming_rows() if r.term in shipped_targets()] == []


# to be emptied: a judgement bound to a name belongs to naming/, a name that is none to the target's exclusions
BOUND = {"moscow circus", "russia-friendly", "abandon russian gas", "hero of the russian federation"}
BOUND |= {"hero of russia", "hero of ukraine", "admit to nato"}


def test_the_lexicon_is_blind_to_names() -> None:
    names = set("russia russian moscow kremlin putin ukraine ukrainian kyiv kiev zelensky nato baku azerbaijan".split())
    bound = {r.term for r in stance_rows() if names & set(term_forms(r.term))}
    assert bound <= BOUND
