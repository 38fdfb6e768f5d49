"""Since when has the Ilmen Herald turned on Morvia? Finds and tests the date in an invented crisis.

python examples/tone_shift.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

import framing
from framing.research import change_points, shift

CRISIS = Path(__file__).parent / "crisis"
EVENTS = {"2031-03-02": "Morvia closes the strait", "2031-03-14": "flight TV 118 is shot down"}
OUTLET = "Ilmen Herald"


def read_series() -> pd.DataFrame:
    """Return the stance of the outlet's authors toward Morvia, article by article."""
    articles = pd.read_csv(CRISIS / "articles.csv")
    articles = articles[articles["outlet"] == OUTLET]
    table = framing.analyze_corpus(articles, targets=[CRISIS / "morvia.toml"])
    return table[table["voice"] == "author"].reset_index(drop=True)


def shuffled(table: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the table with the scores in random order: by construction nothing happens at any date."""
    order = np.random.default_rng(seed).permutation(len(table))
    return table.assign(score=table["score"].to_numpy()[order])


def main() -> None:
    """Print the weekly means, the change found, the test at the known date, and a check on shuffled data."""
    table = read_series()
    print(f"How the authors of the {OUTLET} treat Morvia, week by week:")
    for week in framing.trend(table, freq="W", events=EVENTS).itertuples():
        spread = "" if pd.isna(week.low) else f"[{week.low:+.2f}, {week.high:+.2f}]"
        print(f"  {week.period:%d %b}  {week.mean:+.2f} {spread:15} n={week.n:<3} {week.event}")

    print("\nDoes the tone jump, and when?")
    for change in change_points(table, events=EVENTS).itertuples():
        if pd.isna(change.date):
            print(f"  {change.note}.")
            continue
        print(
            f"  On {change.date:%d %B %Y} it goes from {change.before:+.2f} to {change.after:+.2f} "
            f"(range of the date {change.earliest:%d %b} to {change.latest:%d %b}; p = {change.p_any:.3f})."
        )
        print(f"  The nearest event: {change.event}, {change.days_from_event:.0f} days before.")

    known = shift(table, since="2031-03-14").iloc[0]
    print(
        f"\nTested at the known date: {known.difference:+.2f} since 14 March "
        f"[{known.low:+.2f}, {known.high:+.2f}], p = {known.p:.1g}."
    )
    again = change_points(shuffled(table, seed=1)).iloc[0]
    print(f"The same scores in random order: {again.note or 'a change, as in one of twenty shuffles'}.")


if __name__ == "__main__":
    main()
