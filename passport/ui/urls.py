"""Routes of ui."""

app_name = "ui"

urlpatterns: list = []
