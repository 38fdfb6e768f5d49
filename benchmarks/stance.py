"""Accuracy of stance against coded articles, beside peers, in one command.

    python benchmarks/stance.py --data DIR [--peers] [--targets ...]

DIR holds ``stance/articles/*.txt``, ``stance/gold.json``, ``roles.jsonl``, ``newsmtsc/dev.jsonl`` and
``stance_sentences/*.txt``. Figures come with n and a 95% bootstrap interval over articles.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

import framing

TARGETS = ("Russia", "Ukraine", "West")
CLASSES = ("against", "neutral", "favor")
Cell = tuple[str, str, str, str]  # article, target, gold, predicted


def gold_class(median: float) -> str:
    return "against" if median <= -0.5 else "favor" if median >= 0.5 else "neutral"


def load_articles(data: Path) -> list[dict]:
    gold = json.loads((data / "stance" / "gold.json").read_text(encoding="utf8"))
    for item in gold:
        item["text"] = (data / "stance" / "articles" / f"{item['id']}.txt").read_text(encoding="utf8")
    return gold


def macro_f1(gold: list[str], predicted: list[str]) -> float:
    scores = []
    for c in CLASSES:
        hit = sum(g == p == c for g, p in zip(gold, predicted, strict=True))
        total = sum(g == c for g in gold) + sum(p == c for p in predicted)
        scores.append(2 * hit / total if total else 0.0)
    return 100 * float(np.mean(scores))


def opposite(gold: list[str], predicted: list[str]) -> float:
    wrong = sum({g, p} == {"against", "favor"} for g, p in zip(gold, predicted, strict=True))
    return 100 * wrong / len(gold)


def bootstrap(cells: list[Cell], statistic: Callable[[list[str], list[str]], float], rounds: int = 1000) -> tuple:
    """Return the 95% interval of a statistic, resampling articles."""
    rng = np.random.default_rng(0)
    by_article: dict[str, list[Cell]] = {}
    for cell in cells:
        by_article.setdefault(cell[0], []).append(cell)
    groups = list(by_article.values())
    values = []
    for _ in range(rounds):
        sample = [c for k in rng.integers(0, len(groups), len(groups)) for c in groups[k]]
        values.append(statistic([c[2] for c in sample], [c[3] for c in sample]))
    return tuple(np.percentile(values, [2.5, 97.5]))


def cells_of(gold: list[dict], voice: str, predict: Callable[[dict, str, str], str]) -> list[Cell]:
    out = []
    for item in gold:
        for target in TARGETS:
            code = item["stance"][target][voice]
            if code is not None:
                label = predict(item, target, voice)
                out.append((item["id"], target, gold_class(code["median"]), label if label in CLASSES else "neutral"))
    return out


def report(name: str, cells: list[Cell]) -> None:
    gold, predicted = [c[2] for c in cells], [c[3] for c in cells]
    low, high = bootstrap(cells, macro_f1)
    print(
        f"{name:34} macro-F1 {macro_f1(gold, predicted):5.1f} [{low:4.1f}, {high:4.1f}]  "
        f"opposite {opposite(gold, predicted):4.1f}%  n={len(cells)}"
    )


def article_table(gold: list[dict], **options: object) -> dict:
    analyzer = framing.Analyzer(**options)
    results = {item["id"]: analyzer.analyze(item["text"]) for item in gold}
    for voice in ("author", "quoted"):
        cells = cells_of(gold, voice, lambda i, t, v: results[i["id"]].stance[t].voice(v).label)
        report(f"framing {options or ''} {voice}"[:34], cells)
        pairs = [
            (item["stance"][t][voice]["mean"], results[item["id"]].stance[t].voice(voice).score)
            for item in gold for t in TARGETS if item["stance"][t][voice] is not None
        ]
        from scipy.stats import spearmanr

        known = [(a, b) for a, b in pairs if b == b]
        print(f"{'':34} Spearman {spearmanr(*zip(*known, strict=True)).statistic:.2f} (n={len(known)})")
        coded = [(i, t, i["stance"][t][voice]) for i in gold for t in TARGETS if i["stance"][t][voice] is not None]
        stated = [(gold_class(c["median"]), results[i["id"]].stance[t].voice(voice)) for i, t, c in coded]
        print_calibration([(label, s) for label, s in stated if s.p_neutral == s.p_neutral])
    return results


def print_calibration(stated: list[tuple[str, object]]) -> None:
    """Print the expected calibration error (10 bins) of the likeliest label."""
    table = np.array([(s.p_against, s.p_neutral, s.p_favor) for _, s in stated])
    right = table.argmax(axis=1) == np.array([CLASSES.index(label) for label, _ in stated])
    best = table.max(axis=1)
    places = np.minimum((best * 10).astype(int), 9)
    gaps = np.array([right[places == k].sum() - best[places == k].sum() for k in range(10)])
    surest = np.argsort(-best, kind="stable")[: round(0.45 * len(best))]
    print(
        f"{'':34} calibration error {np.abs(gaps).sum() / len(stated):.3f} (n={len(stated)}), "
        f"right on the surest 45%: {100 * right[surest].mean():.0f}%"
    )


SPEECH = re.compile(r"[\"“”]|\b(?:said|says|told|according|claimed|added|stated|warned|accused)\b")
NAMES = {
    "Russia": re.compile(r"Russia|Moscow|Kremlin|Putin|Lavrov|Peskov"),
    "Ukraine": re.compile(r"Ukrain|Kyiv|Kiev|Zelensk"),
    "West": re.compile(r"\bWest\b|Western|NATO|\bEU\b|European|Brussels|\bU\.?S\.?\b|United States|America|Washington"
                       r"|White House|\bUK\b|Britain|German|France|French|Biden|Trump|Obama"),
}


def peers() -> dict[str, Callable[[str], float]]:
    out: dict[str, Callable[[str], float]] = {}
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        vader = SentimentIntensityAnalyzer()
        out["VADER"] = lambda s: vader.polarity_scores(s)["compound"]
    except ImportError:
        print("VADER not installed")
    try:
        from textblob import TextBlob

        out["TextBlob"] = lambda s: TextBlob(s).sentiment.polarity
    except ImportError:
        print("TextBlob not installed")
    try:
        from afinn import Afinn

        afinn = Afinn()
        out["afinn"] = lambda s: afinn.score(s) / (1 + len(s.split()) ** 0.5)
    except ImportError:
        print("afinn not installed")
    return out


def peer_scores(gold: list[dict], score: Callable[[str], float]) -> dict:
    table = {}
    for item in gold:
        found: dict[tuple[str, str], list[float]] = {}
        for sentence in re.split(r"(?<=[.!?])\s+|\n+", item["text"]):
            voice = "quoted" if SPEECH.search(sentence) else "author"
            named = [t for t in TARGETS if NAMES[t].search(sentence)]
            if named:
                value = score(sentence)
                for t in named:
                    found.setdefault((t, voice), []).append(value)
        table[item["id"]] = {k: float(np.mean(v)) for k, v in found.items()}
    return table


def label_at(value: float | None, low: float, high: float) -> str:
    if value is None:
        return "neutral"
    return "against" if value < low else "favor" if value > high else "neutral"


def peer_table(gold: list[dict]) -> None:
    grid = np.round(np.arange(-0.8, 0.81, 0.1), 2)
    for name, score in peers().items():
        table = peer_scores(gold, score)
        for voice in ("author", "quoted"):
            cells = cells_of(gold, voice, lambda i, t, v, s=table: label_at(s[i["id"]].get((t, v)), -0.05, 0.05))
            report(f"{name} {voice}", cells)
            # thresholds tuned on the other folds
            folds = {item["id"]: k % 5 for k, item in enumerate(gold)}
            tuned = []
            for fold in range(5):
                train = [g for g in gold if folds[g["id"]] != fold]
                best = max(
                    ((lo, hi) for lo in grid for hi in grid if lo <= hi),
                    key=lambda p: macro_f1(*zip(*[c[2:] for c in cells_of(
                        train, voice, lambda i, t, v, s=table, p=p: label_at(s[i["id"]].get((t, v)), *p)
                    )], strict=True)),
                )
                test = [g for g in gold if folds[g["id"]] == fold]
                tuned += cells_of(test, voice, lambda i, t, v, s=table, p=best: label_at(s[i["id"]].get((t, v)), *p))
            report(f"{name} tuned {voice}", tuned)


MARK = re.compile(r"\[\[([^|\]]+)\|([-0+])\]\]")


def marked_sentences(data: Path) -> list[tuple[str, list[tuple[int, int, str]]]]:
    out = []
    for file in sorted((data / "stance_sentences").glob("*.txt")):
        for line in file.read_text(encoding="utf8").splitlines():
            text, spans, at = "", [], 0
            body = line.rsplit("\t", 1)[0]
            for m in MARK.finditer(body):
                text += body[at : m.start()]
                spans.append((len(text), len(text) + len(m[1]), {"-": "against", "0": "neutral", "+": "favor"}[m[2]]))
                text += m[1]
                at = m.end()
            if spans:
                out.append((text + body[at:], spans))
    return out


def span_label(s: framing.SpanStance) -> str:
    return CLASSES[int(np.argmax([s.p_against, s.p_neutral, s.p_favor]))]


def sentence_table(data: Path, **options: object) -> None:
    cells, stated = [], []
    for k, (text, spans) in enumerate(marked_sentences(data)):
        found = framing.score_spans(text, [(a, b) for a, b, _ in spans], **options)
        stated += [(g, s) for (_, _, g), s in zip(spans, found, strict=True)]
        cells += [(str(k), "", g, span_label(s)) for (_, _, g), s in zip(spans, found, strict=True)]
    report(f"stance_sentences {options or ''}"[:34], cells)
    print_calibration(stated)
    cells, stated = [], []
    for line in (data / "newsmtsc" / "dev.jsonl").read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        found = framing.score_spans(row["sentence"], [(row["from"], row["to"])], **options)
        cells.append((row["id"], "", CLASSES[int(row["polarity"]) + 1], span_label(found[0])))
        stated.append((cells[-1][2], found[0]))
    report(f"newsmtsc dev {options or ''}"[:34], cells)
    print_calibration(stated)


def sentence_peers(data: Path) -> None:
    """Label NewsMTSC's sentences by the peers, thresholds at .05: they know no target."""
    rows = [json.loads(line) for line in (data / "newsmtsc" / "dev.jsonl").read_text(encoding="utf8").splitlines()]
    for name, score in peers().items():
        found = [label_at(score(r["sentence"]), -0.05, 0.05) for r in rows]
        cells = [(r["id"], "", CLASSES[int(r["polarity"]) + 1], label) for r, label in zip(rows, found, strict=True)]
        report(f"newsmtsc dev {name}", cells)


def roles_table(data: Path, results: dict) -> None:
    rows = [json.loads(line) for line in (data / "roles.jsonl").read_text(encoding="utf8").splitlines()]
    gold, score = [], []
    for row in rows:
        stance = results[row["article"]].stance[row["target"]]
        values = [v.score for v in (stance.author, stance.quoted) if v.score == v.score]
        gold.append(row["role"] == "favor")
        score.append(sum(values) if values else 0.0)
    print(f"{'roles: author + quoted score':34} AUC {auc(gold, score):.2f} n={len(rows)}")


def auc(gold: list[bool], score: list[float]) -> float:
    from scipy.stats import rankdata

    ranks = rankdata(score)
    positive = np.array(gold)
    n1, n0 = positive.sum(), (~positive).sum()
    return float((ranks[positive].sum() - n1 * (n1 + 1) / 2) / (n1 * n0))


def speed(gold: list[dict]) -> None:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader = SentimentIntensityAnalyzer()
    analyzer = framing.Analyzer()
    texts = [g["text"] for g in gold]
    analyzer.analyze(texts[0])
    ours, theirs = [], []
    for _ in range(3):
        t = time.process_time()
        for text in texts:
            analyzer.analyze(text)
        ours.append(time.process_time() - t)
        t = time.process_time()
        for text in texts:
            for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
                vader.polarity_scores(sentence)
        theirs.append(time.process_time() - t)
    words = sum(len(t.split()) for t in texts)
    print(
        f"CPU per 700 words: framing {700e3 * min(ours) / words:.2f} ms, VADER {700e3 * min(theirs) / words:.2f} ms, "
        f"ratio {min(ours) / min(theirs):.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    known = os.environ.get("FRAMING_EVAL")
    parser.add_argument("--data", type=Path, default=known, required=known is None)
    parser.add_argument("--peers", action="store_true", help="print VADER, TextBlob and afinn too")
    parser.add_argument("--speed", action="store_true")
    args = parser.parse_args()
    data = Path(args.data)
    gold = load_articles(data)
    for voice in ("author", "quoted"):
        report(f"always neutral {voice}", cells_of(gold, voice, lambda *_: "neutral"))
    results = article_table(gold)
    roles_table(data, results)
    article_table(gold, naming=False)
    article_table(gold, scorer="lexicon")
    sentence_table(data)
    sentence_table(data, scorer="lexicon")
    if args.peers:
        peer_table(gold)
        sentence_peers(data)
    if args.speed:
        speed(gold)


if __name__ == "__main__":
    main()
