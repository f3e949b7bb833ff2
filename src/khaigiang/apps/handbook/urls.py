from django.urls import path

from khaigiang.apps.handbook import views

app_name = "handbook"
urlpatterns = [
    path("so-tay/", views.index, name="index"),
    path("so-tay/ban-in/", views.book, name="book"),
    path("so-tay/muc/<int:entry_id>/", views.entry, name="entry"),
    path("so-tay/hoi/", views.ask, name="ask"),
    path("so-tay/cau-hoi/", views.questions, name="questions"),
    path("so-tay/cau-hoi/<int:question_id>/", views.question, name="question"),
    path("so-tay/cau-hoi/<int:question_id>/dua-vao-so-tay/", views.publish, name="publish"),
]
