"""Inflection: lemma -> forms and their tags."""

from __future__ import annotations

import pytest

from framing.language.inflection import expand, first_forms, noun_forms, verb_forms


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("attack", {"attack": "base", "attacks": "s", "attacked": "ed", "attacking": "ing"}),
        ("deny", {"deny": "base", "denies": "s", "denied": "ed", "denying": "ing"}),
        ("stop", {"stop": "base", "stops": "s", "stopped": "ed", "stopping": "ing"}),
        ("accuse", {"accuse": "base", "accuses": "s", "accused": "ed", "accusing": "ing"}),
        ("crush", {"crush": "base", "crushes": "s", "crushed": "ed", "crushing": "ing"}),
        ("destroy", {"destroy": "base", "destroys": "s", "destroyed": "ed", "destroying": "ing"}),
        ("agree", {"agree": "base", "agrees": "s", "agreed": "ed", "agreeing": "ing"}),
        ("lie", {"lie": "base", "lies": "s", "lied": "ed", "lying": "ing"}),
        ("visit", {"visit": "base", "visits": "s", "visited": "ed", "visiting": "ing"}),
    ],
)
def test_regular_verbs(lemma: str, forms: dict[str, str]) -> None:
    assert verb_forms(lemma).items() >= forms.items()


def test_irregular_verbs_take_their_listed_forms_and_no_regular_past() -> None:
    stand = verb_forms("stand")
    assert stand["stood"] == "ed"
    assert stand["standing"] == "ing"
    assert "standed" not in stand
    fight = verb_forms("fight")
    assert fight["fought"] == "ed"
    assert fight["fights"] == "s"
    assert "fighted" not in fight


@pytest.mark.parametrize(
    ("lemma", "plural"),
    [
        ("war", "wars"),
        ("ally", "allies"),
        ("bully", "bullies"),
        ("hero", "heroes"),
        ("crisis", "crises"),
        ("day", "days"),
    ],
)
def test_nouns_take_their_plural(lemma: str, plural: str) -> None:
    assert noun_forms(lemma) == {lemma: "base", plural: "s"}


def test_a_verb_inflects_in_its_first_word_and_a_noun_in_its_last() -> None:
    assert expand(["stand", "by"], "verb")["stood", "by"] == "ed"
    assert expand(["war", "crime"], "noun")["war", "crimes"] == "s"
    assert ("wars", "crime") not in expand(["war", "crime"], "noun")


def test_other_classes_are_literal() -> None:
    assert expand(["brave"], "adjective") == {("brave",): "base"}
    assert expand(["full", "scale", "invasion"], "phrase") == {("full", "scale", "invasion"): "base"}


@pytest.mark.parametrize(
    ("forms", "word_class"),
    [(["deny"], "verb"), (["ally"], "noun"), (["war", "crime"], "noun"), (["brave"], "adjective")],
)
def test_first_forms_are_those_of_the_expansion(forms: list[str], word_class: str) -> None:
    assert set(first_forms(forms, word_class)) == {path[0] for path in expand(forms, word_class)}
