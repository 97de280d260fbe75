"""Pictures in pages, for those who have the library that draws them."""

import argparse
from collections.abc import Callable

from kimcore.cli.output import form
from kimcore.errors import KimcoreError
from kimcore.reports.page import Figure, Page, with_picture
from kimcore.reports.wording import phrase


def refuse_pictures(arguments: argparse.Namespace) -> None:
    """Refuse pictures where the form of the output cannot show them.

    Raises:
        KimcoreError: if pictures are asked for in another form than HTML.
    """
    if arguments.pictures and form(arguments) != "html":
        raise KimcoreError(phrase(arguments.language, "pictures_need_html"))


def pictured(page: Page, arguments: argparse.Namespace, draw: Callable[[], Figure]) -> Page:
    """Return a page that opens with a picture, where pictures are asked for.

    Raises:
        KimcoreError: if the library that draws is not installed.
    """
    if not arguments.pictures:
        return page
    try:
        return with_picture(page, draw())
    except ImportError as error:
        raise KimcoreError(str(error)) from error
