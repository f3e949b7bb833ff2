from django.urls import path

from khaigiang.apps.quotas import views

app_name = "quotas"
urlpatterns = [
    path("chi-tieu/<int:line_id>/", views.line, name="line"),
    path("chi-tieu/don-vi/<int:quota_id>/", views.row, name="row"),
]
