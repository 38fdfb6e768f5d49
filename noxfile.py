"""Sessions for a checkout: ``nox`` runs lint, types and tests; ``nox -s long`` the longer suites and the wheel."""

from __future__ import annotations

import nox

nox.options.sessions = ["lint", "types", "tests"]
TYPE_TOOLS = ("mypy>=1.13", "pandas-stubs", "scipy-stubs")


@nox.session
def lint(session: nox.Session) -> None:
    """Style."""
    session.install("ruff>=0.8")
    session.run("ruff", "check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Strict types of the package."""
    session.install(".", *TYPE_TOOLS)
    session.run("mypy")


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """Run the default suite."""
    session.install(".[test]")
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session
def long(session: nox.Session) -> None:
    """Run the longer suites, the built wheel among them."""
    session.install(".[test]", "build")
    session.run("python", "-m", "pytest", "-m", "long", *session.posargs)


@nox.session
def training(session: nox.Session) -> None:
    """Check the training corpus and its labels."""
    session.install(".")
    session.run("python", "training/check.py")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation; a warning is an error."""
    session.install(".[docs]")
    session.run("python", "-m", "sphinx", "-W", "--keep-going", "docs", "docs/_build/html")
