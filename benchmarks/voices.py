"""Accuracy of the voices against hand-marked attributions, beside a regex and textacy, in one command.

    python benchmarks/voices.py --data DIR [--corpus training/corpus] [--halves]

DIR (or the environment variable FRAMING_EVAL) holds ``polnear/text/*.txt`` and
``polnear/attributions/*.ann``, the
brat files of PolNeAR (Newell et al. 2018). Figures come with n and a 95% bootstrap interval over articles.
textacy is
measured where it is installed with the spaCy model ``en_core_web_sm``.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

import framing
from framing.stance.corpus_format import read_corpus

Spans = list[tuple[int, int]]
# (content, speaker or None) of one quotation
Found = tuple[tuple[int, int], tuple[int, int] | None]
WORD = re.compile(r"\w+")
MARKS = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")


@dataclass
class Attribution:
    content: Spans = field(default_factory=list)
    source: Spans = field(default_factory=list)


@dataclass
class Marked:
    name: str
    text: str
    attributions: list[Attribution]


def load_polnear(data: Path) -> list[Marked]:
    annotations = {path.name: path for path in (data / "polnear" / "attributions").glob("*.ann")}
    articles = []
    for path in sorted((data / "polnear" / "text").glob("*.txt")):
        match = next(p for name, p in annotations.items() if name.startswith(path.stem))
        text = path.read_bytes().decode("utf8")
        articles.append(Marked(path.stem, text, read_brat(match.read_text(encoding="utf8"))))
    return articles


def read_brat(lines: str) -> list[Attribution]:
    spans: dict[str, Spans] = {}
    found = []
    for line in lines.splitlines():
        if line.startswith("T"):
            key, places, _ = line.split("\t", 2)
            offsets = places.split(" ", 1)[1].split(";")
            spans[key] = [(int(a), int(b)) for a, b in (part.split() for part in offsets)]
        elif line.startswith("E"):
            one = Attribution()
            for role, key in (part.split(":") for part in line.split("\t", 1)[1].split()):
                if role.startswith("Content"):
                    one.content += spans.get(key, [])
                elif role.startswith("Source"):
                    one.source += spans.get(key, [])
            if one.content:
                found.append(one)
    return found


def load_corpus(folder: Path) -> list[Marked]:
    return [
        Marked(p.id, p.text, [Attribution([(q.start, q.end)]) for q in p.quotes]) for p in read_corpus(folder)
    ]


def by_framing(text: str) -> list[Found]:
    return [
        ((q.content.start, q.content.end), (q.speaker.start, q.speaker.end) if q.speaker else None)
        for q in framing.find_quotes(text)
    ]


def by_regex(text: str) -> list[Found]:
    return [(match.span(), None) for match in MARKS.finditer(text)]


def textacy_finder() -> Callable[[str], list[Found]] | None:
    try:
        import spacy
        from textacy.extract.triples import direct_quotations

        nlp = spacy.load("en_core_web_sm")
    except (ImportError, OSError):
        return None

    def find(text: str) -> list[Found]:
        found: list[Found] = []
        for triple in direct_quotations(nlp(text)):
            speaker = triple.speaker
            place = (speaker[0].idx, speaker[-1].idx + len(speaker[-1])) if speaker else None
            found.append(((triple.content.start_char, triple.content.end_char), place))
        return found

    return find


def overlaps(one: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(one[0] < b and a < one[1] for a, b in others)


def count(article: Marked, found: list[Found]) -> list[int]:
    """Return words right, wrong, missed; attributions, found; with a source, right speaker."""
    gold, said = bytearray(len(article.text)), bytearray(len(article.text))
    for one in article.attributions:
        for a, b in one.content:
            gold[a:b] = b"\1" * (b - a)
    for (a, b), _ in found:
        said[a:b] = b"\1" * (b - a)
    counts = [0] * 7
    for match in WORD.finditer(article.text):
        g, s = gold[match.start()], said[match.start()]
        counts[0] += g & s
        counts[1] += s & (1 - g)
        counts[2] += g & (1 - s)
    for one in article.attributions:
        hits = [speaker for content, speaker in found if overlaps(content, one.content)]
        counts[3] += 1
        counts[4] += bool(hits)
        counts[5] += bool(one.source)
        counts[6] += any(s is not None and overlaps(s, one.source) for s in hits)
    return counts


def measures(counts: np.ndarray) -> list[float]:
    """Return word precision, recall, F1, attributions found, right speaker, in per cent."""
    right, wrong, missed, n, found, with_source, speaker = (max(float(c), 0.0) for c in counts.sum(axis=0))
    precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    right_speaker = speaker / with_source if with_source else math.nan
    return [100 * x for x in (precision, recall, f1, found / max(n, 1), right_speaker)]


def report(name: str, articles: list[Marked], find: Callable[[str], list[Found]]) -> None:
    find(articles[0].text)  # load the lists before the clock runs
    begin = time.process_time()
    found = [find(article.text) for article in articles]
    seconds = time.process_time() - begin
    counts = np.array([count(article, quotes) for article, quotes in zip(articles, found, strict=True)])
    rng = np.random.default_rng(0)
    draws = [measures(counts[rng.integers(0, len(counts), len(counts))]) for _ in range(1000)]
    low, high = np.percentile(np.array(draws), [2.5, 97.5], axis=0)
    values = measures(counts)
    words = sum(len(WORD.findall(article.text)) for article in articles)
    labels = ("precision", "recall", "F1", "found", "speaker")
    shown = "  ".join(
        f"{label} {value:.1f} [{a:.1f}, {b:.1f}]"
        for label, value, a, b in zip(labels, values, low, high, strict=True)
    )
    print(
        f"{name:<26} {shown}  articles {len(articles)}, attributions {counts[:, 3].sum()}, "
        f"{1000 * seconds / max(words, 1) * 700:.1f} ms per 700 words"
    )


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", default=os.environ.get("FRAMING_EVAL"), help="folder that holds polnear/")
    parser.add_argument("--corpus", help="folder of the training corpus, to score its <q> marks")
    parser.add_argument("--halves", action="store_true", help="score every other article apart")
    options = parser.parse_args()
    if options.data is None and options.corpus is None:
        parser.error("give --data DIR or set FRAMING_EVAL, or give --corpus DIR")
    return options


def main() -> None:
    options = arguments()
    print(f"framing {framing.__version__}, {date.today().isoformat()}")
    if options.data is not None:
        articles = load_polnear(Path(options.data))
        report("framing", articles, by_framing)
        if options.halves:
            report("framing, even articles", articles[::2], by_framing)
            report("framing, odd articles", articles[1::2], by_framing)
        report("regex on marks", articles, by_regex)
        peer = textacy_finder()
        if peer is None:
            print("textacy is not installed; it needs textacy, spacy and the model en_core_web_sm")
        else:
            report("textacy direct_quotations", articles, peer)
    if options.corpus is not None:
        report("framing, corpus marks", load_corpus(Path(options.corpus)), by_framing)


if __name__ == "__main__":
    main()
