"""Plots for a paper: each takes a result table and returns matplotlib Axes; the global style stays as it is.

Needs matplotlib (the extra ``plot``). The colour-blind tell the colours apart, and marks differ in shape too. Texts
have the size of a journal page: save with ``ax.figure.savefig("figure.pdf")``.
"""

from framing.show.check_plots import reliability, specification
from framing.show.naming_plots import naming
from framing.show.stance_plots import delta, stance
from framing.show.time_plots import trend
from framing.show.word_plots import contrast, frames, voices

__all__ = [
    "contrast",
    "delta",
    "frames",
    "naming",
    "reliability",
    "specification",
    "stance",
    "trend",
    "voices",
]
