"""Printed dates: ISO and words are read, what could be two days is not."""

from __future__ import annotations

import pytest

from framing.reading.dates import parse_date


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2024-11-05", "2024-11-05"),
        ("2024-11-05T10:15:00Z", "2024-11-05"),
        ("2024-11-05 10:15:00+02:00", "2024-11-05"),
        ("2024/11/5", "2024-11-05"),
        ("2024-11", "2024-11"),
        ("20241105", "2024-11-05"),
        ("5 November 2024", "2024-11-05"),
        ("5th November, 2024", "2024-11-05"),
        ("Nov. 5, 2024", "2024-11-05"),
        ("Tuesday, November 5, 2024, 10:15 GMT", "2024-11-05"),
        ("May 2024", "2024-05"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("5.5.2024", "2024-05-05"),
    ],
)
def test_read(printed: str, iso: str) -> None:
    assert parse_date(printed) == (iso, None)


@pytest.mark.parametrize("printed", ["04/05/2024", "4.5.2024", "04-05-2024"])
def test_two_days(printed: str) -> None:
    assert parse_date(printed) == (None, "ambiguous_date")


@pytest.mark.parametrize(
    "printed",
    ["31 February 2024", "2024-13-01", "yesterday", "32/13/2024", "0001-01-01", "x" * 5000, "99999999"],
)
def test_no_day(printed: str) -> None:
    assert parse_date(printed) == (None, "unreadable_date")


def test_a_format_decides() -> None:
    assert parse_date("04/05/2024", "%d/%m/%Y") == ("2024-05-04", None)
    assert parse_date("2024-05-04", "%d/%m/%Y") == (None, "unreadable_date")
    assert parse_date("", "%d/%m/%Y") == (None, None)
