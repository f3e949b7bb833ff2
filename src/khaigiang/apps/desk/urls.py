from django.urls import path

from khaigiang.apps.desk import views
from khaigiang.apps.desk.views import plans

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("nam/", views.latest_board, name="latest_board"),
    path("nam/<int:plan_id>/", views.board, name="board"),
    path("can-bo/<int:person_id>/", views.person, name="person"),
    path("nhap-tep/", views.submit_year, name="submit_year"),
    path("nhap-tep/<int:run_id>/", views.year_run, name="year_run"),
    path("ke-hoach/nhap/", plans.draft_plan, name="draft_plan"),
    path("ke-hoach/<int:plan_id>/tien-trinh/", plans.plan_course, name="plan_course"),
    path("ke-hoach/<int:plan_id>/dieu-chinh/", plans.amend, name="amend"),
    path("ke-hoach/<int:plan_id>/tep/", plans.plan_book, name="plan_book"),
    path("ke-hoach/dong/<int:line_id>/dieu-chinh/", plans.amend_line, name="amend_line"),
    path("nhap-danh-sach/", views.intake, name="intake"),
    path("nhap-danh-sach/mau-don-vi/", views.units_book, name="units_book"),
    path("nhap-danh-sach/mau-ket-qua/", views.results_book, name="results_book"),
    path("nhap-danh-sach/<int:batch_id>/", views.batch, name="batch"),
    path("nhap-danh-sach/<int:batch_id>/tep/", views.batch_book, name="batch_book"),
]
