"""Accuracy of the directional lexicon alone, beside VADER, in one command.

    python benchmarks/lexicon.py --data DIR [--rounds 1000]

DIR is laid out as for ``benchmarks/stance.py``. Each figure stands with n and a 95% bootstrap interval (over articles,
over sentences, or over articles of the roles). "sign" reads any evidence as a side; "label" uses the shipped
thresholds, which were fitted for lexicon and classifier together.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import stance as shared

import framing

BAND = 0.05


def labels_by_article(gold: list[dict], results: dict, name: str) -> None:
    for voice in ("author", "quoted"):
        def label(item: dict, target: str, v: str) -> str:
            return results[item["id"]].stance[target].voice(v).label

        def sign(item: dict, target: str, v: str) -> str:
            score = results[item["id"]].stance[target].voice(v).score
            return shared.label_at(None if score != score else score, -BAND, BAND)

        shared.report(f"{name} {voice} label", shared.cells_of(gold, voice, label))
        shared.report(f"{name} {voice} sign", shared.cells_of(gold, voice, sign))


def spans_of(data: Path) -> dict[str, list[tuple[str, list[tuple[int, int, str]]]]]:
    lines = (data / "newsmtsc" / "dev.jsonl").read_text(encoding="utf8").splitlines()
    rows = [json.loads(line) for line in lines]
    news = [(r["sentence"], [(r["from"], r["to"], shared.CLASSES[int(r["polarity"]) + 1])]) for r in rows]
    return {"stance_sentences": shared.marked_sentences(data), "newsmtsc dev": news}


def sentence_figures(data: Path, vader: Callable[[str], float] | None) -> None:
    analyzer = framing.Analyzer(scorer="lexicon", naming=False)
    for name, sentences in spans_of(data).items():
        label, sign, peer = [], [], []
        for k, (text, spans) in enumerate(sentences):
            found = framing.score_spans(text, [(a, b) for a, b, _ in spans], analyzer=analyzer)
            for (_, _, gold), s in zip(spans, found, strict=True):
                label.append((str(k), "", gold, shared.span_label(s)))
                sign.append((str(k), "", gold, shared.label_at(s.score, -BAND, BAND)))
                if vader:
                    peer.append((str(k), "", gold, shared.label_at(vader(text), -BAND, BAND)))
        shared.report(f"lexicon {name} label", label)
        shared.report(f"lexicon {name} sign", sign)
        if vader:
            shared.report(f"VADER {name}", peer)


def roles_figure(data: Path, name: str, score: Callable[[dict], float], rounds: int) -> None:
    rows = [json.loads(line) for line in (data / "roles.jsonl").read_text(encoding="utf8").splitlines()]
    gold, scores = [r["role"] == "favor" for r in rows], [score(r) for r in rows]
    groups: dict[str, list[int]] = {}
    for k, row in enumerate(rows):
        groups.setdefault(row["article"], []).append(k)
    rng = np.random.default_rng(0)
    members, values = list(groups.values()), []
    for _ in range(rounds):
        sample = [k for g in rng.integers(0, len(members), len(members)) for k in members[g]]
        if 0 < sum(gold[k] for k in sample) < len(sample):
            values.append(shared.auc([gold[k] for k in sample], [scores[k] for k in sample]))
    low, high = np.percentile(values, [2.5, 97.5])
    print(f"{name:34} AUC {shared.auc(gold, scores):.2f} [{low:.2f}, {high:.2f}]  n={len(rows)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("FRAMING_EVAL"), required="FRAMING_EVAL" not in os.environ
    )
    parser.add_argument("--rounds", type=int, default=1000)
    args = parser.parse_args()
    data = Path(args.data)
    gold = shared.load_articles(data)
    for naming in (False, True):
        analyzer = framing.Analyzer(scorer="lexicon", naming=naming)
        results = {item["id"]: analyzer.analyze(item["text"]) for item in gold}
        name = "lexicon, naming " + ("on" if naming else "off")
        labels_by_article(gold, results, name)

        def summed(row: dict, found: dict = results) -> float:
            stance = found[row["article"]].stance[row["target"]]
            return sum(v.score for v in (stance.author, stance.quoted) if v.score == v.score)

        roles_figure(data, f"{name} roles", summed, args.rounds)
    vader = shared.peers().get("VADER")
    sentence_figures(data, vader)
    if vader is None:
        return
    table = shared.peer_scores(gold, vader)
    for voice in ("author", "quoted"):
        cells = shared.cells_of(
            gold, voice, lambda i, t, v: shared.label_at(table[i["id"]].get((t, v)), -BAND, BAND)
        )
        shared.report(f"VADER {voice}", cells)

    def peer_sum(row: dict) -> float:
        return sum(table[row["article"]].get((row["target"], v), 0.0) for v in ("author", "quoted"))

    roles_figure(data, "VADER roles", peer_sum, args.rounds)


if __name__ == "__main__":
    main()
