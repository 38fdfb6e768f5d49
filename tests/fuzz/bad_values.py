"""More than two hundred things that are no article, no table and no path, each with a name."""

from __future__ import annotations

import datetime
import decimal
import fractions
import io
import pathlib
import re
import types
import uuid
from collections import OrderedDict, deque
from typing import Any

import numpy as np
import pandas as pd

import framing

LONG = 4_000


class Hostile:
    """An object whose every protocol raises."""

    def __str__(self) -> str:
        raise RuntimeError("no text")

    def __repr__(self) -> str:
        return "Hostile()"

    def __len__(self) -> int:
        raise RuntimeError("no length")


class TextLike(str):
    """A string of another class."""


def _objects() -> dict[str, Any]:
    return {
        "none": None,
        "true": True,
        "zero": 0,
        "minus": -1,
        "large": 10**30,
        "float": 1.5,
        "nan": float("nan"),
        "inf": float("inf"),
        "complex": 1j,
        "bytes": b"Russia",
        "bytearray": bytearray(b"x"),
        "memoryview": memoryview(b"x"),
        "list": ["Russia"],
        "empty_list": [],
        "tuple": ("a",),
        "set": {"a"},
        "frozenset": frozenset("ab"),
        "dict": {"text": "x"},
        "empty_dict": {},
        "ordered": OrderedDict(a=1),
        "deque": deque([1]),
        "range": range(3),
        "slice": slice(1),
        "ellipsis": ...,
        "notimplemented": NotImplemented,
        "object": object(),
        "class": int,
        "function": len,
        "lambda": lambda: None,
        "generator": (c for c in "abc"),
        "iterator": iter([1]),
        "module": re,
        "namespace": types.SimpleNamespace(),
        "exception": ValueError("x"),
        "pattern": re.compile("x"),
        "decimal": decimal.Decimal("1"),
        "fraction": fractions.Fraction(1, 2),
        "date": datetime.date(2024, 1, 1),
        "datetime": datetime.datetime(2024, 1, 1),
        "timedelta": datetime.timedelta(1),
        "uuid": uuid.UUID(int=1),
        "stringio": io.StringIO("x"),
        "bytesio": io.BytesIO(b"x"),
        "path": pathlib.Path("nowhere/at/all"),
        "hostile": Hostile(),
        "np_nan": np.float64("nan"),
        "np_int": np.int64(1),
        "np_str": np.str_("Russia"),
        "np_bool": np.bool_(1),
        "np_array": np.array(["a"]),
        "np_empty": np.array([]),
        "np_2d": np.zeros((2, 2)),
        "np_date": np.datetime64("NaT"),
        "pd_na": pd.NA,
        "pd_nat": pd.NaT,
        "timestamp": pd.Timestamp("2024"),
        "series": pd.Series(["a"]),
        "empty_series": pd.Series([], dtype=object),
        "frame": pd.DataFrame({"a": [1]}),
        "empty_frame": pd.DataFrame(),
        "index": pd.Index(["a"]),
        "categorical": pd.Categorical(["a"]),
        "frame_twice": pd.DataFrame([[1, 2]], columns=["text", "text"]),
        "frame_numbers": pd.DataFrame({0: [1], 1.5: [2], None: [3]}),
        "frame_text": pd.DataFrame({"id": [1], "text": ["x"]}),
        "frame_multi": pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("text", "a")])),
        "article": framing.Article("Russia."),
        "article_none": framing.Article(None),
        "article_bytes": framing.Article(b"x"),  # type: ignore[arg-type]
        "article_title": framing.Article("x", title=5),
        "subclass": TextLike("Russia is brave."),
        "nested_list": [["a"], [1]],  # type: ignore[arg-type]
        "list_of_none": [None],
        "pairs": [(0, 1)],
        "dict_of_dict": {"a": {"b": 1}},
        "negative_zero": -0.0,
        "error_class": framing.InputError,
    }


def _strings() -> dict[str, str]:
    marks = "\"'“”‘’«»„‹›「」()[]{}<>*_~`|\\/#@&%$^+=-–—…·•.,;:!?"
    out = {f"mark_{ord(c):04x}": c for c in marks}
    out |= {f"marks_{ord(c):04x}": c * LONG for c in marks}
    spaces = "\t\n\r\v\f \u0085\u00a0\u1680\u2003\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u200d\u00ad\u2060"
    out |= {f"space_{ord(c):04x}": c * 50 for c in spaces}
    odd = "\x00\x01\x07\x1b\x7f\ud800\udfff\ufffd\ufffe\uffff\u0301\u20dd\u202e\u2066"
    odd += "\U0001f600\U0001f1fa\U000e0041\U0010ffff"
    out |= {f"odd_{ord(c):04x}": f"Russia {c} is {c}brave{c}." for c in odd}
    out |= {f"only_{ord(c):04x}": c * 200 for c in odd}
    return out


def _texts() -> dict[str, str]:
    return {
        "empty": "",
        "letter": "a",
        "word": "Russia",
        "number": "12345",
        "lone_quote": "“",
        "unclosed": "“" * LONG,
        "unclosed_said": "He said: “Russia is " * 150,
        "nested": "“‘" * 1000 + "’”" * 1000,
        "brackets": "(" * LONG + ")" * LONG,
        "long_word": "a" * LONG,
        "long_capital": "A" * LONG,
        "dots": ". " * LONG,
        "abbreviations": "U.S. Mr. Dr. " * 150,
        "names": "Russia " * 600,
        "names_glued": "Russia" * 600,
        "commas": "Russia, " * 600,
        "and": "Russia and " * 600,
        "negation": "not " * 600,
        "brave": "brave " * 600,
        "said": "said " * 600,
        "that": "said that " * 600,
        "according": "according to " * 150,
        "russian": "Россия напала на Украину. " * 50,
        "chinese": "俄罗斯攻击了乌克兰。" * 100,
        "arabic": "روسيا هاجمت أوكرانيا. " * 50,
        "thai": "รัสเซียโจมตียูเครน" * 50,
        "greek": "Η Ρωσία επιτέθηκε. " * 50,
        "hindi": "रूस ने हमला किया। " * 50,
        "turkish": "İSTANBUL’DA ıssız. " * 50,
        "german": "Straße ẞ ß. " * 50,
        "ligatures": "ﬁﬂﬀ Ruſſia. " * 50,
        "fullwidth": "Ｒｕｓｓｉａ ｉｓ ｂｒａｖｅ．",
        "math": "𝐑𝐮𝐬𝐬𝐢𝐚 𝕚𝕤 𝖇𝖗𝖆𝖛𝖊.",
        "zalgo": "R" + "\u0301" * 150 + "ussia",
        "combining_first": "\u0301Russia",
        "html": "<p>Russia</p>" * 150,
        "script": "<script>alert(1)</script>",
        "json": '{"text": "Russia"}',
        "csv": "a,b\n1,2",
        "xml": "<?xml version='1.0'?><a/>",
        "entity": "&lt;&#x10FFFF;&amp;" * 100,
        "formula": "=1+1",
        "sql": "'; DROP TABLE articles; --",
        "format": "%s %d {0} {x!r} ${y}",
        "backslashes": "\\" * LONG,
        "path_up": "../../etc/passwd",
        "url": "https://example.org/a?b=c",
        "nul": "a\x00b",
        "crlf": "a\r\nb\rc\n",
        "mojibake": "Russiaâ€™s war",
        "bom": "\ufeffRussia.",
        "furniture": "Share\nTweet\n" * 150,
        "bylines": "By Ada Brook\n" * 150,
        "cuts": "Related articles\n" * 150,
        "dates": "2024-01-01\n" * 150,
        "prose_and_cuts": "The two sides met again on Monday, after a break of three weeks.\nComments\n" * 200,
        "notes": "".join(f"Ada Brook{k} Cole is a professor of law.\n" for k in range(300)),
        "emoji": "😀" * 1000,
        "flags": "🇺🇦🇷🇺" * 1000,
    }


def bad_values() -> dict[str, Any]:
    """Return the values, made anew: some can be used up."""
    return {**_objects(), **_strings(), **_texts()}
