"""The catalogue's verbs in words."""

from django.utils.translation import gettext_lazy as _

from accounts.verbs import register

register(
    {
        "product.create": _("created a product"),
        "product.list": _("entered a product in the directory"),
        "product.delist": _("removed a product from the directory"),
        "product.relist": _("entered a product again"),
        "product.prolong": _("prolonged the listing of a product"),
        "product.expire": _("ended the listing of a product"),
        "product.change": _("changed the facts of a product"),
        "product.sales": _("reported sales of a product"),
        "catalog.import_judge": _("had a file of products checked"),
        "catalog.import": _("moved a file of products in"),
        "catalog.import_done": _("completed moving a file in"),
        "catalog.import_abandon": _("gave up moving a file in"),
        "catalog.import_set_back": _("set moving a file in back to its start"),
    }
)
