"""A page as one HTML file that asks nobody for anything: no script, and no picture, font or style from elsewhere."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from xml.etree.ElementTree import Element, tostring

from kimcore.reports.html_parts import Place, add, add_block, add_holder, shown
from kimcore.reports.page import Page, notice, small_print
from kimcore.text import sentences


def page_html(page: Page) -> str:
    """Return a page as one HTML file; names from the file are escaped.

    A policy in the file forbids scripts and everything from elsewhere, and allows only the file's own style.

    Example:
        >>> from kimcore.text import Language
        >>> page = Page(title="Bericht", town="<script>alert(1)", day="heute", language=Language.DE, lines=(), sections=())
        >>> print(page_html(page).partition("<header>")[2].partition("</header>")[0].strip())
        <h1>Bericht</h1>
        <p class="about"><strong>&lt;script&gt;alert(1)</strong> · heute</p>
    """
    root = Element("html", {"lang": page.language.value})
    root.text = "\n"
    words = sentences(page.language, "report")["html"]
    _add_head(root, page)
    body = add_holder(root, "body")
    add(body, "a", words["skip"], class_="skip", href="#main").tail = "\n"
    _add_banner(body, page)
    if len(page.sections) > 1:
        _add_contents(body, page, words["contents"])
    main = add_holder(body, "main", id="main")
    for number, block in enumerate(page.opening, start=1):
        add_block(main, block, Place(f"part-0-{number}", 2, page.limit, words["sources"]))
    for anchor, section in zip(_anchors(page), page.sections, strict=True):
        part = add_holder(main, "section", aria_labelledby=anchor)
        add(part, "h2", section.title, id=anchor)
        for number, block in enumerate(section.blocks, start=1):
            add_block(part, block, Place(f"{anchor}-{number}", 3, page.limit, words["sources"]))
    if small_print(page):
        add(add_holder(body, "footer"), "p", small_print(page))
    return f"<!DOCTYPE html>\n{tostring(root, encoding='unicode', method='html')}\n"


def _anchors(page: Page) -> tuple[str, ...]:
    return tuple(f"part-{number}" for number in range(1, len(page.sections) + 1))


def _add_head(root: Element, page: Page) -> None:
    head = add_holder(root, "head")
    add(head, "meta", charset="utf-8")
    add(head, "meta", http_equiv="Content-Security-Policy", content=_policy())
    add(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    add(head, "meta", name="color-scheme", content="light dark")
    add(head, "meta", name="referrer", content="no-referrer")
    add(head, "title", f"{page.title} · {page.town} · {page.day}")
    add(head, "style").text = _style()


def _add_banner(body: Element, page: Page) -> None:
    header = add_holder(body, "header")
    add(header, "h1", page.title)
    add(add(header, "p", class_="about"), "strong", page.town).tail = shown(f" · {page.day}")
    if notice(page):
        add(add(header, "p"), "strong", notice(page))
    for line in page.lines:
        add(header, "p", line)


def _add_contents(body: Element, page: Page, name: str) -> None:
    listed = add_holder(add_holder(body, "nav", aria_label=name), "ul")
    for anchor, section in zip(_anchors(page), page.sections, strict=True):
        add(add(listed, "li"), "a", section.title, href=f"#{anchor}")


@cache
def _style() -> str:
    # The cache holds package data only: it never changes while a program runs.
    return files("kimcore.reports").joinpath("page.css").read_text(encoding="utf-8")


def _policy() -> str:
    digest = b64encode(sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
