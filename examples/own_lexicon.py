"""A country, twenty terms and a frame of your own, from files beside this script.

python examples/own_lexicon.py
"""

from __future__ import annotations

from functools import reduce
from pathlib import Path

import framing
from framing.frames import Frameset
from framing.lexicons import Lexicon

FILES = Path(__file__).parent / "own_lexicon"
TEXT = (
    "Kazakhstan, a level-headed middle power, played host to the talks on Tuesday and kept its balance. "
    "The middle corridor has made it a land bridge between East and West. "
    "A Moscow columnist called Astana a back yard that “sits on two chairs”."
)


def build() -> framing.Analyzer:
    """Return an analyzer with the country, the terms over the shipped ones, and the frame."""
    shipped = framing.list_lexicons()
    stance = reduce(Lexicon.merge, map(framing.load_lexicon, shipped.loc[shipped["kind"] == "stance", "name"]))
    mine = framing.load_lexicon(FILES / "kazakhstan_terms.tsv")
    return framing.Analyzer(
        targets=["Russia", FILES / "kazakhstan.toml"],
        lexicons=[stance.merge(mine, override=True)],
        frames=Frameset.from_folder(FILES / "frames"),
    )


def main() -> None:
    print(framing.load_lexicon(FILES / "kazakhstan_terms.tsv").explain("middle power"))
    analysis = build().analyze(TEXT)
    print(analysis)
    for item in analysis.stance["Kazakhstan"].author.evidence:
        print(f"  {item.contribution:+.2f} {item.text} ({item.note})")
    print("corridor:", [e.text for e in analysis.frames["corridor"].evidence])
    without = framing.analyze(TEXT, targets=["Russia", FILES / "kazakhstan.toml"])
    before, after = (a.stance["Kazakhstan"].author.score for a in (without, analysis))
    print(f"author toward Kazakhstan: {before:+.2f} with the shipped words, {after:+.2f} with yours over them")


if __name__ == "__main__":
    main()
