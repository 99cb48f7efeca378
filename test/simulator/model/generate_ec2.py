"""Writes what the simulator needs of Amazon EC2's service model: usage: generate_ec2.py OUTPUT

Only the operations that read scans of AMIs, and of an AMI only the members that the simulator answers with. Run with the same Python as generate.py.
"""
import gzip
import json
import os
import sys
from importlib.metadata import distribution

from generate import CONSTRAINTS, lines

MODEL = "data/ec2/2016-11-15/service-2.json.gz"
OPERATIONS = ("DescribeImages", "GetImageFindings")
MEMBERS = {"Image": ("CreationDate", "ImageId", "Name", "OwnerId", "ScanResults", "State")}


def reduce_shape(name, shape):
    out = {"type": shape["type"]}
    out.update({constraint: shape[constraint] for constraint in CONSTRAINTS if constraint in shape})
    if "members" in shape:
        kept = {key: ref for key, ref in shape["members"].items() if key in MEMBERS.get(name, shape["members"])}
        out["members"] = {key: {"shape": ref["shape"], "name": ref.get("locationName", key)} for key, ref in kept.items()}
    if "member" in shape:
        out["member"] = {"shape": shape["member"]["shape"], "name": shape["member"].get("locationName", "member")}
    return out


def reachable(shapes, roots):
    reduced, todo = {}, list(roots)
    while todo:
        name = todo.pop()
        if name in reduced:
            continue
        reduced[name] = reduce_shape(name, shapes[name])
        todo += [ref["shape"] for ref in reduced[name].get("members", {}).values()]
        if "member" in reduced[name]:
            todo.append(reduced[name]["member"]["shape"])
    return reduced


def main(output):
    with gzip.open(distribution("botocore").locate_file(os.path.join("botocore", MODEL))) as file:
        model = json.load(file)
    operations = {name: {side: model["operations"][name][side]["shape"] for side in ("input", "output")} for name in OPERATIONS}
    source = {
        "package": "botocore (PyPI)",
        "file": f"botocore/{MODEL}",
        "licence": "Apache-2.0, http://www.apache.org/licenses/LICENSE-2.0",
        "notice": "Botocore. Copyright 2012-2022 Amazon.com, Inc. or its affiliates. All Rights Reserved.",
        "changes": "Reduced by generate_ec2.py to two operations, members and constraints; documentation left out.",
    }
    with open(output, "w", encoding="utf-8") as file:
        file.write('{\n"source": ' + json.dumps(source, indent=2) + ",\n")
        file.write('"version": ' + json.dumps(model["metadata"]["apiVersion"]) + ",\n")
        file.write('"operations": {\n' + lines(operations) + "\n},\n")
        roots = [shape for operation in operations.values() for shape in operation.values()]
        file.write('"shapes": {\n' + lines(reachable(model["shapes"], roots)) + "\n}\n}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: generate_ec2.py OUTPUT")
    main(sys.argv[1])
