"""The estimating equation behind corrected means and regressions, and its sandwich errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from framing.research.resampling import ROUNDING
from framing.research.rows import Floats, Ints

Method = Literal["ppi", "dsl"]


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one estimate.

    Attributes
    ----------
    x
        Shape (units, k): what the score is regressed on; a column of ones for a mean.
    score, seen
        The machine's score (0 where the target is absent) and whether it sees the target, as 0 or 1.
    gold, present
        The same by people; 0 where not coded.
    coded
        Whether people coded the unit.
    chance
        Its inclusion probability, 1 where unknown (the weights are relative).
    cluster
        Its cluster.
    """

    x: Floats
    score: Floats
    seen: Floats
    gold: Floats
    present: Floats
    coded: NDArray[np.bool_]
    chance: Floats
    cluster: Ints

    def take(self, keep: NDArray[np.bool_]) -> Units:
        """Return some of the units."""
        parts = (
            self.x,
            self.score,
            self.seen,
            self.gold,
            self.present,
            self.coded,
            self.chance,
            self.cluster,
        )
        return Units(*(part[keep] for part in parts))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients, their standard errors, degrees of freedom, and how much the machine counted."""

    beta: Floats
    se: Floats
    df: float
    weight: float

    def interval(self, level: float) -> tuple[Floats, Floats]:
        """Return lower and upper ends by Student's distribution; NaN where nothing varies."""
        quantile = float(stats.t.ppf((1 + level) / 2, self.df)) if self.df >= 1 else float("nan")
        # a sample without any variation does not show that there is none
        reach = quantile * np.where(self.se > 0, self.se, np.nan)
        return self.beta - reach, self.beta + reach


def naive_fit(units: Units) -> Fit:
    """Regress the machine's scores as if they were true, with clustered standard errors."""
    share = np.full(len(units.score), 1 / len(units.score))
    seen = units.seen[:, None] * units.x
    beta = _solve(seen.T @ (share[:, None] * units.x), seen.T @ (share * units.score))
    errors = seen * (units.score - units.x @ beta)[:, None] * share[:, None]
    sums = _by_cluster(errors, units.cluster)
    return _fit(beta, sums, seen.T @ (share[:, None] * units.x), len(sums), 1.0)


def corrected_fit(units: Units, method: Method, tune: bool) -> Fit:
    """Solve the machine's estimating equation plus what the coded units say it is wrong by.

    With moments g of the machine's scores and G of the codes (x times the distance of score or code from x'b
    where the target is there, else 0):

    ``lambda sum_i u_i g_i(b) + sum_i w_i (G_i(b) - lambda g_i(b)) = 0``.

    The weights w of the coded units sum to 1: equal for ``ppi``, in proportion to 1 / probability for
    ``dsl``. u is 1/N over the units that were not coded for ``ppi`` (Angelopoulos et al. 2023), over all for
    ``dsl`` (Egami et al. 2023). Where machine and people disagree on whether the target is there, the
    equation mends that too. Standard errors are of the sandwich form, moments centred, summed by cluster.
    """
    coded = units.coded.astype(np.float64)
    rest = 1 - coded if method == "ppi" and not units.coded.all() else np.ones(len(coded))
    u = rest / rest.sum()
    w = coded / units.chance if method == "dsl" else coded
    w = w / w.sum()
    weight = 0.0 if units.coded.all() else 1.0
    beta, bread = _estimate(units, u, w, weight)
    if tune and weight:
        weight = _tuned(units, u, w, beta)
        beta, bread = _estimate(units, u, w, weight)
    errors = weight * _machine_part(units, u, w, beta) + _human_part(units, w, beta)
    count = len(np.unique(units.cluster[units.coded]))
    return _fit(beta, _by_cluster(errors, units.cluster), bread, count, weight)


def _estimate(units: Units, u: Floats, w: Floats, weight: float) -> tuple[Floats, Floats]:
    on_machine = weight * (u - w) * units.seen
    on_human = w * units.present
    x = units.x
    bread = x.T @ ((on_machine + on_human)[:, None] * x)
    target = x.T @ (weight * (u - w) * units.seen * units.score + w * units.present * units.gold)
    return _solve(bread, target), bread


def _solve(bread: Floats, target: Floats) -> Floats:
    if np.linalg.matrix_rank(bread) < len(bread):
        return np.full(len(bread), np.nan)
    beta: Floats = np.asarray(np.linalg.solve(bread, target), dtype=np.float64)
    return beta


def _machine_part(units: Units, u: Floats, w: Floats, beta: Floats) -> Floats:
    """Return what each unit adds to the equation by its machine score, per unit of lambda."""
    g = units.x * (units.seen * (units.score - units.x @ beta))[:, None]
    part: Floats = u[:, None] * (g - u @ g) - w[:, None] * (g - w @ g)
    return part


def _human_part(units: Units, w: Floats, beta: Floats) -> Floats:
    big = units.x * (units.present * (units.gold - units.x @ beta))[:, None]
    part: Floats = w[:, None] * (big - w @ big)
    return part


def _tuned(units: Units, u: Floats, w: Floats, beta: Floats) -> float:
    """Return the lambda in [0, 1] with the least variance (Angelopoulos, Duchi and Zrnic 2023, PPI++)."""
    a = _by_cluster(_machine_part(units, u, w, beta), units.cluster)
    b = _by_cluster(_human_part(units, w, beta), units.cluster)
    # moments of unlike columns are made comparable before their variances are added up
    scale = np.sqrt((b**2).sum(axis=0))
    scale[scale == 0] = 1.0
    square = ((a / scale) ** 2).sum()
    return float(np.clip(-((a / scale) * (b / scale)).sum() / square, 0.0, 1.0)) if square > 0 else 0.0


def _by_cluster(errors: Floats, cluster: Ints) -> Floats:
    codes = np.unique(cluster, return_inverse=True)[1]
    sums = np.zeros((int(codes.max()) + 1, errors.shape[1]))
    np.add.at(sums, codes, errors)
    return sums


def _fit(beta: Floats, sums: Floats, bread: Floats, count: int, weight: float) -> Fit:
    """Return the fit, given the moments summed by cluster and how many clusters inform it."""
    df = count - len(beta)
    if not np.isfinite(beta).all() or df < 1:
        return Fit(beta, np.full(len(beta), np.nan), 0.0, weight)
    inverse = np.linalg.inv(bread)
    covariance = inverse @ (sums.T @ sums) @ inverse.T * count / df
    se = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    return Fit(beta, np.where(se < ROUNDING, 0.0, se), float(df), weight)


def p_values(fit: Fit) -> Floats:
    """Return two-sided p-values of the coefficients; NaN where there is no standard error."""
    out = np.full(len(fit.beta), np.nan)
    known = fit.se > 0
    out[known] = 2 * stats.t.sf(np.abs(fit.beta[known]) / fit.se[known], fit.df)
    return out
