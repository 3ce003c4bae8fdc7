"""Routes: the desk's under `/desk/trade/`, the public's in both languages."""

from django.urls import path

from activities.trade.views import desk, files, ledger, public, write

desk_pages = (
    [
        path("", desk.record_list, name="list"),
        path("ledger.csv", ledger.ledger_csv, name="ledger_csv"),
        path("new/", write.new, name="new"),
        path("<int:pk>/", desk.detail, name="detail"),
        path("<int:pk>/edit/", write.edit, name="edit"),
        path("<int:pk>/autosave/", write.autosave, name="autosave"),
        path("<int:pk>/vouchers/", files.vouchers, name="vouchers"),
        path("<int:pk>/copy/", desk.copy, name="copy"),
        path("<int:pk>/correct/", desk.correct, name="correct"),
        path("<int:pk>/discard/", desk.discard, name="discard"),
        path("<int:pk>/withdraw/", desk.withdraw, name="withdraw"),
        path("vouchers/<int:pk>/", files.voucher, name="voucher"),
    ],
    "trade_desk",
)
public_pages = ([path("", public.index, name="index")], "trade")
