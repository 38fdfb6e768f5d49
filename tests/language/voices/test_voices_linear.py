"""Time grows with the text, not with its square, whatever the marks."""

from __future__ import annotations

import math
import time

import pytest

from framing.language.matching import Matcher
from framing.language.sentences import split_sentences
from framing.language.tokens import tokenize
from framing.language.voices import find_voices, terms

PATTERNS = {
    "alternating": '“a ” b " c ',
    "nested": "“a ‘b ",
    "unclosed": "“ he said ",
    "opened in every paragraph": "“Para one here.\n\n",
    "apostrophes": "'a b' the dogs' c ",
    "five words and a cue": '"Yes," he said. ',
    "quotes across sentences": "“A b. C d” he said ",
    "quotes without a cue": "“We go home now.” ",
    "cues without an end": "he said and ",
    "participles": "saying foo, ",
    "passives": "was accused by foo of ",
    "sources": "foo bar according to bar ",
}


def seconds(matcher: Matcher, text: str) -> float:
    tokens = tokenize(text)
    sentences = split_sentences(text, tokens)
    hits = matcher.scan(tokens)[0]
    best = math.inf
    for _ in range(3):
        begin = time.process_time()
        find_voices(tokens, sentences, hits, [])
        best = min(best, time.process_time() - begin)
    return best


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    made = Matcher(1)
    made.add(0, terms())
    return made


@pytest.mark.long
@pytest.mark.parametrize("name", PATTERNS)
def test_log_log_slope(matcher, name):
    sizes = [12_500, 50_000, 200_000, 800_000]
    pattern = PATTERNS[name]
    times = [seconds(matcher, (pattern * (size // len(pattern) + 1))[:size]) for size in sizes]
    xs, ys = [math.log(s) for s in sizes], [math.log(t) for t in times]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sum(
        (x - mean_x) ** 2 for x in xs
    )
    assert slope <= 1.15


@pytest.mark.parametrize("name", PATTERNS)
def test_a_long_text_of_odd_marks_is_read(matcher, name):
    pattern = PATTERNS[name]
    text = (pattern * (50_000 // len(pattern)))[:50_000]
    tokens = tokenize(text)
    voices = find_voices(tokens, split_sentences(text, tokens), matcher.scan(tokens)[0], [])
    assert len(voices.quoted) == len(voices.quote_of) == len(tokens)
    ends = [0]
    for quote in voices.quotes:
        assert quote.content.start >= ends[-1]
        ends.append(quote.content.end)
