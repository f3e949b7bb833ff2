from django.urls import path

from khaigiang.apps.units import views

app_name = "units"
urlpatterns = [
    path("don-vi/", views.index, name="index"),
    path("don-vi/thay-doi/", views.changes, name="changes"),
    path("don-vi/thay-doi/<int:change_id>/huy/", views.undo, name="undo"),
    path("don-vi/<int:unit_id>/", views.unit, name="unit"),
    path("don-vi/<int:unit_id>/doi-chieu/", views.compare, name="compare"),
    path("don-vi/<int:unit_id>/<str:act>/", views.change, name="change"),
]
