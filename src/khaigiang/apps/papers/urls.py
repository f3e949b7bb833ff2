from django.urls import path

from khaigiang.apps.papers import views

app_name = "papers"
urlpatterns = [
    path("van-ban/<int:paper_id>/", views.download, name="download"),
    path("van-ban/<int:paper_id>/cap-so/", views.issue, name="issue"),
]
