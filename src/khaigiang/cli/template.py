"""``kg template``: the published forms."""

from pathlib import Path

import click


@click.command(short_help="Ghi tệp mẫu. Write a form to fill in.")
@click.argument("kind", type=click.Choice(["plan", "nominations", "units", "results"]))
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="Tệp .xlsx ghi ra. The file to write."
)
@click.option("--force", is_flag=True, help="Ghi đè tệp đã có. Overwrite a file.")
def command(kind: str, out: Path, force: bool) -> None:
    """Ghi mẫu kế hoạch (plan), mẫu danh sách cử (nominations), mẫu danh sách đơn vị (units) hoặc mẫu kết quả
    bằng số tổng hợp (results) để điền.

    \b
    Ví dụ / Example:
      ./kg template plan -o ke-hoach.xlsx
    """
    from khaigiang.apps.desk import phrases
    from khaigiang.cli.main import refuse
    from khaigiang.intake.reported_template import reported_template
    from khaigiang.intake.templates import nominations_template, plan_template
    from khaigiang.intake.units_template import units_template

    if out.exists() and not force:
        refuse("file_exists", phrases.FILE_EXISTS, path=out)
    writers = {
        "plan": plan_template,
        "nominations": nominations_template,
        "units": units_template,
        "results": reported_template,
    }
    content = writers[kind]()
    beside = out.with_name(f".{out.name}.new")
    beside.write_bytes(content)
    beside.replace(out)
    click.echo(f"{out}: {len(content) // 1024 + 1} KB")
