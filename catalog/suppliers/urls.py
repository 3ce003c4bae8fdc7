"""Routes: the desk's under `/desk/supplier/`; suppliers have no public page of their own here."""

from django.urls import path

from catalog.suppliers.views import desk, files

desk_pages = (
    [
        path("", desk.home, name="home"),
        path("onboarding/", desk.edit, name="edit"),
        path("onboarding/withdraw/", desk.withdraw, name="withdraw"),
        path("papers/new/", desk.add_paper, name="add_paper"),
        path("papers/<int:pk>/", files.paper, name="paper"),
        path("papers/<int:pk>/back/", files.paper, {"side": "back"}, name="paper_back"),
        path("bases/", desk.find_base, name="bases"),
        path("bases/<int:pk>/", desk.request_base, name="request_base"),
        path("proofs/<int:pk>/", files.proof, name="proof"),
        path("agreements/new/", desk.agreement, name="agreement"),
        path("agreements/<int:pk>/", desk.agreement, name="mend_agreement"),
        path("agreements/<int:pk>/file/", files.agreement, name="agreement_file"),
    ],
    "suppliers_desk",
)
public_pages = ([], "suppliers")
