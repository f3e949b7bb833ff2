"""``kg marks``: the marks of a class, by spreadsheet."""

from pathlib import Path

import click

from khaigiang.cli.main import print_json


@click.group(short_help="Bảng điểm bằng bảng tính. Marks by spreadsheet.")
def command() -> None:
    """Ghi bảng điểm của một lớp để điền, hoặc đọc lại bảng đã điền (8; 8,5; 8,25; ô trống giữ nguyên điểm đã ghi).

    Writes the mark sheet of a class, or reads it back filled in.

    \b
    Ví dụ / Example:
      ./kg marks template BTĐU-2022-3 -o bang-diem.xlsx
      ./kg marks read bang-diem.xlsx --class BTĐU-2022-3
    """


@command.command("template", short_help="Ghi bảng điểm của lớp. Write a class's mark sheet.")
@click.argument("class_code", metavar="CLASS")
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="Tệp .xlsx ghi ra. The file to write."
)
@click.option("--force", is_flag=True, help="Ghi đè tệp đã có. Overwrite a file.")
def write_template(class_code: str, out: Path, force: bool) -> None:
    """Ghi bảng có tên học viên, các bài kiểm tra và điểm đã có. Its names by the assessments, with known marks."""
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()
    from khaigiang.apps.delivery.queries import class_by_code
    from khaigiang.apps.desk import phrases
    from khaigiang.apps.results.imports import mark_book
    from khaigiang.cli.main import refuse
    from khaigiang.cli.out import write_whole

    if out.exists() and not force:
        refuse("file_exists", phrases.FILE_EXISTS, path=out)
    content = mark_book(class_by_code(class_code))
    write_whole(out, content)
    click.echo(f"{out}: {len(content) // 1024 + 1} KB")


@command.command("read", short_help="Đọc bảng đã điền. Read a filled-in mark sheet.")
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
    from khaigiang.apps.delivery.queries import class_by_code
    from khaigiang.apps.results.imports import take_in_marks
    from khaigiang.cli.out import giving_back
    from khaigiang.cli.year import read_named
    from khaigiang.foundation.actor import SYSTEM

    name, data = read_named(path)
    training_class = class_by_code(class_code)
    with giving_back(out, name, data):
        count = take_in_marks(training_class, name, data, by=SYSTEM)
    if as_json:
        print_json({"class": training_class.code, "file": name, "written": count})
    else:
        click.echo(f"{training_class.name}: {count} điểm được ghi / marks written")
