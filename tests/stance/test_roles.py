"""Who does what to whom: literal sentence -> literal roles, with the exchanged sentence beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Roles = Callable[[str], set[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # order
        ("Russia attacked Ukraine.", {("attack", "agent", "Russia"), ("attack", "patient", "Ukraine")}),
        ("Ukraine attacked Russia.", {("attack", "agent", "Ukraine"), ("attack", "patient", "Russia")}),
        (
            "Russia wants to attack Ukraine.",
            {("attack", "agent", "Russia"), ("attack", "patient", "Ukraine")},
        ),
        ("Russia attacked. Ukraine wept.", {("attack", "agent", "Russia")}),
        # passives
        (
            "Ukraine was attacked by Russia.",
            {("attack", "agent", "Russia"), ("attack", "patient", "Ukraine")},
        ),
        ("Ukraine has been attacked.", {("attack", "patient", "Ukraine")}),
        ("Russia was praised.", {("praise", "patient", "Russia")}),
        (
            "Ukraine was brutally attacked by Russia.",
            {
                ("brutally", "holder", "Russia"),
                ("attack", "agent", "Russia"),
                ("attack", "patient", "Ukraine"),
            },
        ),
        # deeds named by nouns
        ("The attack by Russia came.", {("attack", "agent", "Russia")}),
        (
            "Attacks by Russian forces on Ukraine",
            {("attack", "agent", "Russia"), ("attack", "patient", "Ukraine")},
        ),
        ("The attack on Ukraine", {("attack", "patient", "Ukraine")}),
        ("Russia's attack on Ukraine", {("attack", "agent", "Russia"), ("attack", "patient", "Ukraine")}),
        (
            "Russian aggression against Ukraine",
            {
                ("aggression", "agent", "Russia"),
                ("aggression", "holder", "Russia"),
                ("aggression", "patient", "Ukraine"),
            },
        ),
        (
            "Ukraine faced pressure from Russia.",
            {
                ("pressure", "agent", "Russia"),
                ("pressure", "holder", "Russia"),
                ("pressure", "patient", "Ukraine"),
            },
        ),
        (
            "Western pressure on Moscow",
            {
                ("pressure", "agent", "West"),
                ("pressure", "holder", "West"),
                ("pressure", "patient", "Russia"),
            },
        ),
        # description
        ("the corrupt Kremlin", {("corrupt", "holder", "Russia")}),
        ("Ukraine is corrupt.", {("corrupt", "holder", "Ukraine")}),
        (
            "Kyiv, a bully, praised Washington.",
            {("bully", "holder", "Ukraine"), ("praise", "agent", "Ukraine"), ("praise", "patient", "West")},
        ),
        ("They described Russia as a bully.", {("bully", "holder", "Russia")}),
        ("the bully Russia", {("bully", "holder", "Russia")}),
        ("Putin is a war criminal.", {("war criminal", "holder", "Russia")}),
        (
            "Russia is a corrupt, cynical bully.",
            {("corrupt", "holder", "Russia"), ("cynical", "holder", "Russia"), ("bully", "holder", "Russia")},
        ),
        # clauses
        (
            "Russia, which attacked Ukraine, betrayed the West.",
            {
                ("attack", "agent", "Russia"),
                ("attack", "patient", "Ukraine"),
                ("betray", "agent", "Russia"),
                ("betray", "patient", "West"),
            },
        ),
        (
            "While Russia attacked, Ukraine defended.",
            {("attack", "agent", "Russia"), ("defend", "agent", "Ukraine")},
        ),
        (
            "Ukraine betrayed; Russia attacked.",
            {("betray", "agent", "Ukraine"), ("attack", "agent", "Russia")},
        ),
        (
            "Ukraine said Russia attacked Turkey.",
            {("attack", "agent", "Russia"), ("attack", "patient", "Turkey")},
        ),
        (
            "In Moscow, Ukraine betrayed the West.",
            {("betray", "agent", "Ukraine"), ("betray", "patient", "West")},
        ),
        (
            "Attacked by Russia, Ukraine defended itself.",
            {("attack", "agent", "Russia"), ("defend", "agent", "Ukraine")},
        ),
        (
            "Russia praised Ukraine for attacking the West.",
            {
                ("praise", "agent", "Russia"),
                ("praise", "patient", "Ukraine"),
                ("attack", "agent", "Ukraine"),
                ("attack", "patient", "West"),
            },
        ),
        # coordination
        (
            "Washington and Kyiv betrayed Russia.",
            {("betray", "agent", "West"), ("betray", "agent", "Ukraine"), ("betray", "patient", "Russia")},
        ),
        (
            "They attacked Russia, Ukraine and Turkey.",
            {("attack", "patient", t) for t in ("Russia", "Ukraine", "Turkey")},
        ),
        ("Turkey sold Russia the Ukrainian grain that Baku praised.", {("praise", "agent", "Azerbaijan")}),
        # nobody there
        ("The corrupt clerk was attacked.", set()),
    ],
)
def test_literal_sentence_gives_literal_roles(
    roles: Roles, text: str, expected: set[tuple[str, str, str]]
) -> None:
    assert roles(text) == expected


def test_a_passive_without_a_doer_blames_nobody(roles: Roles) -> None:
    assert ("brutally", "holder", "Ukraine") not in roles("Ukraine was brutally attacked.")


def test_a_list_after_a_preposition_shares_a_role_but_a_place_before_the_subject_does_not(
    roles: Roles,
) -> None:
    assert {t for w, r, t in roles("Pressure on Moscow, Kyiv and Baku grew.") if r == "patient"} == {
        "Russia",
        "Ukraine",
        "Azerbaijan",
    }
    assert ("defend", "agent", "Russia") not in roles("Near Moscow, Kyiv defended itself.")


@pytest.mark.parametrize(
    "text",
    [
        "A attacked B.",
        "B was brutally attacked by A.",
        "A's aggression against B is cynical.",
        "A, which betrayed B, is a corrupt bully.",
        "Pressure from A on brave B",
        "While A attacked, B praised its courage.",
    ],
)
def test_names_exchanged_roles_exchanged(roles: Roles, text: str) -> None:
    one = roles(text.replace("A", "Russia").replace("B", "Ukraine"))
    other = roles(text.replace("A", "Ukraine").replace("B", "Russia"))
    exchange = {"Russia": "Ukraine", "Ukraine": "Russia"}
    assert one
    assert other == {(word, role, exchange[target]) for word, role, target in one}
