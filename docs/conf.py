"""How the documentation is built: from the pages here and from the docstrings of the installed package."""

import inspect
import sys
from importlib import import_module, metadata
from pathlib import Path
from pkgutil import walk_packages
from typing import NewType

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.pycode import ModuleAnalyzer

import kimcore

sys.path.insert(0, str(Path(__file__).parent))

from catalogue import write_catalogue
from measurements import write_measurements
from pictures import write_pictures

project = "kimcore"
author = "The kimcore authors"
project_copyright = author
version = release = metadata.version("kimcore")
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
exclude_patterns = ["_build"]
default_role = "py:obj"  # single backticks in docstrings become links where there is something to link to

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_default_options = {"members": True, "undoc-members": True, "ignore-module-all": True, "member-order": "bysource"}
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
add_module_names = False
python_maximum_signature_line_length = 100
python_use_unqualified_type_names = True
toc_object_entries = False  # thousands of objects in the sidebar of every page would take minutes to write

# The build needs no network, so other projects' names cannot be looked up; names of kimcore must resolve.
nitpick_ignore_regex = [
    ("py:.*", r"(?!kimcore\b).*"),
    ("py:obj", r".*"),
    ("py:class", r"kimcore\.[\w.]+\.(_\w+|[A-Z]\w*T)"),  # type variables are no part of the interface
]

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

html_theme = "furo"
html_title = f"kimcore {release}"
html_static_path = ["_static"]
html_css_files = ["kimcore.css"]
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#1d5c63",
        "color-brand-content": "#1d5c63",
        "color-brand-visited": "#4a4e7a",
        "color-background-primary": "#fdfcf9",
        "color-background-secondary": "#f5f2eb",
        "color-background-border": "#e4dfd3",
        "color-foreground-primary": "#23292b",
        "color-foreground-secondary": "#5a6264",
        "color-api-name": "#1d5c63",
        "color-api-pre-name": "#5a6264",
    },
    "dark_css_variables": {
        "color-brand-primary": "#8cc7c9",
        "color-brand-content": "#8cc7c9",
        "color-brand-visited": "#b7b8e0",
        "color-background-primary": "#15191a",
        "color-background-secondary": "#1b2122",
        "color-background-border": "#2d3637",
        "color-api-name": "#8cc7c9",
        "color-api-pre-name": "#9aa5a6",
    },
}

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "musterkreis.json"
GENERATED = HERE / "reference" / "generated"
TITLES = {
    "kimcore.errors": "Errors",
    "kimcore.records": "How records are made",
    "kimcore.fronts": "How rooms show their names",
    "kimcore.model": "The world: model",
    "kimcore.law": "The norm: law",
    "kimcore.text": "Words: text",
    "kimcore.bundle": "Bytes: bundle",
    "kimcore.rules": "Judging: rules",
    "kimcore.network": "Counting: network",
    "kimcore.disclosure": "Protecting: disclosure",
    "kimcore.tables": "Columns: tables",
    "kimcore.evidence": "The loop: evidence",
    "kimcore.reports": "Reading: reports",
    "kimcore.cli": "The command line",
    "kimcore.testing": "For embedders: testing",
}


def titled(title: str, underline: str) -> str:
    """Return a heading in reStructuredText."""
    return f"{title}\n{underline * len(title)}\n"


def front_door() -> str:
    """Return the page that names what the front door serves, and where it is described."""
    lines = [titled("The front door: kimcore", "="), ".. py:module:: kimcore\n", f"{inspect.getdoc(kimcore)}\n"]
    for name in sorted(set(kimcore.__all__) - {"__version__"}):
        served = getattr(kimcore, name)
        first = (inspect.getdoc(served) or "").partition("\n")[0]
        lines.append(f"`kimcore.{name} <{served.__module__}.{served.__qualname__}>`\n    {first}\n")
    lines.append("``kimcore.__version__``\n    The version that is installed.\n")
    return "\n".join(lines)


def bare_keys(module: str) -> list[str]:
    """Describe the typed keys of a module that say nothing about themselves, so that fields can link to them."""
    described = {name for _, name in ModuleAnalyzer.for_module(module).find_attr_docs()}
    keys = {name: value for name, value in vars(import_module(module)).items() if isinstance(value, NewType)}
    return [
        f".. py:class:: {module}.{name}\n\n   A `{key.__supertype__.__name__}` with a type of its own.\n"
        for name, key in keys.items()
        if key.__module__ == module and name not in described
    ]


def room_page(room: str, modules: list[str]) -> str:
    """Return the page of one room: its own docstring, then each of its modules."""
    parts = [titled(TITLES[room], "="), f".. automodule:: {room}\n"]
    for module in modules:
        parts.extend((titled(module.removeprefix(f"{room}."), "-"), f".. automodule:: {module}\n", *bare_keys(module)))
    return "\n".join(parts)


def write_reference(_: Sphinx) -> None:
    """Write one page a room, from the modules that are there."""
    found = [info.name for info in walk_packages(kimcore.__path__, "kimcore.") if "._" not in info.name]
    if untitled := {name for name in found if name.count(".") == 1} - set(TITLES):
        message = f"rooms without a title: {sorted(untitled)}"
        raise ExtensionError(message)
    rooms = [name for name in TITLES if name in found]
    GENERATED.mkdir(exist_ok=True)
    for old in GENERATED.iterdir():
        old.unlink()
    (GENERATED / "kimcore.rst").write_text(front_door(), encoding="utf-8")
    for room in rooms:
        modules = [name for name in found if name.startswith(f"{room}.")]
        (GENERATED / f"{room}.rst").write_text(room_page(room, modules), encoding="utf-8")
    entries = "\n".join(f"   {name}" for name in ("kimcore", *rooms))
    (GENERATED / "index.rst").write_text(f"{titled('Rooms', '=')}\n.. toctree::\n\n{entries}\n", encoding="utf-8")


def spare_attributes(app: Sphinx) -> None:
    """Keep napoleon from the sentence under an attribute, where it takes the words before a colon for a type."""
    kept: dict[str, list[str]] = {}

    def keep(_: Sphinx, what: str, name: str, __: object, ___: object, lines: list[str]) -> None:
        if what in {"attribute", "data", "property"}:
            kept[name] = lines[:]

    def put_back(_: Sphinx, __: str, name: str, ___: object, ____: object, lines: list[str]) -> None:
        lines[:] = kept.pop(name, lines)

    app.connect("autodoc-process-docstring", keep, priority=100)
    app.connect("autodoc-process-docstring", put_back, priority=900)


def setup(app: Sphinx) -> None:
    """Hang the generated reference into the build."""
    app.connect("builder-inited", write_reference)
    app.connect("builder-inited", lambda _: write_catalogue(GENERATED.parent))
    app.connect("builder-inited", lambda _: write_measurements(GENERATED.parent))
    app.connect("builder-inited", lambda _: write_pictures(HERE / "how-to" / "pictures", EXAMPLE))
    spare_attributes(app)
