from kimcore.law.builtin import shipped as shipped
from kimcore.law.builtin import shipped_sheets as shipped_sheets
from kimcore.law.lookup import Law as Law
from kimcore.law.lookup import law_of as law_of
from kimcore.law.sheets import Sheet as Sheet
from kimcore.law.sheets import read_sheet as read_sheet
from kimcore.law.values import Binding as Binding
from kimcore.law.values import DatedValue as DatedValue
from kimcore.law.values import Entry as Entry
from kimcore.law.values import Grade as Grade
from kimcore.law.values import OpenParameter as OpenParameter
from kimcore.law.values import OpenReason as OpenReason
from kimcore.law.values import Source as Source
from kimcore.law.values import Unit as Unit
from kimcore.law.values import Value as Value

__all__ = [
    "Binding",
    "DatedValue",
    "Entry",
    "Grade",
    "Law",
    "OpenParameter",
    "OpenReason",
    "Sheet",
    "Source",
    "Unit",
    "Value",
    "law_of",
    "read_sheet",
    "shipped",
    "shipped_sheets",
]
