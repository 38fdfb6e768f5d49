"""Dates as articles print them: ISO, or the month in words; what could be two days is a warning."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from framing.lexicons.checking import read_rows
from framing.lexicons.paths import data_folder

AMBIGUOUS = "ambiguous_date"
UNREADABLE = "unreadable_date"
_MAX_LENGTH = 80
_FIRST_YEAR, _LAST_YEAR = 1400, 2200
_ZONE = r"(?:\s?(?:z|gmt|utc|[a-z]{2,5}t)\b)?(?:\s?[+-]\d{2}:?\d{2})?"
_TIME = rf"\d{{1,2}}[:.h]\d{{2}}(?::\d{{2}}(?:\.\d{{1,9}})?)?(?:\s?[ap]\.?m\.?)?{_ZONE}"


class ParsedDate(NamedTuple):
    """``iso`` is ``YYYY-MM-DD``, or ``YYYY-MM`` where no day is given; None with a ``warning`` code where
    unsure.
    """

    iso: str | None
    warning: str | None = None


def words_of_kind(kind: str) -> tuple[str, ...]:
    """Return the words of one kind in ``lexicons/text/furniture_words.tsv``, longest first."""
    return tuple(sorted((w for w, k, _ in _rows() if k == kind), key=lambda w: (-len(w), w)))


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    rows = read_rows(data_folder() / "text" / "furniture_words.tsv", "plain")
    return tuple((row.term, row.word("kind"), row.word("note")) for row in rows)


@cache
def _months() -> dict[str, int]:
    return {word: int(note) for word, kind, note in _rows() if kind == "month"}


@cache
def date_pattern() -> str:
    """Return the regular expression, without groups, of one printed date."""
    month = "(?:" + "|".join(map(re.escape, words_of_kind("month"))) + r")\b\.?"
    weekday = "(?:" + "|".join(map(re.escape, words_of_kind("weekday"))) + r")\b\.?,?\s{1,3}"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    year = r"(?:1[4-9]|2[01])\d{2}"
    forms = (
        rf"{year}-\d{{2}}-\d{{2}}(?:[T ]{_TIME})?",
        rf"{year}[-/]\d{{1,2}}[-/]\d{{1,2}}",
        rf"{day}\s{{1,3}}{month},?\s{{1,3}}{year}",
        rf"{month}\s{{1,3}}{day},?\s{{1,3}}{year}",
        rf"{month}\s{{1,3}}{year}",
        rf"\d{{1,2}}[./]\d{{1,2}}[./]{year}",
        rf"{year}-\d{{2}}\b",
        rf"{day}\s{{1,3}}{month}",
        rf"{month}\s{{1,3}}{day}\b(?![.,]?\d)",
    )
    return rf"(?:{weekday})?(?:{'|'.join(forms)})(?:,?\s{{1,3}}(?:at\s)?{_TIME})?"


def time_pattern() -> str:
    """Return the regular expression, without groups, of one printed time of day."""
    return _TIME


@cache
def _compiled() -> dict[str, re.Pattern[str]]:
    month = "(?P<word>" + "|".join(map(re.escape, words_of_kind("month"))) + r")\b\.?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    year = r"(?P<year>\d{4})"
    forms = {
        "iso": rf"{year}[-/](?P<month>\d{{1,2}})(?:[-/](?P<day>\d{{1,2}}))?(?!\d)",
        "words": rf"(?:{day}\s+)?{month}(?:\s+(?P<after>\d{{1,2}})(?:st|nd|rd|th)?)?,?\s+{year}(?!\d)",
        "compact": r"(?P<year>(?:1[4-9]|2[01])\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)",
        "numeric": rf"(?P<first>\d{{1,2}})[./-](?P<second>\d{{1,2}})[./-]{year}(?!\d)",
    }
    return {name: re.compile(form, re.IGNORECASE) for name, form in forms.items()}


def parse_date(text: str, date_format: str | None = None) -> ParsedDate:
    """Read one printed date.

    Parameters
    ----------
    text
        The date as printed; a time of day after it is not read.
    date_format
        Format of `datetime.datetime.strptime` that the whole string must follow.

    Examples
    --------
    >>> parse_date("19 May, 2025")
    ParsedDate(iso='2025-05-19', warning=None)
    >>> parse_date("03/04/2025")
    ParsedDate(iso=None, warning='ambiguous_date')
    >>> parse_date("03/04/2025", "%d/%m/%Y").iso
    '2025-04-03'
    """
    shown = text.strip()[:_MAX_LENGTH]
    if not shown:
        return ParsedDate(None)
    if date_format is not None:
        try:
            return ParsedDate(datetime.strptime(text.strip(), date_format).date().isoformat())
        except (ValueError, re.error, OverflowError):
            return ParsedDate(None, UNREADABLE)
    for name, pattern in _compiled().items():
        # the weekday and labels in front are skipped, but a date never begins inside a number
        found = pattern.match(shown) if name != "words" else pattern.search(shown)
        if found is not None:
            return _from_groups(name, found.groupdict())
    return ParsedDate(None, UNREADABLE)


def _from_groups(name: str, groups: dict[str, str | None]) -> ParsedDate:
    year = int(groups["year"] or 0)
    if name == "numeric":
        first, second = int(groups["first"] or 0), int(groups["second"] or 0)
        if first == second or second > 12:
            return _checked(year, first, second)
        return _checked(year, second, first) if first > 12 else ParsedDate(None, AMBIGUOUS)
    if name == "words":
        return _checked(year, _months()[(groups["word"] or "").lower()], groups["day"] or groups["after"])
    return _checked(year, int(groups["month"] or 0), groups["day"])


def _checked(year: int, month: int, day: int | str | None) -> ParsedDate:
    try:
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise ValueError
        whole = date(year, month, int(day) if day is not None else 1).isoformat()
    except ValueError:
        return ParsedDate(None, UNREADABLE)
    return ParsedDate(whole if day is not None else whole[:7])
