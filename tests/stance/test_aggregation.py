"""From evidence to a voice's stance: the shrink, the sum rule, the labels, the standard error."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from framing.records import Evidence, VoiceName, VoiceStance
from framing.stance.aggregation import ABSENT, label_probabilities, rate, voice_stance
from framing.stance.constants import load_constants

CONSTANTS = replace(
    load_constants(),
    k=2.0,
    c=0.0,
    author_against=-0.2,
    author_favor=0.3,
    quoted_against=-0.1,
    quoted_favor=0.1,
    spread=0.02,
    unsure=0.4,
    mixed=0.4,
)


def evidence(*values: float) -> list[Evidence]:
    return [Evidence("mention", f"word{i}", 10 * i, 10 * i + 5, z) for i, z in enumerate(values)]


def stance(values: tuple[float, ...], mentions: int = 1, voice: VoiceName = "author") -> VoiceStance:
    return voice_stance(evidence(*values), [(sum(values), False)] * mentions, voice, CONSTANTS)


def test_no_mention_is_absent_and_nan_whatever_the_evidence() -> None:
    for values in ((), (-1.0,)):
        found = stance(values, mentions=0)
        assert found == ABSENT or found.label == "absent"
        assert math.isnan(found.score)
        assert math.isnan(found.se)
        assert found.n_mentions == 0


def test_a_mention_without_evidence_is_neutral_and_exactly_zero() -> None:
    found = stance(())
    assert (found.label, found.score, found.n_mentions, found.n_unsure) == ("neutral", 0.0, 1, 0)
    assert math.copysign(1, found.score) == 1


def test_the_score_is_the_documented_shrink() -> None:
    # tanh(k z / sqrt(c + n)) with k = 2, c = 0
    assert stance((-0.75,)).score == pytest.approx(math.tanh(-1.5))
    assert stance((0.5, 0.25), mentions=4).score == pytest.approx(math.tanh(0.75))


def test_contributions_sum_to_the_score_and_keep_their_signs() -> None:
    found = stance((-0.7, 0.3, -0.05), mentions=2, voice="quoted")
    assert math.fsum(e.contribution for e in found.evidence) == pytest.approx(found.score, abs=1e-12)
    assert [e.contribution < 0 for e in found.evidence] == [True, False, True]


def test_evidence_that_cancels_out_gives_zero_and_keeps_its_signs() -> None:
    found = stance((0.5, -0.5))
    assert found.score == pytest.approx(0.0, abs=1e-12)
    assert [e.contribution > 0 for e in found.evidence] == [True, False]


@pytest.mark.parametrize(
    ("values", "voice", "label"),
    [
        ((-0.5,), "author", "against"),
        ((0.5,), "author", "favor"),
        ((-0.07,), "author", "neutral"),
        ((-0.07,), "quoted", "against"),
        ((0.07,), "quoted", "favor"),
        ((0.12,), "author", "neutral"),
        ((0.02,), "quoted", "neutral"),
        ((0.5, -0.5), "author", "mixed"),
        ((0.1, -0.1), "author", "neutral"),
        ((1.0, -0.5), "author", "favor"),
    ],
)
def test_labels(values: tuple[float, ...], voice: VoiceName, label: str) -> None:
    assert stance(values, voice=voice).label == label


def test_where_no_label_is_likely_enough_the_label_is_unsure() -> None:
    wide = replace(CONSTANTS, spread=0.3, unsure=0.6)
    raw = evidence(-0.11)
    assert voice_stance(raw, [(-0.11, False)], "author", wide).label == "unsure"
    assert voice_stance(raw, [(-0.11, False)], "author", replace(wide, unsure=0.1)).label != "unsure"


@pytest.mark.parametrize("voice", ["author", "quoted"])
@pytest.mark.parametrize("score", [-1.0, -0.3, -0.15, 0.0, 0.2, 0.9])
def test_probabilities_are_a_distribution_ordered_by_the_score(score: float, voice: VoiceName) -> None:
    against, neutral, favor = label_probabilities(score, voice, CONSTANTS)
    assert against + neutral + favor == pytest.approx(1.0)
    assert min(against, neutral, favor) >= 0
    more = label_probabilities(score + 0.05, voice, CONSTANTS)
    assert more[0] <= against
    assert more[2] >= favor


def test_more_evidence_moves_further_and_more_silence_moves_back() -> None:
    weak, strong = stance((-0.3,)).score, stance((-0.3, -0.3)).score
    diluted = stance((-0.3,), mentions=4).score
    assert strong < weak < diluted < 0


def test_the_score_stays_in_bounds() -> None:
    assert stance((1.0,) * 500).score == pytest.approx(1.0)
    assert -1.0 <= stance((-1.0,) * 500).score <= -0.999


def test_evidence_comes_title_first_then_in_text_order() -> None:
    raw = [
        Evidence("mention", "b", 30, 31, 0.1),
        Evidence("mention", "a", 5, 6, 0.1),
        Evidence("mention", "t", 40, 41, 0.1, "title"),
    ]
    assert [e.text for e in voice_stance(raw, [(0.3, False)], "author", CONSTANTS).evidence] == [
        "t",
        "a",
        "b",
    ]


def test_the_standard_error_grows_with_discord_and_is_never_zero() -> None:
    raw = evidence(0.1)
    agree = voice_stance(raw, [(0.5, False)] * 20, "author", CONSTANTS).se
    discord = voice_stance(raw, [(1.0, False), (-1.0, False)] * 10, "author", CONSTANTS).se
    assert 0 < agree < discord <= 1


def test_abstentions_are_counted() -> None:
    assert voice_stance([], [(0.0, True), (0.1, False), (0.0, True)], "author", CONSTANTS).n_unsure == 2


def test_the_rate_has_its_limit_at_zero() -> None:
    assert rate(0.0, 1, CONSTANTS) == pytest.approx(rate(1e-7, 1, CONSTANTS))


def test_the_shipped_constants_are_in_range() -> None:
    constants = load_constants()
    assert 0 < constants.event < constants.loaded_event <= 1
    for voice in ("author", "quoted"):
        low, high = constants.thresholds(voice)
        assert -1 < low < 0 < high < 1
