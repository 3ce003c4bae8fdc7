"""The site looks at itself: marks, columns, pages, links, pictures and files, as a government site is inspected.

`run()` looks at everything, page by page only at what has changed since, and keeps its result as an `Inspection`.
Apps above tell which of their pages are columns with `columns.register`.
"""

from content.inspection.columns import Column, ColumnKind
from content.inspection.work import KIND, run, run_when_due

__all__ = ["KIND", "Column", "ColumnKind", "run", "run_when_due"]
