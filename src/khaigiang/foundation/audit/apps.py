from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "khaigiang.foundation.audit"
    label = "audit"
