"""Who wrote it, when and where it was printed: read from the furniture of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from framing.reading.dates import AMBIGUOUS, parse_date
from framing.reading.rules import Found, first_word, rules_at

_AND = re.compile(r",?\s+and\s+|\s*[,&/]\s*")
_LISTED = re.compile(r"['\"]([^'\"]{2,80})['\"]")


def without_honorific(name: str) -> str:
    """Return a name without "Dr." or the like before it."""
    honoured = rules_at("head").keyed(name, first_word(name))
    head, _, rest = name.partition(" ")
    if honoured is not None and honoured[1].groupdict().get("honorific"):
        return rest
    return rest if head.endswith(".") and rest else name


def names_in(printed: str) -> list[str]:
    """Return the names of a printed list."""
    return [name.strip() for name in _AND.split(printed) if name.strip()]


def authors_of(found: Iterable[Found]) -> tuple[str, ...]:
    """Return the names of the bylines, each once, in the order they were found."""
    names: list[str] = []
    for rule, match in found:
        if rule.kind != "byline":
            continue
        groups = match.groupdict()
        if "{list}" in rule.term:
            names += _LISTED.findall(match.group())
        elif groups.get("names"):
            names += names_in(groups["names"])
    return tuple(dict.fromkeys(without_honorific(name.strip()) for name in names if name.strip()))


def date_of(found: Iterable[Found]) -> tuple[str | None, tuple[str, ...]]:
    """Return the first printed date in ISO form, or None and the warning where it could be two days."""
    doubt: str | None = None
    for rule, match in found:
        printed = match.groupdict().get("date")
        if printed and rule.kind in ("date", "byline", "dateline"):
            parsed = parse_date(printed)
            if parsed.iso is not None:
                return parsed.iso, ()
            doubt = doubt or (parsed.warning if parsed.warning == AMBIGUOUS else None)
    return None, (doubt,) if doubt else ()


def outlet_of(found: Iterable[Found]) -> str | None:
    """Return who published it, as a licence, source or byline says."""
    for kind in ("licence", "source", "byline"):
        for rule, match in found:
            outlet = match.groupdict().get("outlet")
            if rule.kind == kind and outlet:
                return outlet.strip(" .,")
    return None
