"""From evidence to a voice's stance: the shrink, the sum rule, the labels, the standard error."""

from __future__ import annotations

import math

import pytest

from framing.records import Evidence
from framing.stance.aggregation import ABSENT, rate, voice_stance
from framing.stance.constants import Constants, load_constants

CONSTANTS = Constants(event=0.25, loaded_event=0.75, k=2.0, c=1.0, author=0.2, quoted=0.1, mixed=0.3)


def evidence(*values: float) -> list[Evidence]:
    return [Evidence("mention", f"word{i}", 10 * i, 10 * i + 5, z) for i, z in enumerate(values)]


def test_no_mention_is_absent_and_nan_whatever_the_evidence() -> None:
    for raw in ([], evidence(-1.0)):
        stance = voice_stance(raw, [], "author", CONSTANTS)
        assert stance == ABSENT or stance.label == "absent"
        assert math.isnan(stance.score)
        assert math.isnan(stance.se)
        assert stance.n_mentions == 0


def test_a_mention_without_evidence_is_neutral_and_exactly_zero() -> None:
    stance = voice_stance([], [0.0], "author", CONSTANTS)
    assert (stance.label, stance.score, stance.n_mentions) == ("neutral", 0.0, 1)
    assert math.copysign(1, stance.score) == 1


def test_the_score_is_the_published_shrink() -> None:
    # tanh(k z / (c + n)) with k = 2, c = 1
    assert voice_stance(evidence(-0.75), [-0.75], "author", CONSTANTS).score == pytest.approx(math.tanh(-0.75))
    assert voice_stance(evidence(0.5, 0.25), [0.75, 0, 0], "author", CONSTANTS).score == pytest.approx(math.tanh(0.375))


def test_contributions_sum_to_the_score() -> None:
    stance = voice_stance(evidence(-0.7, 0.3, -0.05), [-0.45, 0.0], "quoted", CONSTANTS)
    assert math.fsum(e.contribution for e in stance.evidence) == pytest.approx(stance.score, abs=1e-12)
    assert [e.contribution < 0 for e in stance.evidence] == [True, False, True]


def test_evidence_that_cancels_out_gives_zero_and_keeps_its_signs() -> None:
    stance = voice_stance(evidence(0.5, -0.5), [0.0], "author", CONSTANTS)
    assert stance.score == pytest.approx(0.0, abs=1e-12)
    assert [e.contribution > 0 for e in stance.evidence] == [True, False]


@pytest.mark.parametrize(
    ("values", "voice", "label"),
    [
        ((-0.5,), "author", "against"),
        ((0.5,), "author", "favor"),
        ((-0.15,), "author", "neutral"),
        ((-0.15,), "quoted", "against"),
        ((0.05,), "quoted", "neutral"),
        ((0.5, -0.5), "author", "mixed"),
        ((0.1, -0.1), "author", "neutral"),
        ((0.9, -0.5), "author", "favor"),
    ],
)
def test_labels(values: tuple[float, ...], voice: str, label: str) -> None:
    assert voice_stance(evidence(*values), [sum(values)], voice, CONSTANTS).label == label


def test_more_evidence_moves_further_and_more_silence_moves_back() -> None:
    weak, strong = (voice_stance(evidence(*[-0.5] * n), [-0.5] * n, "author", CONSTANTS).score for n in (1, 2))
    diluted = voice_stance(evidence(-0.5), [-0.5, 0, 0, 0], "author", CONSTANTS).score
    assert strong < weak < diluted < 0


def test_the_score_stays_in_bounds() -> None:
    assert voice_stance(evidence(*[1.0] * 500), [1.0], "author", CONSTANTS).score == pytest.approx(1.0)
    assert voice_stance(evidence(*[1.0] * 500), [1.0], "author", CONSTANTS).score <= 1.0


def test_evidence_comes_title_first_then_in_text_order() -> None:
    raw = [
        Evidence("mention", "b", 30, 31, 0.1),
        Evidence("mention", "a", 5, 6, 0.1),
        Evidence("mention", "t", 40, 41, 0.1, "title"),
    ]
    assert [e.text for e in voice_stance(raw, [0.3], "author", CONSTANTS).evidence] == ["t", "a", "b"]


def test_the_standard_error_shrinks_with_agreement_and_grows_with_discord() -> None:
    few = voice_stance(evidence(0.5), [0.5] * 2, "author", CONSTANTS).se
    many = voice_stance(evidence(0.5), [0.5] * 40, "author", CONSTANTS).se
    discord = voice_stance(evidence(0.5), [1.0, -1.0] * 20, "author", CONSTANTS).se
    assert 0 < many < few
    assert discord > many


def test_the_rate_has_its_limit_at_zero() -> None:
    assert rate(0.0, 1, CONSTANTS) == pytest.approx(rate(1e-7, 1, CONSTANTS))


def test_the_shipped_constants_are_in_range() -> None:
    constants = load_constants()
    assert 0 < constants.event < constants.loaded_event <= 1
    assert 0 < constants.author < 1
    assert 0 < constants.quoted < 1
    assert constants.threshold("author") == constants.author
    assert constants.threshold("quoted") == constants.quoted
