"""Whose frame it is: invented sentences with the owner they give a frame, by the roles of their words.

Owners are named as a reader would: whose decline, whose double standards, who dominates, who is the victim.
"""

from __future__ import annotations

from functools import cache

import pytest

from framing.analysis import Analyzer

# the share of the sentences below that was reached when the floor was set
FLOOR = 0.9

SENTENCES = (
    # whose decline
    ("decline", "Russia is losing its influence in the Caucasus.", "Russia"),
    ("decline", "The waning influence of Moscow is plain to see.", "Russia"),
    ("decline", "Russia's declining influence worries nobody in Tbilisi.", "Russia"),
    ("decline", "Isolated and exhausted, the Kremlin has run out of options.", "Russia"),
    ("decline", "The West is in decline.", "West"),
    ("decline", "Ukraine is running out of soldiers.", "Ukraine"),
    ("decline", "Baku watched as Moscow lost control over the region.", "Russia"),
    ("decline", "Russia has become a paper tiger.", "Russia"),
    ("decline", "The European Union is a declining power.", "West"),
    ("decline", "Moscow suffered a humiliating defeat.", "Russia"),
    # whose double standards
    ("double_standards", "The West applies double standards.", "West"),
    ("double_standards", "Western hypocrisy has no limits.", "West"),
    ("double_standards", "Washington's selective outrage fools nobody.", "West"),
    ("double_standards", "The hypocrisy of Brussels is plain to see.", "West"),
    ("double_standards", "Moscow is guilty of double standards.", "Russia"),
    ("double_standards", "Russia is hypocritical about borders.", "Russia"),
    ("double_standards", "Kyiv turns a blind eye to its own crimes.", "Ukraine"),
    ("double_standards", "The Kremlin lectures the world about sovereignty and breaks it at home.", "Russia"),
    ("double_standards", "Europe closes its eyes to the suffering of others.", "West"),
    ("double_standards", "Moscow accused the West of double standards.", "West"),
    # who is the victim
    ("victimhood", "Ukraine is the victim of a great wrong.", "Ukraine"),
    ("victimhood", "Russia persecuted Ukrainians in the occupied towns.", "Ukraine"),
    ("victimhood", "Ukraine was abandoned by the West.", "Ukraine"),
    ("victimhood", "The West abandoned Ukraine.", "Ukraine"),
    ("victimhood", "Azerbaijan was wronged for thirty years.", "Azerbaijan"),
    ("victimhood", "The suffering of Ukraine is forgotten.", "Ukraine"),
    ("victimhood", "Ukraine's suffering goes on.", "Ukraine"),
    ("victimhood", "Russia was humiliated by the West after 1991.", "Russia"),
    ("victimhood", "Discrimination against Azerbaijanis in Moscow is nothing new.", "Azerbaijan"),
    ("victimhood", "Ukrainians were driven from their homes.", "Ukraine"),
    # who dominates
    ("domination", "Russia treats Armenia as a vassal.", "Russia"),
    ("domination", "Moscow's imperial ambitions have not faded.", "Russia"),
    ("domination", "Russian imperialism is alive.", "Russia"),
    ("domination", "Washington imposes its will on Europe's neighbours.", "West"),
    ("domination", "Ukraine refuses to be dominated by Russia.", "Russia"),
    ("domination", "The Kremlin bullies its neighbours.", "Russia"),
    ("domination", "American hegemony is an old complaint.", "West"),
    ("domination", "The diktat of Brussels angers farmers.", "West"),
    ("domination", "Baku will not bow to pressure from Moscow.", "Russia"),
    ("domination", "Moscow put pressure on Baku.", "Russia"),
    # who does violence
    ("aggression", "Russia invaded Ukraine.", "Russia"),
    ("aggression", "Ukraine was invaded by Russia.", "Russia"),
    ("aggression", "Russian troops tortured prisoners in Ukraine.", "Russia"),
    ("aggression", "The massacre by Russian soldiers shocked Europe.", "Russia"),
    ("aggression", "Russia's aggression against Ukraine goes on.", "Russia"),
    ("aggression", "Ukrainian forces shelled a market in Donetsk.", "Ukraine"),
    ("aggression", "Kyiv occupies nothing that belongs to Russia.", "Ukraine"),
    # who resists
    ("resistance", "Ukraine refuses to surrender.", "Ukraine"),
    ("resistance", "Ukraine's heroic resistance goes on.", "Ukraine"),
    ("resistance", "The courage of Ukrainians moved the world.", "Ukraine"),
    ("resistance", "Azerbaijan stood up to Russia.", "Azerbaijan"),
    ("resistance", "Baku defied Moscow.", "Azerbaijan"),
    # who decides for itself
    ("sovereignty", "Azerbaijan takes its own decisions.", "Azerbaijan"),
    ("sovereignty", "The sovereignty of Ukraine is not for sale.", "Ukraine"),
    ("sovereignty", "Azerbaijan pursues an independent foreign policy.", "Azerbaijan"),
    ("sovereignty", "Russia violates Ukraine's sovereignty.", "Ukraine"),
    # who threatens, who talks
    ("escalation", "Russia threatened Ukraine with retaliation.", "Russia"),
    ("escalation", "The Kremlin's sabre-rattling alarms Warsaw.", "Russia"),
    ("diplomacy", "Azerbaijan called for restraint.", "Azerbaijan"),
    ("diplomacy", "The mediation of Washington brought a ceasefire.", "West"),
)


@cache
def owner(frame: str, sentence: str) -> str | None:
    """Return the target with the largest share of a frame, None where it has no owner or two tie."""
    targets = analyzer().analyze(sentence).frames[frame].targets
    best = max(targets.values(), default=0.0)
    leading = [name for name, share in targets.items() if share == best]
    return leading[0] if len(leading) == 1 else None


@cache
def analyzer() -> Analyzer:
    return Analyzer(scorer="lexicon")


def test_there_are_sixty_different_sentences() -> None:
    assert len(SENTENCES) == len({sentence for _, sentence, _ in SENTENCES}) == 60


def test_the_owner_is_right_in_most_sentences() -> None:
    wrong = [(s, expected, owner(f, s)) for f, s, expected in SENTENCES if owner(f, s) != expected]
    share = 1 - len(wrong) / len(SENTENCES)
    assert share >= FLOOR, f"{share:.2f} right; wrong: {wrong}"


def test_a_wrong_owner_is_rarer_than_none() -> None:
    others = [(s, owner(f, s)) for f, s, expected in SENTENCES if owner(f, s) not in (expected, None)]
    assert len(others) <= 0.1 * len(SENTENCES), others


@pytest.mark.parametrize(
    ("frame", "there", "exchanged"),
    [
        ("aggression", "Russia invaded Ukraine.", "Ukraine invaded Russia."),
        ("victimhood", "Russia persecuted Ukraine.", "Ukraine persecuted Russia."),
        ("decline", "Russia's declining influence worries Ukraine.", "Ukraine's declining influence worries Russia."),
    ],
)
def test_exchanged_names_exchange_the_owner(frame: str, there: str, exchanged: str) -> None:
    assert {owner(frame, there), owner(frame, exchanged)} == {"Russia", "Ukraine"}


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        ("decline", "Influence is waning everywhere."),
        ("victimhood", "Russia sent a note. The villagers were persecuted."),
    ],
)
def test_without_a_tied_target_there_is_no_owner(frame: str, sentence: str) -> None:
    found = analyzer().analyze(sentence).frames[frame]
    assert found.score > 0
    assert dict(found.targets) == {}
