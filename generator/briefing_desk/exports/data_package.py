"""The description of all tables: a Data Package (https://datapackage.org, version 2)."""

from collections.abc import Mapping
from typing import Any

from briefing_desk.analysis.cells import find_newest_day
from briefing_desk.exports.tables import Column, Table
from briefing_desk.syntax.source import Digest
from briefing_desk.web.json_text import Json, drop_empty, format_json
from briefing_desk.web.outlet import Outlet

SCHEMAS = "https://datapackage.org/profiles/2.0/"


def format_package(outlet: Outlet, tables: Mapping[str, tuple[Table, Digest]]) -> str:
    """Return `datapackage.json` for tables, given by file name with the digest of the file."""
    site = outlet.settings
    package = {
        "$schema": f"{SCHEMAS}datapackage.json",
        "name": "briefings",
        "title": site.site_name,
        "description": site.site_description,
        "homepage": site.site_url,
        "created": f"{find_newest_day(outlet.library.seeds)}T00:00:00Z",
        "resources": [describe_table(name, *pair) for name, pair in tables.items()],
    }
    return format_json(drop_empty(package))


def describe_table(name: str, table: Table, digest: Digest) -> Json:
    """Return one resource: its file, what it holds, how its columns read."""
    return {
        "name": name.removesuffix(".csv").replace("topics/", "matrix-"),
        "type": "table",
        "title": table.title,
        "path": name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": digest.size,
        "hash": f"sha256:{digest.sha256}",
        "schema": describe_schema(table),
    }


def describe_schema(table: Table) -> Json:
    """Return the Table Schema of a table."""
    return drop_empty(
        {
            "fields": [describe_column(table, column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [describe_reference(table, column) for column in table.columns if column.refers],
            "missingValues": [""],
        }
    )


def describe_column(table: Table, column: Column) -> Json:
    """Return one field with its constraints."""
    constraints: dict[str, Any] = {"required": True} if column.is_required else {}
    if column.values:
        constraints["enum"] = [str(value) for value in column.values]
    field = {"name": column.name, "type": column.datatype, "description": table.describe(column)}
    return {**field, "constraints": constraints} if constraints else field


def describe_reference(table: Table, column: Column) -> Json:
    """Return a column's foreign key; a table that refers to itself names no resource."""
    resource = "" if column.refers == table.name else column.refers
    target = column.refers.removesuffix("s")
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [target]}}
