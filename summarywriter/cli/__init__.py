"""The command line: commands parse, call and print; exit codes come from one place."""

from summarywriter.cli.entry import main

__all__ = ["main"]
