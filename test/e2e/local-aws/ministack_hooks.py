"""Everything that reaches into ministack, in one place, for exactly one version of it.

What follows uses names that are private to ministack, so `ministack_fit.check_fit` looks at all of them first and refuses,
in one sentence, a version in which they have moved.
"""
import json
import re
from datetime import datetime
from functools import partial
from urllib.parse import parse_qs, urlparse
from urllib.request import urlopen

import athena
from image_builder_types import KINDS, PREFIX, ImageBuilderTypes
from ministack_fit import ALARM, INSTANCE_PROFILE, module

ACCOUNT = "000000000000"
NAMED_QUERY = "AWS::Athena::NamedQuery"
FLOW_LOG = "AWS::EC2::FlowLog"
MAX_RESPONSE_BYTES = 4096
AUTHORIZER_PATH = "/_local/authorize"
EVENTS_PATH = "/_local/events"


def register_image_builder(endpoint):
    """Hands AWS::ImageBuilder::* to the Image Builder at `endpoint`."""
    provisioners, stacks = module("services.cloudformation.provisioners"), module("services.cloudformation.stacks")
    types = ImageBuilderTypes(endpoint, module("core.responses").get_region)
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
    provisioners, profiles = module("services.cloudformation.provisioners"), module("services.iam")._instance_profiles
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
    theirs, responses = module("services.athena"), module("core.responses")
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

    provisioners = module("services.cloudformation.provisioners")
    provisioners._RESOURCE_HANDLERS[NAMED_QUERY] = {
        "create": create, "delete": lambda physical_id, props: theirs._delete_named_query({"NamedQueryId": physical_id}),
    }
    provisioners._REPLACING_PROPERTIES[NAMED_QUERY] = ("Database", "Description", "Name", "QueryString", "WorkGroup")


def _until_objects_change(materialize):
    """The files of a table, which are written and read anew after a change only, and not by every query for each of thousands of objects."""
    written, buckets = {}, module("services.s3")._buckets

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
    ec2 = module("services.ec2")

    def create(logical_id, props, stack_name):
        texts = {name: [value] for name, value in props.items() if isinstance(value, str) and name != "ResourceId"}
        _, _, body = ec2._create_flow_logs(texts | {"ResourceId.1": [props["ResourceId"]]})
        flow_log_id = re.search(r"fl-\w+", body if isinstance(body, str) else body.decode()).group()
        return flow_log_id, {"Id": flow_log_id}

    module("services.cloudformation.provisioners")._RESOURCE_HANDLERS[FLOW_LOG] = {
        "create": create, "delete": lambda physical_id, props: ec2._delete_flow_logs({"FlowLogId.1": [physical_id]}),
    }


def name_anomaly_alarms():
    """Alarms on an anomaly detection band, which ministack refuses, have a name and no state."""
    handlers = module("services.cloudformation.provisioners")._RESOURCE_HANDLERS
    theirs = dict(handlers[ALARM])

    def named(name):
        return name, {"Arn": f"arn:aws:cloudwatch:{module('core.responses').get_region()}:{ACCOUNT}:alarm:{name}"}

    handlers[ALARM] = theirs | {
        "create": lambda logical_id, props, stack_name: named(props.get("AlarmName", f"{stack_name}-{logical_id}"))
        if "Metrics" in props else theirs["create"](logical_id, props, stack_name),
        "update": lambda physical_id, old, new, *rest, **options: named(physical_id)
        if "Metrics" in new else theirs["update"](physical_id, old, new, *rest, **options),
    }


def limit_custom_resource_responses():
    """CloudFormation does not take a response of more than 4,096 bytes from a custom resource; ministack takes any size."""
    custom_resource = module("services.cloudformation.custom_resource")
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
    ssm, request_scope = module("services.ssm"), module("core.responses").request_scope
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
    module("app")._port_is_bindable = lambda host, port: False


def serve_authorizer():
    """Adds `GET /_local/authorize?key=&action=&resource=&tags=`: whether the role behind an access key may do that.

    `tags` is JSON: `resource`, the tags of the resource, and `request`, those that the call sets.

    The simulator asks it, so that the roles of the stack bind the calls to Image Builder as well.
    """
    app = module("app")
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
    app = module("app")
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
    with module("core.responses").request_scope(event["account"], event["region"]):
        module("services.eventbridge")._dispatch_event({
            "EventId": event["id"], "Source": event["source"], "DetailType": event["detail-type"], "Detail": json.dumps(event["detail"]),
            "EventBusName": "default", "Time": int(datetime.fromisoformat(event["time"].replace("Z", "+00:00")).timestamp()),
            "Resources": event["resources"], "Account": event["account"], "Region": event["region"],
        })


def _decide(key, action, resource, tags):
    iam = module("core.iam_evaluator")
    principal = iam.resolve_principal(key, ACCOUNT)
    if isinstance(principal, iam.AuthError):
        return {"allow": False, "message": principal.message}
    if principal.policies is None:
        return {"allow": True}
    context = iam.EvalContext(
        principal_arn=principal.arn, principal_type=principal.type, principal_account=principal.account,
        action=action, resource_arn=resource, region=module("core.responses").get_region(), principal_keys=principal.keys,
        request_tags=tags.get("request", {}), tag_keys=list(tags.get("request", {})),
        service_context={f"aws:resourcetag/{name.lower()}": value for name, value in tags.get("resource", {}).items()})
    if iam.evaluate(context, principal.policies, *principal.limits).decision == "Allow":
        return {"allow": True}
    return {"allow": False, "message": f"User: {principal.arn} is not authorized to perform: {action} on resource: {resource}"}
