"""The few constants behind scores and labels, read from ``models/constants.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from framing.errors import ModelFormatError
from framing.lexicons.paths import model_folder
from framing.records import VoiceName


@dataclass(frozen=True, slots=True)
class Constants:
    """Weights and thresholds; ``models/constants.toml`` says what each is and how it was fitted."""

    event: float
    loaded_event: float
    k: float
    c: float
    author: float
    quoted: float
    mixed: float

    def threshold(self, voice: VoiceName) -> float:
        """Return the least absolute score that is labelled against or favor in a voice."""
        return self.author if voice == "author" else self.quoted


@cache
def load_constants() -> Constants:
    """Read the shipped constants."""
    path = model_folder() / "constants.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return Constants(**raw["evidence"], **raw["score"], **raw["labels"])
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise ModelFormatError(f"{path}: {error}; reinstall media-framing") from None
