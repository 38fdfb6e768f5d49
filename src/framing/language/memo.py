"""Answers remembered by word form: texts repeat their words, so most look-ups are met before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_Answer = TypeVar("_Answer")
# forms kept at most; then the memory is emptied, so that endless nonsense cannot fill it
LIMIT = 200_000


class Memo(dict[str, _Answer]):
    """A dict from form to answer that works an answer out when a form is first asked for.

    ``list(map(memo.__getitem__, forms))`` looks a whole text up without a Python call per word.

    Examples
    --------
    >>> sizes = Memo(len)
    >>> sizes["Kyiv"], sizes["Kyiv"], len(sizes)
    (4, 4, 1)
    """

    __slots__ = ("_answer",)

    def __init__(self, answer: Callable[[str], _Answer]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, form: str) -> _Answer:
        if len(self) >= LIMIT:
            self.clear()
        found = self[form] = self._answer(form)
        return found
