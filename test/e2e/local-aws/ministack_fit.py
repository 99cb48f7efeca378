"""What the hooks use of ministack, which has no plug-in point: names that are private to exactly one version of it."""
import importlib
import importlib.metadata
import inspect

FITS = "1.5.33"
INSTANCE_PROFILE = "AWS::IAM::InstanceProfile"
ALARM = "AWS::CloudWatch::Alarm"

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
    for path, functions in SIGNATURES.items():
        for name, parameters in functions.items():
            function = getattr(module(path), name, None)
            actual = list(inspect.signature(function).parameters) if callable(function) else None
            _expect(f"{path}.{name}", actual, parameters)
    for path, tables in TABLES.items():
        for name, keys in tables.items():
            table = getattr(module(path), name, None)
            _expect(f"{path}.{name}", sorted(set(keys) & set(table)) if hasattr(table, "keys") else None, sorted(keys))
    handlers = module("services.cloudformation.provisioners")._RESOURCE_HANDLERS[INSTANCE_PROFILE]
    _expect(f"handlers of {INSTANCE_PROFILE}", sorted(handlers), ["create", "delete", "update", "update_with_logical_id"])


def module(name):
    return importlib.import_module(f"ministack.{name}")


def _expect(name, found, wanted):
    if found != wanted:
        raise DoesNotFit(f"ministack {FITS} must have {name} with {wanted}, got: {found}.")
