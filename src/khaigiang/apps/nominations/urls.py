from django.urls import path

from khaigiang.apps.nominations import views

app_name = "nominations"
urlpatterns = [
    path("danh-sach-cu/", views.index, name="index"),
    path("danh-sach-cu/<int:line_id>/", views.line, name="line"),
    path("danh-sach-cu/nguoi/<int:nomination_id>/xet-thu/", views.trial, name="trial"),
    path("bo-dieu-kien/", views.rule_sets, name="rule_sets"),
    path("bo-dieu-kien/<str:rules>/", views.rule_set, name="rule_set"),
    path("bo-dieu-kien/<str:rules>/ban-hanh/", views.enact, name="enact"),
    path("danh-sach-cu/<int:line_id>/don-vi/<int:unit_id>/", views.unit, name="unit"),
]
