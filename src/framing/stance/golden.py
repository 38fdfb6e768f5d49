"""Golden documents: texts in a model's header with the probabilities it gave them when it was written.

A model that is read by a library whose features have changed gives other numbers without any error. The golden
documents make that an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from framing.errors import ModelFormatError
from framing.language.document import Document
from framing.stance.classifier import MentionModel
from framing.stance.constants import load_constants
from framing.stance.gathering import gather

TEXTS = (
    "Russia brutally attacked brave Ukraine, and the West looked away.",
    "The ministry said on Tuesday that Azerbaijan and Russia would resume talks in October.",
    "Brussels lectures Baku about values it does not keep. “Moscow broke every promise,” the envoy said.",
)
TARGETS = ("Russia", "Ukraine", "West", "Azerbaijan")
# retuned word lists may move a probability a little; a changed feature moves it far
TOLERANCE = 0.05

Reader = Callable[[str], Document]

# checksums of the models that have passed in this process
_passed: set[str] = set()


def golden_rows(read: Reader, model: MentionModel) -> list[dict[str, Any]]:
    """Return the golden documents of a model: ``text`` and ``mentions`` as [start, end, p_against, p_favor]."""
    return [{"text": text, "mentions": _mentions(read(text), model)} for text in TEXTS]


def _mentions(document: Document, model: MentionModel) -> list[list[float]]:
    found = gather(document, TARGETS, load_constants(), model, lexicon=False).mentions
    return [[m.start, m.end, round(m.p_against, 4), round(m.p_favor, 4)] for m in found]


def check_golden(read: Reader, model: MentionModel) -> None:
    """Score the golden documents of a model anew, once a process.

    Parameters
    ----------
    read
        Reads a text with the shipped word lists and at least `TARGETS`.
    model
        The model; one without golden documents (from `framing.train`) passes.

    Raises
    ------
    ModelFormatError
        Where a mention or its probabilities differ from what the header says.
    """
    checksum = str(model.header.get("checksum"))
    if checksum in _passed:
        return
    for row in model.header.get("golden", []):
        if not isinstance(row, Mapping) or not isinstance(row.get("text"), str):
            raise ModelFormatError(f"golden document {row!r:.80}: needs text and mentions; fetch the model anew")
        found = _mentions(read(row["text"]), model)
        if not _alike(found, row.get("mentions", [])):
            raise ModelFormatError(
                f"the model reads its golden document {row['text'][:40]!r} otherwise than when it was written: "
                f"{found} instead of {row.get('mentions')}; model and library do not fit, reinstall media-framing"
            )
    _passed.add(checksum)


def _alike(found: Sequence[Sequence[float]], wanted: Sequence[Sequence[float]]) -> bool:
    return len(found) == len(wanted) and all(
        len(b) == len(a) and a[:2] == b[:2] and all(abs(x - y) <= TOLERANCE for x, y in zip(a[2:], b[2:], strict=True))
        for a, b in zip(found, wanted, strict=True)
    )
