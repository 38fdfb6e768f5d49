"""Other people's dictionaries: what is read, and how a file that cannot be read rightly is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import framing
from framing.errors import LexiconError
from framing.lexicons import Lexicon, read_liwc, read_nrc, read_quanteda

LIWC = "%\n1\tpraise\n2\tblame\n3\tpeople\n%\nbrave\t1\ncoward*\t2\t3\nstand firm\t1\n"
YAML = """\
# a dictionary
states:
  - NO
  - on
  - 1984
  - 'l''eau'   # water
judgement:
  good:
    - brave*
    - "stand: firm"
  bad: [coward, "two, faced", 'sly']
flat:
- left
"""


def write(folder: Path, text: str, name: str = "words.dic") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def pairs(lexicon: Lexicon) -> set[tuple[str, str]]:
    return {(row.term, row.word("kind")) for row in lexicon.rows}


def test_a_liwc_dictionary_keeps_its_categories(tmp_path: Path) -> None:
    lexicon = read_liwc(write(tmp_path, LIWC))
    assert (lexicon.name, lexicon.kind) == ("words", "plain")
    assert pairs(lexicon) == {
        ("brave", "praise"),
        ("coward*", "blame"),
        ("coward*", "people"),
        ("stand firm", "praise"),
    }


def test_values_make_a_stance_lexicon_that_scores(tmp_path: Path) -> None:
    lexicon = read_liwc(write(tmp_path, LIWC), {"praise": 0.5, "blame": -0.75}, name="mine")
    assert (lexicon.kind, len(lexicon)) == ("stance", 3)
    assert {row.term: row.number("holder") for row in lexicon.rows}["coward*"] == -0.75
    analyzer = framing.Analyzer(lexicons=[lexicon], scorer="lexicon", naming=False)
    assert analyzer.analyze("Moscow is cowardly.").stance["Russia"].author.score < 0
    assert analyzer.analyze("Moscow is brave.").stance["Russia"].author.score > 0
    assert analyzer.analyze("Moscow is treacherous.").stance["Russia"].author.score == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("brave\t1\n", r"line 1: .*begins with a % line"),
        ("%\n1\tpraise\n", "1 lines of %"),
        ("%\n1\tpraise\n1\tblame\n%\nbrave\t1\n", "line 3: .*number of its own"),
        ("%\n1\tpraise\n%\nbrave\t7\n", "line 4: .*mend or remove"),
        ("%\n1\tpraise\n%\nbrave\t7\t1\n", "line 4: '7': unknown category number"),
        ("%\n1\tpraise\n%\nlike\t(02 134)125/464\t1\n", "line 4: .*mend or remove"),
        ("%\n1\tpraise\n%\nbr*ve\t1\n", r"line 4: 'br\*ve': character '\*' is not literal"),
        ("%\n1\tpraise\n%\n", "no terms"),
    ],
)
def test_a_broken_dic_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        read_liwc(write(tmp_path, text))


def test_categories_that_disagree_are_refused_and_those_that_agree_are_not(tmp_path: Path) -> None:
    file = write(tmp_path, LIWC)
    with pytest.raises(LexiconError, match=r"'coward\*': is worth \+0.50 by people and -0.75 by line 7"):
        read_liwc(file, {"blame": -0.75, "people": 0.5})
    assert len(read_liwc(file, {"blame": -0.75, "people": -0.75})) == 1


def test_unknown_categories_and_values_out_of_range_are_named(tmp_path: Path) -> None:
    file = write(tmp_path, LIWC)
    with pytest.raises(LexiconError, match="no category 'joy'; choose from praise, blame, people"):
        read_liwc(file, {"joy": 1.0})
    with pytest.raises(LexiconError, match=r"praise is worth 3; give a number in \[-1, 1\]"):
        read_liwc(file, {"praise": 3})


def test_yaml_scalars_are_text_and_keys_nest(tmp_path: Path) -> None:
    assert pairs(read_quanteda(write(tmp_path, YAML, "d.yml"))) == {
        ("NO", "states"),
        ("on", "states"),
        ("1984", "states"),
        ("l'eau", "states"),
        ("brave*", "judgement.good"),
        ("stand: firm", "judgement.good"),
        ("coward", "judgement.bad"),
        ("two, faced", "judgement.bad"),
        ("sly", "judgement.bad"),
        ("left", "flat"),
    }


def test_a_list_may_hold_keys(tmp_path: Path) -> None:
    text = "---\nall:\n  - good:\n      - brave\n  - bad:\n      - sly\n"
    assert pairs(read_quanteda(write(tmp_path, text, "d.yml"))) == {("brave", "all.good"), ("sly", "all.bad")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a:\n  - &x brave\n", "line 2: .*quotation marks"),
        ("a:\n  - *x\n", "line 2: .*quotation marks"),
        ("a: !!python/object:os.system\n", "line 1: .*quotation marks"),
        ("a: {b: c}\n", "line 1: .*quotation marks"),
        ("a: [b, c\n", "line 1: .*close on its line"),
        ('a:\n  - "brave\n', "line 2: .*not closed"),
        ("a:\n\t- brave\n", "line 2: .*spaces, not tabs"),
        ("- brave\n", "line 1: 'brave': stands under no key"),
        ("a:\n  brave\n", "line 2: 'brave': neither a key nor a list item"),
        ("a:\n  - '*ave'\n", r"line 2: '\*ave': character '\*' is not literal"),
        ("".join("  " * k + "k:\n" for k in range(40)), "deeper than 32"),
    ],
)
def test_yaml_that_is_more_than_lists_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        read_quanteda(write(tmp_path, text, "d.yml"))


def test_an_nrc_table_drops_zeros_and_scales_by_intensity(tmp_path: Path) -> None:
    text = "word\temotion\tscore\nbrave\tpositive\t1\nbrave\tnegative\t0\nsly\tnegative\t0.5\r\n"
    file = write(tmp_path, text, "nrc.tsv")
    assert pairs(read_nrc(file)) == {("brave", "positive"), ("sly", "negative")}
    scored = read_nrc(file, {"positive": 0.5, "negative": -0.5})
    assert {row.term: row.number("holder") for row in scored.rows} == {"brave": 0.5, "sly": -0.25}
    with pytest.raises(LexiconError, match="no terms"):
        read_nrc(write(tmp_path, "x,y,1\n", "comma.tsv"))
    with pytest.raises(LexiconError, match=r"line 2: '7': the number must be in \[0, 1\]"):
        read_nrc(write(tmp_path, "brave\tpositive\t1\nsly\tnegative\t7\n", "big.tsv"))
