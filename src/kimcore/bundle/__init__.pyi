from kimcore.bundle.lines import dump_cases as dump_cases
from kimcore.bundle.reading import load as load
from kimcore.bundle.reading import loads as loads
from kimcore.bundle.streaming import CaseStream as CaseStream
from kimcore.bundle.streaming import RefusedCase as RefusedCase
from kimcore.bundle.streaming import iter_cases as iter_cases
from kimcore.bundle.writing import dump as dump
from kimcore.bundle.writing import dumps as dumps
