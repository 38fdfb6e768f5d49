"""Every public entry point for findings, coding, plots and foreign files, each with one argument left open."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import framing
from framing import plots, research
from framing.corpus import runs
from framing.lexicons import importing
from framing.research import ChangeSearch, Correction, Estimation, Specifications, WordChoice
from framing.show.report import report
from framing.show.views import CorpusView, QuotesView
from framing.stance.model_file import load_model

Entry = Callable[[Any], Any]

ARTICLES = pd.DataFrame(
    {
        "id": ["a", "b"],
        "text": ["Russia attacked Ukraine."] * 2,
        "outlet": ["Ledger", "Post"],
        "date": ["2031-02-01", "2031-03-01"],
    }
)
DAYS = pd.date_range("2031-03-01", periods=24).strftime("%Y-%m-%d")
TABLE = pd.DataFrame(
    {
        "id": range(24),
        "target": "Russia",
        "voice": "author",
        "label": "neutral",
        "outlet": ["Ledger", "Post"] * 12,
        "date": DAYS,
        "score": [0.1 * (k % 5) - 0.2 for k in range(24)],
    }
)
CODES = pd.DataFrame(
    {"id": range(0, 24, 3), "target": "Russia", "voice": "author", "coder": "ann", "code": [0, 1, -1, 0] * 2}
)
QUOTES = pd.DataFrame({"id": [1, 2], "outlet": ["Ledger", "Post"], "bloc": ["West", "Russia"], "n_words": [3, 4]})
COUNTS = np.array([[6.0, 4.0], [2.0, 8.0]])
analyzer = framing.Analyzer(["Russia"], scorer="lexicon")


def fresh(name: str = "") -> Path:
    return Path(tempfile.mkdtemp()) / name


def nrc_file() -> Path:
    file = fresh("words.tsv")
    file.write_text("brave\tpositive\t1\n", encoding="utf-8")
    return file


def option(call: Callable[..., Any], name: str, **others: Any) -> Entry:
    """Leave one keyword open; numbers that ask for hours of work are not the library's fault."""

    def entry(value: Any) -> Any:
        if isinstance(value, int) and abs(value) > 3000:
            return None
        return call(**{**others, name: value})

    return entry


FINDINGS: dict[str, Entry] = {
    # each text is analysed a dozen times: the beginning of a long one is enough
    "audit": lambda v: framing.audit(analyzer, v[:200] if isinstance(v, str) else v),
    "audit_analyzer": lambda v: framing.audit(v, ["Russia is brave."]),
    "compare_by": lambda v: framing.compare(TABLE, by=v, repeats=100),
    "compare_target": lambda v: framing.compare(TABLE, target=v, repeats=100),
    "compare_voice": lambda v: framing.compare(TABLE, voice=v, repeats=100),
    "trend_freq": lambda v: framing.trend(TABLE, freq=v, repeats=100),
    "trend_by": lambda v: framing.trend(TABLE, by=v, repeats=100),
    "trend_events": lambda v: framing.trend(TABLE, events=v, repeats=100),
    "contrast_by": lambda v: framing.contrast(ARTICLES, by=v),
    "contrast_target": lambda v: framing.contrast(ARTICLES, target=v),
    "validate_codes": lambda v: framing.validate(TABLE, v),
    "validate_by": lambda v: framing.validate(TABLE, CODES, by=v, repeats=100),
    "corrected_codes": lambda v: framing.corrected_mean(TABLE, v),
    "corrected_by": lambda v: framing.corrected_mean(TABLE, CODES, by=v),
    "change_points": research.change_points,
    "change_points_by": lambda v: research.change_points(TABLE, by=v, repeats=19),
    "shift": lambda v: research.shift(v, "2031-03-12"),
    "shift_since": lambda v: research.shift(TABLE, v, repeats=100),
    "differences": research.differences,
    "differences_by": lambda v: research.differences(TABLE, by=v, repeats=100),
    "voice_shares": research.voice_shares,
    "voice_shares_by": lambda v: research.voice_shares(QUOTES, by=v, repeats=100),
    "consensus": research.consensus,
    "corrected_ols": lambda v: research.corrected_ols(v, CODES, ["score"]),
    "corrected_ols_x": lambda v: research.corrected_ols(TABLE, CODES, v),
    "keyword_in_context": lambda v: research.keyword_in_context(v, "Russia"),
    "keyword_in_context_term": lambda v: research.keyword_in_context(ARTICLES, v),
    "keyword_in_context_by": lambda v: research.keyword_in_context(ARTICLES, "Russia", by=v),
    "weighted_log_odds": lambda v: research.weighted_log_odds(v, 1.0),
    "weighted_log_odds_prior": lambda v: research.weighted_log_odds(COUNTS, v),
    "lexicon_coverage": research.lexicon_coverage,
    "lexicon_coverage_analyzer": lambda v: research.lexicon_coverage(ARTICLES, v),
    "lexicon_coverage_by": lambda v: research.lexicon_coverage(ARTICLES, by=v),
    "naming_table": research.naming_table,
    "naming_table_by": lambda v: research.naming_table(ARTICLES, by=v),
    "naming_table_voice": lambda v: research.naming_table(ARTICLES, voice=v),
    "specification_curve": lambda v: research.specification_curve(v, "Russia", ("Ledger", "Post")),
    "specification_curve_groups": lambda v: research.specification_curve(ARTICLES, "Russia", v),
}
CODING: dict[str, Entry] = {
    "sample_n": lambda v: framing.sample_for_coding(ARTICLES, v),
    "sample_by": lambda v: framing.sample_for_coding(ARTICLES, 1, by=v),
    "sample_weights": lambda v: framing.sample_for_coding(ARTICLES, 1, weights=v),
    "sample_seed": lambda v: framing.sample_for_coding(ARTICLES, 1, seed=v),
    "coding_sheets": lambda v: research.coding_sheets(v, fresh(), ["ann"], ["Russia"]),
    "coding_sheets_folder": lambda v: research.coding_sheets(ARTICLES, v, ["ann"], ["Russia"]),
    "coding_sheets_coders": lambda v: research.coding_sheets(ARTICLES, fresh(), v, ["Russia"]),
    "coding_sheets_coder": lambda v: research.coding_sheets(ARTICLES, fresh(), [v], ["Russia"]),
    "coding_sheets_targets": lambda v: research.coding_sheets(ARTICLES, fresh(), ["ann"], v),
    "coding_sheets_target": lambda v: research.coding_sheets(ARTICLES, fresh(), ["ann"], [v]),
    "coding_sheets_seed": lambda v: research.coding_sheets(ARTICLES, fresh(), ["ann"], ["Russia"], v),
    "read_codes": research.read_codes,
    "read_codes_list": lambda v: research.read_codes([v]),
    "to_doccano": lambda v: research.to_doccano(v, fresh("s.jsonl"), ["Russia"]),
    "to_doccano_path": lambda v: research.to_doccano(ARTICLES, v, ["Russia"]),
    "to_doccano_targets": lambda v: research.to_doccano(ARTICLES, fresh("s.jsonl"), v),
    "from_doccano": research.from_doccano,
    "to_label_studio": lambda v: research.to_label_studio(v, fresh("s.json"), ["Russia"]),
    "to_label_studio_path": lambda v: research.to_label_studio(ARTICLES, v, ["Russia"]),
    "to_label_studio_targets": lambda v: research.to_label_studio(ARTICLES, fresh("s.json"), v),
    "from_label_studio": research.from_label_studio,
    "train_strength": lambda v: framing.train(ARTICLES, strength=v),
}
FILES: dict[str, Entry] = {
    "read_encoding": lambda v: framing.read_articles(nrc_file(), encoding=v),
    "read_furniture": lambda v: framing.read_articles(nrc_file(), furniture=v),
    "read_date_format": lambda v: framing.read_articles(nrc_file(), date_format=v),
    "read_list": lambda v: framing.read_articles([v]),
    "read_liwc": importing.read_liwc,
    "read_quanteda": importing.read_quanteda,
    "read_nrc": importing.read_nrc,
    "read_nrc_values": lambda v: importing.read_nrc(nrc_file(), v),
    "read_nrc_name": lambda v: importing.read_nrc(nrc_file(), name=v),
    "load_model": load_model,
    "target_from_toml": framing.Target.from_toml,
    "target_exclusions": lambda v: framing.Target("Osterholm", aliases=["x"], exclusions=v),
    "analyzer_naming": lambda v: framing.Analyzer(naming=v),
    "corpus_out": lambda v: framing.analyze_corpus(ARTICLES.iloc[:1], out=v, analyzer=analyzer),
    "corpus_progress": lambda v: framing.analyze_corpus(ARTICLES.iloc[:0], progress=v, analyzer=analyzer),
    "duplicates_text": lambda v: framing.find_duplicates(ARTICLES, text=v),
    "duplicates_id": lambda v: framing.find_duplicates(ARTICLES, id=v),
}
SHOWN: dict[str, Entry] = {
    "report": lambda v: report(v, fresh("r.html")),
    "report_path": lambda v: report(TABLE.iloc[:0], v),
    "report_title": lambda v: report(TABLE.iloc[:0], fresh("r.html"), v),
    "report_quotes": lambda v: report(TABLE.iloc[:0], fresh("r.html"), quotes=v),
    "report_analyzer": lambda v: report(TABLE.iloc[:0], fresh("r.html"), analyzer=v),
    "corpus_view": lambda v: CorpusView(v)._repr_html_(),
    "quotes_view": lambda v: QuotesView(v)._repr_html_(),
    "plots_target": lambda v: plots.stance(TABLE.iloc[:0], target=v),
    "plots_ax": lambda v: plots.stance(TABLE.iloc[:0], ax=v),
    "plots_frames_top": lambda v: plots.frames(TABLE.iloc[:0], top=v),
    "plots_frames_share": lambda v: plots.frames(TABLE.iloc[:0], share=v),
    "plots_naming_top": lambda v: plots.naming(pd.DataFrame(), top=v),
    "plots_naming_by": lambda v: plots.naming([], by=v),
    **{f"plots_{name}": getattr(plots, name) for name in plots.__all__},
}
SPECIFIED = {"df": ARTICLES, "target": "Russia", "groups": ("Ledger", "Post"), "voices": ["author"]}
SPECIFIED |= {"scorers": ["lexicon"], "naming": [True], "thresholds": [None], "min_mentions": [1], "unsure": ["keep"]}
OPTIONS: dict[str, Entry] = {
    **{f"compare_{f.name}": option(framing.compare, f.name, table=TABLE, repeats=100) for f in fields(Estimation)},
    **{
        f"change_{f.name}": option(research.change_points, f.name, table=TABLE, repeats=19)
        for f in fields(ChangeSearch)
    },
    **{
        f"corrected_{f.name}": option(framing.corrected_mean, f.name, table=TABLE, codes=CODES)
        for f in fields(Correction)
    },
    **{f"curve_{f.name}": option(research.specification_curve, f.name, **SPECIFIED) for f in fields(Specifications)},
    **{f"contrast_{f.name}": option(framing.contrast, f.name, df=ARTICLES) for f in fields(WordChoice)},
    **{
        f"corpus_{f.name}": option(framing.analyze_corpus, f.name, df=ARTICLES.iloc[:1])
        for f in fields(runs.CorpusOptions)
    },
    "differences_reference": option(research.differences, "reference", table=TABLE, repeats=100),
}
RESEARCH_ENTRIES = {**FINDINGS, **CODING, **FILES, **SHOWN, **OPTIONS}
