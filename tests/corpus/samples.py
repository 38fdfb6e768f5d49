"""A small analyzer that does not depend on the shipped lexicons, and a table of good and bad rows."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd

import framing
from framing.frames import Frame, FrameEntry, Frameset
from framing.lexicons import Lexicon

STANCE = pd.DataFrame(
    [
        {"term": "brutally", "class": "adverb", "type": "evaluation", "holder": -0.75},
        {"term": "brave", "class": "adjective", "type": "evaluation", "holder": 0.75},
        {"term": "treacherous", "class": "adjective", "type": "evaluation", "holder": -0.75},
    ]
)
NAMING = pd.DataFrame([{"term": "Kiev regime", "class": "noun", "bound_to": "Russia", "implies": "Ukraine -0.75"}])

GOOD = [
    "Russia brutally attacked its neighbour. Ukraine is brave, the mayor said.",
    "The minister said: “Ukraine is a treacherous state.” The talks go on in Geneva on Monday.",
    "The river commission met again on Tuesday and agreed on a list of bridges.",
    "Brave Ukraine and treacherous Russia, wrote the paper. The West was silent.",
]
BAD: list[object] = [
    None,
    float("nan"),
    pd.NA,
    pd.NaT,
    b"bytes",
    7,
    ["a", "list"],
    {"a": "dict"},
    datetime.date(2024, 1, 1),
    np.array([1, 2]),
    "",
    " \n\t ",
    "word",
    "Комиссия снова собралась во вторник.",
    "<p>Russia</p><p>is</p><p>brave</p>",
    "lone \ud800 surrogate",
    "“" * 2000,
    "\x00\x01\x02",
    "=cmd|' /C calc'!A0",
    "Russia " * 2000,
]


def make_analyzer(**options: object) -> framing.Analyzer:
    frames = Frameset(
        "small",
        (Frame("courage", "courage", (("brave", "adjective", FrameEntry("brave", "adjective", 1.0, "")),)),),
    )
    lexicons = [
        Lexicon.from_frame(STANCE, name="small"),
        Lexicon.from_frame(NAMING, name="names", kind="naming"),
    ]
    return framing.Analyzer(lexicons=lexicons, frames=frames, scorer="lexicon", **options)  # type: ignore[arg-type]


def mixed_table(n: int) -> pd.DataFrame:
    """Return ``n`` rows: the good and bad texts in turn, ids as text, an outlet and a date column."""
    texts = [*GOOD, *BAD]
    return pd.DataFrame(
        {
            "id": [f"d{k:05d}" for k in range(n)],
            "text": pd.Series([texts[k % len(texts)] for k in range(n)], dtype=object),
            "outlet": [f"outlet {k % 3}" for k in range(n)],
            "week": range(n),
        }
    )
