"""Routes: the desk's under `/desk/certification/`, the public's in both languages."""

from django.urls import path

from catalog.certification.views import desk, letters, papers, public, rounds, write
from catalog.certification.withdrawal import views as withdrawals

desk_pages = (
    [
        path("", desk.application_list, name="list"),
        path("new/", write.new, name="new"),
        path("renew/<slug:code>/", desk.renew, name="renew"),
        path("<int:pk>/", desk.detail, name="detail"),
        path("<int:pk>/edit/", write.edit, name="edit"),
        path("<int:pk>/autosave/", write.autosave, name="autosave"),
        path("<int:pk>/discard/", desk.discard, name="discard"),
        path("<int:pk>/withdraw/", desk.withdraw, name="withdraw"),
        path("<int:pk>/letter/", papers.letter, name="letter"),
        path("<int:pk>/print/", desk.printed, name="print"),
        path("<int:pk>/letters/<slug:kind>/", letters.letter_page, name="letter_page"),
        path("<int:pk>/rows/", desk.decide_rows, name="rows"),
        path("rows/<int:pk>/", desk.mend, name="mend"),
        path("papers/<int:pk>/", papers.paper, name="paper"),
        path("rounds/", rounds.round_list, name="rounds"),
        path("rounds/<int:pk>/<slug:verb>/", rounds.change, name="round"),
        path("withdrawals/", withdrawals.withdrawal_list, name="withdrawals"),
        path("withdrawals/of/<slug:code>/", withdrawals.propose, name="propose_withdrawal"),
        path("withdrawals/<int:pk>/", withdrawals.withdrawal, name="withdrawal"),
        path("withdrawals/<int:pk>/drop/", withdrawals.drop, name="drop_withdrawal"),
    ],
    "certification_desk",
)
public_pages = (
    [
        path("key.pem", public.key, name="key"),
        path("<str:number>/", public.certificate, name="certificate"),
        path("<str:number>/pdf/", public.certificate_pdf, name="pdf"),
        path("<str:number>/code/", public.sealed, name="sealed"),
    ],
    "certification",
)
