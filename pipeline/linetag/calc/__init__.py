"""The calculation engine: facts and networks in, every calculation with its verdict out."""

from linetag.calc.binding import Candidate
from linetag.calc.engine import SUMMATION_2003, SUMMATION_2023, calculate
from linetag.calc.readings import REASONS, Reason
from linetag.calc.results import Calculation, Calculations, Contributor
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
    "Reason",
    "calculate",
    "sets_of",
]
