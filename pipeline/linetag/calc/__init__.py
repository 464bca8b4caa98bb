"""The calculation engine: facts and networks in, every calculation with its verdict out."""

from linetag.calc.binding import Candidate, WeightedArc
from linetag.calc.engine import calculate
from linetag.calc.judging import JudgedSum
from linetag.calc.readings import REASONS, Reading, Reason
from linetag.calc.results import Calculation, Calculations, Contributor, amount_text
from linetag.calc.sets import FactSets, sets_of

__all__ = [
    "REASONS",
    "Calculation",
    "Calculations",
    "Candidate",
    "Contributor",
    "FactSets",
    "JudgedSum",
    "Reading",
    "Reason",
    "WeightedArc",
    "amount_text",
    "calculate",
    "sets_of",
]
