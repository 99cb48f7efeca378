"""Reads queries in the dialect of Athena, and says which names they use that the table does not have.

In: {"columns": {name: type of AWS Glue}, "table": name, "queries": [SQL]}; out: for each query null, or what is wrong.
"""
import json
import sys

import sqlglot
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.qualify import qualify

given = json.load(sys.stdin)
schema = {given["table"]: given["columns"]}


def problem(sql):
    try:
        qualify(sqlglot.parse_one(sql, read="athena"), schema=schema, dialect="athena", validate_qualify_columns=True)
    except SqlglotError as error:
        return str(error).splitlines()[0]


json.dump([problem(sql) for sql in given["queries"]], sys.stdout)
