"""What Athena does that DuckDB does not: its dialect, parameters of queries, and JSON that is read by the columns of a table."""
import json
import os
import re

import sqlglot
from sqlglot.tokens import TokenType

# The largest record of a build has some megabytes; DuckDB refuses objects of more than 16 without being told.
MAX_OBJECT_BYTES = 64 * 1024 * 1024

SIMPLE = {"string": "VARCHAR", "bigint": "BIGINT", "int": "INTEGER", "double": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


def with_parameters(sql, parameters):
    """The query with a parameter, which is SQL, in the place of each question mark."""
    marks = [token for token in sqlglot.tokenize(sql, read="athena") if token.token_type == TokenType.PLACEHOLDER]
    if len(marks) != len(parameters):
        raise ValueError(f"Incorrect number of parameters: expected {len(marks)} but found {len(parameters)}")
    for mark, parameter in reversed(list(zip(marks, parameters))):
        sql = sql[:mark.start] + parameter + sql[mark.end + 1:]
    return sql


def in_duckdb(sql):
    """A query in the dialect of DuckDB. One that Athena could not parse is refused."""
    return sqlglot.transpile(sql, read="athena", write="duckdb")[0]


def duckdb_type(glue_type):
    """A type of AWS Glue in the notation of DuckDB; one that a table of records does not have is refused."""
    found, rest = _type(re.findall(r"\w+|[<>:,]", glue_type))
    if rest:
        raise ValueError(f"A type must end where it ends, got: {glue_type}.")
    return found


def _type(tokens):
    name, *rest = tokens
    if name == "array":
        item, rest = _type(rest[1:])
        return f"{item}[]", rest[1:]
    if name == "struct":
        members = []
        while rest[0] != ">":
            member, (found, rest) = rest[1], _type(rest[3:])
            members.append(f'"{member}" {found}')
        return f"STRUCT({', '.join(members)})", rest[1:]
    return SIMPLE[name], rest


def columns_of(table):
    """Names and DuckDB types of the columns of a table, its partitions last."""
    columns = [*(table.get("StorageDescriptor") or {}).get("Columns", []), *table.get("PartitionKeys", [])]
    return {column["Name"]: duckdb_type(column["Type"]) for column in columns}


def json_relation(table, files):
    """A relation over files of JSON lines that shows what the table has columns for, whatever the case of a member, as OpenX's SerDe does."""
    columns = columns_of(table)
    folder = os.path.commonpath([os.path.dirname(path) for path in files])
    joined = os.path.join(folder, "_joined.json")
    # The files are the same as before if their folder is.
    if not os.path.exists(joined):
        _join(files, joined)
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    return f"read_json('{joined}', format = 'newline_delimited', columns = {{{types}}}, maximum_object_size = {MAX_OBJECT_BYTES})"


def _join(files, joined):
    with open(joined, "w", encoding="utf-8") as out:
        for path in files:
            partition = dict(part.split("=", 1) for part in path.split(os.sep) if "=" in part)
            with open(path, encoding="utf-8") as lines:
                for line in lines:
                    out.write(json.dumps(_lower(json.loads(line)) | partition) + "\n")


def empty_relation(table):
    """No rows, with the columns of the table."""
    return f"(SELECT {', '.join(f'CAST(NULL AS {kind}) AS {name}' for name, kind in columns_of(table).items())} WHERE false)"


def _lower(value):
    if isinstance(value, dict):
        return {name.lower(): _lower(member) for name, member in value.items()}
    return [_lower(item) for item in value] if isinstance(value, list) else value
