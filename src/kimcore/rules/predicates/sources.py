"""Finding the syntax tree of a function."""

import ast
import linecache
from collections.abc import Callable, Mapping
from functools import lru_cache
from inspect import unwrap
from types import CodeType, FunctionType
from typing import TypeAlias

from attrs import frozen

Written: TypeAlias = ast.FunctionDef | ast.Lambda


@frozen
class Source:
    """A function as it is written, and where its names lead (*Quelltext einer Funktion*)."""

    file: str
    tree: Written
    names: Mapping[str, object]
    """Names from around the function: of its closure, its module, and Python itself."""


def source_of(function: Callable[..., object]) -> Source | None:
    """Return a function as it is written; `None` where no source is at hand, as in a frozen application.

    Example:
        >>> source_of(len) is None
        True
    """
    plain = unwrap(function)
    if not isinstance(plain, FunctionType):
        return None
    code = plain.__code__
    text = "".join(linecache.getlines(code.co_filename, plain.__globals__))
    begun = _functions(code.co_filename, text).get(code.co_firstlineno, ())
    written = [node for node in begun if _is_written_as(node, code)]
    if not written:
        return None
    builtins: object = plain.__globals__.get("__builtins__", {})
    python = builtins if isinstance(builtins, dict) else vars(builtins)
    cells = {name: _content(cell) for name, cell in zip(code.co_freevars, plain.__closure__ or (), strict=True)}
    return Source(file=code.co_filename, tree=written[-1], names={**python, **plain.__globals__, **cells})


@lru_cache(maxsize=256)
def _functions(_file: str, text: str) -> Mapping[int, tuple[Written, ...]]:
    """Return the functions that a file holds by the lines in which they begin."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return {}
    found: dict[int, tuple[Written, ...]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            decorators = node.decorator_list if isinstance(node, ast.FunctionDef) else ()
            first = min((node.lineno, *(decorator.lineno for decorator in decorators)))
            found[first] = (*found.get(first, ()), node)
    return found


def _is_written_as(node: Written, code: CodeType) -> bool:
    """Return whether a function that begins in the line of some code is its source: by name and, for lambdas, by columns."""
    if isinstance(node, ast.FunctionDef):
        return node.name == code.co_name
    return code.co_name == "<lambda>" and all(_lies_in(node.body, place) for place in code.co_positions())


def _lies_in(body: ast.expr, place: tuple[int | None, int | None, int | None, int | None]) -> bool:
    """Return whether an instruction comes from an expression; those without a width come from nowhere."""
    line, end_line, column, end_column = place
    if line is None or end_line is None or column is None or end_column is None or (line, column) == (end_line, end_column):
        return True
    ends = (body.end_lineno or line, body.end_col_offset or column)
    return (body.lineno, body.col_offset) <= (line, column) and (end_line, end_column) <= ends


def _content(cell: object) -> object:
    """Return what a cell of a closure holds; nothing where it is still empty."""
    try:
        return getattr(cell, "cell_contents", None)
    except ValueError:
        return None
