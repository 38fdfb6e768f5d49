"""The mention classifier: blind to names, its evidence on words, its points summing to its score."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import framing
from framing.stance.features import mention_features
from framing.stance.line import collapse
from framing.stance.model_file import shipped_model

SENTENCES = [
    "{a} cynically broke the truce that {b} had patiently kept.",
    "Nobody in {a} asked {b} for a lecture on law.",
    "{a} and {b} will meet on Monday in Geneva.",
    "For all its faults, {a} has behaved better than {b}.",
]


def points(text: str, scorer: str = "classifier"):
    document = framing.Analyzer(scorer=scorer).read(text)
    line = collapse(document, document.spots)
    features = mention_features(line, np.arange(len(document.spots)), [])
    return shipped_model().score(features, line, document.tokens), line, document


@pytest.mark.parametrize("end", [".", ", which had kept its word."])
def test_points_sum_to_the_score_and_stand_on_words(end: str) -> None:
    scores, line, document = points(f"Russia brutally attacked brave Ukraine{end}")
    sums = np.bincount(scores.rows, scores.points, minlength=2)
    assert np.allclose(sums, scores.score, atol=1e-9)
    shown = {document.tokens.forms[line.token[p]] for p in scores.positions}
    assert shown.isdisjoint({"russia", "ukraine"})


def test_points_stand_on_the_words_of_the_deed() -> None:
    scores, line, document = points("Russia brutally attacked brave Ukraine.")
    shown = {document.tokens.forms[line.token[p]] for p in scores.positions}
    assert {"brutally", "attacked"} <= shown


def test_probabilities_sum_to_one() -> None:
    scores, _, _ = points("Moscow growled and Kyiv shrugged.")
    assert np.allclose(scores.probabilities.sum(axis=1), 1.0)


@pytest.mark.parametrize("template", SENTENCES)
def test_names_exchanged_scores_exchanged_exactly(template: str) -> None:
    analyzer = framing.Analyzer(naming=False)
    names = {"Russia": "Russia", "Ukraine": "Ukraine", "Azerbaijan": "Azerbaijan"}
    for a, b in itertools.permutations(names, 2):
        one = analyzer.analyze(template.format(a=a, b=b)).stance
        two = analyzer.analyze(template.format(a=b, b=a)).stance
        for voice in ("author", "quoted"):
            assert one[a].voice(voice).score == pytest.approx(two[b].voice(voice).score, abs=1e-9, nan_ok=True)


def test_a_declared_invented_country_is_read_like_any_other() -> None:
    target = framing.Target("Veltrania")
    analyzer = framing.Analyzer(targets=["Russia", "Ukraine", target], naming=False)
    for template in SENTENCES:
        real = analyzer.analyze(template.format(a="Russia", b="Ukraine")).stance["Russia"].author.score
        made_up = analyzer.analyze(template.format(a="Veltrania", b="Ukraine")).stance["Veltrania"].author.score
        assert made_up == pytest.approx(real, abs=1e-9, nan_ok=True)


def test_the_words_decide_not_the_name() -> None:
    text = "Russia kept its word with patience and courage, and its generosity won praise."
    assert framing.analyze(text, naming=False).stance["Russia"].author.score > 0
    text = "Russia broke its word with cynicism and cruelty, and its greed drew contempt."
    assert framing.analyze(text, naming=False).stance["Russia"].author.score < 0
