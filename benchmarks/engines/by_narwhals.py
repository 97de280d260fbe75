"""The rules of `cases.py` written for narwhals, which runs one text on several engines, and for pandera on top of it.

They ask flat tables, with the number of the case in place of its key. narwhals has no lists of records and no merge of sorted
tables, so children are found by joins and counted by groups, as people write it for whatever frame may come.

pandera validates frames. What needs several tables is joined and computed beforehand, and pandera is asked to hold the column
that says whether a row is right against a schema, and for the rows that are not.
"""

from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from engines.asked import CODES, DAY, Answer, grant_window, limit
from kimcore.tables import CaseTables

TABLES = (
    "cases",
    "phases",
    "contacts",
    "information",
    "residence",
    "consents",
    "consents.recipients",
    "consents.data_kinds",
    "transfers",
    "transfers.data_kinds",
    "indication.reasons",
)

Frames = dict[str, nw.LazyFrame[Any]]
Wrong = dict[str, tuple[nw.LazyFrame[Any], nw.Expr]]


def flat(folder: Path) -> dict[str, pa.Table]:
    """Return the flat tables of kimcore, with the number of the case for its key, and texts as texts."""
    tables = CaseTables.from_parquet(folder / "cases.parquet")
    ids = tables.table("cases")["id"].combine_chunks()
    found = {}
    for name in TABLES:
        table = tables.table(name)
        rows = pa.array(range(len(table)), pa.int64()) if name == "cases" else pc.index_in(table["case"], ids).cast(pa.int64())
        plain = [column.cast(pa.utf8()) if pa.types.is_dictionary(column.type) else column for column in table.columns]
        found[name] = pa.table(plain, names=table.column_names).append_column("row", rows)
    return found


def by_narwhals(folder: Path) -> Callable[[], Answer]:
    """Ask narwhals on lazy frames of polars."""
    frames: Frames = {name: nw.from_native(_polars(table).lazy()) for name, table in flat(folder).items()}
    return lambda: answer(frames)


def by_narwhals_arrow(folder: Path) -> Callable[[], Answer]:
    """Ask narwhals on tables of Arrow."""
    frames: Frames = {name: nw.from_native(table).lazy() for name, table in flat(folder).items()}
    return lambda: answer(frames)


def by_pandera(folder: Path) -> Callable[[], Answer]:
    """Ask pandera on frames of polars."""
    frames: Frames = {name: nw.from_native(_polars(table).lazy()) for name, table in flat(folder).items()}
    return _validated(frames, import_module("pandera.polars"), pl.Int64, pl.Boolean)


def by_pandera_pandas(folder: Path) -> Callable[[], Answer]:
    """Ask pandera on frames of pandas whose columns are those of Arrow."""
    pandas = import_module("pandas")
    tables = {name: table.to_pandas(types_mapper=pandas.ArrowDtype) for name, table in flat(folder).items()}
    frames: Frames = {name: nw.from_native(table).lazy() for name, table in tables.items()}
    return _validated(frames, import_module("pandera.pandas"), int, bool)


def _polars(table: pa.Table) -> pl.DataFrame:
    return pl.DataFrame(table)


def answer(frames: Frames) -> Answer:
    """Ask all rules one after the other."""
    found = {}
    for code, (frame, wrong) in failing(frames).items():
        rows = frame.filter(wrong).select("row").collect()["row"]
        found[code] = [len(rows), int(rows.sum())]
    return found


def _validated(frames: Frames, pandera: Any, whole: object, truth: object) -> Callable[[], Answer]:  # noqa: ANN401 - it has no types
    """Return a function that asks pandera which rows of each rule are not as its schema says."""
    is_right = pandera.Column(truth, pandera.Check.eq(False))  # noqa: FBT003 - what a value has to equal
    schema = pandera.DataFrameSchema({"row": pandera.Column(whole), "wrong": is_right})

    def run() -> Answer:
        found = {}
        for code, (frame, wrong) in failing(frames).items():
            told = frame.with_columns(wrong=wrong.fill_null(value=False)).select("row", "wrong").collect()
            native = told.to_native()
            if not isinstance(native, pl.DataFrame):
                native = native.astype({"row": "int64", "wrong": "bool"})
            try:
                schema.validate(native, lazy=True)
                found[code] = [0, 0]
            except pandera.errors.SchemaErrors as errors:
                places = errors.failure_cases["index"]
                rows = native["row"].to_numpy()[places.to_numpy()]
                found[code] = [len(rows), int(rows.sum())]
        return found

    return run


def failing(frames: Frames) -> Wrong:
    """Return for each rule the things that it is about, and which of them fail it."""
    found = {**_of_cases(frames), **_of_children(frames)}
    return {code: found[code] for code in CODES}


def _earlier(days: int) -> date:
    return DAY - timedelta(days=days)


def _yes() -> nw.Expr:
    """Return what is true in every row, as a column of the engine's own type, which a literal is not in pandas."""
    return nw.col("row") >= 0


def _marked(frames: Frames, base: nw.LazyFrame[Any], table: str, name: str, test: nw.Expr | None = None) -> nw.LazyFrame[Any]:
    """Return cases, with whether one of their children passes a test."""
    children = frames[table] if test is None else frames[table].filter(test)
    rows = children.select("row").unique("row").with_columns(_yes().alias(name))
    return base.join(rows, on="row", how="left").with_columns(nw.col(name).fill_null(value=False))


def _of_cases(frames: Frames) -> Wrong:
    c, cases = nw.col, frames["cases"]
    opened, begun = c("opened_on") <= DAY, c("on") <= DAY
    is_active = opened & (c("closing.on").is_null() | (c("closing.on") >= DAY))
    assessed = c("phase") == "assessment"
    first_days, gap, again = (limit(f"cm.{name}_days_max") for name in ("assessment", "contact_gap", "reassessment"))
    most = timedelta(days=first_days)
    taken = _marked(frames, cases, "phases", "taken", (c("phase") != "intake") & begun)
    taken = _marked(frames, _marked(frames, taken, "phases", "any_phase"), "indication.reasons", "any_reason")
    firsts = frames["phases"].filter(assessed).group_by("row").agg(first=c("on").min())
    assessments = _marked(frames, cases.join(firsts, on="row", how="left"), "phases", "begun", begun)
    contacts = _marked(frames, cases, "contacts", "there", begun & (c("on") >= _earlier(gap)))
    recent = _marked(frames, cases, "phases", "assessed", assessed & begun)
    recent = _marked(frames, recent, "phases", "there", assessed & begun & (c("on") >= _earlier(again)))
    informed = cases.join(frames["information"].group_by("row").agg(first=c("on").min()), on="row", how="left")
    lacks_indication = (
        ~(c("indication.on") <= DAY).fill_null(value=False)
        | ~c("any_reason")
        | c("indication.has_other_case_management").fill_null(value=True)
    )
    return {
        "CM-01": (
            taken,
            opened
            & (~c("any_phase") | c("taken"))
            & (c("closing.reason").is_null() | (c("closing.reason") != "no_indication"))
            & lacks_indication,
        ),
        "CM-03": (cases, opened & (~c("is_voluntary") | ~c("is_free_of_charge"))),
        "CM-05": (
            assessments,
            (c("opened_on") < _earlier(first_days))
            & (c("closing.on").is_null() | (c("closing.on") - c("opened_on") > most))
            & c("begun")
            & (c("first").is_null() | (c("first") - c("opened_on") > most)),
        ),
        "CM-07": (contacts, is_active & (c("opened_on") < _earlier(gap)) & ~c("there")),
        "CM-08": (recent, is_active & (c("opened_on") < _earlier(again)) & c("assessed") & ~c("there")),
        "CM-09": (
            cases,
            opened
            & (c("closing.on") <= DAY)
            & (
                c("closing.reason").is_null()
                | c("closing.structural_findings").is_null()
                | c("closing.delete_on").is_null()
                | (c("closing.attainment").is_null() & c("plan"))
            ),
        ),
        "CM-15": (cases, is_active & c("needs_interpreter") & ~c("interpreter_found")),
        "DS-01": (informed, opened & (c("first").is_null() | (c("first") > c("opened_on")))),
    }


def _of_children(frames: Frames) -> Wrong:
    c = nw.col
    days = frames["cases"].select("row", "opened_on")
    opened = c("opened_on") <= DAY
    first, last = grant_window()
    spells = frames["residence"].join(days, on="row").with_columns(granted=nw.coalesce("granted_on", "during.first_day"))
    consents = frames["consents"].join(days, on="row")
    for name, table in (("any_kind", "consents.data_kinds"), ("any_recipient", "consents.recipients")):
        owners = frames[table].select("row", position="parent").unique(["row", "position"])
        marked = owners.with_columns(_yes().alias(name))
        consents = consents.join(marked, on=["row", "position"], how="left").with_columns(c(name).fill_null(value=False))
    holds = (
        opened
        & (c("given_on") <= DAY)
        & (c("withdrawn_on").is_null() | (c("withdrawn_on") > DAY))
        & (c("valid.last_day").is_null() | (c("valid.last_day") >= DAY))
    )
    is_blank = c("purpose").fill_null("").str.strip_chars() == ""
    return {
        "B3-07": (
            spells,
            opened & (c("status") == "chancen_aufenthalt") & (c("granted") <= DAY) & ~c("granted").is_between(first, last),
        ),
        "DS-02": _transfers(frames, consents, days),
        "DS-04": (consents, holds & (~c("any_kind") | ~c("any_recipient") | is_blank)),
        "DS-07": (consents, holds & (c("form").is_null() | c("language").is_null() | c("given_by").is_null())),
    }


def _transfers(frames: Frames, consents: nw.LazyFrame[Any], days: nw.LazyFrame[Any]) -> tuple[nw.LazyFrame[Any], nw.Expr]:
    """Return the transfers, and which of them no basis allows: none is named, a statute without a norm, or beyond a consent."""
    c = nw.col
    asked = consents.filter(c("kind") == "data_protection").select(
        "row", "any_kind", "any_recipient", consent="id", parent="position"
    )
    sent = frames["transfers"].join(days, on="row").join(asked, on=["row", "consent"], how="left")
    named = frames["consents.recipients"].select("row", "parent", recipient="value").unique(["row", "parent", "recipient"])
    sent = sent.join(named.with_columns(is_named=_yes()), on=["row", "parent", "recipient"], how="left")
    kinds = frames["transfers.data_kinds"].select("row", "value", position="parent")
    kinds = kinds.join(sent.select("row", "position", "parent"), on=["row", "position"])
    others = kinds.join(frames["consents.data_kinds"].select("row", "parent", "value"), on=["row", "parent", "value"], how="anti")
    beyond = others.select("row", "position").unique(["row", "position"]).with_columns(is_beyond=_yes())
    sent = sent.join(beyond, on=["row", "position"], how="left")
    is_too_far = (c("any_recipient") & c("is_named").is_null()) | (c("any_kind") & ~c("is_beyond").is_null())
    wrong = (
        (c("opened_on") <= DAY)
        & (c("on") <= DAY)
        & (
            c("basis").is_null()
            | ((c("basis") == "statute") & (c("norm").fill_null("") == ""))
            | ((c("basis") == "consent") & (c("parent").is_null() | is_too_far))
        )
    )
    return sent, wrong
