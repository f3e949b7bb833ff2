from django.urls import path

from khaigiang.apps.reports import views

app_name = "reports"
urlpatterns = [
    path("do-bao-phu/", views.index, name="index"),
    path("do-bao-phu/<int:line_id>/", views.coverage, name="coverage"),
    path("do-bao-phu/<int:line_id>/tep/", views.coverage_book, name="coverage_book"),
]
