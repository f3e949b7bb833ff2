"""``kg plan estimate``: what each class of a delegated line may cost, shown and stated."""

from typing import TYPE_CHECKING, Any

import click

from khaigiang.cli.main import print_json
from khaigiang.cli.plan_lines import of_plan

if TYPE_CHECKING:
    from khaigiang.apps.plans.models import PlanLine


MOST_CLASSES = 32_767  # what the database keeps as the number of a class


class _Stated(click.ParamType[tuple[int, int | None]]):
    """The number of a class and its estimate, as ``1=50000000``; ``1=`` takes the figure back."""

    name = "LỚP=ĐỒNG"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int | None]:
        from khaigiang.web.fields import MOST_MONEY

        number, equals, amount = (part.strip() for part in str(value).partition("="))
        figures = [number, amount] if amount else [number]
        plain = equals and all(each.isascii() and each.isdecimal() for each in figures)
        if not plain or int(number) > MOST_CLASSES or int(amount or 0) > MOST_MONEY:
            self.fail(f"“{value}”: ghi SỐ LỚP=SỐ ĐỒNG. Write CLASS=AMOUNT.", param, ctx)
        return int(number), int(amount) if amount else None


@click.command(short_help="Dự toán từng lớp của dòng phân cấp. Estimates of a delegated line's classes.")
@click.argument("line_code", metavar="LINE")
@click.option("--class", "stated", type=_Stated(), multiple=True, help="Số lớp=số đồng. The class and its amount.")
@of_plan
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
def estimate(line_code: str, stated: tuple[tuple[int, int | None], ...], plan: str, as_json: bool) -> None:
    """Xem dự toán từng lớp của một dòng phân cấp; có --class thì ghi.

    Shows the estimates of a line's classes, or states them.

    \b
    Ví dụ / Example:
      ./kg plan estimate D1 --class 1=50000000 --class 2=45000000
    """
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()
    from khaigiang.apps.plans.actions import state_estimates
    from khaigiang.apps.quotas.queries import line_by_code
    from khaigiang.foundation.actor import SYSTEM

    line = line_by_code(line_code, plan=plan)
    if stated:
        state_estimates(line, dict(stated), by=SYSTEM)
    _say(line, as_json=as_json)


def _say(line: "PlanLine", *, as_json: bool) -> None:
    from khaigiang.apps.plans.phrases import money
    from khaigiang.apps.plans.queries import budget_of

    rows = list(line.planned_classes.all())
    if as_json:
        told = [{"class": row.number, "name": row.name, "estimate": row.estimate} for row in rows]
        print_json({"line": line.code, "estimate": line.estimate, "classes": told})
        return
    for row in rows:
        click.echo(f"{row.number}. {row.name}: {'chưa ghi' if row.estimate is None else money(row.estimate)}")
    budget = budget_of(line, rows)
    if budget is not None:
        whole = f" / {budget.whole}" if budget.whole else ""
        beyond = " (vượt / beyond)" if budget.beyond else ""
        click.echo(f"{line.code}: {budget.total}{whole}{beyond}")
