"""From pieces of evidence to the stance of one voice toward one target.

``score = tanh(k z / sqrt(c + n))`` with z the sum of the evidence and n the number of mentions: many mentions
that agree
count for more than one, but not n times as much. Each contribution is ``z_i * score / z``, so that they sum to
the score.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from framing.records import Evidence, Label, VoiceName, VoiceStance
from framing.stance.constants import Constants

ABSENT = VoiceStance("absent")


def rate(z: float, n: int, constants: Constants) -> float:
    """Return score / z, its limit where z is 0."""
    slope = constants.k / math.sqrt(constants.c + n)
    x = slope * z
    return slope if abs(x) < 1e-9 else math.tanh(x) / z


def voice_stance(
    raw: Sequence[Evidence],
    mentions: Sequence[tuple[float, bool]],
    voice: VoiceName,
    constants: Constants,
) -> VoiceStance:
    """Aggregate the evidence of one voice toward one target.

    Parameters
    ----------
    raw
        Evidence whose ``contribution`` is the raw value z_i.
    mentions
        Score of each mention of the target in that voice, and whether the model abstains on it; none gives an absent
        stance.
    voice
        Which voice, for its thresholds.
    constants
        Slope, shrinkage and thresholds.
    """
    n = len(mentions)
    if n == 0:
        return ABSENT
    z = math.fsum(item.contribution for item in raw)
    factor = rate(z, n, constants)
    in_order = sorted(raw, key=lambda e: (e.field != "title", e.start, e.end, e.kind))
    evidence = tuple(
        [Evidence(e.kind, e.text, e.start, e.end, e.contribution * factor, e.field, e.note) for e in in_order]
    )
    score = max(-1.0, min(1.0, math.fsum(item.contribution for item in evidence) + 0.0))
    probabilities = label_probabilities(score, voice, constants)
    return VoiceStance(
        _label(probabilities, evidence, constants),
        score,
        _standard_error([m for m, _ in mentions], score, constants),
        n,
        sum(unsure for _, unsure in mentions),
        evidence,
        *probabilities,
    )


def label_probabilities(score: float, voice: VoiceName, constants: Constants) -> tuple[float, float, float]:
    """Return the probabilities of against, neutral and favor for a score: an ordered logistic curve."""
    low, high = constants.thresholds(voice)
    against = 1.0 / (1.0 + math.exp((score - low) / constants.spread))
    not_favor = 1.0 / (1.0 + math.exp((score - high) / constants.spread))
    return against, max(0.0, not_favor - against), 1.0 - not_favor


def _label(probabilities: tuple[float, float, float], evidence: Sequence[Evidence], constants: Constants) -> Label:
    against, neutral, _ = probabilities
    best = max(probabilities)
    for_it = math.fsum(e.contribution for e in evidence if e.contribution > 0)
    against_it = -math.fsum(e.contribution for e in evidence if e.contribution < 0)
    if neutral == best and min(for_it, against_it) >= constants.mixed:
        return "mixed"
    if best < constants.unsure:
        return "unsure"
    if neutral == best:
        return "neutral"
    return "against" if against == best else "favor"


def _standard_error(mention_scores: Sequence[float], score: float, constants: Constants) -> float:
    """Return the standard error of the score over mentions (delta method), in score units.

    Two pseudo-mentions of spread one half keep the error of a handful of equal mentions from being 0.
    """
    n = len(mention_scores)
    mean = math.fsum(mention_scores) / n
    variance = (math.fsum((m - mean) ** 2 for m in mention_scores) + 2 * 0.25) / (n + 1)
    slope = constants.k * (1.0 - score**2) / math.sqrt(constants.c + n)
    return min(1.0, slope * math.sqrt(n * variance))
