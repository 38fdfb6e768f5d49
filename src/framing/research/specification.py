"""Does a finding hold under other reasonable choices: one estimate for every combination of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from framing.analysis import SCORERS, Analyzer
from framing.arguments import is_on
from framing.corpus.runs import analyze_corpus
from framing.errors import InputError
from framing.language.mentions import Target
from framing.lexicons.loading import Lexicon
from framing.research.codes import VOICES
from framing.research.comparison import differences
from framing.research.rows import (
    build_options,
    check_choice,
    check_columns,
    check_whole,
)
from framing.surrogates import frame_of_records, written_out


@dataclass(frozen=True, slots=True)
class Specifications:
    """The choices that are combined, each a list.

    Attributes
    ----------
    lexicons
        Name to lexicons as `framing.Analyzer` takes them; None are the shipped ones.
    scorers
        Of ``lexicon``, ``classifier``, ``both``.
    naming
        Whether naming choices count.
    voices
        Of ``author``, ``quoted``.
    min_mentions
        Least number of mentions for an article to count.
    unsure
        ``keep`` or ``drop`` scores on which the model abstains.
    thresholds
        None takes the score itself; a number turns it into -1, 0 and 1 at that absolute score.
    text
        The column of the texts.
    cluster
        As in `framing.research.Estimation`.

    Examples
    --------
    >>> from framing.research import Specifications
    >>> Specifications(voices=["author"]).scorers
    ('lexicon', 'both')
    """

    lexicons: dict[str, Sequence[Lexicon] | None] = field(default_factory=lambda: {"shipped": None})
    scorers: Sequence[str] = ("lexicon", "both")
    naming: Sequence[bool] = (True, False)
    voices: Sequence[str] = ("author", "quoted")
    min_mentions: Sequence[int] = (1, 2)
    unsure: Sequence[str] = ("keep", "drop")
    thresholds: Sequence[float | None] = (None, 0.15, 0.3)
    text: str = "text"
    cluster: str | None = None

    def __post_init__(self) -> None:
        for name in ("scorers", "naming", "voices", "min_mentions", "unsure", "thresholds"):
            chosen = getattr(self, name)
            if not isinstance(chosen, (list, tuple)) or not chosen:
                raise InputError(f"{name} is {type(chosen).__name__} or empty; give a list of choices")
        for name, known in (("scorers", SCORERS), ("voices", VOICES), ("unsure", ("keep", "drop"))):
            for word in getattr(self, name):
                check_choice(name, word, known)
        for switch in self.naming:
            is_on("naming", switch)
        for least in self.min_mentions:
            check_whole("min_mentions", least, 0)
        for threshold in self.thresholds:
            if threshold is not None and (isinstance(threshold, bool) or not isinstance(threshold, (int, float))):
                raise InputError(f"thresholds holds {type(threshold).__name__}; give numbers, or None for none")
        if not isinstance(self.lexicons, dict) or not self.lexicons:
            raise InputError(f"lexicons is {type(self.lexicons).__name__} or empty; give a dict of names and lexicons")


def specification_curve(
    df: pd.DataFrame, target: Target | str, groups: tuple[Any, Any], by: str = "outlet", **options: Any
) -> pd.DataFrame:
    """Estimate one difference under every combination of analytic choices.

    Parameters
    ----------
    df
        One row an article, with its text, ``by``, and what the clusters need.
    target
        Toward whom.
    groups
        Two values of ``by``: the first less the second is estimated.
    by
        The column of the groups.
    **options
        See `framing.research.Specifications`.

    Returns
    -------
    pandas.DataFrame
        One row a specification, sorted by ``estimate``: the choices, ``estimate`` with ``low``, ``high`` and
        ``p`` (as in `framing.research.differences`), ``n_a``, ``n_b``, ``rank`` and ``note``. Read it as a
        whole: does the sign hold, and where does it break? The specifications share their articles, so their
        p-values are not independent.

    Raises
    ------
    InputError
        Where a group has no article, or a choice is unknown.

    Notes
    -----
    After Simonsohn, Simmons and Nelson (2020), Specification curve analysis, Nature Human Behaviour 4.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.research import specification_curve
    >>> df = pd.DataFrame({"id": range(6), "outlet": list("AAABBB"), "text":
    ...     ["Russia lies again."] * 2 + ["Russia's brutal regime."] + ["Russia, a loyal friend."] * 3})
    >>> curve = specification_curve(df, "Russia", ("A", "B"), voices=["author"], min_mentions=[1])
    >>> len(curve), bool((curve["estimate"] < 0).all())
    (24, True)
    """
    grid = build_options(Specifications, options)
    rows = check_columns(df, (grid.text, by), "df")
    if not isinstance(groups, (list, tuple)) or len(groups) != 2 or groups[0] == groups[1]:
        raise InputError(f"groups={groups!r}: give two different values of {by!r}")
    groups = (written_out(groups[0]), written_out(groups[1]))
    there = rows[by].tolist()
    for group in groups:
        if not isinstance(group, Hashable) or group not in there:
            names = ", ".join(dict.fromkeys(map(str, rows[by].dropna())))
            raise InputError(f"no article has {by} {group!r:.80}; the table has {names}")
    rows = rows[rows[by].isin(groups)].reset_index(drop=True)
    name = target.name if isinstance(target, Target) else target
    records: list[dict[str, Any]] = []
    for lexicon, scorer, naming in product(grid.lexicons, grid.scorers, grid.naming):
        chosen: dict[str, Any] = {"scorer": scorer, "naming": naming, "lexicons": grid.lexicons[lexicon]}
        table = analyze_corpus(rows, text=grid.text, analyzer=Analyzer([target], **chosen))
        head = {"lexicon": lexicon, "scorer": scorer, "naming": naming}
        for choices, subset in _variants(table[table["target"] == name], grid):
            found = _estimate(subset, (by, groups), choices["unsure"], grid.cluster)
            records.append({**head, **choices, **found})
    out = frame_of_records(records).sort_values("estimate", kind="stable", ignore_index=True)
    out.insert(len(out.columns) - 1, "rank", np.arange(1, len(out) + 1))
    return out


def _variants(table: pd.DataFrame, grid: Specifications) -> Iterator[tuple[dict[str, Any], pd.DataFrame]]:
    for voice, least, unsure, threshold in product(
        grid.voices, grid.min_mentions, grid.unsure, grid.thresholds
    ):
        some = table[table["voice"] == voice]
        score = some["score"].where(some["n_mentions"] >= least)
        if threshold is not None:
            score = (np.sign(score) * (score.abs() >= threshold)).where(score.notna())
        choices = {"voice": voice, "min_mentions": least, "unsure": unsure, "threshold": threshold}
        yield choices, some.assign(score=score)


def _estimate(
    table: pd.DataFrame, pair: tuple[str, tuple[Any, Any]], unsure: str, cluster: str | None
) -> dict[str, Any]:
    by, groups = pair
    found = differences(table, by, unsure=unsure, cluster=cluster, reference=groups[1], repeats=500).iloc[0]
    kept = ("difference", "low", "high", "p", "n_a", "n_b", "note")
    return {("estimate" if c == "difference" else c): found[c] for c in kept}
