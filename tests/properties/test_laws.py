"""Laws that hold for every text: offsets, the sum rule, blindness to names, indifference to typography."""

from __future__ import annotations

import itertools
import math
import os
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import framing
from framing.records import Article

VOICES = ("author", "quoted")
EXAMPLES = int(os.environ.get("FRAMING_EXAMPLES", "60"))
SETTINGS = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)

# pieces that meet every stage: names, speech, marks, judgements, events, function words, invisible characters
PIECES = (
    "Russia Ukraine Moscow Kyiv Putin Zelensky NATO Brussels Washington Baku Russian Ukrainian Western regime brutally "
    "attacked brave corrupt not never allegedly said that accused according to , . ! ? : ; — - “ ” ‘ ’ \" ' ( ) the of "
    "by was which and but he who while if U.S. Mr. talks peace sanctions puppet heroic lied praised war aggression 's"
).split()
NOISE = [
    "\n",
    "\n\n",
    "\r\n",
    "\u00ad",
    "\u200b",
    "e\u0301",
    "\ufeff",
    "\ud800",
    "俄",
    "😀",
    "\u0301",
    "\t",
    "ß",
    "İ",
    "ﬁ",
]
PIECE = st.one_of(st.sampled_from(PIECES), st.sampled_from(PIECES), st.sampled_from(NOISE))
PIECED = st.lists(PIECE, max_size=60).map(" ".join)
GLUED = st.lists(PIECE, max_size=40).map("".join)
ANY_TEXT = st.one_of(PIECED, GLUED, st.text(max_size=200))
ARTICLE = st.builds(Article, ANY_TEXT, title=st.one_of(st.just(""), ANY_TEXT))


@cache
def analyzer(scorer: str = "both", *, naming: bool = True) -> framing.Analyzer:
    return framing.Analyzer(scorer=scorer, naming=naming)  # type: ignore[arg-type]


def voices(a: framing.ArticleAnalysis) -> list[tuple[str, str, object]]:
    return [(t, v, s.voice(v)) for t, s in a.stance.items() for v in VOICES]


@SETTINGS
@given(ARTICLE)
def test_every_span_points_into_the_callers_string(article: Article) -> None:
    a = analyzer().analyze(article)
    fields = {"title": article.title, "text": article.text}
    spans = [*a.mentions, *a.naming, *a.scare_quotes, *(s.span for s in a.sentences)]
    spans += [e for *_, voice in voices(a) for e in voice.evidence]
    spans += [e for f in a.frames.values() for e in f.evidence]
    spans += [s for q in a.quotes for s in (q.content, q.speaker, q.cue, q.speaker_antecedent) if s is not None]
    for span in spans:
        assert 0 <= span.start < span.end <= len(fields[span.field])
        assert fields[span.field][span.start : span.end] == span.text
    for mention in a.mentions:
        # what is located is the name itself: its first letter is a capital
        assert mention.text[0].isupper() or mention.text[:3] == "the"


@SETTINGS
@given(ARTICLE)
def test_contributions_sum_to_the_score_and_absent_is_nan(article: Article) -> None:
    for _, _, voice in voices(analyzer().analyze(article)):
        if voice.n_mentions == 0:
            assert voice.label == "absent"
            assert math.isnan(voice.score)
            assert math.isnan(voice.se)
            assert voice.evidence == ()
        else:
            assert voice.label != "absent"
            assert -1 <= voice.score <= 1
            assert 0 <= voice.se <= 1
            assert math.isclose(math.fsum(e.contribution for e in voice.evidence), voice.score, abs_tol=1e-9)


@SETTINGS
@given(ARTICLE)
def test_mentions_carry_probabilities_and_agree_with_the_counts(article: Article) -> None:
    a = analyzer().analyze(article)
    for m in a.mentions:
        assert math.isclose(m.p_against + m.p_neutral + m.p_favor, 1, abs_tol=1e-9)
        assert math.isclose(m.score, m.p_favor - m.p_against, abs_tol=1e-9)
    for target, voice, stance in voices(a):
        placed = sum(m.target == target and m.voice == voice for m in a.mentions)
        # words of one voice may judge a name in the other: an accusing cue, a judging word just before a quote
        evaluated = {(e.field, e.start) for e in stance.evidence if e.kind == "mention"}
        assert stance.n_mentions >= placed
        assert stance.n_mentions == placed or evaluated


@SETTINGS
@given(ARTICLE)
def test_frames_are_shares(article: Article) -> None:
    frames = analyzer().analyze(article).frames
    assert len(frames) == 17
    for f in frames.values():
        assert 0 <= f.share <= 1
        assert f.present or not f.dominant
        assert all(0 < share <= 1 + 1e-12 for share in f.targets.values())
    assert sum(f.dominant for f in frames.values()) <= 2


CURLY = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"})
WHOLE_QUOTE = st.sampled_from(
    [
        "“Ukraine is a regime”, Putin said.",
        "He said: “Moscow’s war is brutal.”",
        "Kyiv’s “so-called” allies",
        "It isn’t Russia’s.",
    ]
)
PROSE = st.lists(
    st.one_of(WHOLE_QUOTE, st.sampled_from(["Brave Ukraine waits.", "Russia lied."])), min_size=1, max_size=6
)


def outline(a: framing.ArticleAnalysis) -> list[tuple[str, str, str, float]]:
    return [(t, v, s.label, 0.0 if math.isnan(s.score) else round(s.score, 9)) for t, v, s in voices(a)]


@SETTINGS
@given(PROSE.map(" ".join))
def test_curly_and_straight_marks_are_one(text: str) -> None:
    a, b = analyzer().analyze(text), analyzer().analyze(text.translate(CURLY))
    assert outline(a) == outline(b)
    assert [(q.content.start, q.content.end) for q in a.quotes] == [(q.content.start, q.content.end) for q in b.quotes]


@SETTINGS
@given(st.lists(st.sampled_from([*PIECES, "\n", "\n\n"]), max_size=60).map(" ".join))
def test_line_ends_are_one(text: str) -> None:
    windows = text.replace("\n", "\r\n")
    a, b = analyzer().analyze(text), analyzer().analyze(windows)
    assert outline(a) == outline(b)
    # a name that goes over a line end keeps the caller's
    assert [m.text for m in a.mentions] == [m.text.replace("\r\n", "\n") for m in b.mentions]
    assert all(windows[m.start : m.end] == m.text for m in b.mentions)


@SETTINGS
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join), st.data())
def test_invisible_marks_change_nothing(text: str, data: st.DataObject) -> None:
    letters = [i for i in range(1, len(text)) if text[i - 1].isalpha() and text[i].isalpha()]
    if not letters:
        return
    places = sorted(data.draw(st.sets(st.sampled_from(letters), max_size=5)), reverse=True)
    marked = text
    for i in places:
        marked = marked[:i] + "\u00ad" + marked[i:]
    assert outline(analyzer().analyze(marked)) == outline(analyzer().analyze(text))


# names of equal standing: one capitalised word, no word of any lexicon
SLOTS = ("{A}", "{B}", "{C}")
COUNTRIES = ("Russia", "Ukraine", "Azerbaijan")
INVENTED = ("Veltrania", "Ostmark", "Quellia")
NAMED = st.lists(
    st.one_of(
        st.sampled_from(SLOTS), st.sampled_from(SLOTS), st.sampled_from([p for p in PIECES if not p[0].isupper()])
    ),
    max_size=50,
)


def filled(pieces: list[str], names: tuple[str, ...]) -> str:
    table = dict(zip(SLOTS, names, strict=True))
    return " ".join(table.get(p, p) for p in pieces)


def scores(a: framing.ArticleAnalysis, names: tuple[str, ...]) -> list[float]:
    found = [a.stance[n].voice(v).score for n in names for v in VOICES]
    return [-9.0 if math.isnan(x) else x for x in found]


@pytest.mark.parametrize("scorer", ["lexicon", "both"])
@SETTINGS
@given(NAMED)
def test_with_naming_off_exchanged_names_exchange_scores(scorer: str, pieces: list[str]) -> None:
    engine = analyzer(scorer, naming=False)
    reference = scores(engine.analyze(filled(pieces, COUNTRIES)), COUNTRIES)
    for names in itertools.permutations(COUNTRIES):
        found = scores(engine.analyze(filled(pieces, names)), names)
        assert found == pytest.approx(reference, abs=1e-9)


@cache
def invented() -> framing.Analyzer:
    return framing.Analyzer(targets=[framing.Target(n) for n in INVENTED], naming=False)


@SETTINGS
@given(NAMED)
def test_an_invented_country_is_treated_as_any_other(pieces: list[str]) -> None:
    known = scores(analyzer(naming=False).analyze(filled(pieces, COUNTRIES)), COUNTRIES)
    made_up = scores(invented().analyze(filled(pieces, INVENTED)), INVENTED)
    assert made_up == pytest.approx(known, abs=1e-9)


@SETTINGS
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_naming_is_the_only_difference_that_names_make(text: str) -> None:
    on, off = analyzer().analyze(text), analyzer(naming=False).analyze(text)
    assert [m.score for m in on.mentions] == [m.score for m in off.mentions]
    for (_, _, a), (_, _, b) in zip(voices(on), voices(off), strict=True):
        if not any(e.kind == "naming" for e in a.evidence) and not math.isnan(a.score):
            assert a.score == pytest.approx(b.score, abs=1e-9)
        assert not any(e.kind == "naming" for e in b.evidence)


@SETTINGS
@given(ANY_TEXT, st.data())
def test_any_span_has_a_stance_that_is_a_number(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    [span] = framing.score_spans(text, [(start, end)])
    assert (span.start, span.end) == (start, end)
    assert math.isclose(span.p_against + span.p_neutral + span.p_favor, 1, abs_tol=1e-9)
    assert math.isclose(span.score, span.p_favor - span.p_against, abs_tol=1e-9)


@pytest.mark.long
@settings(SETTINGS, max_examples=max(2000, EXAMPLES))
@given(ARTICLE)
def test_no_article_crashes(article: Article) -> None:
    a = analyzer().analyze(article)
    assert a.to_dict()["warnings"] == list(a.warnings)
    assert str(a)
    assert a._repr_html_()
