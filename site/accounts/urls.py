"""“My organization” and “My account”, under /desk/accounts/."""

app_name = "accounts"
urlpatterns = []
