"""No socket and no pickle anywhere on the way from files to results."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
seen = []
def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.", "pickle.", "marshal.loads")):
        if event != "marshal.loads":
            seen.append(event)
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        seen.append(event)
sys.addaudithook(watch)
import framing
from framing.corpus.exports import to_csv, to_html
df = framing.read_articles(sys.argv[1])
a = framing.analyze(df["text"][0])
str(a), a._repr_html_(), a.to_dict()
table = framing.analyze_corpus(df, out=sys.argv[2])
framing.analyze_corpus(df, out=sys.argv[2])
to_csv(table), to_html(table)
framing.score_spans("Russia is brave.", [(0, 6)])
if len(sys.argv) > 3:
    framing.find_duplicates(df)
print(sorted(set(seen)))
"""


def run(tmp_path: Path, *more: str) -> str:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Talks resume\n\nRussia brutally attacked brave Ukraine, he said.\n")
    (tmp_path / "in" / "b.csv").write_text("id,text\n1,Kyiv thanked the West for its help.\n")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "in"), str(tmp_path / "out"), *more],
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


def test_analysing_opens_no_socket_and_no_pickle(tmp_path: Path) -> None:
    assert run(tmp_path) == "[]"


def test_the_source_names_no_pickle_network_or_evaluation() -> None:
    banned = re.compile(
        r"^\s*(?:import|from)\s+(?:pickle|marshal|shelve|dill|cloudpickle|socket|urllib|http|ftplib|requests|ssl)\b"
        r"|(?<![\w.])(?:eval|exec|__import__)\(|yaml\.load|allow_pickle\s*=\s*True|shell\s*=\s*True|joblib\.(?:load|dump)",
        re.MULTILINE,
    )
    files = list((ROOT / "src" / "framing").rglob("*.py"))
    assert len(files) > 40
    assert {str(f.relative_to(ROOT)): m.group() for f in files for m in [banned.search(f.read_text())] if m} == {}
