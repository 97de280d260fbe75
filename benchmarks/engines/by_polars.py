"""The rules of `cases.py` written by hand for polars, for children that lie in the order of their cases."""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from engines.asked import CODES, DAY, Answer, grant_window, limit

LISTS = ("phases", "contacts", "information", "residence", "consents", "transfers")


def by_polars(folder: Path) -> Callable[[], Answer]:
    """Ask flat frames, which were unnested before."""
    cases, child = unnested(pl.read_parquet(folder / "cases.parquet"))
    return lambda: answer(cases, child)


def by_polars_nested(folder: Path) -> Callable[[], Answer]:
    """Ask a nested frame, which is unnested within the time."""
    nested = pl.read_parquet(folder / "cases.parquet")
    return lambda: answer(*unnested(nested))


def unnested(nested: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """Return a flat frame of the cases and one for each kind of child, all with the number of the case."""
    data = nested.with_row_index("row").with_columns(phases_n=pl.col("phases").list.len())
    child = {name: data.select("row", name).explode(name).drop_nulls(name).unnest(name) for name in LISTS}
    return data.drop(LISTS), child


def answer(cases: pl.DataFrame, child: dict[str, pl.DataFrame]) -> Answer:
    """Ask all rules at once."""
    frames = failing(cases, child)
    found = pl.collect_all([frames[code].select(n=pl.len(), total=pl.col("row").cast(pl.Int64).sum()) for code in CODES])
    return {code: [int(part["n"][0]), int(part["total"][0])] for code, part in zip(CODES, found, strict=True)}


def failing(cases: pl.DataFrame, child: dict[str, pl.DataFrame]) -> dict[str, pl.LazyFrame]:
    """Return the things that fail each rule."""
    c = pl.col
    consents = child["consents"].with_columns(
        end=pl.min_horizontal("withdrawn_on", c("valid").struct.field("last_day").dt.offset_by("1d"))
    )
    on = pl.lit(DAY)

    def far(days: int, day: pl.Expr) -> pl.Expr:
        return (on - day).dt.total_days() > days

    def within(name: str, test: pl.Expr) -> pl.LazyFrame:
        rows = child[name].lazy().filter(test).select(c("row").set_sorted()).unique(maintain_order=True)
        return rows.with_columns(pl.lit(value=True).alias("there"))

    def cases_with(name: str, test: pl.Expr) -> pl.LazyFrame:
        return cases.lazy().join(within(name, test), on="row", how="left").with_columns(c("there").fill_null(value=False))

    def field(name: str, of: str) -> pl.Expr:
        return c(name).struct.field(of)

    opened, closing = c("opened_on") <= on, field("closing", "on")
    is_active = opened & (closing.is_null() | (on <= closing))
    days = {
        code: limit(key)
        for code, key in (
            ("CM-05", "cm.assessment_days_max"),
            ("CM-07", "cm.contact_gap_days_max"),
            ("CM-08", "cm.reassessment_days_max"),
        )
    }
    window = grant_window()
    assessed = c("phase") == "assessment"
    holds = (c("given_on") <= on) & (c("end").is_null() | (on < c("end")))
    taken_in = (c("phases_n") == 0) | c("there")
    known = field("indication", "on") <= on
    granted = pl.coalesce("granted_on", c("during").struct.field("first_day"))
    transfers = (
        child["transfers"]
        .lazy()
        .with_row_index("t")
        .join(
            consents.lazy()
            .filter(c("kind") == "data_protection")
            .select("row", consent="id", to="recipients", kinds="data_kinds"),
            on=["row", "consent"],
            how="left",
            maintain_order="left",
        )
    )
    beyond = ((c("to").list.len() > 0) & ~c("to").list.contains(c("recipient"))) | (
        (c("kinds").list.len() > 0) & (c("data_kinds").list.set_difference(c("kinds")).list.len() > 0)
    )
    statute, norm = c("basis") == "statute", c("norm").fill_null("") == ""
    return {
        "CM-01": cases_with("phases", (c("phase") != "intake") & (c("on") <= on)).filter(
            opened
            & taken_in
            & (field("closing", "reason").is_null() | (field("closing", "reason") != "no_indication"))
            & (
                ~known.fill_null(value=False)
                | (field("indication", "reasons").list.len() == 0)
                | field("indication", "has_other_case_management").ne_missing(pl.lit(value=False))
            )
        ),
        "CM-03": cases.lazy().filter(opened & ((~c("is_voluntary")) | (~c("is_free_of_charge")))),
        "CM-05": cases.lazy()
        .join(child["phases"].lazy().filter(assessed).group_by("row").agg(first=c("on").min()), on="row", how="left")
        .join(within("phases", c("on") <= on), on="row", how="left")
        .filter(
            far(days["CM-05"], c("opened_on"))
            & (closing.is_null() | ((closing - c("opened_on")).dt.total_days() > days["CM-05"]))
            & c("there").fill_null(value=False)
            & (c("first").is_null() | ((c("first") - c("opened_on")).dt.total_days() > days["CM-05"]))
        ),
        "CM-07": cases_with("contacts", (c("on") <= on) & ~far(days["CM-07"], c("on"))).filter(
            is_active & far(days["CM-07"], c("opened_on")) & ~c("there")
        ),
        "CM-08": cases_with("phases", assessed & (c("on") <= on))
        .rename({"there": "assessed"})
        .join(within("phases", assessed & (c("on") <= on) & ~far(days["CM-08"], c("on"))), on="row", how="left")
        .filter(is_active & far(days["CM-08"], c("opened_on")) & c("assessed") & ~c("there").fill_null(value=False)),
        "CM-09": cases.lazy().filter(
            opened
            & (closing <= on)
            & (
                field("closing", "reason").is_null()
                | field("closing", "structural_findings").is_null()
                | field("closing", "delete_on").is_null()
                | (field("closing", "attainment").is_null() & c("plan").is_not_null())
            )
        ),
        "CM-15": cases.lazy().filter(is_active & c("needs_interpreter") & ~c("interpreter_found")),
        "B3-07": child["residence"]
        .lazy()
        .join(cases.lazy().select("row", "opened_on"), on="row")
        .filter(opened & (c("status") == "chancen_aufenthalt") & (granted <= on) & ~granted.is_between(window[0], window[1])),
        "DS-01": cases_with("information", pl.lit(value=True))
        .join(child["information"].lazy().group_by("row").agg(first=c("on").min()), on="row", how="left")
        .filter(opened & (c("first").is_null() | (c("first") > c("opened_on")))),
        "DS-02": transfers.join(cases.lazy().select("row", "opened_on"), on="row").filter(
            opened
            & (c("on") <= on)
            & (c("basis").is_null() | (statute & norm) | ((c("basis") == "consent") & (c("to").is_null() | beyond)))
        ),
        "DS-04": consents.lazy()
        .join(cases.lazy().select("row", "opened_on"), on="row")
        .filter(
            opened
            & holds
            & (
                (c("data_kinds").list.len() == 0)
                | (c("recipients").list.len() == 0)
                | (c("purpose").fill_null("").str.strip_chars() == "")
            )
        ),
        "DS-07": consents.lazy()
        .join(cases.lazy().select("row", "opened_on"), on="row")
        .filter(opened & holds & (c("form").is_null() | c("language").is_null() | c("given_by").is_null())),
    }
