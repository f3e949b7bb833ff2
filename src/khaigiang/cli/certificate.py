"""``kg certificate``: the files of certificates out, checking one that came in, and the page that checks anywhere."""

import base64
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from khaigiang.cli.main import DONE, FAILED, print_json, refuse
from khaigiang.cli.out import NOT_A_FOLDER, write_whole

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from khaigiang.apps.certificates.models import Certificate
    from khaigiang.apps.certificates.queries import Checked

T = TypeVar("T")
FILES = {".pdf", ".txt"}
KEY_BYTES = 32


@click.group(short_help="Ghi ra và kiểm tra chứng nhận. Write and check certificates.")
def command() -> None:
    """Ghi chứng nhận ra tệp PDF, kiểm tra chứng nhận, xuất khóa công khai và trang kiểm tra.

    \b
    Ví dụ / Example:
      ./kg certificate export --class BTĐU-2022-1 --out chung-nhan
      ./kg certificate verify chung-nhan/cn-tdtcblhp-00001.pdf
      ./kg certificate page --out kiem-tra.html
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
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()
    written = write(code, limit, out)
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
      ./kg certificate verify chung-nhan/cn-tdtcblhp-00001.pdf --json
    """
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()
    from khaigiang.apps.certificates.queries import known_keys

    checked = _check(what, keys={**(_read_keys(path) if path else {}), **known_keys()})
    if as_json:
        print_json({"valid": checked.valid, "number": checked.number, "reason": checked.reason})
    else:
        click.echo(f"{checked.number}: {checked.reason}" if checked.number else checked.reason)
    context.exit(DONE if checked.valid else FAILED)


@command.command(short_help="Ghi trang kiểm tra. Write the check page.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Tệp .html ghi ra. The file to write.")
@click.option(
    "--keys",
    "paths",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Tệp khóa công khai của nơi khác; lặp lại được. Public keys of another office; may be repeated.",
)
@click.option("--force", is_flag=True, help="Ghi đè tệp đã có. Overwrite a file.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
def page(out: Path, paths: tuple[Path, ...], force: bool, as_json: bool) -> None:
    """Một tệp HTML tự kiểm tra chứng nhận: mở từ ổ đĩa hoặc USB, không cần máy chủ, không cần mạng.

    One HTML file that checks certificates from a disk, without a server or a network.

    \b
    Ví dụ / Example:
      ./kg certificate page --out kiem-tra.html --keys khoa-noi-khac.json
    """
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()
    from khaigiang.apps.certificates.exports import check_page
    from khaigiang.apps.certificates.queries import known_keys
    from khaigiang.apps.desk import phrases
    from khaigiang.foundation import clock

    if out.exists() and not force:
        refuse("file_exists", phrases.FILE_EXISTS, path=out)
    others = {name: key for path in paths for name, key in _read_keys(path).items()}
    content = check_page(other_keys=others)
    write_whole(out, content)
    keys = [*known_keys(), *(name for name in others if name not in known_keys())]
    if as_json:
        print_json({"file": str(out), "bytes": len(content), "made_on": clock.today().isoformat(), "keys": keys})
    else:
        click.echo(f"{out}: {len(content) // 1024 + 1} KB, {clock.today():%d/%m/%Y}; khóa/keys {', '.join(keys)}")


@command.command(short_help="In khóa công khai. Print the public keys.")
def keys() -> None:
    """In khóa công khai để nơi khác kiểm tra chứng nhận của cơ quan này.

    \b
    Ví dụ / Example:
      ./kg certificate keys > khoa-cong-khai.json
    """
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()
    from khaigiang.apps.certificates.queries import known_keys

    print_json({name: base64.urlsafe_b64encode(key).decode() for name, key in known_keys().items()})


def _standing(code: str | None) -> "QuerySet[Certificate]":
    from khaigiang.apps.certificates.queries import standing
    from khaigiang.apps.classes.models import TrainingClass
    from khaigiang.apps.delivery.queries import class_by_code

    classes = TrainingClass.objects.all()
    return standing(classes if code is None else classes.filter(pk=class_by_code(code).pk))


def write(code: str | None, limit: int | None, out: Path) -> list[dict[str, Any]]:
    """The files of a class's certificates, or of all, in the folder; what is in each.

    Raises Refused when there is none to write, or the folder is a file.
    """
    from khaigiang.apps.certificates import phrases
    from khaigiang.apps.certificates.exports import CertificateFiles
    from khaigiang.apps.certificates.queries import row_of

    rows = list(_standing(code)[:limit])
    if not rows:
        refuse("no_certificates", phrases.NO_CERTIFICATES)
    if out.exists() and not out.is_dir():
        refuse("not_a_folder", NOT_A_FOLDER, folder=out)
    out.mkdir(parents=True, exist_ok=True)
    files = CertificateFiles()
    written = []
    for row, name in _told(list(zip(rows, _file_names(rows), strict=True))):
        path = out / name
        write_whole(path, files.pdf(row))
        written.append({"file": str(path), "number": row_of(row).number, "statement": row.statement})
    return written


def _told(things: list[T]) -> Iterable[T]:
    """One after the other, with a bar on the terminal: thousands take minutes."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(things, "PDF", console=console, transient=True, disable=not console.is_terminal)


def _file_names(rows: "Sequence[Certificate]") -> list[str]:
    """The number of each; where two books use one sign, the book's own number stands before it."""
    from khaigiang.apps.certificates.queries import row_of
    from khaigiang.apps.papers.actions import slug

    names = [slug(row_of(row).number) for row in rows]
    twice = {name for name, times in Counter(names).items() if times > 1}
    return [
        f"so-{row.register_id}-{name}.pdf" if name in twice else f"{name}.pdf"
        for row, name in zip(rows, names, strict=True)
    ]


def _check(what: str, *, keys: Mapping[str, bytes]) -> "Checked":
    """A file of this name, else the text itself. Of a file no more is read than a certificate can hold."""
    from khaigiang.apps.certificates.queries import Checked, check_file, check_text
    from khaigiang.documents.certificate import LARGEST_FILE

    file = _as_file(what)
    if file is None:
        return check_text(what, keys=keys)
    try:
        with file.open("rb") as opened:
            return check_file(opened.read(LARGEST_FILE + 1), keys=keys)
    except FileNotFoundError:
        return Checked("file_missing", facts={"file": str(file)})
    except OSError:
        return Checked("file_unreadable")


def _as_file(what: str) -> Path | None:
    """The file or folder of this name, or one that is named like a certificate's; else it is a text."""
    path = Path(what)
    try:
        named = path.exists() and what.strip() != ""
    except (OSError, ValueError):  # no system could call a file like that
        return None
    return path if named or (path.suffix.lower() in FILES and what.count("|") == 0) else None


def _read_keys(path: Path) -> Mapping[str, bytes]:
    """Keys are only taken under the name that their own bytes give them."""
    from khaigiang.apps.certificates import phrases
    from khaigiang.foundation.signing import name_of

    try:
        found = [base64.urlsafe_b64decode(key) for key in json.loads(path.read_text(encoding="utf-8")).values()]
    except (OSError, ValueError, AttributeError, TypeError):
        refuse("not_keys", phrases.NOT_KEYS, path=path)
    if not found or any(len(key) != KEY_BYTES for key in found):
        refuse("not_keys", phrases.NOT_KEYS, path=path)
    return {name_of(key): key for key in found}
