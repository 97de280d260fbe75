"""Reading expressions: names, attributes, comparisons, sums and conditions."""

import ast
import operator

from attrs import evolve, fields_dict

from kimcore.rules.predicates.comparisons import comparison, spelt
from kimcore.rules.predicates.facts import when_false, when_true
from kimcore.rules.predicates.kinds import (
    ANYTHING,
    BOOL,
    DAY,
    INT,
    SPAN,
    TEXT,
    Kind,
    Many,
    is_codes,
    is_record,
    joined,
    kind_of,
    kinds_within,
)
from kimcore.rules.predicates.lists import comprehension, entry_of, truth, written_out
from kimcore.rules.predicates.nodes import (
    UNREAD,
    And,
    Apply,
    Arith,
    Attr,
    Const,
    Display,
    Entries,
    If,
    Node,
    Not,
    Or,
    Part,
    is_known,
)
from kimcore.rules.predicates.scope import Arguments, Reader, Scope

_SUMS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Mod: "%"}
_NUMBER_KINDS = (bool, int, float)
_PARTS = frozenset({"year", "month", "day"})


def expression(reader: Reader, node: ast.expr, scope: Scope) -> Node | None:
    """Return the tree of an expression other than a call; `None` if it is of no kind that can be read."""
    match node:
        case ast.Constant(value=constant):
            return Const(constant)
        case ast.Name(id=name):
            return _name(reader, name, scope, node)
        case ast.Attribute(value=owner, attr=name):
            return attribute(reader, reader.read(owner, scope), name, scope, node)
        case ast.BoolOp(op=op, values=values):
            return _either_or_both(reader, values, scope, is_and=isinstance(op, ast.And))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(truth(reader.read(operand, scope)))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            value = reader.read(operand, scope)
            if isinstance(value, Const) and isinstance(value.value, int):
                return Const(-value.value)
            return _sum(reader, "-", (Const(0), value), scope, node)
        case ast.IfExp(test=test, body=body, orelse=other):
            return _choice(reader, node, test, (body, other), scope)
        case ast.Compare():
            return comparison(reader, node, scope)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SUMS:
            return _sum(reader, _SUMS[type(op)], (reader.read(left, scope), reader.read(right, scope)), scope, node)
        case ast.Subscript(value=owner, slice=index):
            return _entry(reader, reader.read(owner, scope), index, scope, node)
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return _display(reader, node, parts, scope)
        case ast.GeneratorExp() | ast.ListComp() | ast.SetComp():
            return comprehension(reader, node, scope)
        case ast.Dict(keys=keys, values=values):
            return _entries(reader, keys, values, scope)
        case _:
            return None


def _name(reader: Reader, name: str, scope: Scope, at: ast.AST) -> Node:
    local = scope.local.get(name)
    if isinstance(local, Node):
        return local
    if local is None and name in scope.source.names:
        return Const(scope.source.names[name])
    return reader.notes.cannot(scope, at, f"the name {name!r} leads nowhere that can be read")


def attribute(reader: Reader, of: Node, name: str, scope: Scope, at: ast.expr) -> Node:
    """Return an attribute of a record, a code, a day or a known value."""
    kind = scope.kind(of)
    if of == UNREAD:
        return of
    if isinstance(of, Const):
        return _known_attribute(reader, of, name, scope, at)
    if kind.optional:
        reader.notes.wrong(scope, at, f"{ast.unparse(at)}: {spelt(at)} may be None here")
    if is_record(kind.of):
        return _field(reader, of, kind.of, name, scope, at)
    if is_codes(kind.of) and name in ("value", "name"):
        values = kinds_within([getattr(member, name) for member in kind.of])
        return Attr(of, name, kind=values[0] if len(values) == 1 else ANYTHING)
    if kind.of == DAY.of and name in _PARTS:
        return Part(of, name, kind=INT)
    if kind.of == SPAN.of and name == "days":
        return Part(of, name, kind=INT)
    if kind.of is object:
        return Apply(Const(getattr), (of, Const(name)))
    reader.notes.wrong(scope, at, f"{ast.unparse(at)}: {kind} has no attribute {name!r}")
    return reader.notes.cannot(scope, at, f"{ast.unparse(at)} leads nowhere")


def _known_attribute(reader: Reader, of: Const, name: str, scope: Scope, at: ast.expr) -> Node:
    if not hasattr(of.value, name):
        what = f"no code {name!r} in {of.value.__name__}" if is_codes(of.value) else f"{spelt(at)} has no attribute {name!r}"
        if of.kind.of is not object or is_codes(of.value):
            reader.notes.wrong(scope, at, f"{ast.unparse(at)}: {what}")
        return reader.notes.cannot(scope, at, f"{ast.unparse(at)} leads nowhere")
    return Const(getattr(of.value, name))


def _field(reader: Reader, of: Node, record: type, name: str, scope: Scope, at: ast.expr) -> Node:
    field = fields_dict(record).get(name)
    if field is not None:
        return Attr(of, name, kind=kind_of(field.type))
    found: object = getattr(record, name, None)
    if isinstance(found, property) and found.fget is not None:
        return reader.inline(found.fget, Arguments((of,)), scope, at)
    reader.notes.wrong(scope, at, f"{ast.unparse(at)}: {record.__name__} has no field {name!r}")
    return reader.notes.cannot(scope, at, f"{ast.unparse(at)} leads nowhere")


def _entries(reader: Reader, keys: list[ast.expr | None], values: list[ast.expr], scope: Scope) -> Node | None:
    """Read a dictionary with known keys, with others spread into it."""
    found: dict[Const, Node] = {}
    for key, value in zip(keys, values, strict=True):
        name, entry = None if key is None else reader.read(key, scope), reader.read(value, scope)
        if isinstance(entry, Entries) and name is None:
            found.update(zip(entry.keys, entry.values, strict=True))
        elif isinstance(name, Const):
            kind = scope.kind(entry)
            found[name] = _sure(entry, kind)
        else:
            return None
    return Entries(tuple(found), tuple(found.values()), kind=ANYTHING)


def _either_or_both(reader: Reader, values: list[ast.expr], scope: Scope, *, is_and: bool) -> Node:
    """Read ``and`` or ``or``; each part is read with what those before it have made sure."""
    parts: list[Node] = []
    kinds: list[Kind] = []
    for value in values:
        parts.append(reader.read(value, scope))
        kinds.append(scope.kind(parts[-1]))
        scope = scope.knowing(when_true(truth(parts[-1])) if is_and else when_false(truth(parts[-1])))
    if all(kind == BOOL for kind in kinds):
        return And(tuple(parts)) if is_and else Or(tuple(parts))
    result, kind = parts[-1], kinds[-1]
    for part, before in zip(reversed(parts[:-1]), reversed(kinds[:-1]), strict=True):
        # `one or other` is the one where it counts as true, and then it is there.
        kind = joined(before if is_and else before.sure, kind)
        result = If(truth(part), result, part, kind=kind) if is_and else If(truth(part), part, result, kind=kind)
    return result


def _choice(reader: Reader, at: ast.AST, test: ast.expr, ways: tuple[ast.expr, ast.expr], scope: Scope) -> Node:
    asked = truth(reader.read(test, scope))
    yes, no = scope.knowing(when_true(asked)), scope.knowing(when_false(asked))
    return choice(reader, asked, (reader.read(ways[0], yes), reader.read(ways[1], no)), (yes, no), at)


def choice(reader: Reader, test: Node, ways: tuple[Node, Node], scopes: tuple[Scope, Scope], at: ast.AST) -> Node:
    """Return one tree or another by a test; lists become one list with conditions."""
    then, other = ways
    if test == Const(value=True) or test == Const(value=False):
        return then if test == Const(value=True) else other
    if Many in (type(then.kind.of), type(other.kind.of)):
        lists = written_out(then), written_out(other)
        if isinstance(lists[0], Display) and isinstance(lists[1], Display):
            return _either_display(test, lists[0], lists[1])
        if ANYTHING not in (then.kind, other.kind):
            return reader.notes.cannot(scopes[0], at, "a choice between lists is evaluated by Python alone")
    return If(test, then, other, kind=joined(scopes[0].kind(then), scopes[1].kind(other)))


def _either_display(test: Node, one: Display, other: Display) -> Display:
    items: list[tuple[Node | None, Node]] = []
    for asked, display in ((test, one), (Not(test), other)):
        items += [(asked if under is None else And((asked, under)), item) for under, item in display.items]
    if one.items == other.items:
        return one
    if one.kind.of == other.kind.of or not other.items:
        return Display(tuple(items), kind=one.kind)
    return Display(tuple(items), kind=other.kind if not one.items else Kind(Many(ANYTHING)))


def _sum(reader: Reader, sign: str, both: tuple[Node, Node], scope: Scope, at: ast.expr) -> Node:
    kinds = tuple(scope.kind(part) for part in both)
    if any(kind.optional for kind in kinds):
        reader.notes.wrong(scope, at, f"{ast.unparse(at)}: what is reckoned with may be None here")
        return Arith(sign, *both, kind=ANYTHING)
    kind = _kind_of_sum(sign, kinds[0], kinds[1])
    if kind is None:
        reader.notes.wrong(scope, at, f"{ast.unparse(at)}: a {kinds[0]} and a {kinds[1]} do not go together by {sign}")
        kind = ANYTHING
    if all(map(is_known, both)) and ANYTHING in kinds:
        return Apply(Const(_OPERATORS[sign]), both)
    return Arith(sign, *both, kind=kind)


_OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "//": operator.floordiv, "%": operator.mod}


def _kind_of_sum(sign: str, left: Kind, right: Kind) -> Kind | None:
    if ANYTHING in (left, right):
        known = left if right == ANYTHING else right
        return known if known in (SPAN, INT) and sign in "+-" and left != ANYTHING else ANYTHING
    if left.of in _NUMBER_KINDS and right.of in _NUMBER_KINDS:
        return Kind(float) if float in (left.of, right.of) else INT
    if (left, right) == (TEXT, TEXT) and sign == "+":
        return TEXT
    return {
        (DAY, "-", DAY): SPAN,
        (DAY, "-", SPAN): DAY,
        (DAY, "+", SPAN): DAY,
        (SPAN, "+", DAY): DAY,
        (SPAN, "+", SPAN): SPAN,
        (SPAN, "-", SPAN): SPAN,
    }.get((left, sign, right))


def _entry(reader: Reader, of: Node, index: ast.expr, scope: Scope, at: ast.expr) -> Node:
    if scope.kind(of).optional:
        reader.notes.wrong(scope, at, f"{ast.unparse(at)}: {spelt(at)} may be None here")
    if isinstance(index, ast.Slice):
        ends = [Const(None) if end is None else reader.read(end, scope) for end in (index.lower, index.upper, index.step)]
        cut = Apply(Const(slice), tuple(ends))
        return Apply(Const(operator.getitem), (of, cut)) if is_known(of) else reader.notes.cannot(scope, at, "cuts a list")
    place = reader.read(index, scope)
    if isinstance(of, Entries) and isinstance(place, Const) and place in of.keys:
        return of.values[of.keys.index(place)]
    if isinstance(place, Const) and isinstance(place.value, int):
        return entry_of(of, place.value)
    if isinstance(of.kind.of, Many) and not is_known(of):
        return reader.notes.cannot(scope, at, f"{ast.unparse(at)}: the place in the list is not a plain number")
    return Apply(Const(operator.getitem), (of, place))


def _display(reader: Reader, node: ast.expr, parts: list[ast.expr], scope: Scope) -> Node:
    if any(isinstance(part, ast.Starred) for part in parts):
        return reader.notes.cannot(scope, node, "unpacks a list into another")
    items = tuple(reader.read(part, scope) for part in parts)
    if all(isinstance(item, Const) and item.kind.of is not object for item in items):
        values = [item.value for item in items if isinstance(item, Const)]
        return Const(frozenset(values) if isinstance(node, ast.Set) else tuple(values))
    kinds = [scope.kind(item) for item in items]
    kind = kinds[0] if kinds else ANYTHING
    for other in kinds[1:]:
        kind = joined(kind, other)
    sure = tuple(_sure(item, known) for item, known in zip(items, kinds, strict=True))
    return Display(tuple((None, item) for item in sure), kind=Kind(Many(kind)))


def _sure(node: Node, kind: Kind) -> Node:
    """Return a tree that carries what is known of it at its place."""
    return node if node.kind == kind else evolve(node, kind=kind)
