"""Every chore of the house behind one door: `nox --list` names them.

The checks run on the wheel, as a user would have it, not on the source tree.
"""

import shutil
from pathlib import Path

import nox

PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)
DIST = Path("dist")

nox.needs_version = ">=2026.10"
nox.options.error_on_missing_interpreters = True
nox.options.sessions = ["lint", "imports", "types", "docs", "packs", "tests"]


def install(session: nox.Session, *groups: str) -> None:
    """Install dependency groups of pyproject.toml in the versions of constraints.txt."""
    session.install("--constraint", "constraints.txt", *nox.project.dependency_groups(PROJECT, *groups))


def install_kimcore(session: nox.Session) -> None:
    """Install the wheel, and what it depends on in the versions of constraints.txt."""
    (wheel,) = DIST.glob("*.whl")
    session.install("--constraint", "constraints.txt", *PROJECT["project"]["dependencies"])
    session.install("--force-reinstall", "--no-deps", str(wheel))


def run_tests(session: nox.Session, *options: str) -> None:
    """Run the tests on all cores; the examples of one page share names, so a file stays with one worker."""
    repeatable = {"HYPOTHESIS_PROFILE": "ci", "COVERAGE_FILE": str(Path(session.create_tmp()) / "coverage")}
    session.run("pytest", "--numprocesses=auto", "--dist=loadfile", *options, *session.posargs, env=repeatable)


@nox.session
def lint(session: nox.Session) -> None:
    """Check every rule of ruff, and the format."""
    install(session, "lint")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def imports(session: nox.Session) -> None:
    """Hold the house plan: which room may import which."""
    install(session, "imports")
    session.run("lint-imports", "--no-cache", env={"PYTHONPATH": "src"})


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the wheel that the other sessions install."""
    for old in DIST.glob("*.whl"):
        old.unlink()
    session.run("python", "-m", "pip", "wheel", "--quiet", "--no-deps", f"--wheel-dir={DIST}", ".")


@nox.session(requires=["wheel"])
def types(session: nox.Session) -> None:
    """Check the types of source, tests, benchmarks and chores."""
    install(session, "types")
    install_kimcore(session)
    session.run("mypy")


@nox.session(python=PYTHONS, requires=["wheel"])
def tests(session: nox.Session) -> None:
    """Run tests, docstrings and pages on every Python, and ask for branch coverage."""
    install(session, "test")
    install_kimcore(session)
    run_tests(session, "--cov", "--cov-report=term")


@nox.session(requires=["wheel"])
def test(session: nox.Session) -> None:
    """Run tests, docstrings and pages on the Python at hand."""
    install(session, "test")
    install_kimcore(session)
    run_tests(session)


@nox.session(requires=["wheel"])
def packs(session: nox.Session) -> None:
    """Install the example rule pack beside kimcore and ask the command line for its rule."""
    install_kimcore(session)
    session.install("--no-deps", "examples/rule-pack")
    session.run("kimcore", "rules", "--select", "XA-01")
    session.run("kimcore", "check", "examples/kreis-kleve.json", "--on", "2025-06-30", "--select", "XA-01")


@nox.session(python=PYTHONS[0], requires=["wheel"])
def oldest(session: nox.Session) -> None:
    """Run the tests on the oldest Python with the oldest libraries that pyproject.toml allows."""
    install(session, "test")
    install_kimcore(session)
    session.install(*(requirement.replace(">=", "==") for requirement in PROJECT["project"]["dependencies"]))
    run_tests(session)


@nox.session(requires=["wheel"])
def docs(session: nox.Session) -> None:
    """Build the documentation; a warning is an error."""
    install(session, "docs")
    install_kimcore(session)
    strict = ("-q", "-W", "--keep-going", "-n", "-E")
    session.run("sphinx-build", *strict, "-b", "html", "docs", "docs/_build/html", *session.posargs)


@nox.session(requires=["wheel"])
def engines(session: nox.Session) -> None:
    """Check cases on a cluster of Spark and one of Dask, and kill workers; needs Java 17."""
    install(session, "test", "engines")
    install_kimcore(session)
    session.run("pytest", "tests/engines", *session.posargs)


@nox.session(requires=["wheel"])
def bench(session: nox.Session) -> None:
    """Run benchmarks side by side: all of them, or those named after `--`; `--record` keeps the figures for the page."""
    install_kimcore(session)
    install(session, "bench")
    options = [word for word in session.posargs if word.startswith("--")]
    chosen = [word for word in session.posargs if word not in options]
    for benchmark in chosen or sorted(
        str(path) for path in Path("benchmarks").glob("*.py") if path.stem not in {"loading_peers", "recording"}
    ):
        session.run("python", benchmark, *options, success_codes=[0, 1])  # 1: a target is missed, and the figures say so


@nox.session
def changelog(session: nox.Session) -> None:
    """Show what the next entry of CHANGELOG.md will say; `-- --yes` writes it."""
    install(session, "changelog")
    options = session.posargs or ["--draft"]
    session.run("towncrier", "build", "--version", PROJECT["project"]["version"], *options)


@nox.session
def mutation(session: nox.Session) -> None:
    """Change one module in many small ways and show what no test notices: `-- MODULE TESTS...` (by hand)."""
    module, *tests = session.posargs
    install(session, "mutation")
    session.install("--constraint", "constraints.txt", *PROJECT["project"]["dependencies"])
    copy = Path(session.create_tmp()) / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    for folder in ("src", "tests", "examples"):
        shutil.copytree(folder, copy / folder)
    for file in ("conftest.py", "pyproject.toml"):
        shutil.copy(file, copy)
    command = f"python -m pytest -x -q {' '.join(tests)} {module}"
    settings = f"[cosmic-ray]\nmodule-path = {module!r}\ntimeout = 60.0\nexcluded-modules = []\ntest-command = {command!r}\n"
    (copy / "mutation.toml").write_text(f"{settings}distributor = {{ name = 'local' }}\n", encoding="utf-8")
    with session.chdir(copy):
        path = {"PYTHONPATH": "src"}
        session.run("cosmic-ray", "init", "mutation.toml", "mutation.sqlite")
        session.run("cosmic-ray", "baseline", "mutation.toml", env=path)
        session.run("cosmic-ray", "exec", "mutation.toml", "mutation.sqlite", env=path)
        session.run("cr-report", "mutation.sqlite", "--surviving-only", "--show-diff")
