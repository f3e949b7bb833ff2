"""``python -m khaigiang`` is the command line."""

from khaigiang.cli.main import run

if __name__ == "__main__":
    run()
