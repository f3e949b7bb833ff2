from django.urls import path

from khaigiang.apps.reports import views

app_name = "reports"
urlpatterns = [
    path("bao-cao/", views.index, name="index"),
    path("bao-cao/toan-canh/", views.leader, name="leader"),
    path("bao-cao/ke-hoach-thuc-hien/", views.plan_actual, name="plan_actual"),
    path("bao-cao/ke-hoach-thuc-hien/tep/", views.plan_actual_book, name="plan_actual_book"),
    path("bao-cao/so-lieu/", views.breakdown, name="breakdown"),
    path("bao-cao/so-lieu/tep/", views.breakdown_book, name="breakdown_book"),
    path("do-bao-phu/<int:line_id>/", views.coverage, name="coverage"),
    path("do-bao-phu/<int:line_id>/nhu-hien-nay/", views.coverage_now, name="coverage_now"),
    path("do-bao-phu/<int:line_id>/nhu-hien-nay/tep/", views.coverage_now_book, name="coverage_now_book"),
    path("do-bao-phu/<int:line_id>/tep/", views.coverage_book, name="coverage_book"),
]
