from django.urls import path
from django.views.i18n import set_language

from khaigiang.web import views

app_name = "web"
urlpatterns = [
    path("giao-dien/", views.choose_theme, name="theme"),
    path("ngon-ngu/", set_language, name="language"),
]
