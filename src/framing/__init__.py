"""How does this article treat Russia, Ukraine and the West, and who says so?

Nothing runs on import; the parts load when a name is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from framing.analysis import Analyzer, ArticleAnalysis, analyze, find_quotes
    from framing.corpus.duplicates import find_duplicates
    from framing.corpus.runs import analyze_corpus
    from framing.errors import FramingError, FramingWarning, InputError, LexiconError, ModelFormatError
    from framing.fitting import train
    from framing.language.mentions import Target
    from framing.lexicons.loading import list_lexicons, load_lexicon
    from framing.reading.articles import read_articles
    from framing.records import Article
    from framing.research.audits import audit
    from framing.research.coder_agreement import agreement
    from framing.research.comparison import compare
    from framing.research.contrasts import contrast
    from framing.research.correction import corrected_mean
    from framing.research.sampling import sample_for_coding
    from framing.research.trends import trend
    from framing.research.validation import validate
    from framing.show import plots
    from framing.spans import score_spans

_HOMES = {
    "framing.analysis": "Analyzer ArticleAnalysis analyze find_quotes",
    "framing.corpus.duplicates": "find_duplicates",
    "framing.corpus.runs": "analyze_corpus",
    "framing.errors": "FramingError FramingWarning InputError LexiconError ModelFormatError",
    "framing.fitting": "train",
    "framing.language.mentions": "Target",
    "framing.lexicons.loading": "list_lexicons load_lexicon",
    "framing.reading.articles": "read_articles",
    "framing.records": "Article",
    "framing.research.coder_agreement": "agreement",
    "framing.research.audits": "audit",
    "framing.research.comparison": "compare",
    "framing.research.contrasts": "contrast",
    "framing.research.correction": "corrected_mean",
    "framing.research.sampling": "sample_for_coding",
    "framing.research.trends": "trend",
    "framing.research.validation": "validate",
    "framing.spans": "score_spans",
}
_WHERE = {name: home for home, names in _HOMES.items() for name in names.split()}
_FLOORS = ("corpus", "frames", "lexicons", "reading", "research", "show")

__all__ = [
    "Analyzer",
    "Article",
    "ArticleAnalysis",
    "FramingError",
    "FramingWarning",
    "InputError",
    "LexiconError",
    "ModelFormatError",
    "Target",
    "agreement",
    "analyze",
    "analyze_corpus",
    "audit",
    "compare",
    "contrast",
    "corrected_mean",
    "find_duplicates",
    "find_quotes",
    "list_lexicons",
    "load_lexicon",
    "plots",
    "read_articles",
    "sample_for_coding",
    "score_spans",
    "train",
    "trend",
    "validate",
]


def __getattr__(name: str) -> Any:
    if name == "plots":
        return import_module("framing.show.plots")
    if name in _FLOORS:
        return import_module(f"framing.{name}")
    home = _WHERE.get(name)
    if home is None:
        raise AttributeError(f"module 'framing' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
