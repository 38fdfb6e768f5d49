"""Analyzers that end their process: imported by worker processes, so they stand in a module of their own."""

from __future__ import annotations

import os
import signal

from framing.analysis import Analyzer, ArticleAnalysis
from framing.records import Article


class Deadly(Analyzer):
    """Ends its process on some texts."""

    def analyze(self, article: str | Article) -> ArticleAnalysis:
        if isinstance(article, Article) and "POISON" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().analyze(article)


class NeverStarts(Analyzer):
    """Ends the process that tries to make it."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (3,)
