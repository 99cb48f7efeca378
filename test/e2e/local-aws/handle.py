"""Lets a test call the handlers of AWS::ImageBuilder::* as CloudFormation would: a JSON array in, one line each; the result or the error out.

    python handle.py http://127.0.0.1:4567
    ["create", "Workflow", "Logical", {"Name": "check"}, "Stack"]
"""
import json
import sys

from image_builder_types import ImageBuilderTypes

types = ImageBuilderTypes(sys.argv[1], lambda: "us-east-1")
for line in sys.stdin:
    method, *arguments = json.loads(line)
    try:
        answer = {"result": getattr(types, method)(*arguments)}
    except Exception as problem:
        answer = {"error": str(problem)}
    print(json.dumps(answer), flush=True)
