"""How a text is written down decides nothing: composed letters, line ends, invisible marks, surrounding space."""

from __future__ import annotations

import os
import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import framing

EXAMPLES = int(os.environ.get("FRAMING_EXAMPLES", "60"))
SETTINGS = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
PIECES = (
    "Russia Ukraine Moscow Kyiv Putin Zelensky NATO Baku Erdoğan Orbán Işık café naïve Ångström brutally attacked "
    "brave treacherous not said that he who , . ! ? : — “ ” ‘ ’ \" ' ( ) the of by was and but U.S. peace puppet heroic"
).split()
TEXT = st.lists(st.sampled_from([*PIECES, "\n\n", "\n", "😀", "ß"]), max_size=50).map(" ".join)

analyzer = framing.Analyzer()


def result(text: str) -> list[tuple[str, str, str, float, int]]:
    a = analyzer.analyze(text)
    return [
        (t, v, s.voice(v).label, round(s.voice(v).score, 9) if s.voice(v).n_mentions else 9.0, s.voice(v).n_mentions)
        for t, s in a.stance.items()
        for v in ("author", "quoted")
    ]


@SETTINGS
@given(TEXT)
def test_composed_and_decomposed_letters_are_one(text: str) -> None:
    assert result(unicodedata.normalize("NFD", text)) == result(unicodedata.normalize("NFC", text))


@SETTINGS
@given(TEXT)
def test_line_ends_are_one(text: str) -> None:
    assert result(text.replace("\n", "\r\n")) == result(text)


@SETTINGS
@given(TEXT)
def test_curly_and_straight_apostrophes_are_one(text: str) -> None:
    assert result(text.replace("’", "'")) == result(text.replace("'", "’").replace("’", "'"))


@SETTINGS
@given(TEXT, st.sampled_from("\u200b\u00ad\ufeff\u2060"), st.integers(0, 400))
def test_invisible_marks_change_nothing(text: str, mark: str, place: int) -> None:
    place = min(place, len(text))
    assert result(text[:place] + mark + text[place:]) == result(text)


@SETTINGS
@given(TEXT, st.text(alphabet=" \n\t", max_size=5), st.text(alphabet=" \n\t", max_size=5))
def test_surrounding_space_changes_nothing(text: str, before: str, after: str) -> None:
    assert result(before + text + after) == result(text)


@SETTINGS
@given(TEXT, st.text(alphabet=" \n\t\r\u200b", max_size=5))
def test_offsets_count_from_the_callers_first_character(text: str, before: str) -> None:
    a, b = analyzer.analyze(text), analyzer.analyze(before + text)
    shift = len(before)
    assert [(m.target, m.start + shift, m.end + shift) for m in a.mentions] == [
        (m.target, m.start, m.end) for m in b.mentions
    ]
