"""Which words one group uses more than the others: log-odds with an informative Dirichlet prior."""

from __future__ import annotations

import re
import warnings
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from sys import intern
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from framing.analysis import Analyzer
from framing.arguments import is_on
from framing.errors import FramingWarning, InputError
from framing.language.document import Document
from framing.language.grammar import Kind
from framing.language.mentions import Spot, Target
from framing.records import Article, Sentence
from framing.research.rows import Floats, build_options, check_columns, check_whole, group_values
from framing.surrogates import frame_of_records

# a pair of neighbours reaches this likelihood ratio by chance once in a thousand (chi-square, 1 df)
_COLLOCATION = 10.83
_KWIC_WORDS = 6


@dataclass(frozen=True, slots=True)
class WordChoice:
    """Which words are counted, and how.

    Attributes
    ----------
    text
        The column of the texts.
    window
        With a target: how many words on each side of a mention count, within its sentence.
    prior
        Size of the prior in words: that many words with the shares of all groups together are added to each
        group. None takes a tenth of the mean number of words of a group.
    min_count, min_articles
        Terms rarer than that, over all groups, are left out.
    collocations
        Whether pairs of words that keep company (likelihood ratio, Dunning 1993) count as terms beside the
        words.
    function_words
        Whether articles, prepositions and other closed-class words count.
    top
        How many terms a group gets, the strongest first; None gives all, also those the group avoids.

    Examples
    --------
    >>> from framing.research import WordChoice
    >>> WordChoice(top=5).collocations
    True
    """

    text: str = "text"
    window: int = 10
    prior: float | None = None
    min_count: int = 3
    min_articles: int = 2
    collocations: bool = True
    function_words: bool = False
    top: int | None = 20

    def __post_init__(self) -> None:
        for name in ("window", "min_count", "min_articles", "prior"):
            given = getattr(self, name)
            if given is None and name == "prior":
                continue
            if not isinstance(given, (int, float)) or not 0 < given < float("inf"):
                raise InputError(f"{name}={given!r}: give a positive number")
        if self.top is not None:
            check_whole("top", self.top, 1)
        is_on("collocations", self.collocations)
        is_on("function_words", self.function_words)


def contrast(
    df: pd.DataFrame, by: str = "outlet", target: Target | str | None = None, **options: Any
) -> pd.DataFrame:
    """Find the words and word pairs that set each group apart from all others.

    Parameters
    ----------
    df
        One row an article, with its text and the column ``by``.
    by
        The column whose values are the groups.
    target
        Count only words near a mention of this target (without the mention itself); None counts all words.
    **options
        See `framing.research.WordChoice`.

    Returns
    -------
    pandas.DataFrame
        One row a group and term, the strongest first: ``z`` is the log-odds ratio of the term between the
        group and all others over its standard error (Monroe, Colaresi and Quinn 2008, equations 16, 18, 20 to
        22), positive where the group uses it more; ``log_odds``, ``count``, ``count_rest``, ``per_1000``,
        ``per_1000_rest``, ``articles`` of the group that use it, and ``context``, its first use in the group
        with the words around it.

    Notes
    -----
    z treats words as drawn one by one; a word that one long article repeats gets too large a z, so look at
    ``articles``.

    Raises
    ------
    InputError
        Where there are fewer than two groups, or no words are left.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> df = pd.DataFrame({"outlet": ["A", "A", "B", "B"], "text": [
    ...     "Russia attacked the harbour. The attack went on.", "The attack by Russia stunned the harbour.",
    ...     "Russia liberated the harbour. Joy in the streets.", "Russia liberated the harbour at dawn."]})
    >>> found = framing.contrast(df, by="outlet", min_count=2)
    >>> found[["outlet", "term", "count", "count_rest"]].head(1)
      outlet    term  count  count_rest
    0      A  attack      2           0
    """
    choice = build_options(WordChoice, options)
    rows = check_columns(df, (choice.text, by), "df").reset_index(drop=True)
    groups, names = group_values(rows, by)
    if len(names) < 2:
        raise InputError(f"column {by!r} has the one value {names[0]!r}; a contrast needs two groups")
    texts, runs = _read(rows, target, choice)
    pairs = _find_pairs(runs) if choice.collocations else frozenset()
    terms = [Counter(_terms(article, pairs)) for article in runs]
    counts, vocabulary, spread = _count(terms, groups, len(names), choice)
    z, log_odds = weighted_log_odds(counts, choice.prior or counts.sum() / (10 * len(names)))
    out = _table(names, vocabulary, (counts, spread, z, log_odds), choice.top)
    wanted = set(zip(out["group"], out["term"], strict=True))
    context = _contexts(texts, [names[g] for g in groups], runs, wanted)
    out["context"] = [context.get((g, t), "") for g, t in zip(out["group"], out["term"], strict=True)]
    return out.rename(columns={"group": by})


def weighted_log_odds(counts: Floats, prior: float) -> tuple[Floats, Floats]:
    """Return z and log-odds ratio of every word in every group against all other groups.

    With y counts of a word, n of all words, and a the prior's counts of the word (its share of all groups
    times the prior's size a0), in the group i and the rest j:

    ``d = log((y_i + a) / (n_i + a0 - y_i - a)) - log((y_j + a) / (n_j + a0 - y_j - a))``,
    ``z = d / sqrt(1 / (y_i + a) + 1 / (y_j + a))``.

    Parameters
    ----------
    counts
        Shape (groups, words).
    prior
        Size a0 of the prior, in words. A word without odds has NaN.

    Examples
    --------
    >>> import numpy as np
    >>> from framing.research import weighted_log_odds
    >>> z, d = weighted_log_odds(np.array([[6.0, 4.0], [2.0, 8.0]]), prior=10)
    >>> z.round(3).tolist(), d.round(3).tolist()
    ([[1.641, -2.046], [-1.641, 2.046]], [[0.847, -0.847], [-0.847, 0.847]])
    """
    if not isinstance(counts, np.ndarray) or counts.ndim != 2 or counts.dtype.kind not in "iuf":
        raise InputError(f"counts is {type(counts).__name__}; give an array of numbers, a row a group, a column a word")
    if isinstance(prior, bool) or not isinstance(prior, (int, float)) or not 0 <= prior < np.inf:
        raise InputError(f"prior={prior!r:.80}: give a number of words, at least 0")
    everything = counts.sum(axis=0)
    alpha = prior * everything / everything.sum()
    here, there = counts + alpha, everything - counts + alpha
    n_here = counts.sum(axis=1, keepdims=True) + prior
    n_there = everything.sum() - counts.sum(axis=1, keepdims=True) + prior
    # a word that nobody uses, or the only word of a group, has no odds
    with np.errstate(divide="ignore", invalid="ignore"):
        log_odds = np.log(here / (n_here - here)) - np.log(there / (n_there - there))
        z = log_odds / np.sqrt(1 / here + 1 / there)
    return np.where(np.isfinite(z), z, np.nan), np.where(np.isfinite(log_odds), log_odds, np.nan)


class Run(NamedTuple):
    """Counted words in a row: folded forms, and where each starts and ends in the text."""

    forms: list[str]
    starts: array[int]
    ends: array[int]


def _read(
    rows: pd.DataFrame, target: Target | str | None, choice: WordChoice
) -> tuple[list[str], list[list[Run]]]:
    """Return the texts as they were read, and the counted words of each."""
    analyzer = Analyzer(None if target is None else [target], scorer="lexicon", naming=False)
    is_text = rows[choice.text].map(lambda v: isinstance(v, str))
    if not is_text.all():
        missing = f"{int((~is_text).sum())} of {len(rows)} texts are missing; they count as empty"
        warnings.warn(missing, FramingWarning, stacklevel=3)
    texts, runs = [], []
    for text in rows[choice.text].where(is_text, ""):
        document = analyzer.read(Article(text))
        texts.append(document.view.text)
        runs.append(_runs(document, target, choice))
    return texts, runs


def _runs(document: Document, target: Target | str | None, choice: WordChoice) -> list[Run]:
    """Return the runs of counted words; a mark, a sentence end or a word that does not count ends a run."""
    name = target.name if isinstance(target, Target) else target
    tokens, flags = document.tokens, document.flags
    out: list[Run] = []
    for sentence in document.sentences:
        near = None if name is None else _near(document, name, sentence, choice.window)
        run = Run([], array("L"), array("L"))
        for i in range(sentence.first, sentence.last):
            if _counts(flags[i], choice) and (near is None or i in near):
                run.forms.append(intern(tokens.forms[i]))
                run.starts.append(tokens.starts[i])
                run.ends.append(tokens.ends[i])
            elif run.forms:
                out.append(run)
                run = Run([], array("L"), array("L"))
        if run.forms:
            out.append(run)
    return out


def _counts(flags: int, choice: WordChoice) -> bool:
    word = int(Kind.WORD)
    return flags == word or (choice.function_words and bool(flags & word))


def _near(document: Document, name: str, sentence: Sentence, window: int) -> set[int]:
    """Return the tokens of a sentence within the window of a mention of the target, mentions left out."""
    near: set[int] = set()
    mentioned: set[int] = set()
    first, last = sentence.first, sentence.last
    for spot in islice(document.spots, bisect_left(document.spots, first, key=_first), None):
        if spot.first >= last:
            break
        if spot.target == name:
            mentioned.update(range(spot.first, spot.last))
            near.update(range(max(first, spot.first - window), min(last, spot.last + window)))
    return near - mentioned


def _first(spot: Spot) -> int:
    return spot.first


def _find_pairs(articles: Iterable[list[Run]]) -> frozenset[tuple[str, str]]:
    """Return the pairs of neighbouring words that keep company beyond chance, over all groups."""
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    finder = BigramCollocationFinder.from_documents(run.forms for article in articles for run in article)
    finder.apply_freq_filter(2)
    scored = finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)
    return frozenset(pair for pair, ratio in scored if ratio >= _COLLOCATION)


def _terms(article: list[Run], pairs: frozenset[tuple[str, str]]) -> Iterator[str]:
    for run in article:
        yield from run.forms
        yield from (f"{a} {b}" for a, b in pairwise(run.forms) if (a, b) in pairs)


def _count(
    terms: list[Counter[str]], groups: Any, size: int, choice: WordChoice
) -> tuple[Floats, list[str], Floats]:
    """Return counts and numbers of articles, shape (groups, terms), and the terms frequent enough."""
    total: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for counter in terms:
        total.update(counter)
        articles.update(counter.keys())
    kept = (t for t, n in total.items() if n >= choice.min_count and articles[t] >= choice.min_articles)
    vocabulary = sorted(kept)
    if not vocabulary:
        raise InputError(
            f"no term occurs {choice.min_count} times in {choice.min_articles} articles; give more texts, "
            "or lower min_count and min_articles"
        )
    place = {term: k for k, term in enumerate(vocabulary)}
    counts, spread = np.zeros((2, size, len(vocabulary)))
    for counter, group in zip(terms, groups, strict=True):
        for term, n in counter.items():
            if term in place:
                counts[group, place[term]] += n
                spread[group, place[term]] += 1
    return counts, vocabulary, spread


def _table(
    names: list[Any], vocabulary: list[str], numbers: tuple[Floats, Floats, Floats, Floats], top: int | None
) -> pd.DataFrame:
    counts, spread, z, log_odds = numbers
    everything, totals = counts.sum(axis=0), counts.sum(axis=1)
    parts = []
    for k, name in enumerate(names):
        rest, others = everything - counts[k], max(totals.sum() - totals[k], 1.0)
        part = pd.DataFrame(
            {
                "group": [name] * len(vocabulary),
                "term": vocabulary,
                "z": z[k],
                "log_odds": log_odds[k],
                "count": counts[k].astype(int),
                "count_rest": rest.astype(int),
                "per_1000": 1000 * counts[k] / max(totals[k], 1.0),
                "per_1000_rest": 1000 * rest / others,
                "articles": spread[k].astype(int),
            }
        ).sort_values(["z", "term"], ascending=[False, True])
        parts.append(part if top is None else part[part["z"] > 0].head(top))
    return pd.concat(parts, ignore_index=True)


def _contexts(
    texts: list[str], groups: list[Any], articles: list[list[Run]], wanted: set[tuple[Any, str]]
) -> dict[tuple[Any, str], str]:
    """Return the first use of each wanted term in its group, with the text around it on one line."""
    found: dict[tuple[Any, str], str] = {}
    for text, group, article in zip(texts, groups, articles, strict=True):
        for run in article:
            for k, form in enumerate(run.forms):
                spans = [(form, run.ends[k])]
                if k + 1 < len(run.forms):
                    spans.append((f"{form} {run.forms[k + 1]}", run.ends[k + 1]))
                for term, end in spans:
                    if (group, term) in wanted and (group, term) not in found:
                        found[group, term] = _around(text, run.starts[k], end)
    return found


def _around(text: str, start: int, end: int) -> str:
    """Return a use with six words on each side, the term itself in square brackets."""
    before = text[max(0, start - 400) : start].split(" ")[-_KWIC_WORDS - 1 :]
    after = text[end : end + 400].split(" ")[: _KWIC_WORDS + 1]
    line = f"{' '.join(before)}[{text[start:end]}]{' '.join(after)}"
    return " ".join(line.split())


def keyword_in_context(
    df: pd.DataFrame, term: str, by: str | None = None, text: str = "text"
) -> pd.DataFrame:
    """List every use of a word or phrase with the words around it.

    Parameters
    ----------
    df
        One row an article.
    term
        Words as they stand in a text; case is ignored, word boundaries are kept.
    by
        A column to show beside each use.
    text
        The column of the texts.

    Returns
    -------
    pandas.DataFrame
        One row a use: ``id`` (where the table has it), ``by``, ``start`` and ``end`` in the text,
        ``context``.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.research import keyword_in_context
    >>> keyword_in_context(pd.DataFrame({"text": ["The sham vote was held. A shambles."]}), "sham").context[0]
    'The [sham] vote was held. A shambles.'
    """
    check_columns(df, (text,) if by is None else (text, by), "df")
    kept = [c for c in ("id", by) if c is not None and (c == by or c in df.columns)]
    rows = check_columns(df, (text, *kept), "df")
    if not isinstance(term, str) or not term.strip():
        raise InputError("term is empty; give a word or phrase")
    pattern = re.compile(rf"(?<!\w){re.escape(term.strip())}(?!\w)", re.IGNORECASE)
    records = [
        {
            **{c: row[c] for c in kept},
            "start": m.start(),
            "end": m.end(),
            "context": _around(row[text], *m.span()),
        }
        for row in rows.to_dict("records")
        if isinstance(row[text], str)
        for m in pattern.finditer(row[text])
    ]
    return frame_of_records(records, columns=[*kept, "start", "end", "context"])
