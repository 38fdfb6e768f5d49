"""Loading a lexicon: what is read, and how a broken file is refused: with file, line, value and remedy."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.errors import LexiconError
from framing.lexicons import Lexicon, load_lexicon
from framing.lexicons.checking import read_rows, schemas
from framing.lexicons.loading import all_rows, load_folder
from framing.lexicons.paths import data_folder

HEADER = "term\tclass\ttype\tagent\tpatient\tholder\tnote"
ROWS = ["attack\tverb\tevent\t-0.5\t0.25\t\t", "brave\tadjective\tevaluation\t\t\t0.75\ta note"]


def write(folder: Path, *lines: str, end: str = "\n", bom: bool = False, name: str = "mine.tsv") -> Path:
    file = folder / name
    text = end.join(lines) + end
    file.write_bytes((b"\xef\xbb\xbf" if bom else b"") + text.encode("utf-8"))
    return file


def test_a_good_file_is_read(tmp_path: Path) -> None:
    lexicon = load_lexicon(write(tmp_path, HEADER, *ROWS), "stance")
    assert (lexicon.name, lexicon.kind, len(lexicon)) == ("mine", "stance", 2)
    attack, brave = lexicon.rows
    assert (attack.term, attack.word("class"), attack.number("agent"), attack.line) == (
        "attack",
        "verb",
        -0.5,
        2,
    )
    assert math.isnan(attack.number("holder"))
    assert (brave.number("holder"), brave.word("note"), brave.word("nothing")) == (0.75, "a note", "")
    assert "Attack" in lexicon
    assert "defend" not in lexicon


@pytest.mark.parametrize(("end", "bom"), [("\n", True), ("\r\n", False), ("\r\n", True), ("\r", False)])
def test_byte_order_marks_and_line_ends_do_not_matter(tmp_path: Path, end: str, bom: bool) -> None:
    plain = read_rows(write(tmp_path, HEADER, *ROWS), "stance")
    assert read_rows(write(tmp_path, HEADER, *ROWS, end=end, bom=bom, name="other.tsv"), "stance") == plain


def test_comments_blank_lines_and_missing_last_cells_do_not_matter(tmp_path: Path) -> None:
    file = write(tmp_path, "# about", HEADER, "", "# more", "attack\tverb\tevent\t-0.5", "   ")
    assert [r.term for r in read_rows(file, "stance")] == ["attack"]


@pytest.mark.parametrize(
    ("lines", "line", "says"),
    [
        ([HEADER, *ROWS, "Attack\tverb\tevent\t-1\t\t\t"], 4, "'Attack': stands already in line 2; keep one"),
        ([HEADER, "attack\tverb\tevent\t-1.5\t\t\t"], 2, "'-1.5': agent is out of range"),
        ([HEADER, "attack\tverb\tevent\tnan\t\t\t"], 2, "'nan': agent is out of range"),
        ([HEADER, "attack\tverb\tevent\tinf\t\t\t"], 2, "'inf': agent is out of range"),
        ([HEADER, "attack\tverb\tevent\t-0,5\t\t\t"], 2, "'-0,5': agent is not a number"),
        (
            [HEADER, "attack\tverb\tdeed\t-0.5\t\t\t"],
            2,
            "'deed': unknown type; choose one of event, evaluation",
        ),
        ([HEADER, "attack\tVerb\tevent\t-0.5\t\t\t"], 2, "'Verb': unknown class; choose one of verb, noun"),
        ([HEADER, "attack\t\tevent\t-0.5\t\t\t"], 2, "'attack': column 'class' is empty; fill it"),
        ([HEADER, "attack\tverb\tevent\t\t\t\t"], 2, "'attack': none of agent, patient, holder is filled"),
        ([HEADER, "\tverb\tevent\t-0.5\t\t\t"], 2, "'': the term is empty"),
        (
            [HEADER, "att*ck\tverb\tevent\t-0.5\t\t\t"],
            2,
            "character '*' is not literal; only a * at the very end",
        ),
        ([HEADER, "attack|hit\tverb\tevent\t-0.5\t\t\t"], 2, "character '|' is not literal"),
        ([HEADER, "...\tverb\tevent\t-0.5\t\t\t"], 2, "the term has no letter"),
        ([HEADER, "a b c d e f g h i\tphrase\tevent\t-0.5\t\t\t"], 2, "more than 8 words"),
        (
            [HEADER, "attack\tverb\tevent\t-0.5\t\t\tnote\tstray"],
            2,
            "8 cells in 7 columns; remove the stray tab",
        ),
        ([HEADER.replace("\tagent", ""), "attack\tverb\tevent\t0\t0\t"], 1, "missing column 'agent'"),
        ([HEADER + "\tscore", ROWS[0]], 1, "'score': unknown column"),
        ([HEADER + "\tagent", ROWS[0]], 1, "a column stands twice"),
        ([HEADER.replace("\t", ","), "attack,verb,event,-0.5,,,"], 1, "columns must be separated by tabs"),
        ([HEADER.replace("\t", ";"), "attack;verb;event;-0.5;;;"], 1, "columns must be separated by tabs"),
    ],
)
def test_a_broken_row_is_refused_with_line_value_and_remedy(
    tmp_path: Path, lines: list[str], line: int, says: str
) -> None:
    file = write(tmp_path, *lines)
    with pytest.raises(LexiconError) as error:
        load_lexicon(file, "stance")
    assert str(error.value).startswith(f"{file}, line {line}: ")
    assert says in str(error.value)


def test_files_that_are_missing_empty_or_not_utf8_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no such file"):
        load_lexicon(tmp_path / "none.tsv")
    with pytest.raises(LexiconError, match="no rows under the header"):
        load_lexicon(write(tmp_path, HEADER), "stance")
    (tmp_path / "latin.tsv").write_bytes(HEADER.encode() + b"\ncaf\xe9\tnoun\tevaluation\t\t\t1\t\n")
    with pytest.raises(LexiconError, match="is not UTF-8; save the file as UTF-8"):
        load_lexicon(tmp_path / "latin.tsv", "stance")


def test_an_unknown_kind_names_the_kinds(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="kind 'mood': choose one of stance, naming"):
        load_lexicon(write(tmp_path, HEADER, *ROWS), "mood")


def test_an_unknown_name_points_to_the_list() -> None:
    with pytest.raises(LexiconError, match=r"framing\.list_lexicons\(\)"):
        load_lexicon("stance/no_such_theme")


def test_the_card_beside_the_file_gives_name_and_kind(tmp_path: Path) -> None:
    file = write(tmp_path, HEADER, *ROWS)
    file.with_suffix(".toml").write_text(
        'name = "my words"\nkind = "stance"\nsource = "me"\n', encoding="utf-8"
    )
    lexicon = load_lexicon(file)
    assert (lexicon.name, lexicon.kind, lexicon.card["source"]) == ("my words", "stance", "me")
    file.with_suffix(".toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"mine\.toml: not valid TOML"):
        load_lexicon(file)


def test_a_shipped_lexicon_is_loaded_by_name() -> None:
    lexicon = framing.load_lexicon("stance/praise")
    assert lexicon.kind == "stance"
    assert len(lexicon) > 100


def test_a_folder_loads_in_name_order_and_an_empty_one_is_refused(tmp_path: Path) -> None:
    write(tmp_path, HEADER, ROWS[0], name="b.tsv")
    write(tmp_path, HEADER, ROWS[1], name="a.tsv")
    assert [lx.name for lx in load_folder(tmp_path, "stance")] == ["a", "b"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(LexiconError, match=r"no \.tsv file"):
        load_folder(tmp_path / "empty", "stance")


def test_two_lexicons_that_disagree_are_refused_and_equal_rows_are_one(tmp_path: Path) -> None:
    one = load_lexicon(write(tmp_path, HEADER, *ROWS), "stance")
    same = load_lexicon(write(tmp_path, HEADER, ROWS[0], name="same.tsv"), "stance")
    other = load_lexicon(write(tmp_path, HEADER, "attack\tverb\tevent\t-1\t\t\t", name="other.tsv"), "stance")
    assert len(all_rows([one, same])) == 2
    with pytest.raises(LexiconError, match="'attack' stands in 'mine' and 'other' with other values"):
        all_rows([one, other])


def frame(**cells: object) -> pd.DataFrame:
    return pd.DataFrame([{"term": "vassal", "class": "noun", "type": "evaluation", "holder": -0.75, **cells}])


def test_a_lexicon_from_a_table() -> None:
    lexicon = Lexicon.from_frame(frame(), name="mine")
    assert lexicon.explain("Vassal") == "vassal (noun, evaluation): holder -0.75 [mine]"
    assert lexicon.explain("ally") == "ally: not in mine (1 entries)"
    again = Lexicon.from_frame(lexicon.to_frame(), name="mine")
    assert [(r.term, r.cells) for r in again.rows] == [(r.term, r.cells) for r in lexicon.rows]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"holder": 2}, "must be a number in"),
        ({"holder": "much"}, "must be a number in"),
        ({"class": "thing"}, "choose one of"),
        ({"class": None}, "column 'class' is empty"),
        ({"score": 1}, "rename or drop"),
        ({"term": "va?sal"}, "is not literal"),
    ],
)
def test_a_broken_table_is_refused(cells: dict[str, object], says: str) -> None:
    with pytest.raises(LexiconError, match=says):
        Lexicon.from_frame(frame(**cells), name="mine")


def test_a_term_twice_in_a_table_is_refused() -> None:
    with pytest.raises(LexiconError, match="'VASSAL' stands twice"):
        Lexicon.from_frame(pd.concat([frame(), frame(term="VASSAL")]), name="mine")


def test_merging_refuses_a_difference_unless_told_to_override() -> None:
    one, other = (
        Lexicon.from_frame(frame(), name="one"),
        Lexicon.from_frame(frame(holder=-0.25), name="other"),
    )
    with pytest.raises(LexiconError, match="use override=True"):
        one.merge(other)
    merged = one.merge(other, override=True)
    assert (merged.name, [r.number("holder") for r in merged.rows]) == ("one+other", [-0.25])
    assert len(one.merge(Lexicon.from_frame(frame(term="ally"), name="more"))) == 2
    naming = Lexicon("n", "naming", ())
    with pytest.raises(LexiconError, match="cannot merge a naming lexicon into a stance lexicon"):
        one.merge(naming)


def test_an_own_lexicon_replaces_the_shipped_one_of_its_kind() -> None:
    mine = Lexicon.from_frame(frame(term="blue", **{"class": "adjective", "holder": -1.0}), name="mine")
    own = framing.Analyzer(lexicons=[mine], scorer="lexicon", naming=False)
    assert own.analyze("Blue Russia waits.").stance["Russia"].author.label == "against"
    assert own.analyze("Brutal Russia waits.").stance["Russia"].author.score == 0
    shipped = framing.Analyzer(scorer="lexicon", naming=False)
    assert shipped.analyze("Blue Russia waits.").stance["Russia"].author.score == 0


def test_the_list_of_lexicons_names_files_that_load() -> None:
    table = framing.list_lexicons()
    assert list(table.columns) == ["name", "kind", "entries", "version", "licence", "source", "path"]
    assert {"stance/praise", "targets/russia", "modifiers/modifiers"} <= set(table["name"])
    assert all(Path(p).is_file() for p in table["path"])


def test_every_kind_has_a_schema_with_a_key_among_its_columns() -> None:
    assert data_folder().is_dir()
    for kind, schema in schemas().items():
        assert schema.columns[0] == "term", kind
        assert set(schema.key) <= set(schema.columns)
        assert set(schema.any_of) <= set(schema.columns)
