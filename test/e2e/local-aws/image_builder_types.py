"""What CloudFormation does for AWS::ImageBuilder::*: one handler for the nine types, made of ordinary API calls.

Nothing is written per type. The service model says which members an operation has and which one names the resource;
only `Image`, which builds, and `ImagePipeline`, which has a deployment id, are more than that.
"""
import base64
import contextlib
import re
import time
import uuid

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from property_names import properties_of, to_members

PREFIX = "AWS::ImageBuilder::"
KINDS = ("Component", "ContainerRecipe", "DistributionConfiguration", "Image", "ImagePipeline",
         "ImageRecipe", "InfrastructureConfiguration", "LifecyclePolicy", "Workflow")

# Properties that the create call does not take.
TEMPLATE_ONLY = {"Image": {"DeletionSettings", "ImagePipelineExecutionSettings"}}
# Updatable by CloudFormation although the API has no update operation for the type.
UPDATED_IN_PLACE = {"Image": {"Tags", "DeletionSettings", "LoggingConfiguration", "ExecutionRole", "ImagePipelineExecutionSettings"}}
WITHOUT_NAME_ATTRIBUTE = {"LifecyclePolicy", "Workflow"}

ENDED = ("AVAILABLE", "FAILED", "CANCELLED", "DEPRECATED", "DISABLED", "DELETED")
POLL_SECONDS = 0.2
# CloudFormation waits twelve hours; the simulated build takes seconds.
BUILD_LIMIT_SECONDS = 600


ERROR_CODES = {
    "ResourceNotFoundException": "NotFound",
    "ResourceAlreadyExistsException": "AlreadyExists",
    "InvalidRequestException": "InvalidRequest",
    "InvalidParameterValueException": "InvalidRequest",
    "AccessDeniedException": "AccessDenied",
    "ForbiddenException": "AccessDenied",
    "ServiceQuotaExceededException": "ServiceLimitExceeded",
    "CallRateLimitExceededException": "Throttling",
}


class HandlerError(Exception):
    """A failure in the words of a stack event."""

    def __init__(self, message, code):
        self.code = code
        super().__init__(f'Resource handler returned message: "{message}" (HandlerErrorCode: {code})')


class ImageBuilderTypes:
    """`create`, `update` and `delete` of every kind, against the Image Builder at `endpoint`."""

    def __init__(self, endpoint, region_of):
        self._session = botocore.session.get_session()
        self._model = self._session.get_service_model("imagebuilder")
        self._endpoint, self._region_of = endpoint, region_of

    def replacing_properties(self, kind):
        """Properties whose change needs a new resource."""
        if f"Update{kind}" in self._model.operation_names:
            return ("Name",)
        in_place = UPDATED_IN_PLACE.get(kind, {"Tags"})
        return tuple(name for name in properties_of(self._input(f"Create{kind}")) if name not in in_place)

    def create(self, kind, logical_id, properties, stack_name):
        if kind == "Image":
            arn = self._build(properties)
        else:
            arn = self._call(f"Create{kind}", **self._members(f"Create{kind}", properties))[self._id(kind)]
        return arn, self._attributes(kind, arn)

    def update(self, kind, arn, old, new, stack_name):
        if kind == "Image" and self._runs_again(old, new):
            return self.create(kind, None, new, stack_name)
        self._update_tags(arn, old.get("Tags") or {}, new.get("Tags") or {})
        operation = f"Update{kind}"
        if operation not in self._model.operation_names or _without_tags(old) == _without_tags(new):
            return arn, self._attributes(kind, arn)
        members = self._members(operation, {name: value for name, value in _without_tags(new).items() if name != "Name"})
        self._call(operation, **{self._id(kind): arn}, **members)
        return arn, self._attributes(kind, arn)

    def delete(self, kind, arn, properties):
        try:
            if kind == "Image":
                self._cancel(arn)
            self._call(f"Delete{kind}", **{self._id(kind): arn})
        except HandlerError as error:
            if error.code != "NotFound":
                raise

    # Images

    def _build(self, properties):
        settings = properties.get("ImagePipelineExecutionSettings")
        _check_form(properties, settings)
        if settings:
            tags = {"tags": properties["Tags"]} if properties.get("Tags") else {}
            arn = self._call("StartImagePipelineExecution", imagePipelineArn=pipeline_of(settings["DeploymentId"]),
                             clientToken=str(uuid.uuid4()), **tags)["imageBuildVersionArn"]
        else:
            members = {name: value for name, value in properties.items() if name not in TEMPLATE_ONLY["Image"]}
            arn = self._call("CreateImage", **self._members("CreateImage", members))["imageBuildVersionArn"]
        try:
            self._wait_until_available(arn)
        except HandlerError:
            # CloudFormation's rollback deletes what the failed create left behind.
            with contextlib.suppress(HandlerError):
                self.delete("Image", arn, properties)
            raise
        return arn

    def _wait_until_available(self, arn):
        limit = time.monotonic() + BUILD_LIMIT_SECONDS
        while time.monotonic() < limit:
            state = self._state(arn)
            if state["status"] == "AVAILABLE":
                return
            if state["status"] == "FAILED":
                raise HandlerError(state.get("reason") or "Image creation failed.", "NotStabilized")
            if state["status"] == "CANCELLED":
                raise HandlerError("Image creation is cancelled.", "NotStabilized")
            time.sleep(POLL_SECONDS)
        raise HandlerError(f"{arn} must be built within {BUILD_LIMIT_SECONDS} s, got: {state['status']}.", "NotStabilized")

    def _cancel(self, arn):
        if self._state(arn)["status"] in ENDED:
            return
        self._call("CancelImageCreation", imageBuildVersionArn=arn, clientToken=str(uuid.uuid4()))
        limit = time.monotonic() + BUILD_LIMIT_SECONDS
        while self._state(arn)["status"] != "CANCELLED":
            if time.monotonic() > limit:
                raise HandlerError(f"{arn} must be cancelled within {BUILD_LIMIT_SECONDS} s.", "NotStabilized")
            time.sleep(POLL_SECONDS)

    def _state(self, arn):
        return self._call("GetImage", imageBuildVersionArn=arn)["image"]["state"]

    def _runs_again(self, old, new):
        """Whether a change of the pipeline builds a new image: only when the template asks for it."""
        before = (old.get("ImagePipelineExecutionSettings") or {}).get("DeploymentId")
        settings = new.get("ImagePipelineExecutionSettings") or {}
        return settings.get("DeploymentId") != before and str(settings.get("OnUpdate", "")).lower() == "true"

    # Attributes

    def _attributes(self, kind, arn):
        answer = self._call(f"Get{kind}", **{self._id(kind): arn})
        body = answer[kind[0].lower() + kind[1:]]
        attributes = {"Arn": arn}
        if kind not in WITHOUT_NAME_ATTRIBUTE:
            attributes["Name"] = body["name"]
        if kind == "Component":
            attributes |= {"Type": body["type"], "Encrypted": str(body["encrypted"]).lower()}
        if kind == "ImagePipeline":
            attributes["DeploymentId"] = deployment_id(arn)
        for source, name in (("latestVersionArn", "Arn"), ("latestMajorVersionArn", "Major"),
                             ("latestMinorVersionArn", "Minor"), ("latestPatchVersionArn", "Patch")):
            if source in answer.get("latestVersionReferences", {}):
                attributes[f"LatestVersion.{name}"] = answer["latestVersionReferences"][source]
        return attributes | self._outputs(body)

    def _outputs(self, body):
        """The AMI and the container image of this Region; of others CloudFormation says nothing."""
        outputs = body.get("outputResources") or {}
        here = self._region_of()
        attributes = {}
        for ami in outputs.get("amis", []):
            if ami.get("region") == here:
                attributes.setdefault("ImageId", ami["image"])
        build = "-".join(body["arn"].rsplit("/", 2)[1:])
        for container in outputs.get("containers", []):
            for uri in container.get("imageUris", []):
                if container.get("region") == here and uri.endswith(f":{build}"):
                    attributes.setdefault("ImageUri", uri)
        return attributes

    # Calls

    def _update_tags(self, arn, old, new):
        gone = [key for key in old if key not in new]
        if gone:
            self._call("UntagResource", resourceArn=arn, tagKeys=gone)
        if new and new != old:
            self._call("TagResource", resourceArn=arn, tags={key: str(value) for key, value in new.items()})

    def _members(self, operation, properties):
        shape = self._input(operation)
        token = {"clientToken": str(uuid.uuid4())} if "clientToken" in shape.members else {}
        return to_members(shape, properties) | token

    def _id(self, kind):
        """The member that names a resource of this kind: the one required input of its delete operation."""
        (member,) = self._input(f"Delete{kind}").required_members
        return member

    def _input(self, operation):
        return self._model.operation_model(operation).input_shape

    def _call(self, operation, **members):
        client = self._session.create_client(
            "imagebuilder", region_name=self._region_of(), endpoint_url=self._endpoint,
            aws_access_key_id="cloudformation", aws_secret_access_key="local",
            config=Config(retries={"mode": "standard"}, connect_timeout=5, read_timeout=30))
        try:
            return getattr(client, botocore.xform_name(operation))(**members)
        except (ClientError, BotoCoreError) as error:
            raise _handler_error(error) from error
        finally:
            client.close()


def deployment_id(pipeline_arn):
    """New with every create and update of a pipeline, and the pipeline can be read from it again."""
    return base64.urlsafe_b64encode(f"{uuid.uuid4()} {pipeline_arn}".encode()).decode().rstrip("=")


def pipeline_of(identifier):
    try:
        padded = str(identifier) + "=" * (-len(str(identifier)) % 4)
        return base64.urlsafe_b64decode(padded).decode().split(" ")[1]
    except (ValueError, IndexError):
        raise HandlerError(f"`DeploymentId` must be that of an image pipeline, got: {identifier}.", "InvalidRequest") from None


def _check_form(properties, settings):
    recipes = [name for name in ("ImageRecipeArn", "ContainerRecipeArn") if properties.get(name)]
    if settings and (recipes or properties.get("InfrastructureConfigurationArn")):
        raise ValueError("Model validation failed (#: 2 subschemas matched instead of one)")
    if not settings and (len(recipes) != 1 or not properties.get("InfrastructureConfigurationArn")):
        raise ValueError(f"Model validation failed (#: {max(0, len(recipes) - 1) * 2} subschemas matched instead of one)")


def _without_tags(properties):
    return {name: value for name, value in properties.items() if name != "Tags"}


def _handler_error(error):
    if not isinstance(error, ClientError):
        return HandlerError(str(error), "NetworkFailure")
    detail, metadata = error.response["Error"], error.response["ResponseMetadata"]
    text = str(detail.get("Message"))
    code = ERROR_CODES.get(detail.get("Code"), "GeneralServiceException")
    # Operations that do not declare "not found" say it as an invalid request.
    if code == "InvalidRequest" and re.search(r"does not exist|(cannot|could not) be found|not found", text):
        code = "NotFound"
    return HandlerError(f"{text} (Service: Imagebuilder, Status Code: {metadata['HTTPStatusCode']})", code)
