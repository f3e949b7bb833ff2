"""What a command does first when it needs the database."""


def open_home() -> None:
    """Start Django and bring the database of this home to this program's version.

    Raises Refused when the data folder, the server or the data cannot be used.
    """
    import django
    from django.conf import settings

    from khaigiang.foundation import setup

    django.setup()
    setup.prepare(settings.HOME, settings.DOOR)
