"""What an operator sees is whole, and Ctrl-C ends every command in one line."""

import sys

import pytest
from rich.table import Table

from infra.cli import __main__, exits
from infra.cli.tables import show_table


def test_no_name_is_cut_where_the_screen_is_narrow(capsys):
    table = Table("rota", "on duty")
    table.add_row("media-desk", "x" * 400)
    show_table(table)
    assert capsys.readouterr().out.count("x") == 400


class Impatient:
    """Somebody who presses Ctrl-C while the commands are still being imported."""

    def find_spec(self, name, *_):
        if name == "infra.cli.cli":
            raise KeyboardInterrupt


def test_ctrl_c_is_one_line_from_the_first_moment_on(monkeypatch, capsys):
    monkeypatch.delitem(sys.modules, "infra.cli.cli", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Impatient(), *sys.meta_path])
    with pytest.raises(SystemExit) as ended:
        __main__.main()
    assert (ended.value.code, capsys.readouterr().err) == (exits.INTERRUPTED, "Interrupted.\n")
