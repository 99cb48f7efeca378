"""Calls AWS as any client does: a JSON object in, one line each; the answer or the error out. Lists are read to the end.

    python call.py
    {"id": 1, "service": "ssm", "operation": "GetParameter", "region": "us-east-1", "input": {"Name": "value"}}
"""
import json
import sys
from functools import cache

import botocore.session
from botocore.config import Config

session = botocore.session.get_session()
config = Config(retries={"mode": "standard"}, connect_timeout=5, read_timeout=30)


@cache
def client_of(service, region):
    return session.create_client(service, region_name=region, config=config)


def answer_to(service, operation, region, members):
    client = client_of(service, region)
    method = botocore.xform_name(operation)
    if client.can_paginate(method):
        answer = client.get_paginator(method).paginate(**members).build_full_result()
    else:
        answer = getattr(client, method)(**members)
    answer.pop("ResponseMetadata", None)
    return answer


for line in sys.stdin:
    request = json.loads(line)
    try:
        result = {"answer": answer_to(request["service"], request["operation"], request["region"], request["input"])}
    except Exception as problem:
        result = {"error": f"{type(problem).__name__}: {problem}"}
    print(json.dumps({"id": request["id"]} | result, default=str), flush=True)
