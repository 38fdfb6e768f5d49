"""Who is speaking: quotations, reported speech and their speakers."""

from framing.language.voices.cues import terms
from framing.language.voices.finding import Voices, find_voices

__all__ = ["Voices", "find_voices", "terms"]
