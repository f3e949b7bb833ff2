"""Every address, each slice under a word of the office."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("khaigiang.apps.desk.urls")),
    path("", include("khaigiang.apps.reports.urls")),
    path("", include("khaigiang.apps.delivery.urls")),
    path("", include("khaigiang.apps.handbook.urls")),
    path("", include("khaigiang.apps.inspection.urls")),
    path("", include("khaigiang.apps.certificates.urls")),
    path("", include("khaigiang.apps.results.urls")),
    path("", include("khaigiang.apps.timetables.urls")),
    path("", include("khaigiang.apps.classes.urls")),
    path("", include("khaigiang.apps.calls.urls")),
    path("", include("khaigiang.apps.needs.urls")),
    path("", include("khaigiang.apps.nominations.urls")),
    path("", include("khaigiang.apps.quotas.urls")),
    path("", include("khaigiang.apps.plans.urls")),
    path("", include("khaigiang.apps.schools.urls")),
    path("", include("khaigiang.apps.accounts.urls")),
    path("", include("khaigiang.apps.people.urls")),
    path("", include("khaigiang.apps.papers.urls")),
    path("", include("khaigiang.apps.units.urls")),
    path("", include("khaigiang.demo.urls")),
    path("", include("khaigiang.web.urls")),
]
