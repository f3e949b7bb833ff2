from django.urls import path

from khaigiang.apps.timetables import views

app_name = "timetables"
urlpatterns = [
    path("lop/<int:class_id>/thoi-khoa-bieu/", views.of_class, name="of_class"),
    path("thoi-khoa-bieu/ke-hoach/<int:plan_id>/", views.of_plan, name="of_plan"),
    path("thoi-khoa-bieu/ke-hoach/<int:plan_id>/sua-tay/", views.by_hand, name="by_hand"),
    path("thoi-khoa-bieu/ke-hoach/<int:plan_id>/so-sanh/", views.compare, name="compare"),
    path("thoi-khoa-bieu/lan-tim/<int:search_id>/", views.search, name="search"),
    path("giang-vien/", views.lecturers, name="lecturers"),
    path("giang-vien/<int:lecturer_id>/", views.lecturer, name="lecturer"),
    path("phong-hoc/", views.rooms, name="rooms"),
    path("phong-hoc/<int:room_id>/", views.room, name="room"),
]
