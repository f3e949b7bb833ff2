from django.urls import path

from khaigiang.apps.classes import views

app_name = "classes"
urlpatterns = [
    path("danh-sach-cu/nguoi/<int:nomination_id>/", views.nominee, name="nominee"),
    path("lap-lop/<int:line_id>/", views.forming, name="forming"),
    path("lop/<int:class_id>/", views.trainees, name="trainees"),
    path("lop/<int:class_id>/to/", views.groups, name="groups"),
    path("lop/<int:class_id>/van-ban/", views.papers, name="papers"),
    path("lop/<int:class_id>/hoc-vien/<int:enrolment_id>/", views.seat, name="seat"),
]
