from django.urls import path

from khaigiang.apps.certificates import views

app_name = "certificates"
urlpatterns = [
    path("lop/<int:class_id>/chung-nhan/", views.of_class, name="of_class"),
    path("so-goc/", views.index, name="index"),
    path("so-goc/<int:register_id>/", views.register, name="register"),
    path("chung-nhan/<int:certificate_id>/", views.certificate, name="certificate"),
    path("chung-nhan/<int:certificate_id>/chung-nhan.pdf", views.pdf, name="pdf"),
    path("chung-nhan/<int:certificate_id>/ma.svg", views.code, name="code"),
    path("kiem-tra/", views.verify, name="verify"),
    path("kiem-tra/trang.html", views.page, name="page"),
]
