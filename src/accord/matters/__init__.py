"""Claims to matters: which claims are about the same thing, and how they stand to each other."""

from accord.matters.grouping import group
from accord.matters.matter import Figure, Label, Matter, MatterKind, Window, figure, window
from accord.matters.standing import Relation, Respect, Standing, contests, disputes, standing
from accord.matters.years import infer_years

__all__ = [
    "Figure",
    "Label",
    "Matter",
    "MatterKind",
    "Relation",
    "Respect",
    "Standing",
    "Window",
    "contests",
    "disputes",
    "figure",
    "group",
    "infer_years",
    "standing",
    "window",
]
