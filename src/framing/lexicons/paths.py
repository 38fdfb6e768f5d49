"""Where the shipped word lists and models are: inside the wheel, or in the checkout of an editable install."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def data_folder() -> Path:
    """Return the folder of the shipped lexicons."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_data" / "lexicons"
    return inside if inside.is_dir() else package.parent.parent / "lexicons"


def model_folder() -> Path:
    """Return the folder of the shipped models."""
    return Path(__file__).resolve().parent.parent / "models"
