"""Callers' arguments that many functions have: file names and switches, refused by name where they are none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from framing.errors import FramingError, InputError


def as_path(value: str | os.PathLike[str], name: str = "path", error: type[FramingError] = InputError) -> Path:
    """Return a caller's file or folder name as a path; whether something is there is not asked.

    Raises
    ------
    FramingError
        Of the kind given, where the value is no name or one that no file can have: too long, or with a NUL.
    """
    if not isinstance(value, (str, Path)):
        raise error(f"{name} is {type(value).__name__}; give the name of a file or folder as text, or a pathlib.Path")
    path = Path(value)
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        # not there, or not for us to see: the one who opens it says so
        return path
    except (OSError, ValueError) as found:
        raise error(f"{name}={str(value)[:80]!r}: {type(found).__name__}; no file can have this name") from None
    return path


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn a refusal of the system to write into an `InputError` that names the place."""
    try:
        yield
    except OSError as error:
        raise InputError(f"{path}: {error}; give a place that can be written to") from None


def is_on(name: str, value: object) -> bool:
    """Return a switch's value, or say that it is none; 0 and 1 are taken for False and True.

    Raises
    ------
    InputError
        Where it is neither.
    """
    if isinstance(value, (bool, int)) or type(value).__name__ == "bool":
        return bool(value)
    raise InputError(f"{name} is {type(value).__name__}; give True or False")
