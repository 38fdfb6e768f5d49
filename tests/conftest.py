"""What several tests share: a small stance lexicon of known values, and readers built on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from framing.engine import Engine
from framing.frames import Frame, FrameEntry, Frameset
from framing.language.document import Document, per_sentence
from framing.language.mentions import resolve_targets
from framing.lexicons.checking import Row
from framing.records import Article
from framing.stance.constants import load_constants
from framing.stance.lexical import Item, build_scene, score_sentence
from framing.stance.roles import find_roles

# term, class, type, agent, patient, holder
SMALL_STANCE = (
    ("attack", "verb", "event", -0.5, 0.25, None),
    ("praise", "verb", "event", None, 0.5, None),
    ("betray", "verb", "evaluation", -0.75, 0.5, None),
    ("defend", "verb", "evaluation", 0.5, None, None),
    ("brutally", "adverb", "evaluation", None, None, -0.75),
    ("brave", "adjective", "evaluation", None, None, 0.75),
    ("corrupt", "adjective", "evaluation", None, None, -0.75),
    ("cynical", "adjective", "evaluation", None, None, -0.5),
    ("aggression", "noun", "evaluation", -1.0, 0.5, None),
    ("courage", "noun", "evaluation", None, None, 0.75),
    ("bully", "noun", "evaluation", None, None, -0.75),
    ("regime", "noun", "evaluation", None, None, -0.5),
    ("pressure", "noun", "evaluation", -0.5, 0.25, None),
    ("war criminal", "noun", "evaluation", None, None, -1.0),
    ("security guarantee", "noun", "evaluation", 0.0, 0.0, 0.0),
    ("guarantee", "verb", "evaluation", 0.5, None, None),
)

CONSTANTS = replace(load_constants(), event=0.25, loaded_event=0.75)


def stance_row(spec: tuple[str, str, str, float | None, float | None, float | None]) -> Row:
    term, word_class, kind, agent, patient, holder = spec
    numbers = {"agent": agent, "patient": patient, "holder": holder}
    cells: dict[str, str | float] = {"class": word_class, "type": kind}
    return Row(term, cells | {k: v for k, v in numbers.items() if v is not None})


@pytest.fixture(scope="session")
def small_engine() -> Engine:
    """An engine with the small stance lexicon, no naming choices, one frame and the four default targets."""
    entry = FrameEntry("summit", "noun", 1.0, "")
    frames = Frameset("small", (Frame("diplomacy", "talks", (("summit", "noun", entry),)),))
    return Engine(resolve_targets(None), [stance_row(s) for s in SMALL_STANCE], [], frames)


@pytest.fixture(scope="session")
def read(small_engine: Engine) -> Callable[[str], Document]:
    """Read a text, or an article, with the small engine."""
    return lambda text: small_engine.read(text if isinstance(text, Article) else Article(text))


@pytest.fixture(scope="session")
def roles(read: Callable[[str], Document]) -> Callable[[str], set[tuple[str, str, str]]]:
    """Return ``(lexicon word, role, target)`` for every role found in a text."""

    def found(text: str) -> set[tuple[str, str, str]]:
        document = read(text)
        out = set()
        hits_in = per_sentence(document.stance_hits, document.sentences)
        spots_in = per_sentence(document.spots, document.sentences)
        for sentence, hits, spots in zip(document.sentences, hits_in, spots_in, strict=True):
            scene = build_scene(sentence, spots, document.flags, document.clauses, hits)
            for hit in hits:
                for role in find_roles(hit, hit.entry.word_class, scene):
                    if role.confidence >= 0.5:
                        out.add((hit.entry.term, role.role, spots[role.spot].target))
        return out

    return found


@pytest.fixture(scope="session")
def scored(read: Callable[[str], Document]) -> Callable[[str], list[tuple[str, float, Item]]]:
    """Return ``(target, z, item)`` for every piece of lexicon evidence in a text."""

    def found(text: str) -> list[tuple[str, float, Item]]:
        document = read(text)
        out = []
        hits_in = per_sentence(document.stance_hits, document.sentences)
        spots_in = per_sentence(document.spots, document.sentences)
        for sentence, hits, spots in zip(document.sentences, hits_in, spots_in, strict=True):
            scene = build_scene(sentence, spots, document.flags, document.clauses, hits)
            for item in score_sentence(scene, hits, document.modifiers, CONSTANTS):
                out.append((spots[item.spot].target, item.z, item))
        return out

    return found
