"""Reported speech: literal sentence -> (speaker, content)."""

from __future__ import annotations

import pytest

CLAUSE = [
    ("Peskov said that Russia was ready.", "Peskov", "that Russia was ready"),
    ("Peskov said Russia was ready.", "Peskov", "Russia was ready"),
    ("Peskov has repeatedly said that Russia was ready.", "Peskov", "that Russia was ready"),
    ("Peskov on Tuesday said Russia was ready.", "Peskov", "Russia was ready"),
    ("Peskov said on Tuesday that Russia was ready.", "Peskov", "that Russia was ready"),
    ("Peskov said on Tuesday Russia was ready.", "Peskov", "Russia was ready"),
    ("Peskov said in a statement that Russia was ready.", "Peskov", "that Russia was ready"),
    ("Peskov told reporters that Russia was ready.", "Peskov", "that Russia was ready"),
    ("Peskov told reporters Russia was ready.", "Peskov", "Russia was ready"),
    ("Peskov told the daily Izvestia on Friday that Russia was ready.", "Peskov", "that Russia was ready"),
    (
        "Dmitry Peskov, the Kremlin spokesman, said Russia was ready.",
        "Dmitry Peskov, the Kremlin spokesman,",
        "Russia was ready",
    ),
    ("The ministry warned that shelling would go on.", "The ministry", "that shelling would go on"),
    ("Kyiv noted that the bridge was intact.", "Kyiv", "that the bridge was intact"),
    ("Analysts believe the front will freeze.", "Analysts", "the front will freeze"),
    ("Moscow fears that NATO will move east.", "Moscow", "that NATO will move east"),
    ("The general hopes the winter will be mild.", "The general", "the winter will be mild"),
    ("The minister denied that his troops had fired.", "The minister", "that his troops had fired"),
    ("The court ruled that the vote was void.", "The court", "that the vote was void"),
    ("Lawmakers asked whether the deal was legal.", "Lawmakers", "whether the deal was legal"),
    ("She wondered why nobody had called.", "She", "why nobody had called"),
    (
        "The report found that the shell came from the east.",
        "The report",
        "that the shell came from the east",
    ),
    ("A poll shows that most voters are tired.", "A poll", "that most voters are tired"),
    ("He continues to insist that he won.", "He", "that he won"),
    (
        "The campaign is warning that a defeat would be costly.",
        "The campaign",
        "that a defeat would be costly",
    ),
    ("One blogger wrote that the pontoon had sunk.", "One blogger", "that the pontoon had sunk"),
    (
        "Mr. Grassley and Mr. Leahy said the program was broken.",
        "Mr. Grassley and Mr. Leahy",
        "the program was broken",
    ),
    ("Another said that he had no complaint.", "Another", "that he had no complaint"),
    ("Some cautioned that the tax might fail.", "Some", "that the tax might fail"),
    ("The envoy made it clear that talks were over.", "The envoy", "that talks were over"),
    ("The spokesman said after the meeting he would resign.", "The spokesman", "he would resign"),
    (
        "TASS reported, citing the Defence Ministry, that two depots were hit.",
        "TASS",
        "that two depots were hit",
    ),
    ("We are convinced that the bridge will stand.", "We", "that the bridge will stand"),
    ("She was not sure whether he would come.", "She", "whether he would come"),
]

AFTER = [
    ("Two depots were hit, Peskov said.", "Peskov", "Two depots were hit"),
    ("Two depots were hit, Peskov said on Tuesday.", "Peskov", "Two depots were hit"),
    ("Two depots were hit, the ministry said in a statement.", "the ministry", "Two depots were hit"),
    ("Two depots were hit, said Peskov.", "Peskov", "Two depots were hit"),
    (
        "Two depots were hit, said Dmitry Peskov, the Kremlin spokesman.",
        "Dmitry Peskov",
        "Two depots were hit",
    ),
    ("Two depots were hit, he told the BBC.", "he", "Two depots were hit"),
    ("Two depots were hit, TASS reported, citing the Defence Ministry.", "TASS", "Two depots were hit"),
    ("Two depots were hit, according to the ministry.", "the ministry", "Two depots were hit"),
    ("The West is weak, as Lavrov put it.", "Lavrov", "The West is weak"),
    (
        "The army told civilians to leave and shelled the road, a witness said.",
        "a witness",
        "The army told civilians to leave and shelled the road",
    ),
]

BEFORE = [
    ("According to the ministry, two depots were hit.", "the ministry", "two depots were hit"),
    ("In Zelensky's view, talks are useless.", "Zelensky", "talks are useless"),
    ("In his view, talks are useless.", "his", "talks are useless"),
    ("In the words of one diplomat, the plan is dead.", "one diplomat", "the plan is dead"),
    ("As Lavrov put it, the West is weak.", "Lavrov", "the West is weak"),
    ("By Trump's own admission, the returns are thick.", "Trump", "the returns are thick"),
]

JUDGED = [
    ("The EU accused Moscow of lying.", "The EU", "Moscow of lying"),
    ("Warsaw condemned the strike on the market.", "Warsaw", "the strike on the market"),
    ("Lavrov called the report a fairy tale.", "Lavrov", "the report a fairy tale"),
    ("Zelensky urged the West to send tanks.", "Zelensky", "the West to send tanks"),
    ("Moscow wants Kyiv to surrender.", "Moscow", "Kyiv to surrender"),
    ("The president vowed to rebuild the port.", "The president", "to rebuild the port"),
    ("Berlin refused to send missiles.", "Berlin", "to send missiles"),
    ("Kyiv denied the accusation.", "Kyiv", "the accusation"),
    ("Kremlin slams EU over sanctions", "Kremlin", "EU over sanctions"),
    ("The plan was described as a failure by two diplomats.", "two diplomats", "as a failure"),
    ("The plan was praised by Berlin.", "Berlin", "The plan"),
    ("Trump called for a ceasefire.", "Trump", "a ceasefire"),
    ("Macron spoke of a common house.", "Macron", "a common house"),
    ("The judge ruled on Friday against the ban.", "The judge", "the ban"),
    ("She was critical of the alliance.", "She", "the alliance"),
]

NOUNS = [
    ("Russia's claim that it won is false.", "Russia", "that it won"),
    ("He rejected the EU's view that talks are useless.", "He", "the EU's view that talks are useless"),
    ("They issued a warning that the dam could break.", "They", "that the dam could break"),
    ("His promise to withdraw was broken in a week.", "His", "to withdraw"),
    ("The ministry repeated its demand for an apology.", "its", "an apology"),
]

HEARSAY = [
    ("Russia reportedly lost ten tanks.", "Russia reportedly lost ten tanks"),
    ("The captain, who allegedly sold fuel, was arrested.", "allegedly sold fuel"),
    ("It is believed that the ship sank.", "the ship sank"),
    ("He is believed to be in Moscow.", "to be in Moscow"),
]


@pytest.mark.parametrize(("text", "speaker", "content"), CLAUSE + AFTER + BEFORE + JUDGED + NOUNS)
def test_one_report(said, text, speaker, content):
    assert said(text) == [(speaker, content)]


@pytest.mark.parametrize(("text", "content"), HEARSAY)
def test_hearsay_has_no_speaker(said, text, content):
    assert said(text) == [(None, content)]


SEVERAL = [
    (
        "Peskov said the talks had failed. He added that Kyiv was to blame.",
        [("Peskov", "the talks had failed"), ("He", "that Kyiv was to blame")],
    ),
    (
        "He claimed that the EU, a bloc he dislikes, was weak, and he accused Berlin of greed.",
        [("He", "that the EU, a bloc he dislikes, was weak"), ("he", "Berlin of greed")],
    ),
    (
        "The minister condemned the raid, saying that it broke the truce.",
        [("The minister", "the raid"), ("The minister", "that it broke the truce")],
    ),
    (
        "Kyiv said the town had fallen, but Moscow denied it.",
        [("Kyiv", "the town had fallen"), ("Moscow", "it")],
    ),
    (
        "Critics say the law is bad; supporters call it brave.",
        [("Critics", "the law is bad"), ("supporters", "it brave")],
    ),
    ("The plan, he said, would cost nothing.", [("he", "The plan"), ("he", "would cost nothing")]),
    (
        "Moscow promised to withdraw and threatened to return.",
        [("Moscow", "to withdraw"), ("Moscow", "to return")],
    ),
    ("Ada Smith, who said she was a farmer, left early.", [("who", "she was a farmer")]),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_reports_share_a_sentence(said, text, expected):
    assert said(text) == expected


NOTHING = [
    "Two depots near Odesa burned overnight.",
    "The United States moved two ships into the Black Sea.",
    "The Washington Post building stands on K Street.",
    "The report is on the table.",
    "Claims were filed at the port office.",
    "The demand for coal fell by a third.",
    "State officials opened the bridge.",
    "The debate lasted two hours.",
    "A judge may not enforce the order.",
    "The market reopened on Monday.",
    "The alleged plot failed.",
    "Its stated aim is simple.",
    "The book costs nine euros.",
    "Voters went to the polls in the rain.",
    "The missile slammed into a block of flats.",
    "Troops attacked the village before dawn.",
    "It goes without saying that roads need repair.",
    "The need for rain is great.",
    "The second train left at noon.",
    "He looked at the map for a long time.",
    "Russian forces attacked two depots near Odesa overnight.",
    "The convoy took the road to the north.",
    "Call of Duty sold well.",
    "The post office is closed.",
    "He said nothing.",
    "They said so.",
    "It said nothing else.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_the_author_speaks(read, text):
    voices = read(text)
    assert voices.quotes == ()
    assert not any(voices.quoted)


KINDS = [
    ("The ministry claimed that it won.", "distancing"),
    ("The mayor alleged that votes were bought.", "distancing"),
    ("The army admitted that the shell was its own.", "endorsing"),
    ("The report revealed that money was missing.", "endorsing"),
    ("She pointed out that the date was wrong.", "endorsing"),
    ("Warsaw accused Minsk of blackmail.", "accusing"),
    ("Berlin blamed Moscow for the outage.", "accusing"),
    ("Paris slammed the vote.", "accusing"),
    ("The minister said that it rained.", "neutral"),
    ("The minister added that it rained.", "neutral"),
    ("Kyiv acknowledged that the town was lost.", "endorsing"),
    ("Russia reportedly lost ten tanks.", "distancing"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_what_the_cue_does_to_its_content(read, text, kind):
    assert [q.cue_kind for q in read(text).quotes] == [kind]


def test_offsets_are_those_of_the_text(read):
    text = "On Monday Peskov said that “Russia” was ready, he added."
    for quote in read(text).quotes:
        for span in (quote.content, quote.speaker, quote.cue):
            assert span is not None
            assert text[span.start : span.end] == span.text


def test_spoken_leaves_out_what_is_only_wished_or_judged(read):
    assert not any(read("Berlin refused to send missiles.").spoken)
    assert any(read("Berlin said that missiles were needed.").spoken)
