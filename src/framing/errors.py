"""Errors and warnings: each says what was found, what is allowed and what to do."""

from __future__ import annotations


class FramingError(Exception):
    """Base class of every error that framing raises on purpose."""


class InputError(FramingError, ValueError):
    """An argument or a document has a type or value that cannot be analysed."""


class LexiconError(FramingError, ValueError):
    """A lexicon, frameset or target file breaks its format; names file, line, value and remedy."""


class ModelFormatError(FramingError, ValueError):
    """A model file is truncated, altered, oversized or not one of ours."""


class FramingWarning(UserWarning):
    """Something is doubtful, but the analysis goes on."""
