"""The law of blindness at length: exchange two invented countries in corpus texts and their scores are exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import framing
from framing.stance.corpus_format import Passage, read_corpus, read_sentences

TRAINING = Path(__file__).resolve().parents[2] / "training"
NAMES = ("Alandia", "Belmark")
PAIR = tuple(framing.Target(name) for name in NAMES)


def with_names(text: Passage, names: dict[str, str]) -> str:
    """Write a text with every mention of two of its targets put as a bare name."""
    out, at = [], 0
    for mention in text.mentions:
        if mention.target in names:
            out += [text.text[at : mention.start], names[mention.target]]
            at = mention.end
    return "".join([*out, text.text[at:]])


def exchanged_pairs(texts: list[Passage]) -> Iterator[tuple[str, str]]:
    """Yield each text with its two most frequent targets under invented names, and with the names exchanged."""
    for text in texts:
        targets = [m.target for m in text.mentions]
        most = sorted(set(targets), key=lambda t: (-targets.count(t), t))[:2]
        if len(most) == 2:
            one, other = NAMES
            yield with_names(text, {most[0]: one, most[1]: other}), with_names(text, {most[0]: other, most[1]: one})


def scores(analyzer: framing.Analyzer, text: str, names: tuple[str, ...]) -> list[tuple[object, ...]]:
    stance = analyzer.analyze(text).stance
    voices = [v for name in names for v in (stance[name].author, stance[name].quoted)]
    return [(v.label, repr(v.score), v.n_mentions) for v in voices]


def broken(scorer: str, texts: list[Passage], wanted: int) -> tuple[int, list[str]]:
    analyzer = framing.Analyzer(targets=PAIR, scorer=scorer, naming=False)
    read, wrong = 0, []
    for there, back in exchanged_pairs(texts):
        read += 1
        if scores(analyzer, there, NAMES) != scores(analyzer, back, NAMES[::-1]):
            wrong.append(there)
        if read == wanted:
            break
    return read, wrong


@pytest.mark.parametrize("scorer", ["both", "lexicon"])
def test_thirty_sentences(scorer: str) -> None:
    assert broken(scorer, read_sentences(TRAINING / "sentences"), 30) == (30, [])


@pytest.mark.long
@pytest.mark.parametrize("scorer", ["both", "classifier", "lexicon"])
def test_a_thousand_sentences_and_a_hundred_articles(scorer: str) -> None:
    assert broken(scorer, read_sentences(TRAINING / "sentences"), 1_000) == (1_000, [])
    assert broken(scorer, read_corpus(TRAINING / "natural"), 100) == (100, [])
