"""Who the speaker is and on whose behalf: literal text -> name, antecedent, bloc."""

from __future__ import annotations

import pytest

NAMES = [
    (
        "Kremlin spokesman Dmitry Peskov said it was late. He added that talks were over.",
        ["Dmitry Peskov", "Dmitry Peskov"],
    ),
    (
        "Dmitry Peskov said it was late. Peskov added that talks were over.",
        ["Dmitry Peskov", "Dmitry Peskov"],
    ),
    (
        "Dmitry Peskov, the Kremlin spokesman, said it was late. The spokesman said talks were over.",
        ["Dmitry Peskov", "Dmitry Peskov"],
    ),
    (
        "“It is late,” said Maria Zakharova. She called the plan a farce.",
        ["Maria Zakharova", "Maria Zakharova"],
    ),
    (
        "Maria Zakharova spoke first. Sergei Lavrov said it was late. She said talks were over.",
        ["Sergei Lavrov", "Maria Zakharova"],
    ),
    (
        "The Ukrainian defence ministry said it was late. The ministry added that talks were over.",
        ["Ukrainian defence ministry", "Ukrainian defence ministry"],
    ),
    (
        "The Ukrainian defence ministry said it was late. It denied the report.",
        ["Ukrainian defence ministry", "Ukrainian defence ministry"],
    ),
    ("John Smith, who said he was a farmer, left.", ["John Smith"]),
    (
        "Ursula von der Leyen said it was late. She rejected the plan.",
        ["Ursula von der Leyen", "Ursula von der Leyen"],
    ),
    ("Mr. Volker said it was late.", ["Volker"]),
    ("US envoy to Ukraine Kurt Volker said it was late.", ["Kurt Volker"]),
    ("One blogger said it was late.", [None]),
    ("He said it was late.", [None]),
    ("Officials said it was late.", [None]),
    ("Ilham Aliyev opened the road. He said it was late.", ["Ilham Aliyev"]),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_resolved_names(read, text, names):
    assert [q.speaker_name for q in read(text).quotes] == names


def test_antecedent_stands_where_the_name_was_given(read):
    text = "Dmitry Peskov said it was late. He added that talks were over."
    first, second = read(text).quotes
    assert first.speaker_antecedent is None
    assert second.speaker.text == "He"
    assert second.speaker_antecedent is not None
    assert text[second.speaker_antecedent.start : second.speaker_antecedent.end] == "Dmitry Peskov"


BLOCS = [
    ("Peskov said it was late.", "Russia"),
    ("The Kremlin said it was late.", "Russia"),
    ("The Russian foreign ministry said it was late.", "Russia"),
    ("TASS reported that it was late.", "Russia"),
    ("Zelensky said it was late.", "Ukraine"),
    ("The Verkhovna Rada said it was late.", "Ukraine"),
    ("The White House said it was late.", "West"),
    ("US officials said it was late.", "West"),
    ("Ursula von der Leyen said it was late.", "West"),
    ("Aliyev said it was late.", "Azerbaijan"),
    ("Beijing said it was late.", "other"),
    ("The Turkish president said it was late.", "other"),
    ("One blogger said it was late.", "unknown"),
    ("Critics of the Kremlin said it was late.", "unknown"),
    ("Opponents of Putin said it was late.", "unknown"),
    ("The US ambassador to Moscow said it was late.", "West"),
    ("An expert on Russia said it was late.", "unknown"),
    ("Experts told us it was late.", "unknown"),
]


@pytest.mark.parametrize(("text", "bloc"), BLOCS)
def test_blocs_from_the_list(read, text, bloc):
    assert [q.bloc for q in read(text).quotes] == [bloc]


def test_bloc_of_a_pronoun_is_that_of_its_name(read):
    assert [q.bloc for q in read("Peskov said it was late. He added that talks were over.").quotes] == [
        "Russia",
        "Russia",
    ]


def test_bloc_from_mentions_of_targets(read):
    quotes = read("The Veltranian envoy said it was late.", {"Veltranian": "Veltrania"}).quotes
    assert [q.bloc for q in quotes] == ["Veltrania"]


def test_target_named_as_a_topic_is_not_the_bloc(read):
    quotes = read("An expert on Veltrania said it was late.", {"Veltrania": "Veltrania"}).quotes
    assert [q.bloc for q in quotes] == ["unknown"]


HEADLINES = [
    ("Putin: Russia will win\n\nPutin said he was sure.", "Putin", "Russia will win"),
    (
        "Pence: Flowers Won't Be at Debate\n\nPence said on Sunday that she was not invited.",
        "Pence",
        "Flowers Won't Be at Debate",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "content"), HEADLINES)
def test_name_and_colon_in_a_headline(read, text, speaker, content):
    first = read(text).quotes[0]
    assert (first.speaker.text, first.content.text) == (speaker, content)


@pytest.mark.parametrize(
    "text",
    [
        "Vilnius: the alliance that cannot stop growing\n\nThe summit ran to ninety paragraphs.",
        "Correction: the date was wrong\n\nThe summit ran to ninety paragraphs.",
        "KYIV: Trains ran again on Monday.",
    ],
)
def test_other_colons_are_no_speech(read, text):
    assert read(text).quotes == ()


def test_headline_name_is_known_from_the_mentions(read):
    quotes = read("Kremlin: no talks this year\n\nThe summit ran long.", {"Kremlin": "Russia"}).quotes
    assert [(q.speaker.text, q.content.text, q.bloc) for q in quotes] == [
        ("Kremlin", "no talks this year", "Russia")
    ]
