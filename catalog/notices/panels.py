"""What editors read of a notice; nothing of it can be changed."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel

READ = [
    HelpPanel(
        content=_(
            "A notice stays as it was opened. A correction is a new notice, issued by the office at the desk."
        ),
    ),
    *(
        FieldPanel(name, read_only=True)
        for name in ("title", "office", "document_number", "body", "opened_on", "ends_on")
    ),
]
