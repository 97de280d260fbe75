from kimcore.bundle.reading import load as load
from kimcore.bundle.reading import loads as loads
from kimcore.bundle.writing import dump as dump
from kimcore.bundle.writing import dumps as dumps
