"""One article: whose stance, toward whom, and which words say so.

Run it with ``python examples/one_article.py``, or give a file: ``python examples/one_article.py article.txt``.
"""

import sys
from pathlib import Path

import framing

SAMPLE = Path(__file__).parent / "articles" / "05_caspian_standard_opinion.txt"


def read(arguments: list[str]) -> framing.Article:
    """Read the file that was given, or a sample article."""
    row = framing.read_articles(arguments[0] if arguments else SAMPLE).iloc[0]
    return framing.Article(text=row["text"], title=row["title"] or "", outlet=row["outlet"])


def main() -> None:
    article = read(sys.argv[1:])
    analysis = framing.analyze(article)
    print(article.title)
    print(analysis)
    print()
    for target, stance in analysis.stance.items():
        for voice in ("author", "quoted"):
            items = sorted(stance.voice(voice).evidence, key=lambda e: -abs(e.contribution))[:3]
            for item in items:
                print(f"{target:<11} {voice:<7} {item.contribution:+.2f}  {item.kind:<8} {item.text}")
    print()
    for quote in analysis.quotes:
        speaker = quote.speaker_name or (quote.speaker.text if quote.speaker else "somebody")
        print(f"{speaker} ({quote.bloc}): {quote.content.text}")


if __name__ == "__main__":
    main()
