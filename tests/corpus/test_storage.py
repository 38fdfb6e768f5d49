"""Part files and the manifest: resumed where it was, refused where it is another run, never half written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.analysis import Analyzer
from framing.corpus import workers
from framing.errors import InputError

from .samples import make_analyzer, mixed_table

N = 48


def run(folder: Path, analyzer: Analyzer, **options: object) -> pd.DataFrame:
    return framing.analyze_corpus(mixed_table(N), analyzer=analyzer, out=folder, part_size=10, **options)


def manifest(folder: Path) -> dict[str, object]:
    return json.loads((folder / "manifest.json").read_text(encoding="ascii"))  # type: ignore[no-any-return]


def analysed(folder: Path) -> list[int]:
    return [r["analysed"] for r in manifest(folder)["runs"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_the_table_is_the_same_with_and_without_a_folder(tmp_path: Path, analyzer: Analyzer, kind: str) -> None:
    plain = framing.analyze_corpus(mixed_table(N), analyzer=analyzer)
    written = run(tmp_path, analyzer, format=kind)
    if kind == "parquet":
        # Parquet has no lone surrogates: they are written out
        shown = [None if e is None else e.encode("utf-8", "backslashreplace").decode() for e in plain["evidence"]]
        plain["evidence"] = pd.Series(shown, dtype=object)
    pd.testing.assert_frame_equal(written, plain)
    assert sorted(p.name for p in tmp_path.glob("part-*")) == [f"part-{k:06d}.{kind}" for k in range(5)]
    assert list(tmp_path.glob("*.tmp")) == []


def test_parts_hold_ids_and_kept_columns(tmp_path: Path, analyzer: Analyzer) -> None:
    run(tmp_path, analyzer)
    first = json.loads((tmp_path / "part-000001.jsonl").read_text().split("\n")[0])
    assert (first["row"], first["id"], first["outlet"], first["week"]) == (10, "d00010", "outlet 1", 10)
    frame = pd.read_json(tmp_path / "part-000000.jsonl", lines=True)
    assert {"id", "target", "voice", "score", "error", "outlet"} <= set(frame.columns)


def test_the_manifest_says_what_was_done(tmp_path: Path, analyzer: Analyzer) -> None:
    run(tmp_path, analyzer)
    got = manifest(tmp_path)
    assert (got["n_input"], got["complete"], got["library"]) == (N, True, framing.__version__)
    assert all(len(str(got[k])) == 64 for k in ("input", "configuration", "model"))
    (only,) = got["runs"]  # type: ignore[misc]
    assert only["analysed"] == N
    assert only["start"] < only["end"]


def test_a_finished_run_analyses_nothing(tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(tmp_path, analyzer)
    monkeypatch.setattr(workers, "analyze_document", None)
    pd.testing.assert_frame_equal(run(tmp_path, analyzer), first)
    assert analysed(tmp_path) == [N, 0]


def test_an_interrupted_run_goes_on_where_it_was(
    tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run(tmp_path / "whole", analyzer)
    real = workers.analyze_document
    count = [0]

    def interrupted(*args: object) -> object:
        count[0] += 1
        if count[0] > 25:
            raise KeyboardInterrupt
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(workers, "analyze_document", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "parts", analyzer, batch_size=5)
    monkeypatch.setattr(workers, "analyze_document", real)
    assert analysed(tmp_path / "parts") == [20]
    pd.testing.assert_frame_equal(run(tmp_path / "parts", analyzer), whole)
    assert analysed(tmp_path / "parts") == [20, 28]
    for path in (tmp_path / "whole").glob("part-*"):
        assert path.read_bytes() == (tmp_path / "parts" / path.name).read_bytes()


@pytest.mark.parametrize("damage", [b"", b"{", b'{"row": 10}\n', b"\xff\xfe\n"])
def test_a_damaged_part_is_made_again(tmp_path: Path, analyzer: Analyzer, damage: bytes) -> None:
    whole = run(tmp_path, analyzer)
    part = tmp_path / "part-000001.jsonl"
    before = part.read_bytes()
    part.write_bytes(damage)
    (tmp_path / "part-000002.jsonl").write_bytes((tmp_path / "part-000002.jsonl").read_bytes()[:-1])
    pd.testing.assert_frame_equal(run(tmp_path, analyzer), whole)
    assert part.read_bytes() == before
    assert analysed(tmp_path) == [N, 20]


def test_leftovers_of_a_killed_run_are_swept_up(tmp_path: Path, analyzer: Analyzer) -> None:
    run(tmp_path, analyzer)
    (tmp_path / "part-000003.jsonl.tmp").write_bytes(b"half")
    (tmp_path / "notes.tmp").write_bytes(b"mine")
    run(tmp_path, analyzer)
    assert sorted(p.name for p in tmp_path.glob("*.tmp")) == ["notes.tmp"]


def test_another_input_is_refused(tmp_path: Path, analyzer: Analyzer) -> None:
    run(tmp_path, analyzer)
    for change in ("text", "outlet", "id"):
        df = mixed_table(N)
        df.loc[3, change] = "changed"
        with pytest.raises(InputError, match="another input"):
            framing.analyze_corpus(df, analyzer=analyzer, out=tmp_path, part_size=10)
    with pytest.raises(InputError, match=r"\(48 rows, now 47\)"):
        framing.analyze_corpus(mixed_table(N - 1), analyzer=analyzer, out=tmp_path, part_size=10)


def test_another_configuration_is_refused_by_name(tmp_path: Path, analyzer: Analyzer) -> None:
    run(tmp_path, analyzer)
    with pytest.raises(InputError, match=r"another configuration \(naming\)"):
        run(tmp_path, make_analyzer(naming=False))
    with pytest.raises(InputError, match=r"\(targets\)"):
        run(tmp_path, make_analyzer(targets=["Russia"]))
    with pytest.raises(InputError, match=r"\(frame_columns\)"):
        run(tmp_path, analyzer, frames=True)
    with pytest.raises(InputError, match=r"\(part_size\)"):
        framing.analyze_corpus(mixed_table(N), analyzer=analyzer, out=tmp_path, part_size=11)
    run(tmp_path, analyzer, n_jobs=2, batch_size=1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b'{"manifest_version": 1}',
        b"\xff",
        b"[" * 100_000,
        b'{"manifest_version": 1, "runs": 5}',
    ],
)
def test_a_damaged_manifest_is_an_input_error(tmp_path: Path, analyzer: Analyzer, content: bytes) -> None:
    run(tmp_path, analyzer)
    (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(InputError, match="another folder"):
        run(tmp_path, analyzer)


def test_parts_without_a_manifest_are_refused(tmp_path: Path, analyzer: Analyzer) -> None:
    run(tmp_path, analyzer)
    (tmp_path / "manifest.json").unlink()
    with pytest.raises(InputError, match="holds part-"):
        run(tmp_path, analyzer)


def test_a_folder_that_cannot_be_is_an_input_error(tmp_path: Path, analyzer: Analyzer) -> None:
    (tmp_path / "file").write_text("x")
    for out in (tmp_path / "file", tmp_path / "file" / "below", "a\0b"):
        with pytest.raises(InputError, match=r"can be written to|can have this name"):
            run(out, analyzer)  # type: ignore[arg-type]


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path, analyzer: Analyzer) -> None:
    fcntl = pytest.importorskip("fcntl")
    run(tmp_path, analyzer)
    with (tmp_path / ".lock").open("a") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(InputError, match="another run is writing"):
            run(tmp_path, analyzer)


def test_a_full_disk_is_named_and_what_was_finished_stays(
    tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync
    count = [0]

    def full(handle: int) -> None:
        count[0] += 1
        if count[0] == 7:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="No space left"):
        run(tmp_path, analyzer)
    monkeypatch.setattr(os, "fsync", real)
    finished = len(list(tmp_path.glob("part-*.jsonl")))
    run(tmp_path, analyzer)
    assert 0 < finished < 5
    assert analysed(tmp_path) == [finished * 10, N - finished * 10]


def test_without_collecting_the_parts_are_there(tmp_path: Path, analyzer: Analyzer) -> None:
    assert len(run(tmp_path, analyzer, collect=False)) == 0
    assert len(run(tmp_path, analyzer)) > N


def test_progress_shows_rate_and_time_left(
    tmp_path: Path, analyzer: Analyzer, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, analyzer, progress=True)
    shown = capsys.readouterr().err
    assert f"{N}/{N}" in shown
    assert "articles/s" in shown


KILLED = """
import sys
sys.path[:0] = {paths!r}
import framing
from corpus.samples import make_analyzer, mixed_table
print("ready", flush=True)
options = dict(analyzer=make_analyzer(), part_size=10, n_jobs=int(sys.argv[2]))
framing.analyze_corpus(mixed_table({n}), out=sys.argv[1], **options)
print("done", flush=True)
"""


def kill_trials(tmp_path: Path, trials: int, n_jobs: int, n: int = 480) -> tuple[int, int]:
    """Kill runs at moments spread over their length and resume each; return kills that struck, parts kept."""
    root = Path(__file__).parents[1]
    script = tmp_path / "killed.py"
    script.write_text(KILLED.format(paths=[str(root), str(root.parent / "src")], n=n), encoding="utf-8")
    analyzer = make_analyzer()
    framing.analyze_corpus(mixed_table(n), analyzer=analyzer, out=tmp_path / "whole", part_size=10)
    expected = {p.name: p.read_bytes() for p in (tmp_path / "whole").glob("part-*")}
    struck = resumed = 0
    for trial in range(trials):
        out = tmp_path / f"trial{trial}"
        command = [sys.executable, str(script), str(out), str(n_jobs)]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        while child.poll() is None and len(list(out.glob("part-*.jsonl"))) < 1 + (trial * 7) % (n // 12):
            time.sleep(0.002)
        time.sleep((trial * 37 % 100) / 4000)
        child.send_signal(signal.SIGKILL)
        # the workers of a killed run end too: while one lives, it holds the output open
        finished = "done" in child.communicate(timeout=30)[0]
        struck += not finished
        before = {p.name: p.read_bytes() for p in out.glob("part-*.jsonl")}
        assert all(before[name] == expected[name] for name in before), "a torn part"
        table = framing.analyze_corpus(mixed_table(n), analyzer=analyzer, out=out, part_size=10)
        assert table["id"].drop_duplicates().tolist() == [f"d{k:05d}" for k in range(n)]
        assert {p.name: p.read_bytes() for p in out.glob("part-*")} == expected
        assert sum(analysed(out)) == n
        assert analysed(out)[0] == len(before) * 10
        resumed += len(before)
    return struck, resumed


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_a_killed_run_loses_doubles_and_tears_nothing(tmp_path: Path, n_jobs: int) -> None:
    struck, resumed = kill_trials(tmp_path, 2, n_jobs)
    assert (struck, resumed > 0) == (2, True)


@pytest.mark.long
@pytest.mark.parametrize("n_jobs", [1, 2])
def test_fifty_killed_runs(tmp_path: Path, n_jobs: int) -> None:
    struck, resumed = kill_trials(tmp_path, 50, n_jobs)
    assert struck >= 40
    assert resumed > 0
