"""Quotation marks and their cues: literal text -> (speaker, content, kind)."""

from __future__ import annotations

import pytest

DIRECT = [
    # marks of every kind
    ('"We will not yield," Peskov said.', "Peskov", '"We will not yield,"'),
    ("“We will not yield,” Peskov said.", "Peskov", "“We will not yield,”"),
    ("«We will not yield», Peskov said.", "Peskov", "«We will not yield»"),
    ("„We will not yield“, Peskov said.", "Peskov", "„We will not yield“"),
    ("‘We will not yield,’ Peskov said.", "Peskov", "‘We will not yield,’"),
    ("''We will not yield,'' Peskov said.", "Peskov", "''We will not yield,''"),
    ('“We will not yield," Peskov said.', "Peskov", '“We will not yield,"'),
    ("‘It’s the workers’ strike that matters,’ she said.", "she", "‘It’s the workers’ strike that matters,’"),
    # nested marks: the outer speech counts
    ("“He told me ‘go away’ twice,” she said.", "she", "“He told me ‘go away’ twice,”"),
    ("‘He told me “go away” twice,’ she said.", "she", "‘He told me “go away” twice,’"),
    # the cue before, with comma, colon or nothing
    ("Lavrov said, “We are ready for talks.”", "Lavrov", "“We are ready for talks.”"),
    ("Lavrov said: “We are ready for talks.”", "Lavrov", "“We are ready for talks.”"),
    ("Lavrov replied “We are ready for talks.”", "Lavrov", "“We are ready for talks.”"),
    ("She asked: “Why?”", "She", "“Why?”"),
    ("In a statement on Monday, the embassy said: “This is false.”", "the embassy", "“This is false.”"),
    ("The minister told parliament on Tuesday: “Nobody was warned.”", "The minister", "“Nobody was warned.”"),
    (
        "Putin, whose army is stuck, warned on Monday: “We will respond.”",
        "Putin, whose army is stuck,",
        "“We will respond.”",
    ),
    # the cue after, inverted, with apposition, after a question
    ("“We are ready,” said Peskov.", "Peskov", "“We are ready,”"),
    ("“We are ready,” said Dmitry Peskov, the Kremlin spokesman.", "Dmitry Peskov", "“We are ready,”"),
    (
        "“We are ready,” the Kremlin spokesman, Dmitry Peskov, said.",
        "the Kremlin spokesman, Dmitry Peskov,",
        "“We are ready,”",
    ),
    ("“Are they ready?” Trump asked.", "Trump", "“Are they ready?”"),
    ("“Go home!” shouted the crowd.", "the crowd", "“Go home!”"),
    ("“No,” he said.", "he", "“No,”"),
    (
        "“It will not bend,” President Vladimir Putin told reporters in Moscow on Tuesday.",
        "President Vladimir Putin",
        "“It will not bend,”",
    ),
    (
        "“This is a disgrace,” Sen. John Mica (R-Fla.) said.",
        "Sen. John Mica (R-Fla.)",
        "“This is a disgrace,”",
    ),
    ("“We count slowly,” she added, wiping her hands.", "she", "“We count slowly,”"),
    # a text that is one quotation and its cue
    (
        "“I saw it. I heard it. I will say so in court,” the witness said.",
        "the witness",
        "“I saw it. I heard it. I will say so in court,”",
    ),
    # signed and labelled
    (
        "“They never asked us about the bridge.” — Ada Smith",
        "Ada Smith",
        "“They never asked us about the bridge.”",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "content"), DIRECT)
def test_one_direct_quotation(read, text, speaker, content):
    quotes = read(text).quotes
    assert [q.content.text for q in quotes] == [content]
    assert quotes[0].kind == "direct"
    assert quotes[0].speaker is not None
    assert quotes[0].speaker.text == speaker


SPLIT = [
    (
        "“We will hold,” he said, “and we will win.”",
        [("he", "“We will hold,”"), ("he", "“and we will win.”")],
    ),
    (
        "“We will hold,” said Kuleba. “We will win.”",
        [("Kuleba", "“We will hold,”"), ("Kuleba", "“We will win.”")],
    ),
    (
        "“We hold,” Kuleba said. “We win.”\n\n“We rest.”",
        [("Kuleba", "“We hold,”"), ("Kuleba", "“We win.”"), ("Kuleba", "“We rest.”")],
    ),
    (
        "“We hold,” said Kuleba. “We yield,” said Lavrov.",
        [("Kuleba", "“We hold,”"), ("Lavrov", "“We yield,”")],
    ),
    (
        "She said it was late. “We are going home,” she said.",
        [("She", "it was late"), ("she", "“We are going home,”")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_split_and_continued_quotations(said, text, expected):
    assert said(text) == expected


def test_multi_paragraph_quotation_is_one_quote(said):
    text = "“First came the tanks.\n\n“Then came the trucks.\n\n“Then nobody came,” the mayor said."
    assert said(text) == [
        ("the mayor", "“First came the tanks.\n\n“Then came the trucks.\n\n“Then nobody came,”")
    ]


def test_paragraph_introduced_by_the_sentence_before(said):
    text = "Here is what the agency wrote on Tuesday:\n\nThe army has left the city. It went home."
    text += "\n\nNobody saw it."
    assert said(text) == [("the agency", "The army has left the city."), ("the agency", "It went home.")]


def test_quotation_in_the_paragraph_after_a_colon(said):
    assert said("He said:\n\n“We go home.”\n\nThe crowd left.") == [("He", "“We go home.”")]


def test_colon_without_a_cue_introduces_nobody(said):
    assert said("The plan has two parts:\n\nThe army has left the city.") == []


def test_transcript_labels(said):
    text = "Smith: I never saw it.\n\nJones: You did.\n\nSmith: Then show me."
    assert said(text) == [("Smith", "I never saw it."), ("Jones", "You did."), ("Smith", "Then show me.")]


def test_label_inside_marks(said):
    assert said("“SMITH: I never saw the letter.”") == [("SMITH", "I never saw the letter.”")]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("He said: “We go home.\n\nThe crowd left.", "“We go home."),
        ('"We go home, he said.\n\nThe crowd left.', '"We go home, he said.'),
    ],
)
def test_unclosed_mark_ends_with_its_paragraph(read, text, content):
    quotes = read(text).quotes
    assert [(q.content.text, q.unclosed) for q in quotes] == [(content, True)]


def test_closed_marks_are_not_flagged(read):
    assert [q.unclosed for q in read("“We go home,” he said.").quotes] == [False]


SCARE = [
    ("The so-called “referendum” was held in the occupied town.", ["“referendum”"]),
    ("Its “peace plan” has three pages.", ["“peace plan”"]),
    ("The “special military operation” enters its second winter.", ["“special military operation”"]),
    ("He read “War and Peace” in prison.", ["“War and Peace”"]),
    ("She starred in “The Apprentice” for years.", ["“The Apprentice”"]),
    ("The ‘independent’ commission met on Friday.", ["‘independent’"]),
]


@pytest.mark.parametrize(("text", "expected"), SCARE)
def test_scare_quotes_and_titles_are_not_speech(read, text, expected):
    voices = read(text)
    assert [s.text for s in voices.scare_quotes] == expected
    assert voices.quotes == ()
    assert not any(voices.quoted)


MIXED = [
    ("He said the deal was “a disgrace” and left.", "the deal was “a disgrace” and left"),
    ("Lavrov called the report “a fairy tale”.", "the report “a fairy tale”"),
    ("Russia 'will never surrender', Putin says", "Russia 'will never surrender'"),
    ("The ministry said the strike had been “surgical”.", "the strike had been “surgical”"),
]


@pytest.mark.parametrize(("text", "content"), MIXED)
def test_marks_inside_reported_speech_make_it_mixed(read, text, content):
    voices = read(text)
    assert [(q.content.text, q.kind) for q in voices.quotes] == [(content, "mixed")]
    assert voices.scare_quotes == ()


@pytest.mark.parametrize(
    "text",
    [
        "The workers' strike lasted until the owners' lawyers came.",
        'It was a 5" pipe beside a 6" pipe.',
        "Rock 'n' roll never died.",
        "The '90s were like that.",
        "”",
        "“",
        '""',
        "“”“”",
        "' ' '",
        "",
        "   \n\n  ",
    ],
)
def test_marks_that_quote_nobody(read, text):
    assert [q for q in read(text).quotes if q.kind != "direct"] == []
    assert not [q for q in read(text).quotes if len(q.content.text) > 3]


def test_odd_marks_lose_nothing_but_that_quote(said):
    text = '“We hold,” said Kuleba.\n\nThe 6" gun" fired.\n\n“We win,” said Kuleba.'
    found = said(text)
    assert ("Kuleba", "“We hold,”") in found
    assert ("Kuleba", "“We win,”") in found


def test_five_thousand_quotations(read):
    quotes = read("“Yes,” he said. " * 5000).quotes
    assert len(quotes) == 5000
    assert {q.content.text for q in quotes} == {"“Yes,”"}


def test_flags_cover_exactly_the_content(read):
    text = "“Yes,” he said. Nobody came."
    voices = read(text)
    # tokens: “ Yes , ” he said . Nobody came .
    assert list(voices.quoted) == [1, 1, 1, 1, 0, 0, 0, 0, 0, 0]
    assert voices.quote_of == [0, 0, 0, 0, -1, -1, -1, -1, -1, -1]
