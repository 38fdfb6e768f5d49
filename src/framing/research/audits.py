"""Does a score depend on what it must not: names exchanged or invented, length, typography."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from framing.analysis import Analyzer, ArticleAnalysis
from framing.errors import InputError
from framing.language.mentions import Target
from framing.records import Article
from framing.surrogates import frame_of_records

EXACT = 1e-9
# what a repeated or a longer text may move a score by before the row is marked
LOOSE = 0.25
_INVENTED = ("Qastria", "Velmora", "Tordania", "Ispenland", "Drovia")
_FILLER = "The library opens at nine on Mondays. Tickets are sold at the door. It rained in the afternoon."
_MARKS = {
    "quotation marks: curly or straight": (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'")),
    "dashes: long or short": (("—", "–"), (" - ", " – ")),
    "spaces doubled": (("  ", " "), (" ", "  ")),
    "line ends: Windows": (("\r\n", "\n"), ("\n", "\r\n")),
}

Key = tuple[str, str]
Scores = dict[Key, float]


def audit(analyzer: Analyzer, texts: Iterable[str | Article]) -> pd.DataFrame:
    """Test on texts of your own that the scores do not depend on what they must not depend on.

    Parameters
    ----------
    analyzer
        The analyzer as you use it. Names are tested with naming choices off, as those know sides on purpose;
        one row says how much they add.
    texts
        Some articles of your corpus, 20 or more; each is analysed about a dozen times.

    Returns
    -------
    pandas.DataFrame
        One row a check: ``n`` scores compared, ``max_difference`` and ``mean_difference`` between a score and
        what it should equal, ``sign_changes``, ``tolerance``, ``passed`` (missing where a row only informs,
        or where the texts gave nothing to compare),
        ``example`` (the start of the text with the largest difference).

        - *names exchanged*: every mention becomes the plain name of its target; then the names of two targets
          are exchanged, for each pair. Their scores must be exchanged too.
        - *names invented*: the same with made-up countries, declared as targets.
        - *naming choices*: how far scores move when they count (informs only).
        - *length*: three sentences on other things are added, or the text is given twice: no score changes
          its sign.
        - *quotation marks*, *dashes*, *spaces*, *line ends*: the same text in other typography.

    Raises
    ------
    InputError
        Where there are no texts, or ``analyzer`` is none.

    Examples
    --------
    >>> import framing
    >>> table = framing.audit(framing.Analyzer(["Russia", "Ukraine"]), ["Russia brutally attacked Ukraine."])
    >>> bool(table["passed"].dropna().all())
    True
    """
    if not isinstance(analyzer, Analyzer):
        raise InputError(f"analyzer is {type(analyzer).__name__}; give a framing.Analyzer")
    if isinstance(texts, (str, Article)):
        texts = [texts]
    if not isinstance(texts, Iterable):
        raise InputError(f"texts is {type(texts).__name__}; give a list of articles")
    bodies = [f"{t.title}\n\n{t.text}" if isinstance(t, Article) and t.title else _body(t) for t in texts]
    if not bodies:
        raise InputError("texts is empty; give some articles of your corpus")
    blind = rebuilt(analyzer, naming=False)
    before = [scores_of(analyzer.analyze(body)) for body in bodies]
    rows = [_exchanged(blind, bodies), _invented(blind, bodies)]
    without = [scores_of(blind.analyze(body)) for body in bodies]
    rows.append(_row("naming choices: on or off", _gaps(bodies, without, before), None))
    for name, change in _lengths().items():
        after = [scores_of(analyzer.analyze(change(body))) for body in bodies]
        rows.append(_signs(name, bodies, before, after))
    for name, pairs in _MARKS.items():
        after = [scores_of(analyzer.analyze(_replaced(body, pairs))) for body in bodies]
        rows.append(_row(name, _gaps(bodies, before, after), EXACT))
    return frame_of_records(rows)


def _body(text: object) -> str:
    if isinstance(text, Article):
        return text.text
    if not isinstance(text, str):
        raise InputError(f"texts hold {type(text).__name__}; give strings or framing.Article")
    return text


def rebuilt(analyzer: Analyzer, **changes: Any) -> Analyzer:
    """Return an analyzer with the same options but for those given."""
    return Analyzer(**{**analyzer.settings, **changes})


def scores_of(analysis: ArticleAnalysis) -> Scores:
    """Return the score of each target and voice; NaN where absent."""
    return {
        (name, voice): stance.voice(voice).score
        for name, stance in analysis.stance.items()
        for voice in ("author", "quoted")
    }


Gap = tuple[float, float, str]  # expected score, score, start of the text


def _gaps(bodies: Sequence[str], expected: Sequence[Scores], found: Sequence[Scores]) -> list[Gap]:
    return [
        (one[key], other[key], body)
        for body, one, other in zip(bodies, expected, found, strict=True)
        for key in one
        if not (math.isnan(one[key]) and math.isnan(other[key]))
    ]


def _row(name: str, gaps: list[Gap], tolerance: float | None) -> dict[str, Any]:
    # a score that appears or vanishes is as wrong as one that turns from one end to the other
    sizes = [2.0 if math.isnan(a) != math.isnan(b) else abs(a - b) for a, b, _ in gaps]
    worst = int(np.argmax(sizes)) if sizes else 0
    largest = max(sizes, default=0.0)
    return {
        "check": name,
        "n": len(gaps),
        "max_difference": largest,
        "mean_difference": float(np.mean(sizes)) if sizes else 0.0,
        "sign_changes": sum(_sign(a) != _sign(b) for a, b, _ in gaps),
        "tolerance": float("nan") if tolerance is None else tolerance,
        "passed": None if tolerance is None or not gaps else bool(largest <= tolerance),
        "example": " ".join(gaps[worst][2].split())[:80] if gaps and largest > EXACT else "",
    }


def _sign(score: float) -> float:
    """Return the sign, 0 for what is near it, 9 for a missing score."""
    return 9.0 if math.isnan(score) else 0.0 if abs(score) < LOOSE else math.copysign(1.0, score)


def _signs(
    name: str, bodies: Sequence[str], before: Sequence[Scores], after: Sequence[Scores]
) -> dict[str, Any]:
    """Return a row that passes where no score turns from one side to the other, appears or vanishes."""
    gaps = _gaps(bodies, before, after)
    turned = [g for g in gaps if _turned(g[0], g[1])]
    row = _row(name, gaps, LOOSE)
    return row | {"passed": not turned if gaps else None}


def _turned(a: float, b: float) -> bool:
    return math.isnan(a) != math.isnan(b) or {_sign(a), _sign(b)} == {-1.0, 1.0}


def _lengths() -> Mapping[str, Callable[[str], str]]:
    return {
        "length: other sentences added": lambda body: f"{body}\n\n{_FILLER}",
        "length: the text given twice": lambda body: f"{body}\n\n{body}",
    }


def _replaced(body: str, pairs: Iterable[tuple[str, str]]) -> str:
    for old, new in pairs:
        body = body.replace(old, new)
    return body


def _renamed(analyzer: Analyzer, body: str, names: Mapping[str, str]) -> str:
    """Return the text with every mention of a target replaced by a name."""
    pieces: list[str] = []
    done = 0
    for mention in sorted(analyzer.analyze(body).mentions, key=lambda m: m.start):
        if mention.target in names and mention.start >= done:
            pieces += [body[done : mention.start], names[mention.target]]
            done = mention.end
    return "".join([*pieces, body[done:]])


def _exchanged(blind: Analyzer, bodies: Sequence[str]) -> dict[str, Any]:
    """Exchange the names of each pair of targets that a text mentions."""
    plain = [Target(t.name, aliases=[t.name]) for t in blind.targets]
    reader = rebuilt(blind, targets=plain)
    gaps: list[Gap] = []
    for body in bodies:
        text = _renamed(blind, body, {t.name: t.name for t in blind.targets})
        base = scores_of(reader.analyze(text))
        there = [t.name for t in plain if not all(math.isnan(base[t.name, v]) for v in ("author", "quoted"))]
        for a, b in combinations(there, 2):
            swap = {name: name for name in there} | {a: b, b: a}
            after = scores_of(reader.analyze(_renamed(blind, body, swap)))
            moved = {(swap.get(name, name), voice): score for (name, voice), score in base.items()}
            gaps += _gaps([body], [moved], [after])
    return _row("names exchanged", gaps, EXACT)


def _invented(blind: Analyzer, bodies: Sequence[str]) -> dict[str, Any]:
    """Give the targets made-up names."""
    many = len(_INVENTED)
    names = {t.name: _INVENTED[k % many] + "n" * (k // many) for k, t in enumerate(blind.targets)}
    plain = rebuilt(blind, targets=[Target(t.name, aliases=[t.name]) for t in blind.targets])
    made_up = rebuilt(blind, targets=[Target(name) for name in names.values()])
    gaps: list[Gap] = []
    for body in bodies:
        base = scores_of(plain.analyze(_renamed(blind, body, {name: name for name in names})))
        after = scores_of(made_up.analyze(_renamed(blind, body, names)))
        gaps += _gaps([body], [{(names[t], v): s for (t, v), s in base.items()}], [after])
    return _row("names invented", gaps, EXACT)
