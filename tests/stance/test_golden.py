"""A model that no longer fits the library's features is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

import framing
from framing.stance.golden import TEXTS, check_golden, golden_rows
from framing.stance.model_file import shipped_model

READ = framing.Analyzer(scorer="lexicon").read


def test_the_shipped_model_has_golden_documents() -> None:
    rows = shipped_model().header["golden"]
    assert [row["text"] for row in rows] == list(TEXTS)
    assert sum(len(row["mentions"]) for row in rows) >= 7
    by_text = {row["text"]: row["mentions"] for row in rows}
    start, end, against, favor = by_text[TEXTS[0]][0]
    assert TEXTS[0][start:end] == "Russia"
    assert against > 0.5 > favor


def test_a_fitting_model_passes() -> None:
    model = shipped_model()
    check_golden(READ, replace(model, header={"checksum": "a fitting one", "golden": golden_rows(READ, model)}))


def test_other_features_are_refused() -> None:
    model = shipped_model()
    turned = replace(model, hashed=-model.hashed, header={**model.header, "checksum": "turned"})
    with pytest.raises(framing.ModelFormatError, match="golden document"):
        check_golden(READ, turned)


@pytest.mark.parametrize("rows", [["text"], [{"mentions": []}], [{"text": TEXTS[0], "mentions": []}]])
def test_broken_golden_documents_are_refused(rows: list[object]) -> None:
    model = replace(shipped_model(), header={"checksum": f"broken {rows}", "golden": rows})
    with pytest.raises(framing.ModelFormatError, match="golden document"):
        check_golden(READ, model)


def test_a_model_without_golden_documents_passes() -> None:
    check_golden(READ, replace(shipped_model(), header={}))
