"""The description of all tables: a Data Package (https://datapackage.org, version 2)."""

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from typing import Any

from briefing_desk.exports.tables import SITE_TABLES, Column, Table
from briefing_desk.schema.dates import Day
from briefing_desk.web.json_text import Json, drop_empty, format_json
from briefing_desk.web.outlet import Outlet

SCHEMAS = "https://datapackage.org/profiles/2.0/"


def format_package(
    outlet: Outlet, newest: Day, whole: Mapping[str, str], parts: Mapping[Table[Any], Sequence[str]]
) -> str:
    """Return `datapackage.json`: tables of one file, given by name with their text, and tables cut into several.

    `newest` is the day on which the newest article was taken in.

    A table of which there is no file yet is left out, and with it what refers to it.
    """
    site = outlet.settings
    cut = {table: paths for table, paths in parts.items() if paths}
    names = [table.name for table in (*SITE_TABLES, *cut)]
    package = {
        "$schema": f"{SCHEMAS}datapackage.json",
        "name": "briefings",
        "title": site.site_name,
        "description": site.site_description,
        "homepage": site.site_url,
        "created": f"{newest}T00:00:00Z",
        "resources": [
            *(describe_table(table, names, **describe_file(whole, table.place())) for table in SITE_TABLES),
            *(describe_table(table, names, path=list(paths)) for table, paths in cut.items()),
        ],
    }
    return format_json(drop_empty(package))


def describe_file(texts: Mapping[str, str], path: str) -> Json:
    """Return where the one file of a table is, and what tells whether it is whole."""
    data = texts[path].encode()
    return {"path": path, "bytes": len(data), "hash": f"sha256:{sha256(data).hexdigest()}"}


def describe_table(table: Table[Any], names: Collection[str], **files: object) -> Json:
    """Return one resource: what it holds, its files, how its columns read; `names` are those of all resources.

    Files of one resource are read as one table, each with the same header.
    """
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        **files,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": describe_schema(table, names),
    }


def describe_schema(table: Table[Any], names: Collection[str]) -> Json:
    """Return the Table Schema of a table."""
    return drop_empty(
        {
            "fields": [describe_column(table, column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [describe_reference(table, column) for column in table.columns if column.refers in names],
            "missingValues": [""],
        }
    )


def describe_column(table: Table[Any], column: Column) -> Json:
    """Return one field with its constraints."""
    constraints: dict[str, Any] = {"required": True} if column.is_required else {}
    if column.values:
        constraints["enum"] = [str(value) for value in column.values]
    field = {"name": column.name, "type": column.datatype, "description": table.describe(column)}
    return {**field, "constraints": constraints} if constraints else field


def describe_reference(table: Table[Any], column: Column) -> Json:
    """Return a column's foreign key; a table that refers to itself names no resource."""
    resource = "" if column.refers == table.name else column.refers
    target = column.refers.removesuffix("s")
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [target]}}
