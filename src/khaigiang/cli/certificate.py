"""``kg certificate``: the files of certificates out, and checking one that came in."""

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khaigiang.cli.main import DONE, FAILED, print_json, refuse

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from khaigiang.apps.certificates.models import Certificate

LONGEST_NAME = 255  # of a file, on the systems we run on


@click.group(short_help="Ghi ra và kiểm tra chứng nhận. Write and check certificates.")
def command() -> None:
    """Ghi chứng nhận ra tệp PDF, kiểm tra chứng nhận, xuất khóa công khai.

    \b
    Ví dụ / Example:
      ./kg certificate export --class BTĐU-2022-1 --out chung-nhan
      ./kg certificate verify chung-nhan/CN-TDTCBLHP-00001.pdf
      ./kg certificate keys > khoa-cong-khai.json
    """


@command.command(short_help="Ghi các tệp PDF. Write the PDF files.")
@click.option("--class", "code", help="Chỉ lớp có mã này. Only the class of this code.")
@click.option("--limit", type=click.IntRange(min=1), help="Nhiều nhất bao nhiêu tệp. At most so many files.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Thư mục ghi ra. The folder to write to.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
def export(code: str | None, limit: int | None, out: Path, as_json: bool) -> None:
    """Mỗi chứng nhận còn hiệu lực thành một tệp PDF có niêm phong; ghi lại cho cùng các tệp đúng từng byte.

    \b
    Ví dụ / Example:
      ./kg certificate export --class BTĐU-2022-1 --limit 3 --out chung-nhan --json
    """
    from khaigiang.cli.home import open_home

    open_home()
    from khaigiang.apps.certificates import phrases

    rows = list(_standing(code)[:limit])
    if not rows:
        refuse("no_certificates", phrases.NO_CERTIFICATES)
    written = _write(rows, out)
    if as_json:
        print_json(written)
    else:
        click.echo(f"{len(written)} PDF → {out}")


@command.command(short_help="Kiểm tra một chứng nhận. Check a certificate.")
@click.argument("what", metavar="FILE|TEXT")
@click.option("--keys", "path", type=click.Path(path_type=Path), help="Tệp khóa công khai của nơi cấp. Public keys.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
@click.pass_context
def verify(context: click.Context, what: str, path: Path | None, as_json: bool) -> None:
    """Kiểm tra tệp PDF, tệp văn bản hoặc nội dung mã QR; không cần mạng. Mã thoát 0: hợp lệ; 1: không hợp lệ.

    \b
    Ví dụ / Example:
      ./kg certificate verify chung-nhan/CN-TDTCBLHP-00001.pdf --json
    """
    from khaigiang.cli.home import open_home

    open_home()
    from khaigiang.apps.certificates import queries

    keys = {**(_read_keys(path) if path else {}), **queries.known_keys()}
    file = _as_file(what)
    checked = queries.check_text(what, keys=keys) if file is None else queries.check_file(file.read_bytes(), keys=keys)
    if as_json:
        print_json({"valid": checked.valid, "number": checked.number, "reason": checked.reason})
    else:
        click.echo(f"{checked.number}: {checked.reason}" if checked.number else checked.reason)
    context.exit(DONE if checked.valid else FAILED)


@command.command(short_help="In khóa công khai. Print the public keys.")
def keys() -> None:
    """In khóa công khai để nơi khác kiểm tra chứng nhận của cơ quan này.

    \b
    Ví dụ / Example:
      ./kg certificate keys > khoa-cong-khai.json
    """
    from khaigiang.cli.home import open_home

    open_home()
    from khaigiang.apps.certificates.queries import known_keys

    print_json({name: base64.urlsafe_b64encode(key).decode() for name, key in known_keys().items()})


def _standing(code: str | None) -> "QuerySet[Certificate]":
    from khaigiang.apps.certificates import phrases
    from khaigiang.apps.certificates.queries import standing
    from khaigiang.apps.classes.models import TrainingClass

    classes = TrainingClass.objects.all()
    if code is not None:
        classes = classes.filter(code=code)
        if not classes.exists():
            refuse("no_such_class", phrases.NO_SUCH_CLASS, class_code=code)
    return standing(classes)


def _write(rows: "list[Certificate]", out: Path) -> list[dict[str, Any]]:
    from khaigiang.apps.certificates.exports import CertificateFiles
    from khaigiang.apps.certificates.queries import row_of
    from khaigiang.apps.papers.actions import slug

    out.mkdir(parents=True, exist_ok=True)
    files = CertificateFiles()
    written = []
    for row in rows:
        number = row_of(row).number
        path = out / f"{slug(number)}.pdf"
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes(files.pdf(row))
        beside.replace(path)
        written.append({"file": str(path), "number": number, "statement": row.statement})
    return written


def _as_file(what: str) -> Path | None:
    """The file of this name; a text that names none is itself what is checked."""
    path = Path(what)
    if len(path.name.encode()) > LONGEST_NAME or "\0" in what:
        return None
    return path if path.is_file() else None


def _read_keys(path: Path) -> Mapping[str, bytes]:
    """Keys are only taken under the name that their own bytes give them."""
    from khaigiang.apps.certificates import phrases
    from khaigiang.foundation.signing import name_of

    try:
        found = [base64.urlsafe_b64decode(key) for key in json.loads(path.read_text(encoding="utf-8")).values()]
    except (OSError, ValueError, AttributeError, TypeError):
        refuse("not_keys", phrases.NOT_KEYS, path=path)
    return {name_of(key): key for key in found}
