from django.urls import path

from khaigiang.apps.needs import views

app_name = "needs"
urlpatterns = [
    path("nhu-cau/", views.index, name="index"),
    path("nhu-cau/lap/", views.open_survey, name="open"),
    path("nhu-cau/kiem-tra/", views.inspections, name="inspections"),
    path("nhu-cau/kiem-tra/<int:need_id>/", views.inspection, name="inspection"),
    path("nhu-cau/phieu/<int:form_id>/", views.form, name="form"),
    path("nhu-cau/phieu/<int:form_id>/mau/", views.form_book, name="form_book"),
    path("nhu-cau/hang-nam/", views.yearly, name="yearly"),
    path("nhu-cau/hang-nam/<int:unit_id>/", views.yearly_unit, name="yearly_unit"),
    path("nhu-cau/<int:survey_id>/", views.survey, name="survey"),
    path("nhu-cau/<int:survey_id>/tong-hop/", views.consolidated, name="consolidated"),
    path("nhu-cau/<int:survey_id>/tong-hop/so-lieu/", views.consolidated_book, name="consolidated_book"),
    path("nhu-cau/<int:survey_id>/du-thao/", views.plan_draft, name="plan_draft"),
]
