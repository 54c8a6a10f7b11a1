"""Claims to relations: who did what to whom, summed over pairs of actors."""

from accord.relations.tally import Relation, Tie, counts, relations

__all__ = ["Relation", "Tie", "counts", "relations"]
