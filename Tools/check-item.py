#!/usr/bin/env python3
"""Validates a STAC Item against schema files in a folder, without a network;
references to schemas of GeoJSON and PROJ are taken as "any object".

  Tools/check-item.py result/item.json --schemas FOLDER

Loads it in pystac too where that is installed. Exit code 77: no jsonschema,
or no such folder.
"""

import argparse
import json
import os
import sys


def registry(folder):
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT7

    schemas = {}
    for name in os.listdir(folder):
        if name.endswith(".json"):
            with open(os.path.join(folder, name)) as file:
                schemas[name] = json.load(file)

    def retrieve(address):
        if "geojson.org" in address or "proj.org" in address:
            return Resource(contents={}, specification=DRAFT7)
        name = address.split("#")[0].rstrip("/").split("/")[-1]
        for key, schema in schemas.items():
            if key == name or schema.get("$id", "").split("#")[0] == address.split("#")[0]:
                return Resource(contents=released(schema), specification=DRAFT7)
        raise SystemExit("no schema for " + address)

    return schemas, Registry(retrieve=retrieve)


def released(schema):
    """The schema of a beta release is that of the release but for its name."""
    return json.loads(json.dumps(schema).replace('"const": "1.1.0-beta.1"', '"const": "1.1.0"'))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("item")
    parser.add_argument("--schemas", required=True)
    given = parser.parse_args()
    try:
        import jsonschema
        import referencing  # noqa: F401
    except ImportError:
        print("jsonschema is not installed: the item is not validated")
        sys.exit(77)
    if not os.path.isdir(given.schemas):
        print("no folder %s: the item is not validated" % given.schemas)
        sys.exit(77)
    with open(given.item) as file:
        item = json.load(file)
    schemas, known = registry(given.schemas)
    wanted = ["item.json"]
    for address in item["stac_extensions"]:
        wanted.append("ext-" + address.split("/")[3] + ".json")
    failed = False
    for name in wanted:
        checker = jsonschema.Draft7Validator(
            released(schemas[name]), registry=known,
            format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)
        for error in checker.iter_errors(item):
            failed = True
            print("%s: %s: %s" % (name, error.json_path, error.message[:300]))
    try:
        import pystac

        loaded = pystac.Item.from_dict(item)
        assert loaded.to_dict()["id"] == item["id"]
    except ImportError:
        pass
    sys.exit(1 if failed else 0)


main()
