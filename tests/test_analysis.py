"""One article in, stance in two voices out: literal texts and what must be read in them."""

from __future__ import annotations

import json
import math

import pytest

import framing
from framing import Article
from framing.analysis import to_json

MINISTER = "The minister said: “Ukraine is a corrupt, treacherous regime.” The talks continue on Monday in Geneva."
VOICES = ("author", "quoted")


def label(text: str, target: str, voice: str = "author", **options: object) -> str:
    return framing.analyze(text, **options).stance[target].voice(voice).label


def test_a_furious_quote_is_the_sources_and_not_the_authors() -> None:
    stance = framing.analyze(MINISTER).stance["Ukraine"]
    assert stance.author.label in ("neutral", "absent")
    assert stance.quoted.label == "against"
    assert stance.quoted.score < -0.3


def test_the_same_words_without_quotation_are_the_authors() -> None:
    stance = framing.analyze("Ukraine is a corrupt, treacherous regime. The talks continue on Monday.").stance[
        "Ukraine"
    ]
    assert stance.author.label == "against"
    assert stance.quoted.label == "absent"


def test_who_does_what_to_whom() -> None:
    stance = framing.analyze("Russia brutally attacked brave Ukraine").stance
    assert stance["Russia"].author.label == "against"
    assert stance["Ukraine"].author.label == "favor"
    exchanged = framing.analyze("Ukraine brutally attacked brave Russia").stance
    assert exchanged["Ukraine"].author.label == "against"
    assert exchanged["Russia"].author.label == "favor"


@pytest.mark.parametrize("scorer", ["lexicon", "both"])
def test_names_exchanged_scores_exchanged(scorer: str) -> None:
    analyzer = framing.Analyzer(scorer=scorer, naming=False)
    one = analyzer.analyze("Russia brutally attacked brave Ukraine").stance
    other = analyzer.analyze("Ukraine brutally attacked brave Russia").stance
    assert one["Russia"].author.score == pytest.approx(other["Ukraine"].author.score, abs=1e-9)
    assert one["Ukraine"].author.score == pytest.approx(other["Russia"].author.score, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("Moscow's brutal aggression shocked the treacherous Kremlin's own envoys.", "Russia", "against"),
        ("Heroic Ukraine defends its freedom with admirable courage.", "Ukraine", "favor"),
        ("Washington is an arrogant, hypocritical hegemon that bullies its vassals.", "West", "against"),
        ("Azerbaijan has built a wise, successful and peaceful policy of its own.", "Azerbaijan", "favor"),
        ("The Kremlin showed wisdom and generosity; Russia is a noble and reliable friend.", "Russia", "favor"),
        ("Delegations from Russia and Ukraine met on Tuesday.", "Russia", "neutral"),
        ("Delegations from Russia and Ukraine met on Tuesday.", "Ukraine", "neutral"),
        ("Delegations met on Tuesday.", "Ukraine", "absent"),
    ],
)
def test_literal_text_gives_literal_label(text: str, target: str, expected: str) -> None:
    assert label(text, target) == expected


def test_absent_is_nan_and_neutral_is_a_number() -> None:
    stance = framing.analyze("Russia and Turkey trade tomatoes.").stance
    assert math.isnan(stance["Ukraine"].author.score)
    assert math.isnan(stance["Ukraine"].delta)
    assert stance["Ukraine"].author.evidence == ()
    assert stance["Russia"].author.label == "neutral"
    assert not math.isnan(stance["Russia"].author.score)


def test_nothing_gives_a_score_without_a_mention() -> None:
    a = framing.analyze("The brutal, corrupt regime murdered brave civilians. The puppet government lied.")
    assert {s.voice(v).label for s in a.stance.values() for v in VOICES} == {"absent"}


def test_every_configured_target_is_a_key_even_when_absent() -> None:
    assert list(framing.analyze("Rain.").stance) == ["Russia", "Ukraine", "West", "Azerbaijan"]
    assert list(framing.analyze("Rain.", targets=["China"]).stance) == ["China"]


def test_delta_is_author_minus_quoted() -> None:
    stance = framing.analyze(f"{MINISTER} Brave Ukraine fights on with heroic courage.").stance["Ukraine"]
    assert stance.author.score > 0 > stance.quoted.score
    assert stance.delta == stance.author.score - stance.quoted.score


def test_the_title_is_the_authors_and_spans_say_their_field() -> None:
    article = Article("Nothing else happened.", title="Brutal Russia attacks heroic Ukraine")
    a = framing.analyze(article)
    assert a.stance["Russia"].author.label == "against"
    for e in a.stance["Russia"].author.evidence:
        assert e.field == "title"
        assert article.title[e.start : e.end] == e.text
    assert {m.field for m in a.mentions} == {"title"}


def test_evidence_points_into_the_callers_string_and_sums_to_the_score() -> None:
    a = framing.analyze(MINISTER)
    seen = 0
    for stance in a.stance.values():
        for voice in (stance.author, stance.quoted):
            for e in voice.evidence:
                assert MINISTER[e.start : e.end] == e.text != ""
                seen += 1
            if voice.n_mentions:
                assert math.fsum(e.contribution for e in voice.evidence) == pytest.approx(voice.score, abs=1e-9)
    assert seen >= 2


def test_naming_choices_are_listed_with_an_alternative_and_can_be_switched_off() -> None:
    text = "The Kiev regime answered. The special military operation of Russia goes on."
    on, off = framing.analyze(text), framing.analyze(text, naming=False)
    assert any("kiev regime" in n.term.casefold() for n in on.naming)
    assert [n.term for n in off.naming] == [n.term for n in on.naming]
    assert all(text[n.start : n.end] == n.text for n in on.naming)
    kinds_off = {e.kind for s in off.stance.values() for v in (s.author, s.quoted) for e in v.evidence}
    assert "naming" not in kinds_off
    ukraine = on.stance["Ukraine"].author
    assert ukraine.score < 0
    assert any(e.kind == "naming" and e.contribution < 0 for e in ukraine.evidence)


def test_a_judging_cue_is_the_speakers_judgement() -> None:
    stance = framing.analyze("Lavrov accused Kyiv of treachery on Monday.").stance["Ukraine"]
    assert stance.quoted.label in ("against", "neutral")
    assert not stance.author.score < -0.2


def test_scare_quotes_are_not_speech() -> None:
    a = framing.analyze("The so-called “referendum” was held by Russia. He said: “We vote.”")
    assert [s.text for s in a.scare_quotes] == ["“referendum”"]
    assert [q.content.text for q in a.quotes] == ["“We vote.”"]


def test_frames_have_shares_evidence_and_owners() -> None:
    text = "Envoys resumed peace talks in Geneva. Mediators hope for a ceasefire and more negotiations. Rain fell."
    frames = framing.analyze(text).frames
    assert frames["diplomacy"].present
    assert 0 < frames["diplomacy"].share <= 1
    assert all(text[e.start : e.end] == e.text for e in frames["diplomacy"].evidence)
    assert not frames["conspiracy"].present
    assert frames["conspiracy"].share == 0
    assert sum(f.dominant for f in frames.values()) <= 2


def test_tables_have_one_row_a_cell_and_agree_with_the_records() -> None:
    a = framing.analyze(f"{MINISTER} Russia watched.")
    table = a.to_frame()
    assert len(table) == 2 * len(a.stance)
    row = table[(table["target"] == "Ukraine") & (table["voice"] == "quoted")].iloc[0]
    assert row["score"] == a.stance["Ukraine"].quoted.score
    assert row["label"] == "against"
    assert row["evidence"] in {e.text for e in a.stance["Ukraine"].quoted.evidence}
    sentences = a.sentences_to_frame()
    assert set(sentences["target"]) == {"Ukraine", "Russia"}
    assert all(a.article.text[s:e] == t for s, e, t in zip(sentences.start, sentences.end, sentences.text, strict=True))
    [quote] = a.voices_to_frame().to_dict("records")
    assert (quote["speaker"], quote["kind"], quote["cue"]) == ("The minister", "direct", "said")
    assert 0 < quote["share"] < 1


def test_tables_of_an_empty_analysis_are_empty_tables() -> None:
    a = framing.analyze("Rain fell on the hills again.")
    assert len(a.sentences_to_frame()) == len(a.voices_to_frame()) == 0
    assert len(a.to_frame()) == 8


def test_the_dict_is_json_and_holds_no_nan() -> None:
    raw = framing.analyze(f"\ud800 {MINISTER}").to_dict()
    text = json.dumps(raw, allow_nan=False)
    assert raw["stance"]["Russia"]["author"]["score"] is None
    assert raw["stance"]["Ukraine"]["quoted"]["label"] == "against"
    assert json.loads(text)["stance"].keys() == raw["stance"].keys()
    assert to_json(framing.analyze(f"\ud800 {MINISTER}")).isascii()


def test_the_same_text_gives_the_same_result() -> None:
    assert framing.analyze(MINISTER) == framing.analyze(MINISTER)
    assert framing.Analyzer().analyze(MINISTER) == framing.analyze(MINISTER)


@pytest.mark.parametrize("scorer", ["vader", "", None, 1])
def test_an_unknown_scorer_is_refused_with_the_choices(scorer: object) -> None:
    with pytest.raises(framing.InputError, match="choose one of lexicon, classifier, both"):
        framing.Analyzer(scorer=scorer)  # type: ignore[arg-type]


@pytest.mark.parametrize("scorer", ["lexicon", "classifier", "both"])
def test_each_scorer_separates_voices(scorer: str) -> None:
    stance = framing.analyze(MINISTER, scorer=scorer).stance["Ukraine"]
    assert stance.quoted.score < 0
    assert not stance.author.score < 0


def test_spans_of_any_kind_can_be_scored() -> None:
    text = "Brutal Veltrania attacked; the heroic nurses of Ostmark were praised."
    places = [(text.index(w), text.index(w) + len(w)) for w in ("Veltrania", "nurses of Ostmark", "the")]
    scores = framing.score_spans(text, places)
    assert [(s.start, s.end) for s in scores] == places
    assert scores[0].score < 0 < scores[1].score
    for s in scores:
        assert s.score == pytest.approx(s.p_favor - s.p_against)
        assert s.p_against + s.p_neutral + s.p_favor == pytest.approx(1)
        assert s.voice == "author"
    [said] = framing.score_spans("He said: “Veltrania is corrupt.”", [(10, 19)])
    assert said.voice == "quoted"


@pytest.mark.parametrize("span", [(5, 5), (6, 2), (-1, 3), (0, 99), ("a", 3), (1,), None])
def test_impossible_spans_are_refused(span: object) -> None:
    with pytest.raises(framing.InputError, match="span"):
        framing.score_spans("Russia waits.", [span])  # type: ignore[list-item]


def test_find_quotes_finds_speech_only() -> None:
    [quote] = framing.find_quotes("Peskov said that talks would go on. So-called “progress” bores him.")
    assert (quote.speaker and quote.speaker.text, quote.cue and quote.cue.text) == ("Peskov", "said")
    assert framing.find_quotes("Nobody spoke.") == []
