"""Writes what the simulator needs of Amazon Inspector's service model: usage: generate_inspector2.py OUTPUT

Only the operations that scan an AMI on demand. Run with the same Python as generate.py.
"""
import gzip
import json
import os
import sys
from importlib.metadata import distribution

from generate import lines, reduce_operation, reduce_shape

MODEL = "data/inspector2/2020-06-08/service-2.json.gz"
OPERATIONS = ("GetOnDemandScanStatus", "StartOnDemandScan")


def on_the_wire(name, shape):
    if shape.get("timestampFormat") == "iso8601":
        return {"type": "string"}
    reduced = reduce_shape(shape)
    if name == "ResourceId":
        # It is older than scans of AMIs, whose IDs it does not match.
        assert "ami-" not in reduced["pattern"], "The pattern knows AMIs now: keep it."
        del reduced["pattern"]
    return reduced


def reachable(shapes, roots):
    reduced, todo = {}, list(roots)
    while todo:
        name = todo.pop()
        if name not in reduced:
            reduced[name] = on_the_wire(name, shapes[name])
            todo += reduced[name].get("members", {}).values()
            todo += [reduced[name]["member"]] if "member" in reduced[name] else []
    return reduced


def main(output):
    with gzip.open(distribution("botocore").locate_file(os.path.join("botocore", MODEL))) as file:
        model = json.load(file)
    operations = {name: reduce_operation(model["operations"][name]) for name in OPERATIONS}
    source = {
        "package": "botocore (PyPI)",
        "file": f"botocore/{MODEL}",
        "licence": "Apache-2.0, http://www.apache.org/licenses/LICENSE-2.0",
        "notice": "Botocore. Copyright 2012-2022 Amazon.com, Inc. or its affiliates. All Rights Reserved.",
        "changes": "Reduced by generate_inspector2.py to two operations, members and constraints, without the pattern of IDs; documentation left out.",
    }
    roots = [shape for operation in operations.values() for shape in (operation["input"], operation["output"], *operation["errors"])]
    with open(output, "w", encoding="utf-8") as file:
        file.write('{\n"source": ' + json.dumps(source, indent=2) + ",\n")
        file.write('"operations": {\n' + lines(operations) + "\n},\n")
        file.write('"shapes": {\n' + lines(reachable(model["shapes"], roots)) + "\n}\n}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: generate_inspector2.py OUTPUT")
    main(sys.argv[1])
