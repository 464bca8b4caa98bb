"""The calculation engine: facts and networks in, every calculation with its verdict out."""

from linetag.calc.engine import (
    REASONS,
    SUMMATION_2003,
    SUMMATION_2023,
    Calculations,
    Reason,
    calculate,
    faulty_sets,
)

__all__ = [
    "REASONS",
    "SUMMATION_2003",
    "SUMMATION_2023",
    "Calculations",
    "Reason",
    "calculate",
    "faulty_sets",
]
