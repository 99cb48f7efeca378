"""Everything that reaches into ministack, in one place, for exactly one version of it.

ministack has no plug-in point. What follows uses names that are private to it, so `check_fit` looks at all of them first
and refuses, in one sentence, a version in which they have moved.
"""
import importlib.metadata
import inspect
import json
import re
from datetime import datetime
from functools import partial
from urllib.parse import parse_qs, urlparse
from urllib.request import urlopen

import athena
from image_builder_types import KINDS, PREFIX, ImageBuilderTypes

FITS = "1.5.33"
ACCOUNT = "000000000000"
INSTANCE_PROFILE = "AWS::IAM::InstanceProfile"
NAMED_QUERY = "AWS::Athena::NamedQuery"
FLOW_LOG = "AWS::EC2::FlowLog"
ALARM = "AWS::CloudWatch::Alarm"
MAX_RESPONSE_BYTES = 4096
AUTHORIZER_PATH = "/_local/authorize"
EVENTS_PATH = "/_local/events"

# module -> function -> parameters
SIGNATURES = {
    "services.cloudformation.provisioners": {
        "_provision_resource": ["resource_type", "logical_id", "props", "stack_name"],
        "_update_resource": ["resource_type", "physical_id", "old_props", "new_props", "stack_name", "logical_id", "old_attrs"],
        "_delete_resource": ["resource_type", "physical_id", "props", "stack_name", "logical_id"],
    },
    "services.cloudformation.stacks": {"_runs_on_worker_thread": ["resource_type"]},
    "services.cloudformation.custom_resource": {"deliver_response": ["token", "response"]},
    "services.athena": {
        "_start_query_execution": ["data"],
        "_run_duckdb": ["query", "database", "catalog"],
        "_materialize_table_files": ["location", "workdirs"],
        "_table_relation": ["table_data", "files"],
        "_empty_relation": ["table_data"],
        "_data_format": ["table_data"],
        "_create_named_query": ["data"],
        "_delete_named_query": ["data"],
    },
    "services.eventbridge": {"_dispatch_event": ["event", "view"]},
    "services.ec2": {"_create_flow_logs": ["params"], "_delete_flow_logs": ["params"]},
    "core.responses": {
        "error_response_json": ["code", "message", "status", "extra", "message_key", "content_type"],
        "get_region": [],
        "request_scope": ["account_id", "region"],
    },
    "services.ssm": {"_lookup_parameter": ["name_or_arn", "allow_arn_region", "flexible_name"], "_put_parameter": ["data"]},
    "core.iam_evaluator": {
        "resolve_principal": ["access_key_id", "account_id", "credential"],
        "evaluate": ["ctx", "policies", "limits"],
    },
    "app": {"main": [], "_port_is_bindable": ["host", "port"]},
}
# module -> dictionary -> keys that must be there
TABLES = {
    "services.cloudformation.provisioners": {
        "_RESOURCE_HANDLERS": [ALARM, INSTANCE_PROFILE],
        "_REPLACING_PROPERTIES": [INSTANCE_PROFILE],
        "_CONDITIONALLY_REPLACING_PROPERTIES": [],
    },
    "services.iam": {"_instance_profiles": []},
    "services.s3": {"_buckets": []},
}


class DoesNotFit(Exception):
    """This ministack is not the one that the hooks were written for."""


def check_fit():
    found = importlib.metadata.version("ministack")
    if found != FITS:
        raise DoesNotFit(f"The hooks in ministack_hooks.py must run with ministack {FITS}, got: {found}.")
    for module, functions in SIGNATURES.items():
        for name, parameters in functions.items():
            function = getattr(_module(module), name, None)
            actual = list(inspect.signature(function).parameters) if callable(function) else None
            _expect(f"{module}.{name}", actual, parameters)
    for module, tables in TABLES.items():
        for name, keys in tables.items():
            table = getattr(_module(module), name, None)
            _expect(f"{module}.{name}", sorted(set(keys) & set(table)) if hasattr(table, "keys") else None, sorted(keys))
    handlers = _module("services.cloudformation.provisioners")._RESOURCE_HANDLERS[INSTANCE_PROFILE]
    _expect(f"handlers of {INSTANCE_PROFILE}", sorted(handlers), ["create", "delete", "update", "update_with_logical_id"])


def register_image_builder(endpoint):
    """Hands AWS::ImageBuilder::* to the Image Builder at `endpoint`."""
    provisioners, stacks = _module("services.cloudformation.provisioners"), _module("services.cloudformation.stacks")
    types = ImageBuilderTypes(endpoint, _module("core.responses").get_region)
    for kind in KINDS:
        provisioners._RESOURCE_HANDLERS[PREFIX + kind] = {
            "create": partial(types.create, kind),
            "update": partial(types.update, kind),
            "delete": partial(types.delete, kind),
        }
        provisioners._REPLACING_PROPERTIES[PREFIX + kind] = types.replacing_properties(kind)
    provisioners._CONDITIONALLY_REPLACING_PROPERTIES[PREFIX + "Image"] = ("ImagePipelineExecutionSettings",)

    # On the event loop a build would freeze the whole server until it ends.
    theirs = stacks._runs_on_worker_thread
    stacks._runs_on_worker_thread = lambda resource_type: resource_type.startswith(PREFIX) or theirs(resource_type)


def name_instance_profiles():
    """`Ref` of an instance profile is its name; ministack answers its ARN."""
    provisioners, profiles = _module("services.cloudformation.provisioners"), _module("services.iam")._instance_profiles
    theirs = dict(provisioners._RESOURCE_HANDLERS[INSTANCE_PROFILE])

    def arn_of(name):
        return (profiles.get(name) or {}).get("Arn", name)

    def named(result):
        arn, attributes = result
        return arn.rsplit("/", 1)[-1], attributes

    provisioners._RESOURCE_HANDLERS[INSTANCE_PROFILE] = theirs | {
        "create": lambda logical_id, props, stack_name: named(theirs["create"](logical_id, props, stack_name)),
        "update": lambda physical_id, old, new, stack_name, logical_id=None: named(
            theirs["update"](arn_of(physical_id), old, new, stack_name, logical_id)),
        "delete": lambda physical_id, props: theirs["delete"](arn_of(physical_id), props),
    }


def answer_queries():
    """Athena's dialect and parameters, JSON read by the columns of its table, and AWS::Athena::NamedQuery, which ministack has not."""
    theirs, responses = _module("services.athena"), _module("core.responses")
    start, run, relation, empty = theirs._start_query_execution, theirs._run_duckdb, theirs._table_relation, theirs._empty_relation

    def start_query_execution(data):
        try:
            return start(data | {"QueryString": athena.with_parameters(data["QueryString"], data.get("ExecutionParameters", []))})
        except ValueError as problem:
            return responses.error_response_json("InvalidRequestException", str(problem), 400)

    async def run_duckdb(query, database, catalog=None):
        return await run(athena.in_duckdb(query), database, catalog)

    theirs._start_query_execution, theirs._run_duckdb = start_query_execution, run_duckdb
    is_json = lambda table: theirs._data_format(table) == "json"
    theirs._table_relation = lambda table, files: athena.json_relation(table, files) if is_json(table) else relation(table, files)
    theirs._empty_relation = lambda table: athena.empty_relation(table) if is_json(table) else empty(table)
    theirs._materialize_table_files = _until_objects_change(theirs._materialize_table_files)

    def create(logical_id, props, stack_name):
        _, _, body = theirs._create_named_query(props)
        query_id = json.loads(body)["NamedQueryId"]
        return query_id, {"NamedQueryId": query_id}

    provisioners = _module("services.cloudformation.provisioners")
    provisioners._RESOURCE_HANDLERS[NAMED_QUERY] = {
        "create": create, "delete": lambda physical_id, props: theirs._delete_named_query({"NamedQueryId": physical_id}),
    }
    provisioners._REPLACING_PROPERTIES[NAMED_QUERY] = ("Database", "Description", "Name", "QueryString", "WorkGroup")


def _until_objects_change(materialize):
    """The files of a table, which are written and read anew after a change only, and not by every query for each of thousands of objects."""
    written, buckets = {}, _module("services.s3")._buckets

    def files_of(location, workdirs):
        bucket = buckets.get(urlparse(location).netloc) or {"objects": {}}
        objects = [(key, found["etag"]) for key, found in sorted(bucket["objects"].items())]
        known, files = written.get(location, (None, None))
        if known != objects:
            # `workdirs` are removed after the query; these folders are removed with all that this server writes.
            files = materialize(location, [])
            written[location] = objects, files
        return files

    return files_of


def keep_flow_logs():
    """AWS::EC2::FlowLog, which ministack has in its API of Amazon EC2 only."""
    ec2 = _module("services.ec2")

    def create(logical_id, props, stack_name):
        texts = {name: [value] for name, value in props.items() if isinstance(value, str) and name != "ResourceId"}
        _, _, body = ec2._create_flow_logs(texts | {"ResourceId.1": [props["ResourceId"]]})
        flow_log_id = re.search(r"fl-\w+", body if isinstance(body, str) else body.decode()).group()
        return flow_log_id, {"Id": flow_log_id}

    _module("services.cloudformation.provisioners")._RESOURCE_HANDLERS[FLOW_LOG] = {
        "create": create, "delete": lambda physical_id, props: ec2._delete_flow_logs({"FlowLogId.1": [physical_id]}),
    }


def name_anomaly_alarms():
    """Alarms on an anomaly detection band, which ministack refuses, have a name and no state."""
    handlers = _module("services.cloudformation.provisioners")._RESOURCE_HANDLERS
    theirs = dict(handlers[ALARM])

    def named(name):
        return name, {"Arn": f"arn:aws:cloudwatch:{_module('core.responses').get_region()}:{ACCOUNT}:alarm:{name}"}

    handlers[ALARM] = theirs | {
        "create": lambda logical_id, props, stack_name: named(props.get("AlarmName", f"{stack_name}-{logical_id}"))
        if "Metrics" in props else theirs["create"](logical_id, props, stack_name),
        "update": lambda physical_id, old, new, *rest, **options: named(physical_id)
        if "Metrics" in new else theirs["update"](physical_id, old, new, *rest, **options),
    }


def limit_custom_resource_responses():
    """CloudFormation does not take a response of more than 4,096 bytes from a custom resource; ministack takes any size."""
    custom_resource = _module("services.cloudformation.custom_resource")
    theirs = custom_resource.deliver_response

    def deliver_response(token, response):
        size = len(json.dumps(response, separators=(",", ":"), ensure_ascii=False).encode())
        if size > MAX_RESPONSE_BYTES:
            response = response | {"Status": "FAILED", "Reason": f"Response object is too long: {size} bytes."}
        return theirs(token, response)

    custom_resource.deliver_response = deliver_response


def write_parameters(endpoint):
    """Writes what distributions of the Image Builder at `endpoint` write to the Parameter Store.

    Image Builder works on a clock of its own and calls nobody when a build ends, so it is asked before a parameter is read.
    """
    ssm, request_scope = _module("services.ssm"), _module("core.responses").request_scope
    theirs, written = ssm._lookup_parameter, []

    def lookup(name_or_arn, **options):
        with urlopen(f"{endpoint}/_sim/parameters", timeout=10) as answer:
            parameters = json.load(answer)
        for parameter in parameters:
            if parameter not in written:
                written.append(parameter)
                with request_scope(parameter["accountId"], parameter["region"]):
                    ssm._put_parameter({"Name": parameter["name"], "Value": parameter["value"], "Type": "String",
                                        "DataType": parameter["dataType"], "Overwrite": True})
        return theirs(name_or_arn, **options)

    ssm._lookup_parameter = lookup


def listen_on_one_port():
    """With TLS, ministack also takes port 443 when it may."""
    _module("app")._port_is_bindable = lambda host, port: False


def serve_authorizer():
    """Adds `GET /_local/authorize?key=&action=&resource=&tags=`: whether the role behind an access key may do that.

    `tags` is JSON: `resource`, the tags of the resource, and `request`, those that the call sets.

    The simulator asks it, so that the roles of the stack bind the calls to Image Builder as well.
    """
    app = _module("app")
    theirs = app.app

    async def with_authorizer(scope, receive, send):
        if scope["type"] != "http" or scope["path"] != AUTHORIZER_PATH:
            return await theirs(scope, receive, send)
        query = {name: values[0] for name, values in parse_qs(scope["query_string"].decode()).items()}
        body = json.dumps(_decide(query["key"], query["action"], query["resource"], json.loads(query.get("tags", "{}")))).encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": body})

    app.app = with_authorizer


def serve_events():
    """Adds `POST /_local/events`: an event of a service of AWS, which the rules of the default bus hand to their targets.

    `PutEvents` takes no event of AWS, and would give it another id and time.
    """
    app = _module("app")
    theirs = app.app

    async def with_events(scope, receive, send):
        if scope["type"] != "http" or scope["path"] != EVENTS_PATH:
            return await theirs(scope, receive, send)
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        _dispatch(json.loads(body))
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": b"{}"})

    app.app = with_events


def _dispatch(event):
    with _module("core.responses").request_scope(event["account"], event["region"]):
        _module("services.eventbridge")._dispatch_event({
            "EventId": event["id"], "Source": event["source"], "DetailType": event["detail-type"], "Detail": json.dumps(event["detail"]),
            "EventBusName": "default", "Time": int(datetime.fromisoformat(event["time"].replace("Z", "+00:00")).timestamp()),
            "Resources": event["resources"], "Account": event["account"], "Region": event["region"],
        })


def _decide(key, action, resource, tags):
    iam = _module("core.iam_evaluator")
    principal = iam.resolve_principal(key, ACCOUNT)
    if isinstance(principal, iam.AuthError):
        return {"allow": False, "message": principal.message}
    if principal.policies is None:
        return {"allow": True}
    context = iam.EvalContext(
        principal_arn=principal.arn, principal_type=principal.type, principal_account=principal.account,
        action=action, resource_arn=resource, region=_module("core.responses").get_region(), principal_keys=principal.keys,
        request_tags=tags.get("request", {}), tag_keys=list(tags.get("request", {})),
        service_context={f"aws:resourcetag/{name.lower()}": value for name, value in tags.get("resource", {}).items()})
    if iam.evaluate(context, principal.policies, *principal.limits).decision == "Allow":
        return {"allow": True}
    return {"allow": False, "message": f"User: {principal.arn} is not authorized to perform: {action} on resource: {resource}"}


def _module(name):
    return importlib.import_module(f"ministack.{name}")


def _expect(name, found, wanted):
    if found != wanted:
        raise DoesNotFit(f"ministack {FITS} must have {name} with {wanted}, got: {found}.")
