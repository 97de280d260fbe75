"""Writing trees as Python once more: with helpers in their places, constants known, and a loop for each question about a list."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from enum import Enum

from attrs import Factory, define

from kimcore.rules.predicates.kinds import Many, is_codes
from kimcore.rules.predicates.nodes import (
    TRUE,
    Among,
    And,
    Apply,
    Arith,
    Attr,
    Comp,
    Compare,
    Const,
    Display,
    Fold,
    If,
    IsNone,
    Item,
    Loop,
    Node,
    Not,
    Or,
    Part,
    TheCase,
    Truth,
    is_known,
    parts_of,
)

_INDENT = "    "
_CALLED = {"fromordinal": date.fromordinal, "span": timedelta}


class UnwrittenError(Exception):
    """A tree that is not written; it never leaves this room, where the function itself is asked instead."""


@define
class Writer:
    """Lines of a function, and what stands in its variables where the next line goes."""

    lines: list[str] = Factory(list)
    constants: dict[str, object] = Factory(dict)
    """What the lines name that is no Python literal."""
    _known: list[dict[Node, str]] = Factory(lambda: [{}])
    """For each block that is open, the trees whose values lie in a variable."""
    _variables: int = 0

    def line(self, text: str) -> None:
        """Write a line into the innermost block."""
        self.lines.append(_INDENT * len(self._known) + text)

    @contextmanager
    def block(self, head: str, **named: Node) -> Iterator[None]:
        """Write a line that opens a block; what is computed inside is forgotten behind it."""
        self.line(head)
        self._known.append({tree: name for name, tree in named.items()})
        try:
            yield
        finally:
            self._known.pop()

    def constant(self, value: object) -> str:
        """Return how a value is named; no text gets among the lines, wherever it may come from."""
        if value is None or type(value) in {bool, int}:
            return repr(value)
        name = next((name for name, known in self.constants.items() if known is value), f"k{len(self.constants)}")
        self.constants[name] = value
        return name

    def variable(self) -> str:
        """Return a name that nothing has yet."""
        self._variables += 1
        return f"v{self._variables}"

    def text(self, node: Node) -> str:
        """Return the expression that has a tree's value, having written what must come before it.

        Raises:
            UnwrittenError: if there is no way to write it.
        """
        known = next((names[node] for names in reversed(self._known) if node in names), None)
        if known is not None:
            return known
        if isinstance(node, And | Or | If) and any(map(_has_loop, parts_of(node))):
            return self._stepwise(node)
        return _plain(self, node)

    def kept(self, node: Node, first: str) -> str:
        """Write a variable for a tree's value, with what it holds first, and return its name."""
        name = self.variable()
        self.line(f"{name} = {first}")
        self._known[-1][node] = name
        return name

    def _stepwise(self, node: And | Or | If) -> str:
        """Write a condition whose parts need lines of their own, so that a part is still asked only where it has to be."""
        if isinstance(node, If):
            test = self.text(node.test)
            name = self.kept(node, "None")
            for head, part in ((f"if {test}:", node.then), ("else:", node.other)):
                with self.block(head):
                    self.line(f"{name} = {self.text(part)}")
            return name
        first, *others = node.parts
        name = self.kept(node, self.text(first))
        depth = len(self._known)
        for part in others:
            self.line(f"if {name}:" if isinstance(node, And) else f"if not {name}:")
            self._known.append({})
            self.line(f"{name} = {self.text(part)}")
        del self._known[depth:]
        return name


def _has_loop(node: Node) -> bool:
    return isinstance(node, Fold | Comp) or any(map(_has_loop, parts_of(node)))


def _plain(writer: Writer, node: Node) -> str:
    """Return the expression of a node from those of its parts."""
    text = writer.text
    match node:
        case Const():
            return writer.constant(node.value)
        case TheCase():
            return "case"
        case Attr():
            is_code = node.name == "value" and is_codes(node.of.kind.of)  # `value` of a code is a property, and slow
            return f"{text(node.of)}.{'_value_' if is_code else node.name}"
        case IsNone():
            return f"({text(node.of)} is None)"
        case Not():
            return f"(not {text(node.of)})"
        case Truth():
            return f"({text(node.of)} and True or False)"
        case And() | Or():
            word = " and " if isinstance(node, And) else " or "
            return f"({word.join(map(text, node.parts))})"
        case If():
            return f"({text(node.then)} if {text(node.test)} else {text(node.other)})"
        case Compare():
            return f"({text(node.left)} {_sign(node)} {text(node.right)})"
        case Among():
            return f"({text(node.item)} in {_container(writer, node.container)})"
        case Arith():
            return f"({text(node.left)} {node.sign} {text(node.right)})"
        case Item():
            return f"{text(node.of)}[{node.index}]"
        case Part():
            return _part(writer, node)
        case Apply():
            unnamed = len(node.args) - len(node.names)
            given = [
                *map(text, node.args[:unnamed]),
                *(f"{n}={text(a)}" for n, a in zip(node.names, node.args[unnamed:], strict=True)),
            ]
            return f"{text(node.function)}({', '.join(given)})"
        case Fold():
            return _fold(writer, node)
        case Comp() | Display():
            return _listed(writer, node)
        case _:
            raise UnwrittenError(type(node).__name__)


def _sign(node: Compare) -> str:
    """Return the sign of a comparison; a code is the same only as itself, which is quicker to see."""
    is_code = any(isinstance(side, Const) and isinstance(side.value, Enum) for side in (node.left, node.right))
    return {"==": "is", "!=": "is not"}.get(node.sign, node.sign) if is_code else node.sign


def _container(writer: Writer, node: Node) -> str:
    """Return what something is looked for in; codes in a row, since their hash takes longer than looking at a few of them."""
    if isinstance(node, Const) and isinstance(node.value, set | frozenset) and all(isinstance(one, Enum) for one in node.value):
        return writer.constant(tuple(sorted(node.value, key=lambda code: str(code.value))))
    return writer.text(node)


def _part(writer: Writer, node: Part) -> str:
    of = writer.text(node.of)
    if node.name in _CALLED:
        return f"{writer.constant(_CALLED[node.name])}({of})"
    return f"{of}.{node.name}" + ("()" if node.name == "toordinal" else "")


def _fold(writer: Writer, node: Fold) -> str:
    """Write a loop that gives one value."""
    if not isinstance(node.source, Comp) or _is_set(node.source):
        return _by_function(writer, node)
    if node.how in {"min", "max"}:
        return _extreme(writer, node, node.source)
    (loop, *inner), element = node.source.loops, node.source.element
    if node.how == "any" and element == TRUE and not inner and not loop.tests:
        return f"(not not {writer.text(loop.each.source)})"
    if node.key is not None or (node.how == "next" and inner):
        raise UnwrittenError(node.how)
    default = "None" if node.default is None else writer.text(node.default)
    name = writer.kept(node, {"any": "False", "sum": "0", "len": "0"}.get(node.how, default))

    def body(found: str) -> None:
        if node.how == "any":
            with writer.block(f"if {found}:"):
                writer.line(f"{name} = True")
                writer.line("break")
            return
        writer.line(f"{name} += {'1' if node.how == 'len' else found}" if node.how in {"len", "sum"} else f"{name} = {found}")
        if node.how == "next":
            writer.line("break")

    _loop(writer, node.source.loops, element, body, until=name if node.how == "any" else None)
    return name


def _extreme(writer: Writer, node: Fold, comp: Comp) -> str:
    """Write a loop that keeps the first of the smallest or largest."""
    name = writer.kept(node, "None" if node.default is None else writer.text(node.default))
    best, sign = writer.variable(), "<" if node.how == "min" else ">"
    writer.line(f"{best} = None")

    def body(found: str) -> None:
        place = writer.variable()
        writer.line(f"{place} = {found if node.key is None else writer.text(node.key)}")
        with writer.block(f"if {best} is None or {place} {sign} {best}:"):
            writer.line(f"{best}, {name} = {place}, {found}")

    _loop(writer, comp.loops, comp.element, body)
    return name


def _by_function(writer: Writer, node: Fold) -> str:
    """Write the list, and what a function of Python makes of it."""
    if node.key is not None:
        raise UnwrittenError("key")
    listed = writer.text(node.source)
    if node.how in {"next", "last"}:
        default = "None" if node.default is None else writer.text(node.default)
        return f"({listed}[{0 if node.how == 'next' else -1}] if {listed} else {default})"
    default = "" if node.default is None or node.how not in {"min", "max"} else f", default={writer.text(node.default)}"
    return f"{node.how}({listed}{default})"


def _listed(writer: Writer, node: Comp | Display) -> str:
    """Write a list."""
    if isinstance(node, Display) and all(under is None for under, _ in node.items) and not _is_set(node):
        return f"({''.join(f'{writer.text(item)}, ' for _, item in node.items)})"
    name = writer.kept(node, "set()" if _is_set(node) else "[]")
    add = f"{name}.add" if _is_set(node) else f"{name}.append"
    if isinstance(node, Comp):
        _loop(writer, node.loops, node.element, lambda element: writer.line(f"{add}({element})"))
        return name
    for under, item in node.items:
        with writer.block("if True:" if under is None else f"if {writer.text(under)}:"):
            writer.line(f"{add}({writer.text(item)})")
    return name


def _loop(
    writer: Writer, loops: tuple[Loop, ...], element: Node, body: Callable[[str], None], *, until: str | None = None
) -> None:
    """Write loops inside one another around a body; an outer loop ends as well once a variable is true."""
    loop, *inner = loops
    turn = writer.variable()
    with writer.block(f"for {turn} in {_turns(writer, loop.each.source)}:", **{turn: loop.each}):
        for test in loop.tests:
            with writer.block(f"if not {writer.text(test)}:"):
                writer.line("continue")
        if not inner:
            body(writer.text(element))
            return
        _loop(writer, tuple(inner), element, body, until=until)
        if until is not None:
            with writer.block(f"if {until}:"):
                writer.line("break")


def _turns(writer: Writer, source: Node) -> str:
    """Return what a loop goes over; what reads nothing of a case is computed once and for all."""
    text = writer.text(source)
    if isinstance(source, Const) or not is_known(source):
        return text
    return writer.constant(tuple(eval(text, dict(writer.constants))))  # noqa: S307 - written above, of known values


def _is_set(node: Node) -> bool:
    return isinstance(node.kind.of, Many) and node.kind.of.is_set
