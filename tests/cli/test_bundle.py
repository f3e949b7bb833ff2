from ground.settings import REPOSITORY
from khaigiang.cli import bundle

LOCK = """# made by somebody
click==8.5.1 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:cc
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:dd
tzdata==2026.6 ; sys_platform == 'win32' \\
    --hash=sha256:ee
"""


def test_conditions_are_judged_for_the_other_system() -> None:
    windows, _ = bundle.SYSTEMS["win"]
    linux, _ = bundle.SYSTEMS["linux"]

    assert bundle.without_conditions(LOCK, windows, "3.13") == (
        "click==8.5.1 --hash=sha256:aa --hash=sha256:bb\n"
        "numpy==2.5.5 --hash=sha256:dd\n"
        "tzdata==2026.6 --hash=sha256:ee\n"
    )
    assert bundle.without_conditions(LOCK, linux, "3.11") == (
        "click==8.5.1 --hash=sha256:aa --hash=sha256:bb\nnumpy==2.4.6 --hash=sha256:cc\n"
    )


def test_the_real_list_keeps_a_hash_on_every_line() -> None:
    text = (REPOSITORY / "requirements" / "run.lock").read_text(encoding="utf-8")

    lines = bundle.without_conditions(text, bundle.SYSTEMS["mac"][0], "3.12").splitlines()

    assert "pip" in {line.split("==")[0] for line in lines}
    assert [line for line in lines if " --hash=sha256:" not in line] == []
