"""From pieces of evidence to the stance of one voice toward one target.

``score = tanh(k z / (c + n))`` with z the sum of the evidence and n the number of mentions: it grows with evidence,
shrinks with silence, and stays in [-1, 1]. Each contribution is ``z_i * score / z``, so that they sum to the score.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from framing.records import Evidence, Label, VoiceName, VoiceStance
from framing.stance.constants import Constants

ABSENT = VoiceStance("absent")


def rate(z: float, n: int, constants: Constants) -> float:
    """Return score / z, its limit where z is 0."""
    slope = constants.k / (constants.c + n)
    x = slope * z
    return slope if abs(x) < 1e-9 else math.tanh(x) / z


def voice_stance(
    raw: Sequence[Evidence], mention_scores: Sequence[float], voice: VoiceName, constants: Constants
) -> VoiceStance:
    """Aggregate the evidence of one voice toward one target.

    Parameters
    ----------
    raw
        Evidence whose ``contribution`` is the raw value z_i.
    mention_scores
        The score of each mention of the target in that voice; none gives an absent stance.
    voice
        Which voice, for its threshold.
    constants
        Slope, shrinkage and thresholds.
    """
    n = len(mention_scores)
    if n == 0:
        return ABSENT
    z = math.fsum(item.contribution for item in raw)
    factor = rate(z, n, constants)
    evidence = tuple(
        replace(item, contribution=item.contribution * factor)
        for item in sorted(raw, key=lambda e: (e.field != "title", e.start, e.end, e.kind))
    )
    score = math.fsum(item.contribution for item in evidence) + 0.0
    return VoiceStance(
        label=_label(score, evidence, voice, constants),
        score=score,
        se=_standard_error(mention_scores, factor, constants),
        n_mentions=n,
        evidence=evidence,
    )


def _label(score: float, evidence: Sequence[Evidence], voice: VoiceName, constants: Constants) -> Label:
    threshold = constants.threshold(voice)
    if score <= -threshold:
        return "against"
    if score >= threshold:
        return "favor"
    for_it = math.fsum(e.contribution for e in evidence if e.contribution > 0)
    against = -math.fsum(e.contribution for e in evidence if e.contribution < 0)
    if min(for_it, against) >= constants.mixed:
        return "mixed"
    return "neutral"


def _standard_error(mention_scores: Sequence[float], factor: float, constants: Constants) -> float:
    """Return the standard error of the score over mentions, in score units; one mention has the prior spread."""
    n = len(mention_scores)
    mean = math.fsum(mention_scores) / n
    # two pseudo-mentions of unit spread keep the error of a handful of equal mentions from being 0
    variance = (math.fsum((m - mean) ** 2 for m in mention_scores) + 2 * 0.25) / (n + 1)
    return min(1.0, factor * n * math.sqrt(variance / n) / max(1.0, constants.k / 2))
