"""Which outlets treat Morvia differently? Compares five invented outlets on an invented crisis.

python examples/outlets.py
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

import framing
from framing.research import differences

CRISIS = Path(__file__).parent / "crisis"


def read_table() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the articles and their stance table."""
    articles = pd.read_csv(CRISIS / "articles.csv")
    targets = [CRISIS / "morvia.toml", CRISIS / "istrala.toml"]
    return articles, framing.analyze_corpus(articles, targets=targets)


def say_pair(row: pd.Series) -> str:
    """Say in words what the test of one pair of outlets found."""
    if not row.p_holm < 0.05:
        return f"{row.a} and {row.b}: no difference found."
    sharper, milder = (row.a, row.b) if row.difference < 0 else (row.b, row.a)
    low, high = sorted([abs(row.low), abs(row.high)])
    return (
        f"{sharper} is less favourable than {milder} by {abs(row.difference):.2f} "
        f"(95% interval {low:.2f} to {high:.2f}, Holm {say_p(row.p_holm)})."
    )


def say_p(p: float) -> str:
    """Say a p-value in words."""
    return "p < .001" if p < 0.001 else f"p = {p:.3f}"


def main() -> None:
    """Print means, tested differences, the two voices, and the words that set the outlets apart."""
    articles, table = read_table()
    print("How the authors treat Morvia, from -1 (against) to 1 (for), resampling whole stories:")
    for row in framing.compare(table, by="outlet", target="Morvia", voice="author").itertuples():
        spread = row.note if pd.isna(row.low) else f"[{row.low:+.2f}, {row.high:+.2f}]"
        print(f"  {row.outlet:16} {row.mean:+.2f} {spread}  {row.n} articles")

    print("\nWhich outlets differ:")
    for _, row in differences(table, by="outlet", target="Morvia", voice="author").iterrows():
        print(f"  {say_pair(row)}")

    print("\nAuthor or source? What Harbour Wire says of Morvia, and what the people it quotes say:")
    of_wire = table[table["outlet"] == "Harbour Wire"]
    wire = framing.compare(of_wire, by=None, target="Morvia").set_index("voice")["mean"]
    print(f"  author {wire['author']:+.2f}, quoted {wire['quoted']:+.2f}: ", end="")
    print(
        "the anger is its sources'."
        if wire["quoted"] < wire["author"] - 0.1
        else "no gap between the voices."
    )

    print("\nWords that set each outlet apart (log-odds with a Dirichlet prior):")
    words = framing.contrast(articles, by="outlet", top=6)
    for outlet, terms in words.groupby("outlet")["term"]:
        print(f"  {outlet:16} {', '.join(terms)}")


if __name__ == "__main__":
    main()
