"""Calls AWS as any client does: python call.py SERVICE OPERATION '{"Name": "value"}' prints the answer as JSON; lists are read to the end."""
import json
import sys

import botocore.session
from botocore.config import Config

service, operation, members = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
client = botocore.session.get_session().create_client(service, config=Config(retries={"mode": "standard"}, connect_timeout=5, read_timeout=30))
method = botocore.xform_name(operation)
if client.can_paginate(method):
    answer = client.get_paginator(method).paginate(**members).build_full_result()
else:
    answer = getattr(client, method)(**members)
answer.pop("ResponseMetadata", None)
json.dump(answer, sys.stdout, default=str)
