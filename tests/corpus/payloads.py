"""What must stay dead text in any table: formulas and scripts, and a reader that finds what would live."""

from __future__ import annotations

from html.parser import HTMLParser

SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]
BEFORE = ["", " ", "\t", "\r", "\n", "\r\n", "\u200b", "\ufeff", "\x00", "\u00a0"]
FORMULAS = [
    f"{before}{sign}{body}"
    for before in BEFORE
    for sign, body in zip(SIGNS, ["1+1", "cmd|' /C calc'!A0"] * 4, strict=True)
]
HIDDEN = [f"harmless{mark}=1+1" for mark in ("\r", "\n", "\r\n", "\t", ";")]

PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<a href=javascript:alert(1)>x</a>",
    "<iframe src=javascript:alert(1)>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<math href=javascript:alert(1)>x</math>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>",
    "<isindex action=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//x.example/a.css>",
    "<base href=//x.example/>",
    "<style>@import '//x.example/a.css';</style>",
    "</td></tr></table><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "'\"><script>alert(1)</script>",
    "' onmouseover=alert(1) x='",
    '" onmouseover=alert(1) x="',
    "`onmouseover=alert(1)",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<scr<script>ipt>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<script\x0d\x0a>alert(1)</script>",
    "<img/src='x'/onerror=alert(1)>",
    "<img src=`x`onerror=alert(1)>",
    "\u2028<script>alert(1)</script>",
    "\ud800<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "＜script＞alert(1)＜/script＞",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><script>alert(1)</script>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)",
    "<marquee onstart=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<table background=javascript:alert(1)>",
    "<div style=background:url(javascript:alert(1))>",
    "<div style=width:expression(alert(1))>",
    "<x onclick=alert(1)>x",
    "<button formaction=javascript:alert(1)>",
    "<select onchange=alert(1)>",
    "<keygen autofocus onfocus=alert(1)>",
    "<frameset onload=alert(1)>",
    "<applet code=x>",
    "<bgsound src=javascript:alert(1)>",
    "<layer src=//x.example>",
    "<ilayer src=//x.example>",
    "<?xml-stylesheet href=javascript:alert(1)?>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
]


class Live(HTMLParser):
    """Collects whatever a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.shown: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("html", "head", "meta", "title", "style", "body", "table", "tr", "td", "th"):
            self.found.append(tag)
        self.found += [f"{tag} {name}={value}" for name, value in attrs if name not in ("lang", "charset")]

    def handle_comment(self, data: str) -> None:
        self.found.append(f"comment {data}")

    def handle_data(self, data: str) -> None:
        self.shown.append(data)


def live(page: str) -> list[str]:
    parser = Live()
    parser.feed(page)
    return parser.found
