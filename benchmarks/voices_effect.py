"""What separating voices is worth for stance: direct quotes alone against all voices, paired bootstrap over articles.

    python benchmarks/voices_effect.py --data DIR
"""

from __future__ import annotations

import argparse
from pathlib import Path
from unittest.mock import patch

import numpy as np
from stance import cells_of, load_articles, macro_f1

import framing
from framing.stance.gathering import Collection

DRAWS = 500


def direct_only(collection: Collection, token: int) -> str:
    voices = collection.document.voices
    quote = voices.quote_of[token]
    return "quoted" if quote >= 0 and voices.quotes[quote].kind == "direct" else "author"


def score(cells: list) -> float:
    return macro_f1([c[2] for c in cells], [c[3] for c in cells])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    gold = load_articles(parser.parse_args().data)
    analyzer = framing.Analyzer()
    after = {g["id"]: analyzer.analyze(g["text"]).stance for g in gold}
    with patch.object(Collection, "voice_at", direct_only):
        before = {g["id"]: analyzer.analyze(g["text"]).stance for g in gold}
    rng = np.random.default_rng(0)
    for voice in ("author", "quoted"):
        new = cells_of(gold, voice, lambda item, target, v: after[item["id"]][target].voice(v).label)
        old = cells_of(gold, voice, lambda item, target, v: before[item["id"]][target].voice(v).label)
        ids = sorted({c[0] for c in new})
        by_new = {i: [c for c in new if c[0] == i] for i in ids}
        by_old = {i: [c for c in old if c[0] == i] for i in ids}
        draws = [rng.choice(ids, len(ids)) for _ in range(DRAWS)]
        gains = [score([c for i in d for c in by_new[i]]) - score([c for i in d for c in by_old[i]]) for d in draws]
        low, high = np.percentile(gains, [2.5, 97.5])
        print(
            f"{voice}: direct quotes only {score(old):.1f}, all voices {score(new):.1f}, "
            f"difference {score(new) - score(old):+.1f} [{low:+.1f}, {high:+.1f}], n={len(new)}"
        )


if __name__ == "__main__":
    main()
