"""``kg attendance``: a class's roll for many half-days, by spreadsheet."""

from pathlib import Path

import click

from khaigiang.cli.main import print_json


@click.group(short_help="Điểm danh bằng bảng tính. Attendance by spreadsheet.")
def command() -> None:
    """Ghi mẫu điểm danh của một lớp, hoặc đọc lại mẫu đã điền (C có mặt, M muộn, P có phép, K không phép).

    Writes the attendance workbook of a class, or reads it back filled in.

    \b
    Ví dụ / Example:
      ./kg attendance template BTĐU-2022-3 -o diem-danh.xlsx
      ./kg attendance read diem-danh.xlsx --class BTĐU-2022-3
    """


@command.command("template", short_help="Ghi mẫu của lớp. Write a class's workbook.")
@click.argument("class_code", metavar="CLASS")
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="Tệp .xlsx ghi ra. The file to write."
)
@click.option("--force", is_flag=True, help="Ghi đè tệp đã có. Overwrite a file.")
def write_template(class_code: str, out: Path, force: bool) -> None:
    """Ghi mẫu có tên học viên và các buổi chưa ký của lớp. Its names by the half-days not signed off yet."""
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()
    from khaigiang.apps.delivery.imports import attendance_book
    from khaigiang.apps.delivery.queries import class_by_code
    from khaigiang.apps.desk import phrases
    from khaigiang.cli.main import refuse

    if out.exists() and not force:
        refuse("file_exists", phrases.FILE_EXISTS, path=out)
    content = attendance_book(class_by_code(class_code))
    beside = out.with_name(f".{out.name}.new")
    beside.write_bytes(content)
    beside.replace(out)
    click.echo(f"{out}: {len(content) // 1024 + 1} KB")


@command.command("read", short_help="Đọc mẫu đã điền. Read a filled-in workbook.")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--class", "class_code", required=True, help="Mã lớp. The class's code.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Thư mục ghi tệp trả lại. A folder for what is given back."
)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
def read(path: Path, class_code: str, out: Path | None, as_json: bool) -> None:
    """Đọc mẫu hoặc bảng của cơ quan có cột họ tên; cả tệp hoặc không. Our form or an office's own, all or nothing."""
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()
    from khaigiang.apps.delivery.imports import take_from_book
    from khaigiang.apps.delivery.queries import class_by_code
    from khaigiang.cli.out import giving_back
    from khaigiang.cli.year import read_named
    from khaigiang.foundation.actor import SYSTEM

    name, data = read_named(path)
    training_class = class_by_code(class_code)
    with giving_back(out, name, data):
        count = take_from_book(training_class, name, data, by=SYSTEM)
    if as_json:
        print_json({"class": training_class.code, "file": name, "written": count})
    else:
        click.echo(f"{training_class.name}: {count} ô được ghi / marks written")
