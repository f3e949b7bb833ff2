"""The settings of this installation: its home, its secrets, its database."""

from khaigiang.config.base import *  # noqa: F403 - Django reads settings as one flat module
from khaigiang.foundation import home, keys, postgres

HOME = home.current()
DOOR = postgres.open_door(HOME)
SECRET_KEY = keys.load_or_make(HOME)["django"]
DATABASES = {"default": DOOR.web.django(), "owner": DOOR.owner.django(autocommit_requests=False)}
