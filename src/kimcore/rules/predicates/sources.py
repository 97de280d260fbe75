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
    tree = _tree(code.co_filename, "".join(linecache.getlines(code.co_filename, plain.__globals__)))
    written = [] if tree is None else [node for node in ast.walk(tree) if _is_written_as(node, code)]
    if not written:
        return None
    builtins: object = plain.__globals__.get("__builtins__", {})
    python = builtins if isinstance(builtins, dict) else vars(builtins)
    cells = {name: _content(cell) for name, cell in zip(code.co_freevars, plain.__closure__ or (), strict=True)}
    return Source(file=code.co_filename, tree=written[-1], names={**python, **plain.__globals__, **cells})  # type: ignore[arg-type]


@lru_cache(maxsize=256)
def _tree(_file: str, text: str) -> ast.Module | None:
    try:
        return ast.parse(text) if text else None
    except SyntaxError:
        return None


def _is_written_as(node: ast.AST, code: CodeType) -> bool:
    """Return whether a node is the source of some code, by its first line and, for lambdas, its columns."""
    if isinstance(node, ast.FunctionDef):
        first = min((node.lineno, *(decorator.lineno for decorator in node.decorator_list)))
        return node.name == code.co_name and first == code.co_firstlineno
    if not isinstance(node, ast.Lambda) or code.co_name != "<lambda>" or node.lineno != code.co_firstlineno:
        return False
    return all(_lies_in(node.body, place) for place in code.co_positions())


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
