"""The rules of `cases.py` written by hand in SQL for DuckDB."""

import os
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from engines.asked import CODES, DAY, Answer, grant_window, limit

SQL = """
create or replace temp table cases as select row, opened_on, closing, plan, indication, is_voluntary, is_free_of_charge,
  needs_interpreter, interpreter_found, len(phases) as phases_n from raw;
create or replace temp table phases as select row, unnest(phases, recursive := true) from raw;
create or replace temp table contacts as select row, unnest(contacts, recursive := true) from raw;
create or replace temp table information as select row, unnest(information, recursive := true) from raw;
create or replace temp table residence as select row, s.status, coalesce(s.granted_on, s.during.first_day) as granted
  from (select row, unnest(residence) as s from raw);
create or replace temp table consents as select row, s.id,
  s.kind, s.given_on, s.purpose, s.data_kinds, s.recipients, s.form, s.language,
  s.given_by,
  least(s.withdrawn_on, s.valid.last_day + 1) as ends from (select row, unnest(consents) as s from raw);
create or replace temp table transfers as select row, s."on", s.recipient, s.data_kinds, s.basis, s.norm, s.consent
  from (select row, unnest(transfers) as s from raw);
"""
"""The tables that DuckDB holds."""

QUESTIONS = {
    "CM-01": """from cases c where opened_on <= $d
        and (phases_n = 0 or exists (from phases p where p.row = c.row and phase <> 'intake' and "on" <= $d))
        and closing.reason is distinct from 'no_indication'
        and (indication is null or indication."on" > $d or len(indication.reasons) = 0
             or indication.has_other_case_management is distinct from false)""",
    "CM-03": "from cases where opened_on <= $d and (is_voluntary = false or is_free_of_charge = false)",
    "CM-05": """from cases c where $d - opened_on > {cm.assessment_days_max}
        and (closing is null or closing."on" - opened_on > {cm.assessment_days_max})
        and exists (from phases p where p.row = c.row and "on" <= $d)
        and not exists (from phases p where p.row = c.row and phase = 'assessment'
        and "on" - c.opened_on <= {cm.assessment_days_max})""",
    "CM-07": """from cases c where opened_on <= $d and (closing is null or $d <= closing."on")
        and $d - opened_on > {cm.contact_gap_days_max}
        and not exists (from contacts k where k.row = c.row and $d - "on" between 0 and {cm.contact_gap_days_max})""",
    "CM-08": """from cases c where opened_on <= $d and (closing is null or $d <= closing."on")
        and $d - opened_on > {cm.reassessment_days_max}
        and exists (from phases p where p.row = c.row and phase = 'assessment' and "on" <= $d)
        and not exists (from phases p where p.row = c.row and phase = 'assessment' and $d - "on" between 0
        and {cm.reassessment_days_max})""",
    "CM-09": """from cases where opened_on <= $d and closing."on" <= $d and (closing.reason is null
        or closing.structural_findings is null
        or closing.delete_on is null or (closing.attainment is null and plan is not null))""",
    "CM-15": """from cases where opened_on <= $d and (closing is null or $d <= closing."on") and needs_interpreter
        and not interpreter_found""",
    "B3-07": """from residence join cases using (row) where opened_on <= $d and status = 'chancen_aufenthalt'
        and granted <= $d
        and granted not between $first and $last""",
    "DS-01": """from cases c where opened_on <= $d and not exists (from information i where i.row = c.row
        and "on" <= c.opened_on)""",
    "DS-02": """from transfers t join cases using (row) left join consents k on k.row = t.row and k.id = t.consent
        and k.kind = 'data_protection'
        where opened_on <= $d and t."on" <= $d and (t.basis is null or (t.basis = 'statute' and coalesce(t.norm, '') = '')
        or (t.basis = 'consent' and (k.id is null or (len(k.recipients) > 0 and not list_contains(k.recipients, t.recipient))
        or (len(k.data_kinds) > 0 and not list_has_all(k.data_kinds, t.data_kinds)))))""",
    "DS-04": """from consents join cases using (row) where opened_on <= $d and given_on <= $d and (ends is null or $d < ends)
        and (len(data_kinds) = 0 or len(recipients) = 0 or trim(coalesce(purpose, '')) = '')""",
    "DS-07": """from consents join cases using (row) where opened_on <= $d and given_on <= $d and (ends is null or $d < ends)
        and (form is null or language is null or given_by is null)""",
}


def by_duckdb(folder: Path) -> Callable[[], Answer]:
    """Ask tables in memory, which were unnested before."""
    connection = connected(folder)
    connection.execute(SQL)
    return lambda: answer(connection)


def by_duckdb_nested(folder: Path) -> Callable[[], Answer]:
    """Ask a nested table in memory, which is unnested within the time."""
    connection = connected(folder)

    def run() -> Answer:
        connection.execute(SQL)
        return answer(connection)

    return run


def connected(folder: Path) -> Any:  # noqa: ANN401 - of a library that need not be there
    """Return a connection with the nested table in memory."""
    duckdb = import_module("duckdb")
    connection = duckdb.connect(config={"threads": int(os.environ.get("POLARS_MAX_THREADS", os.cpu_count() or 1))})
    path = folder / "cases.parquet"
    connection.execute(
        f"create temp table raw as select *, (row_number() over () - 1)::bigint as row from read_parquet('{path}')"  # noqa: S608
    )
    return connection


def answer(connection: Any) -> Answer:  # noqa: ANN401 - of a library that need not be there
    """Ask all rules, one question each."""
    found = {}
    for code, question in texts().items():
        row = "t.row" if code == "DS-02" else "row"
        count, total = connection.execute(f"select count(*), coalesce(sum({row}), 0) {question}").fetchone()
        found[code] = [int(count), int(total)]
    return found


@cache
def texts() -> dict[str, str]:
    """Return the questions with the day and the limits in their places."""
    window = grant_window()
    keys = ("cm.assessment_days_max", "cm.contact_gap_days_max", "cm.reassessment_days_max")

    def asked_as(question: str) -> str:
        for key in keys:
            question = question.replace(f"{{{key}}}", str(limit(key)))
        for name, day in (("$d", DAY), ("$first", window[0]), ("$last", window[1])):
            question = question.replace(name, f"date '{day}'")
        return question

    return {code: asked_as(QUESTIONS[code]) for code in CODES}
