"""Mentions are scored some thousands at a time: where one batch ends changes nothing."""

from __future__ import annotations

import pytest

import framing
from framing.stance import gathering

TEXT = (
    "Russia brutally attacked brave Ukraine, and Kyiv answered. “Moscow is a liar,” Brussels said. The West, which "
    "Russia accuses of treachery, praised Ukraine's courage. Washington waits; NATO does not."
)


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_a_batch_of_any_size_gives_the_same_analysis(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = framing.analyze(TEXT)
    assert len(whole.mentions) >= 8
    monkeypatch.setattr(gathering, "_BATCH", size)
    assert framing.analyze(TEXT).to_dict() == whole.to_dict()
