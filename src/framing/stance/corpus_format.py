"""Reading the training corpus: passages and single sentences with marked mentions, voices, stance and frames.

The line format is documented in ``training/corpus/README.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from framing.errors import InputError
from framing.records import VoiceName

SIGNS = {"-": -1, "0": 0, "+": 1}
MAIN_TARGETS = ("Russia", "Ukraine", "West", "Azerbaijan")
_MARK = re.compile(
    r"\[\[(?P<words>[^\[\]|<>]+)\|(?P<target>~?[^\[\]|<>]*?)(?P<label>[-0+])\]\]"
    r"|<q (?P<bloc>[^<>]+)>|(?P<close></q>)"
)
_LEFTOVER = re.compile(r"\[\[|\]\]|</?q\b[^>]*>?")
_CODE = re.compile(r"(?P<target>~?\S.*?)\s+(?P<author>\.|[+-]?[0-2])/(?P<quoted>\.|[+-]?[0-2])")
_NAME = re.compile(r"~?[A-Z][\w .,'’&+-]*")
_MAX_DOMINANT = 2


@dataclass(frozen=True, slots=True)
class MarkedMention:
    """A marked mention: offsets into the passage's text, target, sign (-1, 0, 1) and its voice."""

    start: int
    end: int
    target: str
    sign: int
    voice: VoiceName


@dataclass(frozen=True, slots=True)
class QuotedPart:
    """A quoted stretch of the passage's text and on whose behalf it is said."""

    start: int
    end: int
    bloc: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of the corpus: ``text`` is the title, an empty line, and the paragraphs, without marks.

    ``stance`` maps (target, voice) to a code in -2..2 (absent where NA); ``frames`` maps a name to 1 or 2.
    A single sentence is a passage without title, stance, frames and year (0), of register ``"sentence"``.
    """

    id: str
    register: str
    genre: str
    year: int
    title: str
    text: str
    mentions: tuple[MarkedMention, ...]
    quotes: tuple[QuotedPart, ...]
    stance: Mapping[tuple[str, VoiceName], int] = field(default_factory=dict)
    frames: Mapping[str, int] = field(default_factory=dict)
    file: str = ""
    line: int = 0


class _Body:
    """Plain text under construction, with the marks found in it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.text = ""
        self.mentions: list[MarkedMention] = []
        self.quotes: list[QuotedPart] = []

    def add(self, line: str, number: int) -> None:
        """Append one line, taking its marks out."""
        open_at: int | None = None
        bloc = ""
        done = 0
        for mark in _MARK.finditer(line):
            self._plain(line[done : mark.start()], number)
            done = mark.end()
            if mark["words"]:
                self._mention(mark, number, quoted=open_at is not None)
            elif mark["bloc"]:
                if open_at is not None:
                    raise bad(self.file, number, mark.group(), "a <q> inside a <q>; close the first")
                open_at, bloc = len(self.text), mark["bloc"].strip()
                _check_target(bloc, self.file, number, extra=("other", "unknown"))
            else:
                if open_at is None:
                    raise bad(self.file, number, mark.group(), "closes nothing; remove it or open <q BLOC>")
                self.quotes.append(QuotedPart(open_at, len(self.text), bloc))
                open_at = None
        if open_at is not None:
            raise bad(self.file, number, line[-40:], "an unclosed <q>; close it in the same paragraph")
        self._plain(line[done:], number)

    def _plain(self, piece: str, number: int) -> None:
        left = _LEFTOVER.search(piece)
        if left is not None:
            found = piece[left.start() : left.start() + 40]
            raise bad(self.file, number, found, "a broken or overlapping mark")
        self.text += piece

    def _mention(self, mark: re.Match[str], number: int, *, quoted: bool) -> None:
        target = mark["target"].strip()
        _check_target(target, self.file, number)
        start = len(self.text)
        self.text += mark["words"]
        voice: VoiceName = "quoted" if quoted else "author"
        self.mentions.append(MarkedMention(start, len(self.text), target, SIGNS[mark["label"]], voice))


def bad(file: str, line: int, found: str, remedy: str) -> InputError:
    """Build the error for a broken row."""
    return InputError(f"{file}, line {line}: {found!r}: {remedy}")


def _check_target(name: str, file: str, line: int, extra: tuple[str, ...] = ()) -> None:
    if name not in extra and not _NAME.fullmatch(name):
        remedy = "unknown target; write an English name of a state, or ~Name for an invented actor"
        raise bad(file, line, name, remedy)


def read_corpus(folder: str | Path) -> list[Passage]:
    """Read every ``*.txt`` file of a corpus folder, or one file.

    Raises
    ------
    InputError
        On overlapping or unclosed marks, an unknown label, target or frame, or a duplicate id; the message
        names file and line.
    """
    passages: list[Passage] = []
    seen: dict[str, str] = {}
    for file in _text_files(folder):
        for passage in _read_file(file):
            if passage.id in seen:
                raise bad(passage.file, passage.line, passage.id, f"duplicate id, also in {seen[passage.id]}")
            seen[passage.id] = f"{passage.file}, line {passage.line}"
            passages.append(passage)
    return passages


def read_sentences(folder: str | Path) -> list[Passage]:
    """Read marked single sentences, one a line, from every ``*.txt`` file of a folder, or from one file.

    The marks are those of the corpus. The id is the file's name and the line, ``s1_01-0007``; empty lines and
    lines that begin with ``#`` are skipped.

    Raises
    ------
    InputError
        On a row with broken, overlapping or unclosed marks, without a marked mention, or that stands there
        twice; the message names file and line.
    """
    sentences: list[Passage] = []
    seen: dict[str, str] = {}
    for file in _text_files(folder):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            row = line.strip()
            if not row or row.startswith("#"):
                continue
            sentence = _sentence(file, number, row)
            if sentence.text in seen:
                where = seen[sentence.text]
                raise bad(file.name, number, row[:60], f"stands there twice, also in {where}; drop one")
            seen[sentence.text] = f"{file.name}, line {number}"
            sentences.append(sentence)
    return sentences


def _sentence(file: Path, number: int, row: str) -> Passage:
    body = _Body(file.name)
    body.add(row, number)
    if not body.mentions:
        raise bad(file.name, number, row[:60], "no mention; mark at least one as [[words|TargetL]]")
    return Passage(
        f"{file.stem}-{number:04d}", "sentence", "sentence", 0, "", body.text,
        tuple(body.mentions), tuple(body.quotes), file=file.name, line=number,
    )


def _text_files(folder: str | Path) -> list[Path]:
    root = Path(folder)
    files = sorted(root.glob("*.txt")) if root.is_dir() else [root]
    if not files:
        raise InputError(f"{root}: no .txt file; give the folder of a corpus")
    return files


def _read_file(file: Path) -> Iterator[Passage]:
    block: list[tuple[int, str]] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("=== ") and block:
            yield _passage(file.name, block)
            block = []
        if line.strip() and not line.startswith("#"):
            block.append((number, line.strip()))
    if block:
        yield _passage(file.name, block)


def _passage(file: str, block: list[tuple[int, str]]) -> Passage:
    number, head = block[0]
    if not re.fullmatch(r"=== [\w-]+", head):
        raise bad(file, number, head, "a passage begins with === ID")
    if len(block) < 6:
        raise bad(file, number, head, "a passage needs register, title, stance, frames and text")
    parts = [part.strip().partition(": ") for part in block[1][1].split("|")]
    meta = {key: value for key, _, value in parts}
    if set(meta) != {"register", "genre", "year"} or not meta["year"].isdigit():
        raise bad(file, block[1][0], block[1][1], "needs register: ... | genre: ... | year: ....")
    body = _Body(file)
    body.add(_after(file, block[2], "title:"), block[2][0])
    title = body.text
    body.text += "\n"
    for line_number, line in block[5:]:
        body.text += "\n"
        body.add(line, line_number)
    return Passage(
        head[4:], meta["register"], meta["genre"], int(meta["year"]), title, body.text,
        tuple(body.mentions), tuple(body.quotes),
        _stance(file, block[3]), _frames(file, block[4]), file, number,
    )


def _after(file: str, row: tuple[int, str], key: str) -> str:
    if not row[1].startswith(key):
        raise bad(file, row[0], row[1], f"needs a line {key} ...")
    return row[1][len(key) :].strip()


def _stance(file: str, row: tuple[int, str]) -> dict[tuple[str, VoiceName], int]:
    codes: dict[tuple[str, VoiceName], int] = {}
    for cell in filter(None, (c.strip() for c in _after(file, row, "stance:").split("|"))):
        match = _CODE.fullmatch(cell)
        if match is None:
            raise bad(file, row[0], cell, "needs TARGET author/quoted with codes -2..+2 or .")
        _check_target(match["target"], file, row[0])
        voices: tuple[VoiceName, VoiceName] = ("author", "quoted")
        for voice in voices:
            if match[voice] != ".":
                codes[match["target"], voice] = int(match[voice])
    return codes


def _frames(file: str, row: tuple[int, str]) -> dict[str, int]:
    frames: dict[str, int] = {}
    for cell in filter(None, (c.strip() for c in _after(file, row, "frames:").split("|"))):
        name, _, level = cell.rpartition(" ")
        if level not in ("1", "2") or not re.fullmatch(r"[a-z_]+", name) or name in frames:
            raise bad(file, row[0], cell, "needs frame_name 1 or frame_name 2, each frame once")
        frames[name] = int(level)
    if sum(level == 2 for level in frames.values()) > _MAX_DOMINANT:
        raise bad(file, row[0], row[1], "more than two dominant frames")
    return frames
