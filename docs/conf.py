"""Configuration of the documentation: ``sphinx-build -W docs docs/_build/html``."""

import os
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
SOURCE = str(HERE.parent / "src")
sys.path.insert(0, SOURCE)
# the notebook's kernel is a process of its own
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [SOURCE, os.environ.get("PYTHONPATH")]))

import framing  # noqa: E402

# The notebook and its data live beside the examples, where they can be run without the documentation.
NOTEBOOK = HERE.parent / "examples" / "tour.ipynb"
if NOTEBOOK.is_file():
    shutil.copy(NOTEBOOK, HERE / "tour.ipynb")

project = "framing"
author = "The framing developers"
version = release = framing.__version__

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.viewcode",
    "numpydoc",
    "myst_nb",
]
exclude_patterns = ["_build", "**.ipynb_checkpoints"]
templates_path = ["_templates"]

autosummary_generate = True
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
numpydoc_show_class_members = False
numpydoc_xref_param_type = False
default_role = "code"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 300

html_theme = "pydata_sphinx_theme"
html_title = "framing"
html_static_path = ["_static"]
html_show_sourcelink = False
# without it the theme's script complains on every page
html_context = {"default_mode": "auto"}
# pages of the first level have no section beside them, and their tables need the room
html_sidebars = {page.stem: [] for page in HERE.glob("*.md") if page.stem != "api"} | {"tour": []}
html_theme_options = {
    "show_prev_next": False,
    "navigation_with_keys": False,
    "header_links_before_dropdown": 6,
    "footer_start": ["copyright"],
    "footer_end": ["sphinx-version"],
}
copyright = "2026, the framing developers; MIT licence"
