"""What the database itself refuses: a public product that was never listed, facts that change behind the verbs."""

from catalog.facts import FACT_COLUMNS
from core import triggers
from core.triggers import Trigger

PAGE, EVENT, CATEGORY, TREE = (
    "catalog_productpage",
    "catalog_productevent",
    "catalog_category",
    "wagtailcore_page",
)

# JSON has no comparison on PostgreSQL without a cast; it travels with the facts' version all the same.
_changed = " OR ".join(
    f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FACT_COLUMNS if column != "participation"
)
_this_product = f"EXISTS (SELECT 1 FROM {PAGE} p WHERE p.page_ptr_id = NEW.id AND "

GUARDS = (
    (
        "product_facts_change_by_verb",
        PAGE,
        "update",
        f"OLD.standing <> 'new' AND NEW.facts_version <= OLD.facts_version AND ({_changed})",
        "facts of a product that was listed change only with their version",
        (),
    ),
    (
        "product_never_new_again",
        PAGE,
        "update",
        "OLD.standing <> 'new' AND NEW.standing = 'new'",
        "a product that was listed keeps its history",
        (),
    ),
    (
        "product_listed_is_public",
        TREE,
        "update",
        f"OLD.live AND NOT NEW.live AND {_this_product} p.standing <> 'new' AND NOT p.is_demo)",
        "the page of a product that was listed stays public",
        (PAGE,),
    ),
    (
        "product_public_was_listed",
        TREE,
        "update",
        f"NEW.live AND NOT OLD.live AND {_this_product} p.standing = 'new')",
        "a product is public only when it has been listed",
        (PAGE,),
    ),
    (
        "category_has_two_levels",
        CATEGORY,
        "insert",
        f"EXISTS (SELECT 1 FROM {CATEGORY} c WHERE c.id = NEW.parent_id AND c.parent_id IS NOT NULL)",
        "categories have two levels",
        (),
    ),
    (
        "category_keeps_two_levels",
        CATEGORY,
        "update",
        "NEW.parent_id IS NOT NULL AND ("
        f"EXISTS (SELECT 1 FROM {CATEGORY} c WHERE c.id = NEW.parent_id AND c.parent_id IS NOT NULL) "
        f"OR EXISTS (SELECT 1 FROM {CATEGORY} c WHERE c.parent_id = NEW.id))",
        "categories have two levels",
        (),
    ),
)


def register():
    """Ask for the triggers; called when the app is ready."""
    for name, table, event, condition, sentence, needs in GUARDS:
        triggers.register(Trigger(name, table, event, condition, sentence, needs=needs))
    triggers.append_only(EVENT)
