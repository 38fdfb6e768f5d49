"""Reads a literal text with the shipped cues; actors are given as ``{name in the text: target}``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from framing.language.matching import Matcher
from framing.language.sentences import split_sentences
from framing.language.tokens import term_forms, tokenize
from framing.language.voices import Voices, find_voices, terms

Reader = Callable[..., Voices]


@pytest.fixture(scope="session")
def read() -> Reader:
    matcher = Matcher(1)
    matcher.add(0, terms())

    def reader(text: str, actors: Mapping[str, str] | None = None) -> Voices:
        tokens = tokenize(text)
        mentions = []
        for name, target in (actors or {}).items():
            forms = term_forms(name)
            mentions += [
                (i, i + len(forms), target)
                for i in range(len(tokens))
                if tokens.forms[i : i + len(forms)] == forms and tokens.surface(i)[0] == name[0]
            ]
        return find_voices(tokens, split_sentences(text, tokens), matcher.scan(tokens)[0], sorted(mentions))

    return reader


@pytest.fixture(scope="session")
def said(read: Reader) -> Callable[[str], list[tuple[str | None, str]]]:
    """Return ``(speaker, content)`` of every quote."""

    def pairs(text: str) -> list[tuple[str | None, str]]:
        return [(q.speaker.text if q.speaker else None, q.content.text) for q in read(text).quotes]

    return pairs
