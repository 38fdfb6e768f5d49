"""Can the scores be trusted, and what is the mean once the machine's errors are corrected?

Half of the articles are drawn for coding; agreement of the coders, validity of the machine, and naive and
corrected means are printed. As all articles of this invented crisis are coded, the truth is known and shown
beside.

    python examples/validate_and_correct.py
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

import framing

CRISIS = Path(__file__).parent / "crisis"


def read_table() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the articles, their stance table, and the codes of all of them."""
    articles = pd.read_csv(CRISIS / "articles.csv")
    table = framing.analyze_corpus(articles, targets=[CRISIS / "morvia.toml", CRISIS / "istrala.toml"])
    return articles, table, pd.read_csv(CRISIS / "codes.csv")


def main() -> None:
    """Print agreement, validity, and naive, corrected and true means of each outlet."""
    articles, table, all_codes = read_table()
    drawn = framing.sample_for_coding(articles, 46, by="outlet", seed=2)
    codes = all_codes.merge(drawn[["id", "inclusion_probability"]], on="id")
    print(f"{len(drawn)} of {len(articles)} articles drawn for coding, in proportion to the outlets.\n")

    print("Do the coders agree? Krippendorff's alpha (interval):")
    for row in framing.agreement(codes).itertuples():
        alpha = say(row.alpha, row.low, row.high)
        print(f"  {row.target:8} {row.voice:7} {alpha:21} {row.n_units} units")

    check = framing.validate(table, codes, by="outlet")
    print("\nDoes the machine agree with them?")
    print(
        f"  Macro-F1 {check.macro_f1:.2f}, rank correlation {check.spearman:.2f}, "
        f"for taken as against or the reverse in {check.sign_errors:.0%}, n = {check.summary.n[0]}."
    )
    worst = check.units.iloc[0]
    print(f"  Furthest off: {worst.id} on {worst.target}, {worst.voice}: ", end="")
    print(f"machine {worst.score:+.2f}, people {worst.gold:+.2f}.")

    print("\nHow the authors treat Morvia:")
    print(f"  {'':16} {'machine alone':23} {'corrected':23} truth")
    means = framing.corrected_mean(table, codes, by="outlet", target="Morvia", voice="author")
    coded = all_codes.query("target == 'Morvia' and voice == 'author'").merge(
        articles[["id", "outlet"]], on="id"
    )
    truth = coded.groupby(["outlet", "id"])["code"].mean().groupby("outlet").mean() / 2
    for row in means.itertuples():
        naive = say(row.naive, row.naive_low, row.naive_high)
        corrected = say(row.corrected, row.low, row.high)
        print(f"  {row.outlet:16} {naive:23} {corrected:23} {truth[row.outlet]:+.2f}")
    held = means[means["low"].notna() & means["naive_low"].notna()]
    inside = sum(row.low <= truth[row.outlet] <= row.high for row in held.itertuples())
    alone = sum(row.naive_low <= truth[row.outlet] <= row.naive_high for row in held.itertuples())
    print(
        f"\nThe truth lies in {inside} of {len(held)} corrected intervals and in {alone} of its own."
    )


def say(mean: float, low: float, high: float) -> str:
    """Write a mean with its interval, where there is one."""
    return f"{mean:+.2f}" if pd.isna(low) else f"{mean:+.2f} [{low:+.2f}, {high:+.2f}]"


if __name__ == "__main__":
    main()
