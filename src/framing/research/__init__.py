"""From scores to findings: comparison, trends, contrasts, coding, validation, correction, audits."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing.research.audits import audit
    from framing.research.coder_agreement import agreement
    from framing.research.codes import consensus
    from framing.research.coding import coding_sheets, read_codes
    from framing.research.comparison import compare, differences, voice_shares
    from framing.research.contrasts import WordChoice, contrast, keyword_in_context, weighted_log_odds
    from framing.research.correction import Correction, corrected_mean, corrected_ols
    from framing.research.coverage import lexicon_coverage
    from framing.research.exchange import from_doccano, from_label_studio, to_doccano, to_label_studio
    from framing.research.namings import naming_table
    from framing.research.rows import Estimation
    from framing.research.sampling import sample_for_coding
    from framing.research.specification import Specifications, specification_curve
    from framing.research.trends import ChangeSearch, change_points, shift, trend
    from framing.research.validation import Validation, validate

_HOMES = {
    "coder_agreement": "agreement",
    "audits": "audit",
    "codes": "consensus",
    "coding": "coding_sheets read_codes",
    "comparison": "compare differences voice_shares",
    "contrasts": "WordChoice contrast keyword_in_context weighted_log_odds",
    "correction": "Correction corrected_mean corrected_ols",
    "coverage": "lexicon_coverage",
    "exchange": "from_doccano from_label_studio to_doccano to_label_studio",
    "namings": "naming_table",
    "rows": "Estimation",
    "sampling": "sample_for_coding",
    "specification": "Specifications specification_curve",
    "trends": "ChangeSearch change_points shift trend",
    "validation": "Validation validate",
}
_WHERE = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "ChangeSearch",
    "Correction",
    "Estimation",
    "Specifications",
    "Validation",
    "WordChoice",
    "agreement",
    "audit",
    "change_points",
    "coding_sheets",
    "compare",
    "consensus",
    "contrast",
    "corrected_mean",
    "corrected_ols",
    "differences",
    "from_doccano",
    "from_label_studio",
    "keyword_in_context",
    "lexicon_coverage",
    "naming_table",
    "read_codes",
    "sample_for_coding",
    "shift",
    "specification_curve",
    "to_doccano",
    "to_label_studio",
    "trend",
    "validate",
    "voice_shares",
    "weighted_log_odds",
]


def __getattr__(name: str) -> Any:
    home = _WHERE.get(name)
    if home is None:
        raise AttributeError(f"module 'framing.research' has no attribute {name!r}")
    value = getattr(import_module(f"framing.research.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
