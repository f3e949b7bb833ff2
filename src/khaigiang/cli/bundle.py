"""``kg bundle``: the packages of an offline PC, in one folder."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click
from packaging.requirements import Requirement

from khaigiang.cli.checkout import LOCK, REPOSITORY, WHEELHOUSE

# What a system calls itself in the conditions of the pinned list, and what its wheels are called.
SYSTEMS = {
    "win": ({"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}, ["win_amd64"]),
    "mac": (
        {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
        [f"macosx_{release}_0_{machine}" for release in range(15, 10, -1) for machine in ("arm64", "universal2")],
    ),
    "linux": (
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
        ["linux_x86_64", "manylinux2014_x86_64", *(f"manylinux_2_{minor}_x86_64" for minor in range(36, 4, -1))],
    ),
}


@click.command()
@click.option("--platform", type=click.Choice(sorted(SYSTEMS)), help="Hệ của máy kia; mặc định: hệ của máy này.")
@click.option("--python", default="{}.{}".format(*sys.version_info), show_default=True, help="Python của máy kia.")
def command(platform: str | None, python: str) -> None:
    """Gom các gói cho một máy không có mạng vào thư mục wheelhouse. Gather the packages of a PC without a network.

    Chép cả thư mục chương trình cùng wheelhouse sang máy kia, rồi chạy ./kg ở đó như thường. Copy the whole folder with
    its wheelhouse to the other PC and run ./kg there as usual.

    \b
    Ví dụ / Example:
      ./kg bundle
      ./kg bundle --platform win --python 3.12
    """
    beside = WHEELHOUSE.with_name("wheelhouse.new")
    shutil.rmtree(beside, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        words = ["-r", str(LOCK)]
        if platform is not None:
            names, wheels = SYSTEMS[platform]
            wanted = Path(folder) / "wanted.lock"
            wanted.write_text(without_conditions(LOCK.read_text(encoding="utf-8"), names, python), encoding="utf-8")
            words = ["-r", str(wanted), "--no-deps", "--python-version", python, "--implementation", "cp"]
            words += [word for tag in wheels for word in ("--platform", tag)]
        click.echo("Đang tải các gói… Fetching the packages…", err=True)
        done = subprocess.run(  # noqa: S603 - pip, with our own list
            [sys.executable, "-m", "pip", "download", "--require-hashes", "--only-binary=:all:", "--no-input",
             "--disable-pip-version-check", "--progress-bar=off", "--dest", str(beside), *words],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            errors="replace", check=False,
        )  # fmt: skip
    if done.returncode:
        shutil.rmtree(beside, ignore_errors=True)
        click.echo("Không tải được đủ các gói; wheelhouse cũ (nếu có) vẫn nguyên.", err=True)
        click.echo("The packages could not all be fetched; an older wheelhouse is as it was.", err=True)
        click.echo("\n".join(f"    {line}" for line in done.stdout.splitlines()[-4:]), err=True)
        raise click.exceptions.Exit(1)
    shutil.rmtree(WHEELHOUSE, ignore_errors=True)
    beside.rename(WHEELHOUSE)
    files = list(WHEELHOUSE.iterdir())
    size = sum(file.stat().st_size for file in files) / 1_000_000
    click.echo(f"{len(files)} gói, {size:.0f} MB trong {WHEELHOUSE.relative_to(REPOSITORY)}/.")
    click.echo(f"{len(files)} packages, {size:.0f} MB in {WHEELHOUSE.relative_to(REPOSITORY)}/.")


def without_conditions(lock: str, names: dict[str, str], python: str) -> str:
    """The pinned list as it is on another system.

    pip judges the conditions of a list by the machine it runs on, so those of the other system are judged here.
    """
    lines = []
    for entry in lock.replace("\\\n", " ").splitlines():
        pin, *hashes = entry.split(" --hash=")
        if not pin.strip() or pin.startswith("#"):
            continue
        requirement = Requirement(pin)
        full = {**names, "python_version": python, "python_full_version": f"{python}.0"}
        if requirement.marker is None or requirement.marker.evaluate(full):
            requirement.marker = None
            lines.append(" ".join([str(requirement), *(f"--hash={digest.strip()}" for digest in hashes)]))
    return "\n".join(lines) + "\n"
