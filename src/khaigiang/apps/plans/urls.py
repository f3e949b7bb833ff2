from django.urls import path

from khaigiang.apps.plans import views

app_name = "plans"
urlpatterns = [
    path("ke-hoach/", views.index, name="index"),
    path("ke-hoach/<int:plan_id>/", views.plan, name="plan"),
    path("ke-hoach/nhiem-vu/", views.meeting, name="meeting"),
    path("ke-hoach/dong/<int:line_id>/", views.line, name="line"),
    path("ke-hoach/dong/<int:line_id>/hoc-ghep/", views.joint, name="joint"),
    path("ke-hoach/lop/<int:planned_id>/ngay-hoc/", views.study_times, name="study_times"),
]
