"""The form of a gazetteer file: its tables, which `dateline.gazetteer` reads."""

from __future__ import annotations

SCHEMA = (
    "CREATE TABLE places (id INTEGER PRIMARY KEY, ref, name TEXT, country TEXT, division INTEGER, district INTEGER,"
    " lat INTEGER, lon INTEGER, radius INTEGER, kind INTEGER, population INTEGER);"
    "CREATE TABLE names (key TEXT PRIMARY KEY, places BLOB) WITHOUT ROWID;"
    "CREATE TABLE divisions (id INTEGER PRIMARY KEY, name TEXT);"
    "CREATE TABLE borders (a TEXT, b TEXT, lat INTEGER, lon INTEGER, radius INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;"
)
