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
    lexicon: float
    lexicon_alone: float
    cast: float
    opponents: float
    naming: float
    naming_rate: float
    side: float
    side_rate: float
    ally: float
    k: float
    c: float
    author_against: float
    author_favor: float
    quoted_against: float
    quoted_favor: float
    spread: float
    unsure: float
    mixed: float

    def thresholds(self, voice: VoiceName) -> tuple[float, float]:
        """Return the scores at which a voice is labelled against and favor."""
        if voice == "author":
            return self.author_against, self.author_favor
        return self.quoted_against, self.quoted_favor


@cache
def load_constants() -> Constants:
    """Read the shipped constants."""
    path = model_folder() / "constants.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return Constants(**raw["evidence"], **raw["score"], **raw["labels"])
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise ModelFormatError(f"{path}: {error}; reinstall media-framing") from None
