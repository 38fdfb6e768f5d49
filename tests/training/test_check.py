"""The corpus table: each measure on texts small enough to count by hand, and what must be refused."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from framing.errors import InputError
from framing.stance.corpus_format import Passage, read_corpus, read_sentences

TRAINING = Path(__file__).resolve().parents[2] / "training"

PASSAGE = """=== {id}
register: wire | genre: news | year: 2023
title: {title}
stance: Russia 0/.
frames: diplomacy 1
{text}
"""


@pytest.fixture(scope="module", autouse=True)
def _training_on_path() -> Iterator[None]:
    sys.path.insert(0, str(TRAINING))
    yield
    sys.path.remove(str(TRAINING))


@pytest.fixture
def check() -> ModuleType:
    return importlib.import_module("check")


@pytest.fixture
def measures() -> ModuleType:
    return importlib.import_module("measures")


@pytest.fixture
def agreement() -> ModuleType:
    return importlib.import_module("agreement")


def passages(folder: Path, *texts: str) -> list[Passage]:
    rows = [PASSAGE.format(id=f"t-{k}", title=f"Title {k}", text=text) for k, text in enumerate(texts)]
    (folder / "t.txt").write_text("".join(rows), encoding="utf-8")
    return read_corpus(folder)


def sentences(folder: Path, *rows: str) -> list[Passage]:
    (folder / "s.txt").write_text("\n".join(rows), encoding="utf-8")
    return read_sentences(folder)


# --- leaks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("The Kremlin", {"whole=kremlin", "kremlin"}),
        ("Ukraine's prime minister", {"whole=ukraine", "ukraine"}),
        ("US Treasury", {"whole=us treasury", "us", "treasury"}),
        ("the arsonist", set()),
        ("Our", set()),
    ],
)
def test_a_name_is_what_is_capitalised_and_no_small_word(measures, tmp_path, words, names) -> None:
    [sentence] = sentences(tmp_path, f"[[{words}|Russia-]] came late.")
    assert set(measures.name_only(sentence, sentence.mentions[0])) == names


def test_a_name_that_tells_the_label_is_found_out_and_one_that_does_not_is_not(measures, tmp_path) -> None:
    names, labels = ("Moscow", "Russia", "Putin"), ("-", "0", "+")
    telling = [f"[[{names[k % 3]}|Russia{labels[k % 3]}]] in row {k}." for k in range(90)]
    silent = [f"[[{names[k // 3 % 3]}|Russia{labels[k % 3]}]] in row {k}." for k in range(90)]
    assert measures.name_leak(sentences(tmp_path, *telling)).plain == 100
    assert measures.name_leak(sentences(tmp_path, *silent)).even < 45


def test_length_that_tells_the_label_is_found_out(measures, tmp_path) -> None:
    rows = [f"[[Moscow|Russia{'-0+'[k % 3]}]] came{' and came' * 10 * (k % 3)} {k}." for k in range(90)]
    assert measures.shape_leak(sentences(tmp_path, *rows)).even > 80


def test_shape_counts_the_mentions_own_sentence_only(measures, tmp_path) -> None:
    [row] = sentences(tmp_path, "A long one, with commas, and more. [[Moscow|Russia0]] came.")
    [shape] = measures.shape_only([(row, row.mentions[0])])
    assert (shape["words"], shape[","], shape["."]) == (2, 0, 1)


# --- repetition --------------------------------------------------------------------------------------------------


def test_the_most_alike_pair_is_named(measures) -> None:
    texts = [("a", "one two three four five six"), ("b", "nine eight seven six five"), ("c", "one two three four five")]
    assert measures.most_alike(texts) == (0.5, "a", "c")
    assert measures.most_alike(texts[:2]) == (0.0, "", "")


def test_eight_shared_words_are_found_through_marks_and_seven_are_not(measures, tmp_path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "x.txt").write_text("the [[red|-]] fox ran over a hill at noon", encoding="utf-8")
    found = measures.borrowed([("p", "The red fox ran over a hill at dusk")], tmp_path / "own", 8)
    assert found == [("p", "x.txt", "the red fox ran over a hill at")]
    assert measures.borrowed([("p", "A red fox ran over a hill at dusk")], tmp_path / "own", 8) == []


def test_repeated_text_does_not_grow(measures, tmp_path) -> None:
    [one] = passages(tmp_path, "[[Moscow|Russia0]] came again today.")
    points, beta = measures.vocabulary_growth([one] * 8)
    assert points == [(12, 6), (24, 6), (36, 6), (48, 6)]
    assert beta == 0.0


# --- agreement ---------------------------------------------------------------------------------------------------


def test_alpha_is_that_of_krippendorffs_example(agreement) -> None:
    # Krippendorff 2011, Computing Krippendorff's alpha-reliability, section A: two observers, ten units, alpha 0.095
    first, second = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    pairs = [(str(k), a, b) for k, (a, b) in enumerate(zip(first, second, strict=True))]
    assert agreement.alpha(pairs, "nominal")[0] == pytest.approx(0.095, abs=0.0005)


def test_alpha_agrees_with_the_krippendorff_package(agreement) -> None:
    oracle = pytest.importorskip("krippendorff")
    rows = agreement._table(TRAINING / "second_labels" / "mentions.csv")
    pairs = agreement.mention_pairs(rows)
    for level in ("nominal", "interval"):
        codes = [[a for _, a, _ in pairs], [b for _, _, b in pairs]]
        expected = oracle.alpha(reliability_data=codes, level_of_measurement=level)
        assert agreement.alpha(pairs, level)[0] == pytest.approx(expected)


def test_an_empty_code_is_left_out(agreement) -> None:
    row = {"id": "a", "target": "Russia", "voice": "author", "first": "", "second": "0"}
    full = {**row, "first": "-1", "target": "~Veltrania"}
    assert agreement.passage_pairs([row, full]) == [("a", -1.0, 0.0)]
    assert agreement.passage_pairs([row, full], "Russia") == []
    assert agreement.passage_pairs([full], "other", "author") == [("a", -1.0, 0.0)]


def test_a_second_label_must_stand_at_its_words(agreement, tmp_path) -> None:
    corpus = passages(tmp_path, "[[Moscow|Russia-]] came.")
    row = {"id": "t-0", "n": "1", "words": "Moscow", "second": "-1"}
    assert agreement.present_pairs([row, {**row, "n": "0"}], corpus) == [("t-0", -1.0, -1.0)]
    with pytest.raises(InputError, match=r"mentions.csv, line 2: mention 1 of t-0 is 'Moscow', not 'Kyiv'"):
        agreement.present_pairs([{**row, "words": "Kyiv"}], corpus)


# --- names and bounds --------------------------------------------------------------------------------------------

ALLOWED = {
    "registers": ["wire"], "genres": ["news"], "years": [2023], "frames": ["diplomacy"], "targets": ["Russia"],
}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("register: wire", "register: wired", "not among the registers"),
        ("genre: news", "genre: newz", "not among the genres"),
        ("year: 2023", "year: 1923", "not among the years"),
        ("diplomacy 1", "diplomaci 1", "not among the frames"),
        ("|Russia0", "|Rusia0", "not among the targets"),
        ("Russia 0/.", "Rusia 0/.", "not among the targets"),
        ("<q Russia>", "<q Rusia>", "no target of names.toml"),
    ],
)
def test_a_name_that_is_not_listed_is_refused_with_file_and_line(check, tmp_path, old, new, message) -> None:
    text = PASSAGE.format(id="t-0", title="T", text="[[Moscow|Russia0]] said <q Russia>nothing</q> to [[Gax|~Gax-]].")
    (tmp_path / "t.txt").write_text(text, encoding="utf-8")
    check.check_names(read_corpus(tmp_path), ALLOWED)
    (tmp_path / "t.txt").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=rf"t.txt, line 1: .*{message}"):
        check.check_names(read_corpus(tmp_path), ALLOWED)


def test_a_target_without_one_of_the_labels_breaks_the_bound(check, tmp_path) -> None:
    rows = sentences(tmp_path, *[f"[[Moscow|Russia{sign}]] came {k}." for k, sign in enumerate("--00+-")])
    russia = check.label_lines(rows, "x")[0]
    assert (russia.value, russia.kept) == ("50% / 33% / 17% of 6", False)
    balanced = check.label_lines(sentences(tmp_path, *[f"[[Moscow|Russia{s}]] {s}" for s in "-0+"]), "x")[0]
    assert balanced.kept is True


def test_opposite_labels_are_counted_by_the_sentence(check, tmp_path) -> None:
    together = passages(tmp_path, "[[Moscow|Russia-]] lied to [[Kyiv|Ukraine+]].")
    apart = passages(tmp_path, "[[Moscow|Russia-]] lied. [[Kyiv|Ukraine+]] did not.")
    assert [check.hard_lines(p)[0].value for p in (together, apart)] == ["1", "0"]


def test_a_cut_word_is_a_wrong_offset(check, tmp_path) -> None:
    assert check.offset_lines(sentences(tmp_path, "[[Moscow|Russia0]]'s answer."))[0].kept is True
    assert check.offset_lines(sentences(tmp_path, "[[Mosc|Russia0]]ow answers."))[0].kept is False


def test_a_broken_bound_is_shown_in_text_and_markdown(check) -> None:
    lines = [check.at_least("passages", 3, 500), check.at_most("leak", 30.0, 38.0), check.Line("years", "2014 1")]
    assert [line.kept for line in lines] == [False, True, None]
    assert "BROKEN" in check.show(lines, markdown=False).splitlines()[0]
    assert check.show(lines, markdown=True).splitlines()[2] == "| passages | 3 | >= 500 | BROKEN |"


def test_a_bad_row_ends_the_run_with_file_and_line(check, tmp_path, capsys) -> None:
    text = PASSAGE.format(id="t-0", title="T", text="An [[unclosed mark|Russia- here.")
    (tmp_path / "t.txt").write_text(text, encoding="utf-8")
    assert check.main(["--corpus", str(tmp_path)]) == 1
    assert "t.txt, line 6" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_named(check, tmp_path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        check.overlap_lines([], [tmp_path / "absent"])


def test_the_table_is_put_between_its_marks(check) -> None:
    lines = [check.Line("years", "2014 1")]
    old = f"a\n{check.BEGIN}\nold\n{check.END}\nb\n"
    new = check.with_table(old, lines)
    head = "| measure | value | bound | |\n|---|---|---|---|"
    assert new == f"a\n{check.BEGIN}\n{head}\n| years | 2014 1 |  |  |\n{check.END}\nb\n"
    with pytest.raises(InputError, match="the datasheet lacks"):
        check.with_table("a", lines)


def test_the_datasheet_tells_the_size_of_the_shipped_corpus() -> None:
    shipped = read_corpus(TRAINING / "corpus")
    sheet = (TRAINING / "DATASHEET.md").read_text(encoding="utf-8")
    assert f"| passages | {len(shipped)} |" in sheet
    assert f"| mentions in passages | {sum(len(p.mentions) for p in shipped):,} |" in sheet
    assert f"| single sentences | {len(read_sentences(TRAINING / 'sentences')):,} |" in sheet


@pytest.mark.long
def test_the_shipped_corpus_keeps_every_bound(check, capsys) -> None:
    assert check.main([]) == 0, capsys.readouterr().out
