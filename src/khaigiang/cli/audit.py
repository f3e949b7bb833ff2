"""``kg audit``: the proof that nothing in the audit trail was changed."""

import dataclasses

import click

from khaigiang.cli.home import open_home_at_hand
from khaigiang.cli.main import FAILED, print_json

FAULTS = {
    "event_changed": ("sự kiện {event} đã bị sửa (niêm phong {seal})", "event {event} was changed (seal {seal})"),
    "event_missing": ("sự kiện {event} đã bị xóa (niêm phong {seal})", "event {event} was deleted (seal {seal})"),
    "event_left_out": ("sự kiện {event} không có niêm phong nào", "event {event} is under no seal"),
    "seal_changed": (
        "niêm phong {seal} không khớp với các sự kiện của nó",
        "seal {seal} does not fit the events it covers",
    ),
    "seal_missing": ("niêm phong {seal} đã bị xóa", "seal {seal} was deleted"),
    "seal_unknown": (
        "mã niêm phong đã ghi lại không còn trong chuỗi: phần cuối nhật ký đã bị cắt",
        "the seal that was noted down is not in the chain: the end of the trail was cut off",
    ),
}


@click.group()
def command() -> None:
    """Nhật ký kiểm toán. The audit trail.

    \b
    Ví dụ / Example:
      ./kg audit verify
    """


@command.command()
@click.option(
    "--expect",
    "expected",
    default="",
    help="Mã niêm phong đã ghi lại lần trước. The digest of a seal noted down before.",
)
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON. Print one JSON object.")
def verify(expected: str, as_json: bool) -> None:
    """Tính lại toàn bộ nhật ký; lỗi đầu tiên được gọi tên (mã thoát 1). Compute the trail anew; name the first fault.

    Ghi lại mã niêm phong cuối cùng ở nơi khác: lần sau --expect cho biết phần cuối có bị cắt không. Note the digest of
    the latest seal elsewhere: next time --expect tells whether the end was cut off.

    \b
    Ví dụ / Example:
      ./kg audit verify --json
    """
    open_home_at_hand()
    from khaigiang.foundation.actor import SYSTEM
    from khaigiang.foundation.audit import verification

    found = verification.verify(by=SYSTEM, expected=expected)
    if as_json:
        print_json({"valid": found.fault is None, **dataclasses.asdict(found)})
    else:
        click.echo(f"{found.events} sự kiện, {found.seals} niêm phong. {found.events} events, {found.seals} seals.")
        click.echo(f"Niêm phong cuối · Latest seal: {found.latest or '–'}")
        for sentence in FAULTS[found.fault.wrong] if found.fault else ("Nguyên vẹn.", "Nothing was changed."):
            click.echo(sentence.format(**dataclasses.asdict(found.fault)) if found.fault else sentence)
    if found.fault:
        raise click.exceptions.Exit(FAILED)
