"""Remarks that do not stand beside their mention: literal sentence -> literal roles, with the other reading beside."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import framing

Roles = Callable[[str], set[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukraine, not Russia, attacked the village.", {("attack", "agent", "Ukraine")}),
        ("It was Ukraine, not Russia, that attacked the village.", {("attack", "agent", "Ukraine")}),
        ("It was Russia, not Ukraine, that attacked the village.", {("attack", "agent", "Russia")}),
        ("The bully is Ukraine, not Russia.", {("bully", "holder", "Ukraine")}),
        # named beside, not left out
        (
            "Ukraine and Russia attacked the village.",
            {("attack", "agent", "Ukraine"), ("attack", "agent", "Russia")},
        ),
    ],
)
def test_a_mention_that_is_set_aside_has_no_role(
    roles: Roles, text: str, expected: set[tuple[str, str, str]]
) -> None:
    assert {r for r in roles(text) if r[1] != "patient"} == expected


@pytest.mark.parametrize(
    ("text", "agents", "patients"),
    [
        ("the aggression of Russia against Ukraine", {"Russia"}, {"Ukraine"}),
        ("the aggression of Ukraine against Russia", {"Ukraine"}, {"Russia"}),
        ("the aggression of Russia", {"Russia"}, set()),
        ("the attack of Russia on Ukraine", {"Russia"}, {"Ukraine"}),
        ("the invasion of Ukraine", set(), {"Ukraine"}),
        ("the occupation of Ukraine", set(), {"Ukraine"}),
        ("the invasion of Ukraine by Russia", {"Russia"}, {"Ukraine"}),
        ("the genocide of Ukrainians", set(), {"Ukraine"}),
        ("the lies of the Kremlin", {"Russia"}, set()),
    ],
)
def test_the_object_of_of_is_the_doer_of_some_deeds_and_suffers_others(
    text: str, agents: set[str], patients: set[str]
) -> None:
    stance = framing.Analyzer(scorer="lexicon", naming=False).analyze(text).stance
    notes = {t: {e.note for v in (s.author, s.quoted) for e in v.evidence} for t, s in stance.items()}
    assert {t for t, n in notes.items() if any("agent" in note for note in n)} == agents
    assert {t for t, n in notes.items() if any("patient" in note for note in n)} == patients


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Ukrainian media declared — brutally — that Russia was losing.", "Ukraine"),
        ("Russian media — brutally — declared that Ukraine was losing.", "Russia"),
    ],
)
def test_a_manner_between_dashes_belongs_to_the_subject(roles: Roles, text: str, holder: str) -> None:
    assert {r for r in roles(text) if r[0] == "brutally"} == {("brutally", "holder", holder)}


def test_a_manner_between_dashes_never_judges_the_sufferer(roles: Roles) -> None:
    assert ("brutally", "holder", "Ukraine") not in roles("Ukraine was attacked — brutally — near the river.")


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        ("Zelensky publicly accused Baku of reselling gas — a baseless and politically timed allegation.", "U"),
        ("Zelensky accused Baku of reselling gas, a brazen lie.", "U"),
        ("Aliyev accused Kyiv of reselling gas, a brazen lie.", "A"),
        ("Kyiv attacked Moscow — a cowardly act.", "U"),
        # not a deed, or not plainly the subject's
        ("Zelensky praised Baku, a reliable partner.", "A"),
        ("Baku denounced the Russian lie — a cowardly act.", ""),
        ("Kyiv was attacked — a cowardly act.", ""),
    ],
)
def test_a_judgement_behind_the_clause_belongs_to_the_doer(text: str, judged: str) -> None:
    words = ("baseless", "brazen lie", "cowardly act", "reliable partner")
    stance = framing.Analyzer(scorer="lexicon", naming=False).analyze(text).stance
    found = {t[0] for t, s in stance.items() for v in (s.author, s.quoted) for e in v.evidence if e.text in words}
    assert found == set(judged)
