"""Pictures in pages, for those who have the library that draws them."""

import argparse
from collections.abc import Callable

from kimcore.cli.output import form
from kimcore.errors import KimcoreError
from kimcore.reports.page import Page
from kimcore.reports.wording import phrase


def refuse_pictures(arguments: argparse.Namespace) -> None:
    """Refuse pictures where the form of the output cannot show them.

    Raises:
        KimcoreError: if pictures are asked for in another form than HTML.
    """
    if arguments.pictures and form(arguments) != "html":
        raise KimcoreError(phrase(arguments.language, "pictures_need_html"))


def pictured(page: Page, arguments: argparse.Namespace, illustrate: Callable[[Page], Page]) -> Page:
    """Return a page with its pictures, where pictures are asked for.

    Raises:
        KimcoreError: if the library that draws is not installed.
    """
    if not arguments.pictures:
        return page
    try:
        return illustrate(page)
    except ImportError as error:
        raise KimcoreError(str(error)) from error
