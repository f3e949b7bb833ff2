from django.urls import path

from khaigiang.apps.people import views

app_name = "people"
urlpatterns = [
    path("can-bo/", views.index, name="index"),
    path("can-bo/them/", views.add, name="add"),
    path("can-bo/don-vi-da-ket-thuc/", views.displaced, name="displaced"),
    path("can-bo/can-xac-dinh/", views.questions, name="questions"),
    path("can-bo/can-xac-dinh/<int:identity_id>/", views.question, name="question"),
    path("can-bo/da-gop/", views.merges, name="merges"),
    path("can-bo/<int:person_id>/sua/", views.correct, name="correct"),
    path("can-bo/<int:person_id>/ghi/", views.entries, name="entries"),
    path("can-bo/<int:person_id>/ghi/<slug:entry_kind>/", views.enter, name="enter"),
    path("can-bo/chuc-danh/<int:appointment_id>/thoi-giu/", views.end, name="end"),
]
