"""Pages written for these tests: invented outlets, people and stories."""

BODY = (
    "The river commission met again on Tuesday after a pause of eleven weeks, and nobody shook hands.\n\n"
    "Delegates from both banks agreed on a list of bridges that need repair before the spring floods arrive."
)

FEED = f"""(C) Harbour Ledger
This story was originally published by Harbour Ledger and is unaltered.
. . . . . . . .

Bridge talks crawl on [1]

['Ines Calloway', 'Tomas Vrba']

Date: 2024-11

Workers inspect the old span at dawn. (Photo: Lida Orr)

{BODY}

[END]
---
[1] Url: https://ledger.example/bridge-talks

Published and (C) by Harbour Ledger
Content appears here under this condition or license: Creative Commons CC BY 4.0.

via Lantern Gopher Feeds:
gopher://lantern.example/1/ledger/
"""

BLOG = f"""Bridge talks crawl on

avatar

{BODY}



0
3
0.000
12 comments
"""

OPINION = f""" date 2024-11-05 Bridge talks crawl on: who gains?

{BODY}

By Ines Calloway

"""

JOURNAL = f"""Bridge talks crawl on

Dr. Ines Calloway
5 November, 2024

{BODY}

Dr. Ines Calloway is Assistant Professor at the Institute for River Law, University of Osterholm.
Path W
close

Notifications"""

PORTAL = f"""Home
Menu
World
Bridge talks crawl on
By Ines Calloway and Tomas Vrba, Harbour Ledger
Published: 5 November 2024, 10:15
3 min read
Share
Tweet
OSTERHOLM, Nov 5 (Reuters) - {BODY}
Read also: Ferry fares rise for the third time this year
Advertisement
The next round is planned for the middle of December, a clerk of the commission told reporters.
(Reporting by Ines Calloway; editing by Tomas Vrba)
Sign up for our morning newsletter
Related articles
Ferry fares rise again
Dredging contract awarded
© 2024 Harbour Ledger. All rights reserved.
"""
