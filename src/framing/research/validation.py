"""Can the machine be trusted here: its labels, scores and probabilities against the codes of people."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from framing.errors import FramingWarning, InputError
from framing.research.codes import chosen_codes, join_codes
from framing.research.resampling import FEW_CLUSTERS, interval
from framing.research.rows import (
    ALL,
    Choice,
    Estimation,
    Floats,
    Ints,
    check_columns,
    choose_rows,
    group_values,
)
from framing.research.sampling import PROBABILITY
from framing.surrogates import frame_of_records

CLASSES = ("against", "neutral", "favor")
_BINS = 10
_ROUGH = 30


@dataclass(frozen=True, slots=True)
class Validation:
    """What `validate` found.

    Attributes
    ----------
    summary
        One row a part of the coded units (``part`` and ``value``: all, each target, voice and group), with
        the columns that `validate` describes.
    confusion
        Rows are the codes of people, columns the labels of the machine; counts of units.
    calibration
        One row a bin of stated confidence: ``low``, ``high``, mean ``stated``, share ``right``, ``n``; empty
        where the table has no probabilities.
    units
        The coded units with both verdicts: the largest ``miss`` first, to be read.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> table = pd.DataFrame({"id": [1, 2], "target": "Russia", "voice": "author", "score": [-0.6, 0.5],
    ...                       "label": ["against", "favor"]})
    >>> codes = pd.DataFrame({"id": [1, 2] * 2, "target": "Russia", "voice": "author", "coder": list("aabb"),
    ...                       "code": [-2, 1] * 2})
    >>> framing.validate(table, codes).macro_f1
    1.0
    """

    summary: pd.DataFrame
    confusion: pd.DataFrame
    calibration: pd.DataFrame
    units: pd.DataFrame

    @property
    def macro_f1(self) -> float:
        """Macro-F1 over all coded units, in [0, 1]."""
        return float(self.summary["macro_f1"].iloc[0])

    @property
    def spearman(self) -> float:
        """Rank correlation of scores and codes over all coded units, in [-1, 1]."""
        return float(self.summary["spearman"].iloc[0])

    @property
    def sign_errors(self) -> float:
        """Share of units taken for favor where people say against, or the reverse, in [0, 1]."""
        return float(self.summary["sign_errors"].iloc[0])

    def __str__(self) -> str:
        columns = [
            "part",
            "value",
            "n",
            "macro_f1",
            "macro_f1_low",
            "macro_f1_high",
            "spearman",
            "sign_errors",
        ]
        table = self.summary[columns].round(2).to_string(index=False)
        return f"{table}\n\npeople (rows) and machine (columns)\n{self.confusion.to_string()}"


def validate(
    table: pd.DataFrame, codes: pd.DataFrame, by: str | None = None, target: Choice = None, **options: Any
) -> Validation:
    """Measure how far the machine agrees with people on the coded articles.

    Parameters
    ----------
    table
        The tidy table of ``analyze_corpus``.
    codes
        Long codes of people. With several coders a unit's code is their mean; -0.5 and below is against, 0.5
        and above favor. Where there is an ``inclusion_probability`` each unit weighs its inverse.
    by
        A column, such as ``"outlet"``, whose values get a row each beside targets and voices.
    target
        One name, a list, or None for all.
    **options
        ``voice``, and of `framing.research.Estimation` ``level``, ``repeats`` and ``seed``.

    Returns
    -------
    Validation
        Its ``summary`` has ``n`` units with a code and a mention, ``macro_f1`` over against, neutral and
        favor with ``macro_f1_low`` and ``macro_f1_high`` (bootstrap over articles), ``accuracy``,
        ``spearman`` of score and code, ``sign_errors`` (favor for against or the reverse), ``bias`` (mean
        score less mean code, both in [-1, 1]), ``unsure`` (share of units on which the machine abstains; the
        sign of its score is taken as its label), ``missed`` and ``invented`` (units where only people, or
        only the machine, see the target), ``brier`` and ``ece`` of the stated probabilities, and ``note``.

    Raises
    ------
    InputError
        Where no code finds its row, or a code is wrong.

    Warns
    -----
    FramingWarning
        Where the units were coded by one person: then nobody knows how sure the codes are. Also for codes
        whose article is not in the table.

    Notes
    -----
    ``mixed`` counts as neutral, as a balanced text is coded 0. Macro-F1 is the mean over the classes that
    occur among codes or labels.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> table = pd.DataFrame({"id": [1, 2, 3, 4], "target": "Russia", "voice": "author",
    ...     "score": [-0.6, 0.0, 0.5, 0.4], "label": ["against", "neutral", "favor", "favor"]})
    >>> codes = pd.DataFrame({"id": [1, 2, 3, 4] * 2, "target": "Russia", "voice": "author",
    ...     "coder": ["a"] * 4 + ["b"] * 4, "code": [-2, 0, 1, 0] * 2})
    >>> v = framing.validate(table, codes)
    >>> round(v.macro_f1, 2), v.sign_errors
    (0.78, 0.0)
    """
    voice = options.pop("voice", None)
    settings = Estimation.of(options)
    check_columns(table, ("id", "label"))
    rows, _ = join_codes(choose_rows(table, target, voice, by), chosen_codes(codes, target, voice))
    coded = rows[rows["coded"]].reset_index(drop=True)
    _warn_single(coded)
    units = _judge(coded)
    parts = [(ALL, ALL, units)] + [
        (column, name, units[group_values(units, column)[0] == k])
        for column in dict.fromkeys(("target", "voice", *(() if by is None else (by,))))
        for k, name in enumerate(group_values(units, column)[1])
    ]
    records = [{"part": part, "value": value, **_measures(some, settings)} for part, value, some in parts]
    both = units[units["gold_label"].notna() & units["machine"].notna()]
    confusion = pd.crosstab(both["gold_label"], both["machine"]).reindex(
        index=pd.Index(CLASSES, name="people"), columns=pd.Index(CLASSES, name="machine"), fill_value=0
    )
    return Validation(frame_of_records(records), confusion, _calibration(both), _readable(both, by))


def _warn_single(coded: pd.DataFrame) -> None:
    single = int((coded["n_coders"] < 2).sum())
    if single:
        warnings.warn(
            f"{single} of {len(coded)} units were coded by one person; without a second coder nobody knows "
            "how sure the codes are: have a part coded twice and look at framing.agreement",
            FramingWarning,
            stacklevel=3,
        )


def _judge(coded: pd.DataFrame) -> pd.DataFrame:
    """Add the verdicts of people (``gold_label``) and machine (``machine``) and the weight of each unit."""
    code = coded["code"]
    gold = pd.Series(np.select([code <= -0.5, code >= 0.5], ["against", "favor"], "neutral"), dtype=object)
    sign = pd.Series(np.sign(coded["score"].fillna(0))).map({-1.0: "against", 0.0: "neutral", 1.0: "favor"})
    label = coded["label"].astype(object).replace({"mixed": "neutral"})
    strange = ~label.isin([*CLASSES, "unsure", "absent"]) & label.notna()
    if strange.any():
        raise InputError(f"label {label[strange].iloc[0]!r}: the labels of analyze_corpus are expected")
    machine = label.where(label != "unsure", sign).where(coded["score"].notna())
    weight = 1 / coded[PROBABILITY] if PROBABILITY in coded.columns else 1.0
    return coded.assign(gold_label=gold.where(code.notna()), machine=machine, weight=weight)


def _measures(units: pd.DataFrame, settings: Estimation) -> dict[str, Any]:
    there, seen = units["gold_label"].notna(), units["machine"].notna()
    both = units[there & seen]
    out: dict[str, Any] = {"n": len(both)}
    nan = float("nan")
    if both.empty:
        names = (
            "macro_f1",
            "macro_f1_low",
            "macro_f1_high",
            "accuracy",
            "spearman",
            "sign_errors",
            "bias",
            "unsure",
        )
        out |= dict.fromkeys(names, nan)
    else:
        gold, machine, weight = _numbers(both)
        low, high = _bootstrap(both, macro_f1, settings)
        opposite = np.abs(gold - machine) == 2
        shares = {"accuracy": gold == machine, "sign_errors": opposite, "unsure": both["label"].eq("unsure")}
        means = {name: float(np.average(np.asarray(on), weights=weight)) for name, on in shares.items()}
        bias = np.average((both["score"] - both["gold"]).to_numpy(dtype=np.float64), weights=weight)
        out |= {"macro_f1": macro_f1(gold, machine, weight), "macro_f1_low": low, "macro_f1_high": high}
        out |= {"accuracy": means["accuracy"], "spearman": _rank_correlation(both, weight)}
        out |= {"sign_errors": means["sign_errors"], "bias": float(bias), "unsure": means["unsure"]}
    out |= {"missed": int((there & ~seen).sum()), "invented": int((~there & seen).sum())}
    calibration = _calibration(both)
    return out | {"brier": _brier(both), "ece": _ece(calibration), "note": _note(both)}


def _note(both: pd.DataFrame) -> str:
    if both.empty:
        return "no unit that both people and machine see"
    if both["gold_label"].nunique() == 1:
        return f"people coded {both['gold_label'].iloc[0]} throughout: macro-F1 says little"
    return f"{len(both)} units: the figures are rough" if len(both) < _ROUGH else ""


def _numbers(both: pd.DataFrame) -> tuple[Ints, Ints, Floats]:
    place = {name: k for k, name in enumerate(CLASSES)}
    gold = np.asarray(both["gold_label"].map(place), dtype=np.int64)
    machine = np.asarray(both["machine"].map(place), dtype=np.int64)
    return gold, machine, np.asarray(both["weight"], dtype=np.float64)


def macro_f1(gold: Ints, machine: Ints, weight: Floats) -> float:
    """Return the mean F1 of the classes that occur among codes or labels, units weighted."""
    scores = []
    for k in range(len(CLASSES)):
        hits = weight[(gold == k) & (machine == k)].sum()
        total = weight[gold == k].sum() + weight[machine == k].sum()
        if total > 0:
            scores.append(2 * hits / total)
    return float(np.mean(scores)) if scores else float("nan")


def _bootstrap(
    both: pd.DataFrame, statistic: Callable[[Ints, Ints, Floats], float], settings: Estimation
) -> tuple[float, float]:
    """Return the interval of a weighted statistic, resampling articles with all their units."""
    gold, machine, weight = _numbers(both)
    articles = pd.factorize(both["id"])[0]
    count = int(articles.max()) + 1
    if count < FEW_CLUSTERS:
        return float("nan"), float("nan")
    rng = np.random.default_rng(settings.seed)
    draws = rng.multinomial(count, np.full(count, 1 / count), size=settings.repeats)
    values = [statistic(gold, machine, weight * draw[articles]) for draw in draws]
    return interval(np.array(values), count, settings.level)


def _rank_correlation(both: pd.DataFrame, weight: Floats) -> float:
    """Return Spearman's correlation of score and code with weighted mid-ranks; NaN where one is constant."""
    a = _ranks(both["score"].to_numpy(dtype=np.float64), weight)
    b = _ranks(both["code"].to_numpy(dtype=np.float64), weight)
    a, b = a - np.average(a, weights=weight), b - np.average(b, weights=weight)
    norm = math.sqrt(float((weight * a * a).sum() * (weight * b * b).sum()))
    return float((weight * a * b).sum() / norm) if norm > 1e-12 else float("nan")


def _ranks(values: Floats, weight: Floats) -> Floats:
    places = stats.rankdata(values, method="dense").astype(np.int64) - 1
    mass = np.bincount(places, weights=weight)
    ranks: Floats = (np.cumsum(mass) - mass / 2)[places]
    return ranks


def _stated(both: pd.DataFrame) -> pd.DataFrame:
    columns = [f"p_{name}" for name in CLASSES]
    if not set(columns) <= set(both.columns):
        return both.iloc[:0]
    return both[both[columns].notna().all(axis=1)]


def _calibration(both: pd.DataFrame) -> pd.DataFrame:
    """Compare the probability of the likeliest class with how often that class is right."""
    known = _stated(both)
    columns = ["low", "high", "stated", "right", "n"]
    if known.empty:
        return pd.DataFrame(columns=columns)
    p = known[[f"p_{name}" for name in CLASSES]].to_numpy(dtype=np.float64)
    gold, _, weight = _numbers(known)
    right = p.argmax(axis=1) == gold
    top = p.max(axis=1)
    bins = np.minimum((top * _BINS).astype(np.int64), _BINS - 1)
    records = []
    for b in np.unique(bins):
        on = bins == b
        stated, share = (float(np.average(x[on], weights=weight[on])) for x in (top, right))
        records.append(
            {"low": b / _BINS, "high": (b + 1) / _BINS, "stated": stated, "right": share, "n": on.sum()}
        )
    return frame_of_records(records)


def _ece(calibration: pd.DataFrame) -> float:
    """Return the expected calibration error: the mean gap of stated and true shares over units."""
    if calibration.empty:
        return float("nan")
    gap = (calibration["stated"] - calibration["right"]).abs()
    return float(np.average(gap, weights=calibration["n"]))


def _brier(both: pd.DataFrame) -> float:
    """Return the Brier score over three classes, from 0 (certain and right) to 2."""
    known = _stated(both)
    if known.empty:
        return float("nan")
    p = known[[f"p_{name}" for name in CLASSES]].to_numpy(dtype=np.float64)
    gold, _, weight = _numbers(known)
    return float(np.average(((p - np.eye(len(CLASSES))[gold]) ** 2).sum(axis=1), weights=weight))


def _readable(both: pd.DataFrame, by: str | None) -> pd.DataFrame:
    kept = [
        c for c in ("id", by, "target", "voice", "score", "gold", "machine", "gold_label", "evidence") if c
    ]
    columns = [c for c in dict.fromkeys(kept) if c in both.columns]
    units = both[columns].assign(miss=(both["score"] - both["gold"]).abs())
    return units.sort_values("miss", ascending=False, kind="stable").reset_index(drop=True)
