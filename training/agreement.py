"""Agreement of the first labels of the corpus with the second labels, which were given with the first hidden.

``second_labels/mentions.csv``: id, n (place of the mention in its passage, 0 if it was edited away), words, target,
first (the label before anything was corrected), second. ``second_labels/passages.csv``: id, target, voice, first,
second; an empty code is NA.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from measures import group_of

from framing.errors import InputError
from framing.research.coder_agreement import Level, alpha_of, unit_coincidences
from framing.stance.corpus_format import MAIN_TARGETS, Passage

Row = tuple[str, str, bool | None]
Pair = tuple[str, float, float]  # passage, first code, second code
ENOUGH = 0.80
DRAWS = 500


def alpha(pairs: Sequence[Pair], level: Level) -> tuple[float, float, float]:
    """Return Krippendorff's alpha of pairs of codes and its 95% interval by bootstrap over passages."""
    codes = np.array([pair[1:] for pair in pairs])
    values, places = np.unique(codes, return_inverse=True)
    counts = np.zeros((len(codes), len(values)))
    np.add.at(counts, (np.repeat(np.arange(len(codes)), 2), places.ravel()), 1.0)
    passages, number = np.unique([pair[0] for pair in pairs], return_inverse=True)
    flat = np.zeros((len(passages), len(values) ** 2))
    np.add.at(flat, number, unit_coincidences(counts).reshape(len(codes), -1))
    weights = np.random.default_rng(0).multinomial(len(passages), np.full(len(passages), 1 / len(passages)), DRAWS)
    drawn = np.vstack([flat.sum(axis=0), weights @ flat]).reshape(-1, len(values), len(values))
    alphas = alpha_of(drawn, values, level)
    low, high = np.nanquantile(alphas[1:], [0.025, 0.975])
    return float(alphas[0]), float(low), float(high)


def _table(file: Path) -> list[dict[str, str]]:
    if not file.is_file():
        raise InputError(f"{file}: no such file; the second labels are a part of the corpus")
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def mention_pairs(rows: Sequence[dict[str, str]]) -> list[Pair]:
    """Return the labels of each mention, as they were before any correction."""
    return [(row["id"], float(row["first"]), float(row["second"])) for row in rows]


def present_pairs(rows: Sequence[dict[str, str]], passages: Sequence[Passage]) -> list[Pair]:
    """Return the corpus's present label beside the second one, for every mention that still stands.

    Raises
    ------
    InputError
        Where the n-th mention of a passage has other words than the row says.
    """
    by_id = {p.id: p for p in passages}
    pairs = []
    for number, row in enumerate(rows, 2):
        passage, n = by_id.get(row["id"]), int(row["n"])
        if passage is None or n == 0:
            continue
        mention = passage.mentions[n - 1] if n <= len(passage.mentions) else None
        found = passage.text[mention.start : mention.end] if mention else "nothing"
        if mention is None or found != row["words"]:
            place = f"mentions.csv, line {number}: mention {n} of {row['id']}"
            raise InputError(f"{place} is {found!r}, not {row['words']!r}; number the mentions anew")
        pairs.append((row["id"], float(mention.sign), float(row["second"])))
    return pairs


def passage_pairs(rows: Sequence[dict[str, str]], target: str = "", voice: str = "") -> list[Pair]:
    """Return the codes of the passages where both coders gave a number."""
    return [
        (row["id"], float(row["first"]), float(row["second"]))
        for row in rows
        if row["first"] and row["second"] and target in ("", group_of(row["target"])) and voice in ("", row["voice"])
    ]


def _row(item: str, pairs: Sequence[Pair], level: Level, bound: bool = False) -> tuple[str, str, str, bool | None]:
    value, low, high = alpha(pairs, level)
    text = f"{value:.3f} [{low:.2f}, {high:.2f}], n = {len(pairs)}"
    return item, text, f">= {ENOUGH:.2f}" if bound else "", value >= ENOUGH if bound else None


def agreement_lines(
    passages: Sequence[Passage], folder: Path, least_passages: int = 100, least_mentions: int = 800
) -> list[tuple[str, str, str, bool | None]]:
    """Return (item, value, bound, kept) for the table."""
    mentions, codes = _table(folder / "mentions.csv"), _table(folder / "passages.csv")
    first, now = mention_pairs(mentions), present_pairs(mentions, passages)
    drawn = {row["id"] for row in mentions}
    covered = {p.register for p in passages if p.id in drawn}
    changed = sum(float(r["first"]) != float(r["second"]) for r in mentions) - sum(a != b for _, a, b in now)
    cells = [(t, v) for t in (*MAIN_TARGETS, "other") for v in ("author", "quoted")]
    return [
        ("second labels: passages", str(len(drawn)), f">= {least_passages}", len(drawn) >= least_passages),
        ("second labels: mentions", f"{len(mentions):,}", f">= {least_mentions}", len(mentions) >= least_mentions),
        ("second labels: registers", str(len(covered)), "", None),
        _row("alpha of mentions before correction, nominal", first, "nominal", bound=True),
        _row("alpha of mentions before correction, interval", first, "interval"),
        _row("alpha of passage codes before correction, interval", passage_pairs(codes), "interval", bound=True),
        *(_row(f"  {t}, {v}", pairs, "interval") for t, v in cells if (pairs := passage_pairs(codes, t, v))),
        _row("alpha of mentions with the present labels, nominal", now, "nominal"),
        ("disagreements over mentions since resolved", str(changed), "", None),
    ]
