from django.utils.translation import gettext_lazy as _

ALREADY_ISSUED = _("Văn bản %(file)s đã ban hành nên không soạn lại được.")
