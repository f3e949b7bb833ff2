from django.urls import path

from khaigiang.apps.schools import views

app_name = "schools"
urlpatterns = [
    path("ngay-nghi/", views.closed_days, name="closed_days"),
    path("dieu-mong-muon/", views.wishes, name="wishes"),
    path("giang-vien/<int:lecturer_id>/gioi-han/", views.limits, name="limits"),
    path("chuong-trinh/<int:programme_id>/cach-to-chuc/", views.topics, name="topics"),
]
