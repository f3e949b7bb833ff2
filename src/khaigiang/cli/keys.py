"""``kg keys``: the key under which sensitive facts of persons are sealed."""

import click

from khaigiang.cli.home import open_home
from khaigiang.cli.main import print_json


@click.group(short_help="Khóa mã hóa thông tin riêng. The key of sensitive facts.")
def command() -> None:
    """Khóa mã hóa thông tin riêng của cán bộ. The key under which sensitive facts of persons are sealed.

    \b
    Ví dụ / Example:
      ./kg keys renew
    """


@command.command()
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON. Print one JSON object.")
def renew(as_json: bool) -> None:
    """Tạo khóa mới và mã hóa lại mọi thông tin riêng bằng khóa đó. Make a new key and seal every fact under it.

    Khóa cũ được giữ trong keys.json cho các bản lưu cũ; nếu có máy thứ hai, hãy chép lại keys.json sang. The older keys
    stay in keys.json for older backups; where there is a second machine, copy keys.json to it again.

    \b
    Ví dụ / Example:
      ./kg keys renew --json
    """
    open_home()
    from khaigiang.apps.people.actions import renew_key
    from khaigiang.foundation.actor import SYSTEM

    facts = renew_key(by=SYSTEM)
    if as_json:
        print_json({"facts": facts})
    else:
        click.echo(f"{facts} thông tin đã mã hóa lại. {facts} facts sealed anew.")
