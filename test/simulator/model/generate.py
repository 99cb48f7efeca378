"""Writes what the simulator needs of Image Builder's service model: usage: generate.py OUTPUT

Run with the Python of a virtual environment that holds botocore in the version below. The output depends on nothing else.
"""
import gzip
import json
import os
import sys
from importlib.metadata import distribution

VERSION = "1.44.8"
MODEL = "data/imagebuilder/2019-12-02/service-2.json.gz"
CONSTRAINTS = ("required", "pattern", "min", "max", "enum")


def reduce_shape(shape):
    out = {"type": shape["type"]}
    out.update({name: shape[name] for name in CONSTRAINTS if name in shape})
    if "members" in shape:
        out["members"] = {name: member["shape"] for name, member in shape["members"].items()}
        located = {name: member["location"] for name, member in shape["members"].items() if "location" in member}
        if located:
            out["locations"] = located
    for name in ("member", "key", "value"):
        if name in shape:
            out[name] = shape[name]["shape"]
    if "error" in shape:
        out["httpStatus"] = shape["error"]["httpStatusCode"]
    return out


def reduce_operation(operation):
    return {
        "method": operation["http"]["method"],
        "uri": operation["http"]["requestUri"],
        "input": operation["input"]["shape"],
        "output": operation["output"]["shape"],
        "errors": sorted(error["shape"] for error in operation.get("errors", [])),
    }


def lines(entries):
    """One entry a line, so that a change of the model reads well."""
    return ",\n".join(f"  {json.dumps(name)}: {json.dumps(entries[name], sort_keys=True)}" for name in sorted(entries))


def main(output):
    botocore = distribution("botocore")
    if botocore.version != VERSION:
        sys.exit(f"`botocore` must be {VERSION}, got: {botocore.version}.")
    with gzip.open(botocore.locate_file(os.path.join("botocore", MODEL))) as file:
        model = json.load(file)
    source = {
        "package": f"botocore=={VERSION} (PyPI)",
        "file": f"botocore/{MODEL}",
        "licence": "Apache-2.0, http://www.apache.org/licenses/LICENSE-2.0",
        "notice": "Botocore. Copyright 2012-2022 Amazon.com, Inc. or its affiliates. All Rights Reserved.",
        "changes": "Reduced by generate.py to operations, members and constraints; documentation left out.",
    }
    with open(output, "w", encoding="utf-8") as file:
        file.write('{\n"source": ' + json.dumps(source, indent=2) + ",\n")
        file.write('"operations": {\n' + lines({k: reduce_operation(v) for k, v in model["operations"].items()}) + "\n},\n")
        file.write('"shapes": {\n' + lines({k: reduce_shape(v) for k, v in model["shapes"].items()}) + "\n}\n}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: generate.py OUTPUT")
    main(sys.argv[1])
