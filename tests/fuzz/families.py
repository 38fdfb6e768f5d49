"""Families of texts that make careless programs slow: each grows from one piece, or from a numbered one."""

from __future__ import annotations

from collections.abc import Callable

PROSE = "The two sides met again on Monday, after a break of three weeks, and said that Russia had to answer. "


def repeated(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def numbered(template: str) -> Callable[[int], str]:
    return lambda size: "".join(template.format(k) for k in range(size // (len(template) - 3) + 1))[:size]


FAMILIES: dict[str, Callable[[int], str]] = {
    "one letter": repeated("a"),
    "one capital": repeated("A"),
    "one digit": repeated("7"),
    "spaces": repeated(" "),
    "line breaks": repeated("\n"),
    "carriage returns": repeated("\r\n"),
    "zero-width": repeated("a\u200b"),
    "combining marks": repeated("e\u0301"),
    "marks on one letter": lambda size: "e" + "\u0301" * (size - 1),
    "dots": repeated(". "),
    "ellipses": repeated("…"),
    "opening quotes": repeated("“"),
    "straight quotes": repeated('"'),
    "apostrophes": repeated("'"),
    "nested quotes": lambda size: ("“‘" * (size // 4 + 1))[: size // 2] + ("’”" * (size // 4 + 1))[: size - size // 2],
    "unclosed speech": repeated("He said: “Russia is brave. "),
    "paragraphs of speech": repeated("“Russia is brave.\n\n"),
    "brackets": repeated("("),
    "closing brackets": repeated(")"),
    "abbreviations": repeated("U.S. Mr. Dr. "),
    "one name": repeated("Russia "),
    "two names": repeated("Russia Ukraine "),
    "names and commas": repeated("Russia, Ukraine, "),
    "new names": numbered("Mr Brook{0} Cole said that he was brave. "),
    "loaded words": repeated("brutally treacherous "),
    "negations": repeated("not never "),
    "cues": repeated("said that "),
    "according to": repeated("according to "),
    "subordinate clauses": repeated("who said that Russia, which "),
    "one sentence": repeated("Russia attacked Ukraine and "),
    "near terms": repeated("special military "),
    "hyphens": repeated("full-scale-"),
    "capitals with dots": repeated("A.B."),
    "tags": repeated("<p>"),
    "addresses": repeated("http://a.b/"),
    "short lines": repeated("Share\n"),
    "bylines": numbered("By Ada Brook{0}\n"),
    "author notes": numbered("Ada Brook{0} Cole is a professor of law.\n"),
    "cut headings": repeated("Related articles\nFerry fares rise\n"),
    "names in a line": repeated("By Ada Brook and Cole Dunn, "),
    "slots": repeated("published 2024-01-01 updated 2024-01-02 "),
    "prose": repeated(PROSE),
    "chinese": repeated("俄罗斯攻击了乌克兰。"),
    "emoji": repeated("😀🇺🇦"),
    "surrogates": repeated("\ud800"),
}
