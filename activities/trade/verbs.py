"""The verbs of trade records in words."""

from django.utils.translation import gettext_lazy as _

from accounts.verbs import register

register(
    {
        "trade.start": _("began a trade record"),
        "trade.copy": _("began a trade record from a former one"),
        "trade.start_correction": _("began the correction of a trade record"),
        "trade.submit": _("submitted a trade record"),
        "trade.discard": _("discarded a draft of a trade record"),
        "trade.approve": _("trade record approved"),
        "trade.refuse": _("trade record refused"),
        "trade.withdraw": _("took a trade record back"),
        "trade.revoke": _("withdrew the approval of a trade record"),
        "trade.voucher": _("opened a voucher"),
    }
)
