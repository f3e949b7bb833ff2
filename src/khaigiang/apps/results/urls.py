from django.urls import path

from khaigiang.apps.results import views

app_name = "results"
urlpatterns = [
    path("lop/<int:class_id>/ket-qua/", views.of_class, name="of_class"),
    path("lop/<int:class_id>/ket-qua/bang-diem.xlsx", views.mark_sheet, name="mark_sheet"),
]
