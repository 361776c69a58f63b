"""Checks that SQL can be parsed in a dialect: parse.py DIALECT FILE …"""

import sys

import sqlglot

dialect, *files = sys.argv[1:]
count = 0
for name in files:
    with open(name) as file:
        text = file.read()
    for statement in sqlglot.parse(text, read=dialect, error_level=sqlglot.ErrorLevel.RAISE):
        # What the parser does not know it keeps as a command, unread.
        if statement is None or isinstance(statement, sqlglot.exp.Command):
            sys.exit(f"{name}: a statement is not understood")
        count += 1
print(f"{dialect}: {count} statements parsed by sqlglot {sqlglot.__version__}; not run, it has no engine here")
