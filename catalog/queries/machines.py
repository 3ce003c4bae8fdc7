"""What machines read of a product: schema.org."""

from django.utils.translation import gettext as _

from catalog.facts import ProductKind
from content import pictures
from content.addresses import absolute
from core.money import readable


def product_thing(request, page, said, shown) -> dict:
    """A product with its certificate; the marks of what has left say so by their last day."""
    return {
        "@type": "Product",
        "name": page.title,
        "alternateName": [name for name in page.other_names.split("、") if name],
        "description": page.description,
        "sku": page.code,
        "category": page.category.name,
        "brand": {"@type": "Brand", "name": page.brand} if page.brand else None,
        "image": [absolute(request, pictures.shown(row.image, pictures.WIDE).url) for row in shown],
        "url": absolute(request, page.url),
        "manufacturer": {"@type": "Organization", "name": page.supplier.name},
        "countryOfOrigin": {"@type": "AdministrativeArea", "name": page.region.path_name},
        "hasCertification": _certificate(page, said),
        "additionalProperty": [
            {"@type": "PropertyValue", "name": str(name), "value": value}
            for name, value in (
                (_("specification"), page.specification),
                (_("people benefited"), page.people_benefited),
                (_("commodity value"), readable(page.commodity_value) if page.commodity_value else ""),
            )
            if value
        ],
    }


def _certificate(page, said):
    if page.kind != ProductKind.CERTIFIED:
        return None
    last = page.delisted_at.date() if page.delisted_at else page.listed_until
    return {
        "@type": "Certification",
        "name": page.get_kind_display(),
        "certificationIdentification": page.certificate_number,
        "certificationStatus": "CertificationActive"
        if said.days_left is not None
        else "CertificationInactive",
        "issuedBy": {"@type": "Organization", "name": page.certified_by.name} if page.certified_by else None,
        "datePublished": page.certified_on.isoformat(),
        "expires": last.isoformat(),
    }
