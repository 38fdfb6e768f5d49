"""The fixed words of the report: page, method paragraph, limits."""

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 16px/1.55 Georgia, serif; max-width: 54rem; margin: 2rem auto; padding: 0 1rem;
  overflow-wrap: anywhere; }}
h1 {{ line-height: 1.2; margin-bottom: .2rem; }}
h2 {{ margin-top: 2.2rem; }}
.scroll {{ overflow-x: auto; }}
.plot {{ display: block; width: 100%; min-width: 30rem; max-width: 46rem; height: auto;
  background: white; border-radius: 4px; margin: .5rem 0; }}
.dim {{ opacity: .75; }}
details {{ margin: .6rem 0; }}
summary {{ cursor: pointer; padding: .2rem 0; }}
code {{ font-size: .9em; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p class="dim">{counts}</p>
<section><h2>Method</h2>{method}</section>
{sections}
<section><h2>Limits</h2>{limits}</section>
</body>
</html>
"""

METHOD = """<p>Stance toward each target was measured with framing {version} (Python {python}, configuration
<code>{configuration}</code>: {settings}), apart for the author's own voice and for all quoted voices together.
A score lies between -1 (unfavourable) and 1 (favourable) and is the sum of the contributions of its evidence. An
article whose voice does not mention a target is absent there and does not count as 0. Intervals are 95 per cent
bootstrap intervals over whole stories, days or articles.</p>"""

LIMITS = """<ul>
<li>Stance is measured, not truth or fairness: an aggressor who is justly named is scored unfavourable.</li>
<li>The intervals hold the uncertainty of the sample, not the errors of the method. Code a sample by hand, see how
far the scores agree with it (<code>framing.validate</code>), and report corrected estimates
(<code>framing.corrected_mean</code>).</li>
<li>Irony without marks, most references by pronoun alone, and what is left out are not seen.</li>
<li>Copies of one agency item are not independent articles; find them with
<code>framing.corpus.duplicates</code> before comparing.</li>
</ul>"""
