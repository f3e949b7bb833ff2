from django.urls import path

from khaigiang.apps.timetables import views

app_name = "timetables"
urlpatterns = [
    path("lop/<int:class_id>/thoi-khoa-bieu/", views.of_class, name="of_class"),
    path("giang-vien/", views.lecturers, name="lecturers"),
    path("giang-vien/<int:lecturer_id>/", views.lecturer, name="lecturer"),
    path("phong-hoc/", views.rooms, name="rooms"),
    path("phong-hoc/<int:room_id>/", views.room, name="room"),
]
