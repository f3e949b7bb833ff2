from django.urls import path

from khaigiang.apps.delivery import views

app_name = "delivery"
urlpatterns = [
    path("lop/<int:class_id>/khai-giang/", views.opening, name="opening"),
    path("lop/<int:class_id>/diem-danh/", views.attendance, name="attendance"),
    path("lop/<int:class_id>/diem-danh/mau.xlsx", views.attendance_book, name="attendance_book"),
    path("lop/<int:class_id>/diem-danh/<str:half_day>/", views.roll, name="roll"),
    path("lop/<int:class_id>/so-theo-doi/", views.journal, name="journal"),
    path("tin-khan/", views.notices, name="notices"),
]
