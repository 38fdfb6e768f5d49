"""Ten articles of invented outlets: who is treated how, by whom, and through which frames.

    python examples/quickstart.py [FOLDER]

FOLDER holds .txt files, one article each; by default the articles beside this script.
"""

from __future__ import annotations

import sys
from pathlib import Path

import framing

WIDTH = 100
ARTICLES = Path(__file__).resolve().parent / "articles"


def heading(row: object) -> str:
    where = ", ".join(str(x) for x in (row.outlet, row.date) if x)  # type: ignore[attr-defined]
    line = f"{row.title}  [{where}]" if where else str(row.title)  # type: ignore[attr-defined]
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"


def main(folder: Path) -> None:
    analyzer = framing.Analyzer()
    for row in framing.read_articles(folder).itertuples():
        analysis = analyzer.analyze(framing.Article(row.text, title=row.title, outlet=row.outlet))
        print(heading(row), analysis, sep="\n", end="\n\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES)
