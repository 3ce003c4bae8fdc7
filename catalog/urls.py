"""The catalogue's addresses beside its pages: public ones (in both languages), codes (in none), the desk's."""

from django.urls import path

from catalog.views import codes, desk, public

public_pages = (
    [
        path("verify/", public.ask, name="ask"),
        path("verify/<path:number>/", public.verify),
        path("verify/<path:number>", public.verify, name="verify"),
        path("products/suppliers/<int:pk>/", public.supplier, name="supplier"),
        path("products/<slug:code>/label/", public.label, name="label"),
    ],
    "catalog",
)

codes_of_products = (
    [
        path("products/<slug:code>/qr.svg", codes.svg, name="svg"),
        path("products/<slug:code>/qr.png", codes.png, name="png"),
    ],
    "catalog_codes",
)

desk_pages = (
    [
        path("", desk.product_list, name="list"),
        path("<int:pk>/", desk.detail, name="detail"),
    ],
    "catalog_desk",
)
