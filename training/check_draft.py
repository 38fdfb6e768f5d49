"""Quick format check for one corpus file: python training/check_draft.py FILE..."""

import collections
import pathlib
import re
import sys

M = re.compile(r"\[\[([^\[\]|]+)\|([^\[\]|]+)([-0+])\]\]")
STANCE = re.compile(r"^[A-Za-z~][^|]*? (\.|[+-]?[0-2])/(\.|[+-]?[0-2])$")
FR = set(
    """
    sovereignty domination aggression decline double_standards escalation diplomacy accountability victimhood economy
    alliance information_war resistance conspiracy conflict human_interest morality
    """.split()  # noqa: SIM905
)
tot = collections.defaultdict(collections.Counter)
ids = set()
words = n = 0
st = collections.defaultdict(collections.Counter)


def bad(f, i, s):
    print(f"{f}:{i}: {s}")


def body(f, i, line):
    global words
    for m in M.finditer(line):
        tot[m[2]][m[3]] += 1
    rest = M.sub(lambda m: m[1], line)
    if "[[" in rest or "]]" in rest:
        bad(f, i, "broken mention: " + rest[max(0, rest.find("[[")) :][:60])
    depth = 0
    for t in re.finditer(r"<(/?)q([^>]*)>", line):
        depth += -1 if t[1] else 1
        if depth not in (0, 1):
            bad(f, i, "nested or unopened <q>")
            break
        if not t[1] and not re.fullmatch(r" [A-Za-z~][^<>]*", t[2]):
            bad(f, i, "q without bloc")
    if depth:
        bad(f, i, "unclosed <q>")
    c = len(re.sub(r"</?q[^>]*>", "", rest).split())
    words += c
    return c


for f in sys.argv[1:]:
    state = 0
    pw = 0
    pid = None
    for i, line in enumerate(pathlib.Path(f).read_text(encoding="utf8").splitlines(), 1):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        if line.startswith("=== "):
            if pid and not 55 <= pw <= 380:
                bad(f, i, f"{pid}: {pw} words")
            pid = line[4:].strip()
            n += 1
            pw = 0
            state = 1
            if pid in ids:
                bad(f, i, "duplicate id")
            ids.add(pid)
            continue
        if state == 1:
            if not re.fullmatch(r"register: \w+ \| genre: [\w-]+ \| year: \d{4}", line):
                bad(f, i, "register line")
            state = 2
        elif state == 2:
            if not line.startswith("title: "):
                bad(f, i, "title line")
            body(f, i, line[7:])
            state = 3
        elif state == 3:
            if not line.startswith("stance:"):
                bad(f, i, "stance line")
            for c in filter(None, (x.strip() for x in line[7:].split("|"))):
                if not STANCE.match(c):
                    bad(f, i, "stance cell " + c)
                else:
                    k, v = c.rsplit(" ", 1)
                    a, q = v.split("/")
                    st[k + " author"][a] += 1
                    st[k + " quoted"][q] += 1
            state = 4
        elif state == 4:
            if not line.startswith("frames:"):
                bad(f, i, "frames line")
            cells = [x.strip() for x in line[7:].split("|") if x.strip()]
            for c in cells:
                if c.rsplit(" ", 1)[0] not in FR or c.rsplit(" ", 1)[-1] not in "12":
                    bad(f, i, "frame cell " + c)
            if sum(c.endswith("2") for c in cells) > 2:
                bad(f, i, "more than two dominant frames")
            state = 5
        else:
            pw += body(f, i, line)
print(n, "passages", words, "words", sum(sum(c.values()) for c in tot.values()), "mentions")
main = {k: v for k, v in tot.items() if k in ("Russia", "Ukraine", "West", "Azerbaijan")}
for k, v in main.items():
    print(f"{k:11}", " ".join(f"{x} {v[x]} ({v[x] / sum(v.values()):.0%})" for x in "-0+"))
o = collections.Counter()
for k, v in tot.items():
    if k not in main:
        o.update(v)
print("others     ", dict(o))
for k in ("Russia author", "Ukraine author", "West author", "Azerbaijan author"):
    print(k, dict(st[k]))
