"""Bad input: refused with the type's name, or absent with a warning code; never a crash, never a silent zero."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

import framing
from framing.records import Article

VOICES = ("author", "quoted")


def absent_everywhere(a: framing.ArticleAnalysis) -> bool:
    return all(s.voice(v).label == "absent" and math.isnan(s.voice(v).score) for s in a.stance.values() for v in VOICES)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (None, "NoneType"),
        (float("nan"), "float"),
        (np.nan, "float"),
        (pd.NA, "NAType"),
        (b"Russia", "bytes"),
        (5, "int"),
        (["Russia"], "list"),
        ({"text": "Russia"}, "dict"),
        (Article(None), "NoneType"),  # type: ignore[arg-type]
        (Article("x", title=b"y"), "bytes"),  # type: ignore[arg-type]
    ],
)
def test_other_types_are_refused_by_name(value: object, name: str) -> None:
    with pytest.raises(framing.InputError, match=name):
        framing.analyze(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n\t\u00a0 ", "empty"),
        ("\u200b\u200b", "empty"),
        ("!!! ... ???", "no_words"),
        ("\ud800", "no_words"),
        ("rain", "too_short"),
        ("a" * 1_000_000, "too_short"),
        ("俄罗斯和乌克兰今天在日内瓦举行会谈。", "not_english"),
        ("Сегодня в Женеве прошли переговоры между делегациями двух стран.", "not_english"),
        (
            "Les délégations se sont rencontrées mardi pendant quatre heures afin de discuter un échange de "
            "prisonniers, puis elles sont reparties sans fixer une nouvelle date pour la suite des pourparlers.",
            "not_english",
        ),
        ("<html><body><p>It rained on the hills</p><br><div>and in the town.</div></body></html>", "html"),
        ("The envoy said that itâ€™s late and that the talks will go on in the morning.", "mojibake"),
    ],
)
def test_doubtful_text_is_absent_with_a_warning_code(text: str, code: str) -> None:
    a = framing.analyze(text)
    assert code in a.warnings
    assert absent_everywhere(a)


@pytest.mark.parametrize(
    "text",
    [
        "Rain fell on the hills again.",
        "Moscow growls, Baku shrugs",
        "The price rose by < 5 percent and the tax by > 2 percent.",
        "The café in Zürich was closed because of the snow, and nobody knew when it would open.",
    ],
)
def test_sound_text_has_no_warning(text: str) -> None:
    assert framing.analyze(text).warnings == ()


def test_a_foreign_text_with_names_still_warns() -> None:
    text = (
        "Russland und die Ukraine verhandeln wieder. Moskau will Putin nach Genf schicken, sagte gestern Abend ein "
        "Sprecher der Regierung, doch niemand rechnet mit einem schnellen Ergebnis."
    )
    assert "not_english" in framing.analyze(text).warnings


def monsters() -> Iterator[tuple[str, str]]:
    n = 200_000
    yield "one letter", "a" * n
    yield "full stops", "." * n
    yield "blanks", "x" + " " * n + "y"
    yield "line breaks", "x" + "\n" * n + "y"
    yield "unclosed quotes", "“" * 100_000
    yield "unclosed quotes with words", "“Russia lies " * 20_000
    yield "straight quotes", '"Russia lied ' * 15_001
    yield "apostrophes", "'" * n
    yield "combining marks", "a" + "\u0301" * n
    yield "invisible marks", "\u200b" * n
    yield "surrogates", "\ud800" * n
    yield "brackets", "(" * n
    yield "tags", "<p " * (n // 3)
    yield "initials", "A. " * (n // 3)
    yield "one name", "Russia " * (n // 7)
    yield "no full stop", "Russia attacked Ukraine and " * (n // 28)
    yield "reports", "Putin said that " * (n // 16)
    yield "sources", "according to Russia, " * (n // 21)
    yield "colons", "Putin: " * (n // 7)
    yield "hyphens", "a-" * (n // 2)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in monsters()])
def test_monsters_end_in_linear_time_without_a_crash(text: str) -> None:
    begun = time.process_time()
    a = framing.analyze(text)
    # a fifth of a million characters takes under two seconds; anything quadratic takes minutes
    assert time.process_time() - begun < 20
    for stance in a.stance.values():
        for voice in VOICES:
            found = stance.voice(voice)
            assert math.isnan(found.score) == (found.label == "absent") == (found.n_mentions == 0)


@pytest.mark.long
@pytest.mark.parametrize("text", [pytest.param(text * 5, id=name) for name, text in monsters()])
def test_monsters_of_a_million_characters(text: str) -> None:
    begun = time.process_time()
    framing.analyze(text)
    assert time.process_time() - begun < 60


def test_too_long_a_text_is_refused_with_both_lengths() -> None:
    with pytest.raises(framing.InputError, match="20000001 characters; at most 20000000"):
        framing.analyze("a" * 20_000_001)


def test_html_evidence_is_never_markup() -> None:
    text = "<p>Brutal Russia attacked.</p><p>It is late.</p><p>The end.</p>"
    a = framing.analyze(text)
    assert "html" in a.warnings
    assert not any("<" in e.text for e in a.stance["Russia"].author.evidence)


def test_in_a_corpus_bad_rows_say_so_and_leave_the_others_unharmed() -> None:
    good = "Russia brutally attacked brave Ukraine."
    texts = [
        good,
        None,
        float("nan"),
        b"Russia",
        "",
        "   ",
        "rain",
        "俄罗斯",
        "<p>a</p><p>b</p><p>c</p>",
        "\ud800",
        5,
        good,
    ]
    table = framing.analyze_corpus(pd.DataFrame({"id": range(len(texts)), "text": texts}), n_jobs=1)
    assert set(table["id"]) == set(range(len(texts)))
    alone = framing.analyze(good).stance["Russia"].author.score
    for row in (0, len(texts) - 1):
        cell = table[(table["id"] == row) & (table["target"] == "Russia") & (table["voice"] == "author")]
        assert cell["score"].item() == pytest.approx(alone, abs=1e-12)
        assert cell["error"].isna().all() or (cell["error"] == "").all()
    for row in range(1, len(texts) - 1):
        cells = table[table["id"] == row]
        said = [str(v) for column in ("error", "warnings") for v in cells[column] if isinstance(v, str) and v]
        assert said, texts[row]
        assert cells["score"].isna().all()
