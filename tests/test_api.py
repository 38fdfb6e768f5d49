"""The public contract: these names, no more than 28, cheap to import, typed."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib.resources import files

import pytest

import framing

CONTRACT = """
Analyzer Article ArticleAnalysis Target agreement analyze analyze_corpus audit compare contrast corrected_mean
find_duplicates find_quotes list_lexicons load_lexicon plots read_articles sample_for_coding score_spans train trend
validate FramingError FramingWarning InputError LexiconError ModelFormatError
""".split()
MOST = 28
STANCE = "score label se n_mentions n_unsure evidence"
MENTION = "target start end voice score p_against p_neutral p_favor"
SPAN = "start end voice label p_against p_neutral p_favor score"


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_the_public_names_are_those_of_the_contract() -> None:
    assert sorted(framing.__all__) == sorted(CONTRACT)
    assert len(framing.__all__) <= MOST
    assert set(framing.__all__) <= set(dir(framing))


@pytest.mark.parametrize("name", CONTRACT)
def test_every_name_is_there_and_documented(name: str) -> None:
    found = getattr(framing, name)
    assert inspect.getdoc(found)
    assert getattr(framing, name) is found


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'analyse'"):
        framing.analyse  # noqa: B018


def test_errors_have_one_base_and_fit_where_value_errors_are_caught() -> None:
    for error in (framing.InputError, framing.LexiconError, framing.ModelFormatError):
        assert issubclass(error, framing.FramingError)
        assert issubclass(error, ValueError)
    assert issubclass(framing.FramingWarning, UserWarning)
    assert not issubclass(framing.FramingWarning, framing.FramingError)


def test_importing_runs_nothing_heavy() -> None:
    heavy = "{'numpy', 'pandas', 'scipy', 'sklearn', 'nltk', 'matplotlib', 'dask', 'joblib'}"
    assert run(f"import sys, framing; print(sorted({heavy} & set(sys.modules)))") == "[]"


def test_analyzing_loads_neither_nltk_nor_sklearn() -> None:
    code = "import sys, framing; framing.analyze('Russia attacked Ukraine.'); "
    code += "print(sorted({'sklearn', 'nltk'} & set(sys.modules)))"
    assert run(code) == "[]"


def test_a_cold_start_takes_at_most_two_seconds_of_work() -> None:
    code = (
        "import time, framing; framing.analyze('Russia brutally attacked brave Ukraine.'); print(time.process_time())"
    )
    assert min(float(run(code)) for _ in range(3)) < 2.0


def test_the_package_says_that_it_is_typed() -> None:
    assert (files("framing") / "py.typed").is_file()


def test_the_fields_of_the_contract_are_there() -> None:
    a = framing.analyze("Putin said that “Ukraine is a regime”. Russia waits.")
    voice = a.stance["Russia"].author
    assert all(hasattr(voice, f) for f in STANCE.split())
    assert all(hasattr(a.mentions[0], f) for f in MENTION.split())
    assert all(hasattr(a.quotes[0], f) for f in "content speaker cue kind bloc".split())
    assert all(hasattr(a.frames["sovereignty"], f) for f in "share present dominant evidence targets".split())
    assert all(hasattr(a, f) for f in "scare_quotes naming sentences_to_frame voices_to_frame to_frame to_dict".split())
    [span] = framing.score_spans("Russia waits.", [(0, 6)])
    assert all(hasattr(span, f) for f in SPAN.split())


def test_results_cannot_be_changed() -> None:
    a = framing.analyze("Russia waits.")
    with pytest.raises(AttributeError):
        a.stance["Russia"].author.score = 1.0  # type: ignore[misc]
    assert not hasattr(a.mentions[0], "__dict__")
