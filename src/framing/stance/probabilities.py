"""From evidence at one mention to calibrated class probabilities."""

from __future__ import annotations

import math

# Slope and neutral level of the three-way logistic curve for lexicon evidence.
SLOPE = 2.2
NEUTRAL = 1.1


def class_probabilities(z: float) -> tuple[float, float, float]:
    """Return ``(p_against, p_neutral, p_favor)`` for lexicon evidence ``z``; they sum to 1 and mirror in the sign of z."""
    x = max(-20.0, min(20.0, SLOPE * z))
    up, down, level = math.exp(x), math.exp(-x), math.exp(NEUTRAL)
    total = up + down + level
    return down / total, level / total, up / total
