"""Print what the training corpus is made of and whether its bounds are kept; exit 1 where one is broken.

    python training/check.py [--corpus DIR] [--natural DIR] [--sentences DIR] [--second DIR] [--overlap DIR ...]
                             [--datasheet FILE]

``--overlap`` also looks for runs of eight words shared with any file of a folder; ``--datasheet`` puts the table into
the datasheet. The bounds and what they are for are explained in ``training/DATASHEET.md``.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import measures
from agreement import agreement_lines

from framing.errors import FramingError, InputError
from framing.stance.corpus_format import MAIN_TARGETS, SIGNS, Passage, bad, read_corpus, read_sentences

HERE = Path(__file__).resolve().parent
LABEL_SHARE = (0.20, 0.60)
PASSAGE_WORDS = (60, 350)
SHARED_RUN = 8
BOUNDED = (*MAIN_TARGETS, "other")
BEGIN, END = "<!-- table of check.py -->", "<!-- end of the table -->"
WAR_YEARS = (2014, 2022, 2023, 2024, 2025, 2026)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; ``kept`` is None where nothing is demanded."""

    item: str
    value: str
    bound: str = ""
    kept: bool | None = None


def at_least(item: str, value: float, bound: float, unit: str = "") -> Line:
    return Line(item, f"{_number(value)}{unit}", f">= {_number(bound)}", value >= bound)


def at_most(item: str, value: float, bound: float, more: str = "") -> Line:
    return Line(item, f"{_number(value)}{more}", f"<= {_number(bound)}", value <= bound)


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:.2f}" if abs(value) < 1 else f"{value:.1f}"


# --- what it is made of ------------------------------------------------------------------------------------------


def size_lines(passages: Sequence[Passage], sentences: Sequence[Passage]) -> list[Line]:
    lengths = [len(p.text.split()) for p in passages]
    outside = sum(not PASSAGE_WORDS[0] <= n <= PASSAGE_WORDS[1] for n in lengths)
    others = sum(m.target not in MAIN_TARGETS for _, m in measures.mention_rows(passages))
    quoted = sum(q.end - q.start for p in passages for q in p.quotes) / sum(len(p.text) for p in passages)
    return [
        at_least("passages", len(passages), 500),
        at_least("words in passages", sum(lengths), 100_000),
        Line("words a passage", f"{min(lengths)}-{max(lengths)}", "60-350", outside == 0),
        at_least("mentions in passages", sum(len(p.mentions) for p in passages), 8_000),
        at_least("mentions of other targets", others, 1_500),
        Line("share of quoted text", f"{quoted:.0%}"),
        Line("single sentences", f"{len(sentences):,}"),
        Line("mentions in single sentences", f"{sum(len(p.mentions) for p in sentences):,}"),
    ]


def balance_lines(passages: Sequence[Passage]) -> list[Line]:
    registers = Counter(p.register for p in passages)
    years = Counter(p.year for p in passages)
    rift = sum({"Russia", "Azerbaijan"} <= {m.target for m in p.mentions} and p.year >= 2024 for p in passages)
    top, most = registers.most_common(1)[0]
    return [
        at_least("registers with ten passages or more", sum(n >= 10 for n in registers.values()), 25),
        at_most(f"largest share of a register ({top})", most / len(passages), 0.15),
        Line("passages by register", _listing(registers)),
        Line("passages by year", _listing(years, by_name=True)),
        at_least("fewest passages of a year of the war", min(years[y] for y in WAR_YEARS), 30),
        at_least("passages on Azerbaijan and Russia, 2024-26", rift, 30),
        Line("passages by genre", _listing(Counter(p.genre for p in passages))),
        Line("passages by frame", _listing(Counter(f for p in passages for f in p.frames))),
    ]


def _listing(counts: Mapping[str, int] | Mapping[int, int], by_name: bool = False) -> str:
    pairs = sorted((str(name), n) for name, n in counts.items())
    if not by_name:
        pairs.sort(key=lambda pair: -pair[1])
    return ", ".join(f"{name} {n}" for name, n in pairs)


def label_lines(passages: Sequence[Passage], what: str, bounded: Sequence[str] = BOUNDED) -> list[Line]:
    found: dict[str, Counter[int]] = {t: Counter() for t in (*MAIN_TARGETS, "other")}
    for _, mention in measures.mention_rows(passages):
        found[measures.group_of(mention.target)][mention.sign] += 1
    lines = []
    for target, counts in found.items():
        total = sum(counts.values())
        shares = [counts[sign] / max(total, 1) for sign in SIGNS.values()]
        text = " / ".join(f"{s:.0%}" for s in shares) + f" of {total:,}"
        kept = all(LABEL_SHARE[0] <= s <= LABEL_SHARE[1] for s in shares)
        bound = ("each 20-60%", kept) if target in bounded else ("", None)
        lines.append(Line(f"{what}: against / neutral / favor, {target}", text, *bound))
    return lines


def stance_lines(passages: Sequence[Passage]) -> list[Line]:
    lines = []
    for target in MAIN_TARGETS:
        for voice in ("author", "quoted"):
            codes = Counter(p.stance[target, voice] for p in passages if (target, voice) in p.stance)
            text = " ".join(str(codes[c]) for c in range(-2, 3))
            few = 30 if target == "Azerbaijan" else 100
            favor = codes[1] + codes[2]
            bound, kept = (f"favor >= {few}", favor >= few) if voice == "author" else ("", None)
            lines.append(Line(f"passages coded -2 -1 0 1 2: {target}, {voice}", text, bound, kept))
    return lines


def hard_lines(passages: Sequence[Passage]) -> list[Line]:
    opposite = quiet = both = 0
    for passage in passages:
        spans = measures.sentence_spans(passage.text)
        signs: dict[tuple[int, int], set[int]] = {}
        for mention in passage.mentions:
            signs.setdefault(measures.sentence_of(spans, mention.start), set()).add(mention.sign)
        opposite += sum({-1, 1} <= s for s in signs.values())
        quiet += sum(s == {0} for s in signs.values())
        voices = {(t, v): c for (t, v), c in passage.stance.items() if c}
        both += any(voices.get((t, "author"), 0) == 0 and abs(c) >= 1 for (t, v), c in voices.items() if v == "quoted")
    return [
        at_least("sentences with opposite labels", opposite, 300),
        at_least("sentences of neutral mentions alone", quiet, 1_000),
        at_least("passages with a stance in the quoted voice alone", both, 100),
    ]


# --- clean -------------------------------------------------------------------------------------------------------


def leak_lines(passages: Sequence[Passage], what: str) -> list[Line]:
    name, shape = measures.name_leak(passages), measures.shape_leak(passages)
    return [
        at_most(f"{what}: label from the name alone, macro-F1", name.plain, 38.0, f" ({name.even:.1f} classes alike)"),
        at_most(f"{what}: label from length and punctuation", shape.plain, 36.0, f" ({shape.even:.1f} classes alike)"),
    ]


def natural_lines(passages: Sequence[Passage], second: Path) -> list[Line]:
    """Describe the part that is true to life: there outlets take sides, so that names and labels go together."""
    if not passages:
        return []
    quoted = sum(q.end - q.start for p in passages for q in p.quotes) / sum(len(p.text) for p in passages)
    registers = Counter(p.register for p in passages)
    top, most = registers.most_common(1)[0]
    name, shape = measures.name_leak(passages), measures.shape_leak(passages)
    lines = [
        at_least("passages", len(passages), 500),
        Line("words in passages", f"{sum(len(p.text.split()) for p in passages):,}"),
        Line("mentions in passages", f"{sum(len(p.mentions) for p in passages):,}"),
        Line("share of quoted text", f"{quoted:.0%}"),
        at_most(f"largest share of a register ({top})", most / len(passages), 0.15),
        Line("passages by register", _listing(registers)),
        *label_lines(passages, "mentions", MAIN_TARGETS[:3]),
        *stance_lines(passages),
        Line("label from the name alone, macro-F1 (not bounded)", f"{name.plain:.1f} ({name.even:.1f} classes alike)"),
        at_most("label from length and punctuation", shape.plain, 36.0, f" ({shape.even:.1f} classes alike)"),
        *register_lines(passages),
        *(Line(*row) for row in agreement_lines(passages, second, 40, 800)),
    ]
    return [replace(line, item=f"natural: {line.item}") for line in lines]


def register_lines(passages: Sequence[Passage]) -> list[Line]:
    found = {t: measures.register_leak(passages, t) for t in MAIN_TARGETS}
    text = ", ".join(f"{t} {leak.plain:.0f}" for t, leak in found.items())
    return [Line("author's stance from the register alone, macro-F1", text)]


def repetition_lines(passages: Sequence[Passage], others: Sequence[Passage]) -> list[Line]:
    """Compare all texts with one another; the growth of the vocabulary is that of ``passages``."""
    alike, a, b = measures.most_alike([(p.id, p.text) for p in (*passages, *others)])
    rows = [(f"{p.id}@{s}", p.text[s:e]) for p in (*passages, *others) for s, e in measures.sentence_spans(p.text)]
    closest, c, d = measures.most_alike(rows)
    points, beta = measures.vocabulary_growth(passages)
    return [
        Line(f"highest 5-gram Jaccard of two passages ({a}, {b})", f"{alike:.2f}", "< 0.35", alike < 0.35),
        Line(f"highest 5-gram Jaccard of two sentences ({c}, {d})", f"{closest:.2f}", "< 0.35", closest < 0.35),
        Line("words : different words", ", ".join(f"{t:,} : {v:,}" for t, v in points)),
        Line("Heaps' exponent of the second half", f"{beta:.2f}", ">= 0.40", beta >= 0.40),
    ]


def offset_lines(passages: Sequence[Passage]) -> list[Line]:
    """Every span lies in its text, begins and ends at a word, and none overlaps another."""
    wrong = 0
    for p in passages:
        for spans in ([(m.start, m.end) for m in p.mentions], [(q.start, q.end) for q in p.quotes]):
            wrong += sum(not 0 <= s < e <= len(p.text) or p.text[s:e] != p.text[s:e].strip() for s, e in spans)
            wrong += sum(a[1] > b[0] for a, b in pairwise(spans))
        cut = [(m.start, m.end) for m in p.mentions]
        wrong += sum(p.text[s - 1 : s].isalnum() or p.text[e : e + 1].isalnum() for s, e in cut)
    return [at_most("spans outside their text, overlapping or cutting a word", wrong, 0)]


def overlap_lines(texts: Sequence[Passage], folders: Iterable[Path]) -> list[Line]:
    lines = []
    for folder in folders:
        if not folder.is_dir():
            raise InputError(f"{folder}: no such folder; give --overlap a folder of text files")
        found = measures.borrowed([(p.id, p.text) for p in texts], folder, SHARED_RUN)
        lines.append(at_most(f"runs of {SHARED_RUN} words shared with {folder.name}", len(found), 0))
        lines += [Line(f"  {identity} and {file}", run) for identity, file, run in found[:20]]
    return lines


def check_names(texts: Iterable[Passage], allowed: Mapping[str, list[str | int]]) -> None:
    """Refuse a register, genre, year, frame, target or speaker's side that ``names.toml`` does not list."""
    targets, speakers = set(allowed["targets"]), {*allowed["targets"], "other", "unknown"}
    for p in texts:
        for name, key in ((p.register, "registers"), (p.genre, "genres"), (p.year, "years")):
            if p.register != "sentence" and name not in allowed[key]:
                raise bad(p.file, p.line, str(name), f"not among the {key} of names.toml")
        for frame in p.frames:
            if frame not in allowed["frames"]:
                raise bad(p.file, p.line, frame, "not among the frames of names.toml")
        for name in {m.target for m in p.mentions} | {t for t, _ in p.stance}:
            if not name.startswith("~") and name not in targets:
                raise bad(p.file, p.line, name, f"in passage {p.id}: not among the targets of names.toml")
        for name in {q.bloc for q in p.quotes}:
            if not name.startswith("~") and name not in speakers:
                raise bad(p.file, p.line, name, f"in passage {p.id}: no target of names.toml, other or unknown")


# --- the table ---------------------------------------------------------------------------------------------------


def table(options: argparse.Namespace) -> list[Line]:
    passages, sentences = read_corpus(options.corpus), read_sentences(options.sentences)
    natural = read_corpus(options.natural)
    everything = [*passages, *natural, *sentences]
    check_names(everything, tomllib.loads((options.corpus / "names.toml").read_text(encoding="utf-8")))
    agreed = agreement_lines(passages, options.second)
    return [
        *size_lines(passages, sentences), *balance_lines(passages),
        *label_lines(passages, "passages"), *label_lines(sentences, "sentences"), *stance_lines(passages),
        *hard_lines(passages), *leak_lines(passages, "passages"),
        *leak_lines([*passages, *sentences], "with sentences"),
        *register_lines(passages), *(Line(*row) for row in agreed),
        *natural_lines(natural, options.second / "natural"),
        *repetition_lines(passages, [*natural, *sentences]), *offset_lines(everything),
        *overlap_lines(everything, options.overlap),
    ]


def show(lines: Sequence[Line], markdown: bool) -> str:
    words = {True: "kept", False: "BROKEN", None: ""}
    if markdown:
        head = ["| measure | value | bound | |", "|---|---|---|---|"]
        return "\n".join([*head, *(f"| {x.item} | {x.value} | {x.bound} | {words[x.kept]} |" for x in lines)])
    return "\n".join(f"{x.item:<58} {x.value:<40} {x.bound:<12} {words[x.kept]}".rstrip() for x in lines)


def with_table(document: str, lines: Sequence[Line]) -> str:
    """Return the datasheet with the table between its two marks put anew."""
    head, begin, rest = document.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise InputError(f"the datasheet lacks {BEGIN!r} or {END!r}; put both on lines of their own")
    return f"{head}{begin}\n{show(lines, markdown=True)}\n{end}{tail}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=HERE / "corpus")
    parser.add_argument("--natural", type=Path, default=HERE / "natural")
    parser.add_argument("--sentences", type=Path, default=HERE / "sentences")
    parser.add_argument("--second", type=Path, default=HERE / "second_labels")
    parser.add_argument("--overlap", type=Path, action="append", default=[], metavar="DIR")
    parser.add_argument("--datasheet", type=Path, metavar="FILE", help="put the table into this datasheet")
    options = parser.parse_args(arguments)
    try:
        lines = table(options)
        if options.datasheet:
            document = with_table(options.datasheet.read_text(encoding="utf-8"), lines)
            options.datasheet.write_text(document, encoding="utf-8")
    except FramingError as error:
        print(error, file=sys.stderr)
        return 1
    print(show(lines, markdown=False))
    broken = [x.item for x in lines if x.kept is False]
    print(f"\n{len(broken)} bounds broken" + "".join(f"\n  {item}" for item in broken))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
