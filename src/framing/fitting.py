"""A scorer of your own: train the mention classifier on your labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.analysis import Analyzer
from framing.errors import InputError
from framing.stance.classifier import MentionModel
from framing.stance.training import DEFAULT_STRENGTH, Vectors, fit_model, from_table, prepare

if TYPE_CHECKING:
    import pandas as pd


def train(labelled: pd.DataFrame, *, strength: float = DEFAULT_STRENGTH) -> MentionModel:
    """Train a mention classifier on your own labels.

    Parameters
    ----------
    labelled
        One row a marked mention: columns ``text``, ``start``, ``end`` (half-open code-point offsets) and ``label``
        (``against``, ``neutral`` or ``favor``). A few hundred rows are the least that is worth trying.
    strength
        Inverse of the L2 penalty; smaller is more cautious.

    Returns
    -------
    MentionModel
        Give it to ``Analyzer(scorer=model)``; `framing.stance.model_file.save_model` keeps it in a file.

    Raises
    ------
    InputError
        On a missing column, an unknown label, a span outside its text, or fewer than two labels.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> rows = [("The brave ministry won praise.", "favor"), ("The corrupt ministry lied again.", "against")] * 20
    >>> table = pd.DataFrame([dict(text=t, start=t.index("ministry"), end=t.index("ministry") + 8, label=k)
    ...                       for t, k in rows])
    >>> model = framing.train(table)
    >>> analyzer = framing.Analyzer(scorer=model)
    >>> framing.score_spans("The corrupt ministry lied.", [(12, 20)], analyzer=analyzer)[0].label
    'against'
    """
    texts = from_table(labelled)
    if len({sign for marked in texts for *_, sign in marked.spans}) < 2:
        raise InputError("labelled holds one label only; a classifier needs at least two")
    vectors = Vectors.empty()
    return fit_model(prepare(texts, Analyzer(scorer="lexicon"), vectors), vectors, strength)
