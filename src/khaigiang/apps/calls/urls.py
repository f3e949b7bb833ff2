from django.urls import path

from khaigiang.apps.calls import views

app_name = "calls"
urlpatterns = [
    path("chieu-sinh/", views.index, name="index"),
    path("chieu-sinh/soan/", views.draft, name="draft"),
    path("chieu-sinh/<int:call_id>/", views.call, name="call"),
    path("chieu-sinh/ho-so/<int:dossier_id>/", views.dossier, name="dossier"),
]
