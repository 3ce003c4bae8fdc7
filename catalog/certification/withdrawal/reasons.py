"""The five reasons of the regulations (I09-I13); the others of a DelistReason need no chain."""

from catalog.states import DelistReason

REASONS = (
    DelistReason.CONDITIONS,
    DelistReason.PROBLEM,
    DelistReason.NO_SALES,
    DelistReason.UNLAWFUL,
    DelistReason.SAFETY,
)
