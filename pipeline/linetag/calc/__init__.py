"""The calculation engine: facts and networks in, every calculation with its verdict out."""

from linetag.calc.binding import Candidate, WeightedArc
from linetag.calc.engine import SUMMATION_2003, SUMMATION_2023, calculate
from linetag.calc.judging import JudgedSum
from linetag.calc.readings import REASONS, Reading, Reason
from linetag.calc.results import Calculation, Calculations, Contributor, amount_text
from linetag.calc.sets import FactSets, sets_of

__all__ = [
    "REASONS",
    "SUMMATION_2003",
    "SUMMATION_2023",
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
