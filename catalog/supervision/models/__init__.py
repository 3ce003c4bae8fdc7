"""Complaints, spot inspections, the dishonesty blacklist, and what a deployment decides about their clocks."""

from catalog.supervision.models.blacklist import Blacklisting
from catalog.supervision.models.complaints import (
    Complaint,
    ComplaintEvent,
    ComplaintFile,
    InvestigationNote,
)
from catalog.supervision.models.inspections import Inspection, InspectionFile
from catalog.supervision.models.settings import SupervisionSettings

__all__ = [
    "Blacklisting",
    "Complaint",
    "ComplaintEvent",
    "ComplaintFile",
    "Inspection",
    "InspectionFile",
    "InvestigationNote",
    "SupervisionSettings",
]
