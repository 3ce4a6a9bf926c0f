"""The command line: a family of commands a module, imported when one of them runs."""
