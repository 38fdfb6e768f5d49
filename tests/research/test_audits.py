"""Audits and the specification curve: they pass what is blind, and catch what is not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import framing
from framing.errors import InputError
from framing.research import audit, specification_curve
from framing.research.audits import rebuilt, scores_of

TEXTS = [
    "Russia brutally attacked Ukraine at dawn. Kyiv's brave defenders held the bridge.",
    "The minister said: “Ukraine is a corrupt regime.” Moscow's talks with the West go on.",
    "Russian officials met in Moscow on Tuesday to discuss the harvest.",
    "The fair was held on Sunday.",
]


def test_blind_analyzer_passes_every_exact_check() -> None:
    table = audit(framing.Analyzer(scorer="lexicon"), TEXTS).set_index("check")
    exact = table[table["tolerance"] == 1e-9]
    assert {"names exchanged", "names invented"} <= set(exact.index)
    assert exact["passed"].all()
    assert (exact["max_difference"] <= 1e-9).all()
    assert (exact["n"] > 0).all()


def test_naming_row_informs_only() -> None:
    texts = ["Kiev's junta met. The special military operation of Russia goes on.", *TEXTS]
    table = audit(framing.Analyzer(scorer="lexicon"), texts).set_index("check")
    assert table.loc["naming choices: on or off", "passed"] is None
    assert np.isnan(table.loc["naming choices: on or off", "tolerance"])


class Biased(framing.Analyzer):
    """An analyzer that knows a name, to be caught."""

    def analyze(self, article: str | framing.Article) -> framing.ArticleAnalysis:
        return super().analyze(article.replace("Russia", "Russia's brutal regime"))  # type: ignore[union-attr]


def test_an_analyzer_that_knows_a_name_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.research.audits.Analyzer", Biased)
    table = audit(Biased(["Russia", "Ukraine"], scorer="lexicon"), TEXTS[:1]).set_index("check")
    assert table.loc["names exchanged", "passed"] is False or not table.loc["names exchanged", "passed"]
    assert table.loc["names exchanged", "max_difference"] > 0.01
    assert table.loc["names exchanged", "example"].startswith("Russia brutally attacked")


def test_nothing_to_compare_is_neither_passed_nor_failed() -> None:
    table = audit(framing.Analyzer(["Russia"], scorer="lexicon"), ["The fair was held."])
    assert (table["n"] == 0).all()
    assert table["passed"].isna().all()


def test_options_are_kept_when_rebuilt() -> None:
    analyzer = framing.Analyzer(["Russia"], scorer="lexicon", naming=False)
    again = rebuilt(analyzer, targets=["Ukraine"])
    assert (again.scorer, again.naming, [t.name for t in again.targets]) == ("lexicon", False, ["Ukraine"])
    assert scores_of(again.analyze("Nothing here."))["Ukraine", "author"] != 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda: audit(framing.Analyzer, TEXTS), "analyzer is type"),
        (lambda: audit(framing.Analyzer(), []), "texts is empty"),
        (lambda: audit(framing.Analyzer(), None), "texts is NoneType"),
        (lambda: audit(framing.Analyzer(), ["x", 3]), "texts hold int"),
    ],
)
def test_bad_input_is_named(change: object, words: str) -> None:
    with pytest.raises(InputError, match=words):
        change()  # type: ignore[operator]


# ---------------------------------------------------------------- specification curve

AGAINST = [
    "Russia brutally attacked the town. Russia's lies go on.",
    "The cruel Russian regime threatens its neighbour again.",
    "Russia's shameful aggression continues.",
    "Cynical and brutal, Russia bullies the region.",
]
FOR = [
    "Russia generously rebuilt the school. Brave Russia keeps its word.",
    "A wise and honest Russia offers peace to its neighbour.",
    "Russia is a loyal and reliable friend.",
    "Noble and patient, Russia waits.",
]
ARTICLES = pd.DataFrame({"id": range(8), "outlet": ["A"] * 4 + ["B"] * 4, "text": AGAINST + FOR})
GRID = {"voices": ["author"], "min_mentions": [1], "scorers": ["lexicon"]}


def test_every_combination_has_a_row_and_the_sign_holds() -> None:
    curve = specification_curve(ARTICLES, "Russia", ("A", "B"), **GRID)
    assert len(curve) == 2 * 2 * 3
    assert (curve["estimate"] < 0).all()
    assert curve["estimate"].is_monotonic_increasing
    assert curve["rank"].tolist() == list(range(1, 13))
    turned = specification_curve(ARTICLES, "Russia", ("B", "A"), **GRID)
    assert turned["estimate"].tolist() == pytest.approx(sorted(-curve["estimate"]))


def test_thresholds_turn_scores_into_labels() -> None:
    curve = specification_curve(ARTICLES, "Russia", ("A", "B"), **GRID, thresholds=[0.01], naming=[True])
    assert curve["estimate"].iloc[0] == pytest.approx(-2.0, abs=0.6)
    high = specification_curve(ARTICLES, "Russia", ("A", "B"), **GRID, thresholds=[1.1], naming=[True])
    assert (high["estimate"] == 0).all()


def test_specifications_without_articles_say_so() -> None:
    curve = specification_curve(ARTICLES, "Russia", ("A", "B"), **{**GRID, "min_mentions": [50]})
    assert curve["estimate"].isna().all()
    assert (curve["note"] == "no score in A: no difference").all()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"groups": ("A",)}, "groups="),
        ({"groups": ("A", "A")}, "groups="),
        ({"groups": ("A", "C")}, "no article has outlet 'C'; the table has A, B"),
        ({"scorers": ["bert"]}, "scorers="),
        ({"voices": "author"}, "voices is str or empty; give a list"),
        ({"models": [1]}, "unknown option 'models'"),
        ({"target": "Atlantis"}, "target 'Atlantis'"),
    ],
)
def test_wrong_specifications_are_named(options: dict[str, object], words: str) -> None:
    given = {"df": ARTICLES, "target": "Russia", "groups": ("A", "B"), **options}
    with pytest.raises(InputError, match=words):
        specification_curve(**given)  # type: ignore[arg-type]
