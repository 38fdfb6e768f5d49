"""Entry points for fuzzing: each turns bytes into one kind of input and lets only documented errors pass.

Run by hand with ``PYTHONPATH=src:tests python tests/fuzz/run_atheris.py TARGET SECONDS``; needs atheris.
"""

from __future__ import annotations

import contextlib
import tempfile
import warnings
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pandas as pd

import framing
from framing.corpus.manifest import read_manifest
from framing.errors import FramingError
from framing.reading.furniture import furniture_spans, recover
from framing.reading.html import read_html


def text_of(data: bytes) -> str:
    """Return any text, lone surrogates included."""
    return data.decode("utf-8", "surrogatepass" if data[:1] == b"s" else "replace")


@cache
def analyzer() -> framing.Analyzer:
    return framing.Analyzer()


@cache
def folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="framing-fuzz-"))


def fuzz_text(data: bytes) -> None:
    with contextlib.suppress(UnicodeDecodeError):
        text = text_of(data)
        a = analyzer().analyze(text)
        for mention in a.mentions:
            if text[mention.start : mention.end] != mention.text:
                raise AssertionError(f"offsets of {mention!r}")
        for stance in a.stance.values():
            for voice in (stance.author, stance.quoted):
                total = sum(e.contribution for e in voice.evidence)
                if voice.n_mentions and abs(total - voice.score) > 1e-9:
                    raise AssertionError("contributions do not sum to the score")
        str(a), a._repr_html_(), a.to_dict(), a.to_frame()


def fuzz_furniture(data: bytes) -> None:
    with contextlib.suppress(UnicodeDecodeError):
        text = text_of(data)
        spans = furniture_spans(text)
        if any(b > c for (_, b), (c, _) in pairwise(spans)):
            raise AssertionError("spans overlap")
        recover(text)


def fuzz_html(data: bytes) -> None:
    read_html(data)


def fuzz_lexicon(data: bytes) -> None:
    path = folder() / "own.tsv"
    kinds = ("stance", "naming", "frames", "modifiers", "plain", "furniture")
    path.write_bytes(b"term\tclass\ttype\tagent\tpatient\tholder\tnote\n" + data[1:] if data[:1] == b"h" else data)
    with contextlib.suppress(FramingError):
        framing.load_lexicon(path, kind=kinds[len(data) % len(kinds)])
    card = folder() / "target.toml"
    card.write_bytes(data)
    with contextlib.suppress(FramingError):
        framing.Target.from_toml(card)


def fuzz_model(data: bytes) -> None:
    from framing.stance.model_file import load_model

    path = folder() / "own.npz"
    path.write_bytes(data)
    with contextlib.suppress(FramingError):
        load_model(path)


def fuzz_table(data: bytes) -> None:
    for suffix in (".csv", ".jsonl", ".json"):
        path = folder() / f"t{suffix}"
        path.write_bytes(data)
        with contextlib.suppress(FramingError):
            frame = framing.read_articles(path)
            if data[:1] == b"a":
                got = framing.analyze_corpus(frame, analyzer=analyzer())
                if got["id"].nunique() > len(frame):
                    raise AssertionError("rows from nowhere")
    with contextlib.suppress(FramingError):
        framing.find_duplicates(pd.DataFrame({"text": data.decode("utf-8", "replace").split("\n")[:20]}))


def fuzz_manifest(data: bytes) -> None:
    path = folder() / "manifest.json"
    path.write_bytes(data)
    with contextlib.suppress(FramingError):
        read_manifest(path)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": fuzz_text,
    "furniture": fuzz_furniture,
    "html": fuzz_html,
    "lexicon": fuzz_lexicon,
    "model": fuzz_model,
    "table": fuzz_table,
    "manifest": fuzz_manifest,
}

SEEDS: dict[str, list[bytes]] = {
    "text": [
        b"Russia brutally attacked brave Ukraine. \xe2\x80\x9cWe will win,\xe2\x80\x9d Zelensky said.",
        b"The Kiev regime, according to Peskov, did not keep its word; NATO said that it would help.",
    ],
    "furniture": [b"Talks resume\nBy Ada Brook\n4 May 2024\n\nThe two sides met.\n\n12 comments\n[END]\n"],
    "html": [b"<html><head><title>a</title></head><body><article><p>Russia &amp; Ukraine</p></article></body></html>"],
    "lexicon": [b"hbrave\tadjective\tevaluation\t\t\t0.75\tx\n", b'name = "X"\naliases = ["Y"]\nexclusions = []\n'],
    "model": [b"PK\x03\x04"],
    "table": [b'id,text\n1,"Russia, brave"\n', b'a{"id": "1", "text": "Russia is brave."}\n', b'[{"text": "x"}]'],
    "manifest": [
        b'{"manifest_version": 1, "library": "0", "model": "m", "input": "i", "configuration": "c", "n_input": 1, '
        b'"runs": [{"start": "", "end": null, "analysed": 0}]}'
    ],
}


def run_one(target: str, data: bytes) -> None:
    """Run one input; warnings are part of the answer and are not shown."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        TARGETS[target](data)
