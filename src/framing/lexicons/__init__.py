"""Word lists: loading, checking, and other people's formats."""

from framing.lexicons.importing import read_liwc, read_nrc, read_quanteda
from framing.lexicons.loading import Lexicon, list_lexicons, load_lexicon

__all__ = ["Lexicon", "list_lexicons", "load_lexicon", "read_liwc", "read_nrc", "read_quanteda"]
