from django.urls import path

from khaigiang.demo import views

app_name = "demo"
urlpatterns = [path("vu-viec/", views.case, name="case")]
