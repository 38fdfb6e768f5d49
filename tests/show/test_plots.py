"""Plots: what stands where, bad input, and no trace in the caller's style."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator

import matplotlib as mpl
import matplotlib.dates
import pandas as pd
import pytest

mpl.use("Agg")

from matplotlib import pyplot as plt

import framing
from framing.research import change_points, naming_table, voice_shares
from framing.show.canvas import shorten


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def corpus(outlets: list[str], targets: tuple[str, ...] = ("Russia",), n: int = 4) -> pd.DataFrame:
    """Articles whose author is at -0.2 * k and whose sources are at -0.5, k the place of the outlet."""
    return pd.DataFrame(
        [
            {
                "id": f"{outlet}{i}",
                "outlet": outlet,
                "target": target,
                "voice": voice,
                "score": (-0.2 * (k % 5) if voice == "author" else -0.5) + 0.01 * (-1) ** i,
                "label": "neutral",
            }
            for k, outlet in enumerate(outlets)
            for i in range(n)
            for target in targets
            for voice in ("author", "quoted")
        ]
    )


def labels(ax: plt.Axes) -> list[str]:
    return [t.get_text() for t in ax.get_yticklabels()]


def words(ax: plt.Axes) -> list[str]:
    return [t.get_text().replace("\n", " ") for t in ax.texts]


def draw(ax: plt.Axes) -> str:
    """Render as SVG, as a report does: a label that cannot be drawn fails here."""
    out = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none"}):
        ax.figure.savefig(out, format="svg")
    return out.getvalue()


def test_stance_orders_groups_from_least_to_most_favourable() -> None:
    ax = framing.plots.stance(framing.compare(corpus(["A", "B", "C"])))
    assert labels(ax) == ["C", "B", "A"]
    low, high = ax.get_xlim()
    assert low == -high
    assert high < 1


def test_stance_takes_the_corpus_table_itself() -> None:
    assert labels(framing.plots.stance(corpus(["A", "B"]))) == ["B", "A"]


def test_stance_gives_no_mark_to_an_absent_target() -> None:
    table = corpus(["A", "B"], ("Russia", "West"))
    table.loc[(table["target"] == "West") & (table["outlet"] == "B"), "score"] = float("nan")
    ax = framing.plots.stance(framing.compare(table))
    west = next(line for line in ax.lines if line.get_label() == "West")
    drawn = [x for x in west.get_xdata() if x == x]
    assert len(drawn) == 1


def test_delta_writes_author_less_quoted() -> None:
    ax = framing.plots.delta(corpus(["A"]))
    assert [t.get_text() for t in ax.texts] == ["delta", "articles", "4 / 4", "+0.50"]


def test_delta_has_a_block_for_each_target() -> None:
    ax = framing.plots.delta(corpus(["A", "B"], ("Russia", "West")))
    assert labels(ax) == ["Russia", "B", "A", "West", "B", "A"]


def test_delta_is_not_written_where_a_voice_is_absent() -> None:
    table = corpus(["A", "B"])
    table.loc[(table["voice"] == "quoted") & (table["outlet"] == "A"), "score"] = float("nan")
    ax = framing.plots.delta(table)
    assert [t.get_text() for t in ax.texts] == ["delta", "articles", "4 / 4", "+0.30", "4 / 0"]


def dated() -> pd.DataFrame:
    days = pd.date_range("2031-03-01", periods=40).strftime("%Y-%m-%d")
    score = [0.3 if k < 20 else -0.5 for k in range(40)]
    return pd.DataFrame({"id": range(40), "target": "Russia", "voice": "author", "date": days, "score": score})


def test_trend_marks_change_points_and_events() -> None:
    table = dated()
    periods = framing.trend(table, freq="D", events={"2031-03-10": "summit", "2031-03-12": "strike"})
    ax = framing.plots.trend(periods, changes=change_points(table, repeats=99))
    assert [t.get_text() for t in ax.texts] == [
        "21 Mar 2031: +0.30 → \N{MINUS SIGN}0.50",
        "summit",
        "strike",
    ]


def test_trend_draws_an_event_at_its_date_and_a_mean_in_the_middle_of_its_period() -> None:
    ax = framing.plots.trend(framing.trend(dated(), events={"2031-03-14": "airliner lost"}))
    day = mpl.dates.date2num
    event, mean = next(x for x in ax.lines if x.get_linestyle() == ":"), ax.lines[0]
    assert day(event.get_xdata()[0]) == day(pd.Timestamp("2031-03-14"))
    # the first week begins on Monday, 24 February
    assert day(mean.get_xdata()[0]) == day(pd.Timestamp("2031-02-27 12:00"))


@pytest.mark.filterwarnings("error")
def test_trend_of_one_period_is_drawn() -> None:
    draw(framing.plots.trend(framing.trend(dated().head(1))))


def test_trend_without_changes_has_no_mark() -> None:
    table = dated().assign(score=0.1)
    ax = framing.plots.trend(framing.trend(table), changes=change_points(table, repeats=99))
    assert not ax.texts


def test_frames_count_each_article_once() -> None:
    table = pd.DataFrame(
        {
            "id": [1, 1, 2, 3],
            "outlet": ["A", "A", "A", "B"],
            "frame_economy": [0.5, 0.5, 0.1, 0.0],
            "frame_alliance": [0.0, 0.0, 0.0, 0.2],
            "frames_dominant": ["economy", "economy", "", "alliance"],
        }
    )
    ax = framing.plots.frames(table)
    assert labels(ax) == ["economy", "alliance"]
    assert [t.get_text() for t in ax.texts] == ["30", "0", "0", "20"]
    ax = framing.plots.frames(table, share="articles")
    assert sorted(t.get_text() for t in ax.texts) == ["0", "0", "100", "50"]


def test_frames_that_nobody_uses_are_named_below() -> None:
    table = pd.DataFrame(
        {"id": [1, 2], "outlet": ["A", "B"], "frame_economy": [0.5, 0.1], "frame_double_standards": [0.0, 0.0]}
    )
    ax = framing.plots.frames(table)
    assert labels(ax) == ["economy"]
    assert ax.get_xlabel() == "not found: double standards"
    ax = framing.plots.frames(table.assign(frame_economy=0.0))
    assert labels(ax) == ["economy", "double standards"]


def test_frames_say_how_to_get_frames() -> None:
    with pytest.raises(framing.InputError, match="frames=True"):
        framing.plots.frames(corpus(["A"]))


def test_voices_add_up_to_a_hundred() -> None:
    quotes = pd.DataFrame(
        {
            "id": range(4),
            "outlet": "A",
            "bloc": ["Russia", "unknown", "West", "Mars"],
            "n_words": [10, 10, 20, 60],
        }
    )
    ax = framing.plots.voices(voice_shares(quotes))
    assert [t.get_text() for t in ax.texts] == ["10", "20", "60", "10", "quotes", "4"]
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["Russia", "West", "Mars", "unknown"]


def test_contrast_leaves_out_words_a_group_avoids() -> None:
    words = pd.DataFrame({"outlet": ["A", "A", "B"], "term": ["regime", "ally", "ally"], "z": [3.0, -3.0, 3.0]})
    assert labels(framing.plots.contrast(words)) == ["A", "regime", "B", "ally"]


NAMED = {
    "Wire": "A spokesman said that the “special military operation” goes on.",
    "Post": "The special military operation goes on. The special military operation is right.",
    "Bell": "The full-scale invasion goes on.",
}


def test_naming_counts_the_authors_of_analyses_and_keeps_outlets_without_a_choice() -> None:
    analyses = [framing.analyze(framing.Article(text, outlet=outlet)) for outlet, text in NAMED.items()]
    texts = words(framing.plots.naming(analyses))
    assert texts[:4] == ["neutral name", "Post", "Bell", "Wire"]
    assert "special military operation (2)" in texts
    assert "full-scale invasion (1)" in texts
    assert not any("special military operation (1)" in t or "(3)" in t for t in texts)
    assert "–" in texts


def test_naming_shows_a_naming_table_by_any_column() -> None:
    df = pd.DataFrame({"year": [2031, 2032, 2033], "text": NAMED.values()})
    texts = words(framing.plots.naming(naming_table(df, by="year", voice="author"), by="year"))
    assert texts[:4] == ["neutral name", "2032", "2033", "2031"]
    assert "special military operation (2)" in texts
    with pytest.raises(framing.InputError, match=r"naming_table\(df, by='year'\)"):
        framing.plots.naming([framing.analyze("Kyiv")], by="year")


def test_naming_puts_two_names_of_one_thing_in_one_row() -> None:
    named = {"A": "The special military operation goes on.", "B": "The full-scale invasion goes on."}
    df = pd.DataFrame({"outlet": list(named), "text": named.values()})
    texts = words(framing.plots.naming(naming_table(df)))
    assert texts[:4] == ["neutral name", "A", "B", "war, invasion"]
    assert texts[4:6] == ["special military operation (1)", "full-scale invasion (1)"]


def test_naming_without_a_choice_says_so() -> None:
    ax = framing.plots.naming([framing.analyze("The cat sat on the mat.")])
    assert [t.get_text() for t in ax.texts] == ["no naming choice"]


def test_naming_says_how_many_outlets_are_left_out() -> None:
    df = pd.DataFrame({"outlet": list("ABCDEFG"), "text": "The full-scale invasion goes on."})
    ax = framing.plots.naming(naming_table(df))
    assert ax.get_title(loc="left").endswith("; 5 of 7 outlets")


def test_reliability_reads_a_validation() -> None:
    bins = pd.DataFrame({"stated": [0.55, 0.9], "right": [0.5, 1.0], "n": [8, 30]})
    ax = framing.plots.reliability(bins)
    assert ax.get_title(loc="left") == "Reliability (numbers: units, 38 in all)"


def test_specification_counts_the_intervals_that_are_there_and_writes_ticks_in_full() -> None:
    nan = float("nan")
    estimates = {"estimate": [0.1, 0.12, 0.2], "low": [0.09, 0.0, nan], "high": [0.11, 0.15, nan]}
    curve = pd.DataFrame({"naming": [True, False, True], **estimates})
    ax = framing.plots.specification(curve, ax=plt.subplots(figsize=(6, 9))[1])
    assert ax.get_title(loc="left") == "3 specifications: 100% have the median's sign, 50% of 2 intervals exclude 0"
    assert "+0.125" in labels(ax)
    assert [float(text.replace("\N{MINUS SIGN}", "-")) for text in labels(ax)] == pytest.approx(list(ax.get_yticks()))


def test_specification_names_the_choices_that_vary() -> None:
    curve = pd.DataFrame(
        {
            "scorer": ["both", "lexicon"],
            "naming": [True, True],
            "threshold": [None, 0.3],
            "estimate": [0.2, -0.1],
            "low": [0.1, -0.2],
            "high": [0.3, 0.1],
        }
    )
    texts = [t.get_text() for t in framing.plots.specification(curve).texts]
    assert texts == ["threshold: none", "threshold: 0.3", "scorer: lexicon", "scorer: both"]


@pytest.mark.parametrize(
    "name",
    ["stance", "delta", "trend", "frames", "voices", "contrast", "naming", "reliability", "specification"],
)
def test_an_empty_table_says_so(name: str) -> None:
    ax = getattr(framing.plots, name)(pd.DataFrame())
    assert len(ax.texts) == 1
    assert len(ax.texts[0].get_text()) > 10
    draw(ax)


@pytest.mark.parametrize("name", ["stance", "delta"])
def test_a_target_absent_everywhere_says_so(name: str) -> None:
    table = corpus(["A", "B"]).assign(score=float("nan"))
    ax = getattr(framing.plots, name)(table)
    assert "Russia: absent" in ax.texts[0].get_text()


@pytest.mark.parametrize("name", ["stance", "delta"])
def test_one_article(name: str) -> None:
    draw(getattr(framing.plots, name)(corpus(["A"], n=1)))


@pytest.mark.parametrize("name", ["stance", "delta"])
def test_three_hundred_outlets_are_cut_and_counted(name: str) -> None:
    table = corpus([f"Outlet {k}" for k in range(300)], n=1)
    ax = getattr(framing.plots, name)(framing.compare(table, repeats=100))
    assert len(labels(ax)) == 30
    assert "30 of 300 outlets" in ax.get_xlabel()


def test_a_legend_of_many_long_names_stays_below_the_title() -> None:
    targets = tuple(f"The Republic of the Northern Isles {k}" for k in range(6))
    ax = framing.plots.stance(framing.compare(corpus(["A", "B"], targets), repeats=100))
    ax.figure.canvas.draw()
    legend, title = ax.get_legend().get_window_extent(), ax._left_title.get_window_extent()
    assert legend.y1 <= title.y0 + 2
    assert legend.x1 <= ax.figure.bbox.x1


HARD = ["<script>alert(1)</script>", "$\\frac{", "صحيفة", "עיתון", "x" * 80, "a\nb\x00", ""]


@pytest.mark.parametrize("name", ["stance", "delta"])
def test_hard_labels_are_drawn_and_kept_short(name: str) -> None:
    ax = getattr(framing.plots, name)(corpus(HARD))
    assert max(len(text) for text in labels(ax)) <= 36
    assert "<script>" not in draw(ax)


def test_shorten_keeps_both_ends_apart() -> None:
    a, b = (
        shorten("The Evening Star of the Northern Provinces"),
        shorten("The Evening Star of the Southern Provinces"),
    )
    assert a != b
    assert shorten("price in $ and $") == "price in \\$ and \\$"
    assert shorten("Star") == "Star"


def test_an_unknown_target_names_those_there() -> None:
    with pytest.raises(framing.InputError, match="the table has Russia"):
        framing.plots.stance(corpus(["A"]), target="Atlantis")


def test_a_wrong_table_names_the_missing_columns() -> None:
    with pytest.raises(framing.InputError, match="'mean'"):
        framing.plots.stance(pd.DataFrame({"target": ["Russia"], "voice": ["author"]}))


def test_a_table_of_articles_is_told_what_to_do() -> None:
    with pytest.raises(framing.InputError, match="analyze_corpus"):
        framing.plots.delta(pd.DataFrame({"id": [1], "text": ["Russia waits."]}))


def test_the_global_style_stays() -> None:
    before = mpl.rcParams.copy()
    framing.plots.stance(corpus(["A", "B"]))
    assert mpl.rcParams == before


def test_given_axes_are_used() -> None:
    _, axes = plt.subplots(1, 2)
    assert framing.plots.delta(corpus(["A"]), ax=axes[1]) is axes[1]


def test_plots_load_on_use_only_and_say_what_is_missing() -> None:
    code = (
        "import sys, framing\n"
        "assert 'framing.show.plots' not in sys.modules\n"
        "framing.plots\n"
        "assert 'matplotlib' not in sys.modules\n"
        "sys.modules['matplotlib'] = None\n"
        "import pandas as pd\n"
        "try: framing.plots.stance(pd.DataFrame())\n"
        "except framing.InputError as error: print(error)\n"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "plots need matplotlib; install it with: pip install matplotlib"
