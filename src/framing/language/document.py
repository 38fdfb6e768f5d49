"""What one reading pass found in an article, on the working string."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from framing.language.grammar import Clauses
from framing.language.matching import Hit
from framing.language.mentions import Spot
from framing.language.modifiers import ModifierIndex
from framing.language.tokens import Tokens
from framing.language.views import Place, View
from framing.language.voices import Voices
from framing.records import Sentence, Span

_Placed = TypeVar("_Placed", Hit, Spot)


@dataclass(frozen=True, slots=True)
class Document:
    """Tokens, sentences, hits, mentions and voices of one article."""

    view: View
    tokens: Tokens
    flags: list[int]
    sentences: list[Sentence]
    clauses: Clauses
    stance_hits: list[Hit]
    naming_hits: list[Hit]
    frame_hits: list[list[Hit]]
    modifiers: ModifierIndex
    spots: list[Spot]
    voices: Voices

    def span(self, first: int, last: int) -> Span:
        """Return the caller's span of tokens ``[first, last)``."""
        return self.view.locate(self.tokens.starts[first], self.tokens.ends[last - 1])

    def place(self, first: int, last: int) -> Place:
        """Return start, end, text and field of the caller's span of tokens ``[first, last)``."""
        return self.view.place(self.tokens.starts[first], self.tokens.ends[last - 1])


def per_sentence(items: Sequence[_Placed], sentences: Sequence[Sentence]) -> Iterator[list[_Placed]]:
    """Yield the items (sorted by position) that begin in each sentence."""
    cursor = 0
    for sentence in sentences:
        inside: list[_Placed] = []
        while cursor < len(items) and items[cursor].first < sentence.last:
            if items[cursor].first >= sentence.first:
                inside.append(items[cursor])
            cursor += 1
        yield inside
