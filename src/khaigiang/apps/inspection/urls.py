from django.urls import path

from khaigiang.apps.inspection import views

app_name = "inspection"
urlpatterns = [path("nhat-ky/", views.events, name="events")]
