"""Template properties of AWS::ImageBuilder::* to members of the Image Builder API, by the API's own shapes."""

# Where CloudFormation's name is not the API's with a capital first letter: (shape, member) -> property.
RENAMED = {
    ("CreateComponentRequest", "semanticVersion"): "Version",
    ("CreateContainerRecipeRequest", "semanticVersion"): "Version",
    ("CreateImageRecipeRequest", "semanticVersion"): "Version",
    ("CreateWorkflowRequest", "semanticVersion"): "Version",
    ("AmiDistributionConfiguration", "launchPermission"): "LaunchPermissionConfiguration",
}

# Members that only the API has.
NOT_IN_CLOUDFORMATION = {"clientToken", "dryRun", "s3ExportConfiguration"}


def property_of(shape_name, member):
    """The template's name of a member, or None when templates do not have it."""
    if member in NOT_IN_CLOUDFORMATION:
        return None
    return RENAMED.get((shape_name, member), member[0].upper() + member[1:])


def properties_of(shape):
    return {name: member for member in shape.members if (name := property_of(shape.name, member))}


def to_members(shape, value, path="#"):
    """A template value as the API takes it; a property that the type does not have is refused, as CloudFormation does."""
    convert = _CONVERTERS.get(shape.type_name)
    if convert is None:
        raise TypeError(f"no conversion for a member of type {shape.type_name}")
    return convert(shape, value, path)


def _structure(shape, value, path):
    if not isinstance(value, dict):
        raise ValueError(f"Model validation failed ({path}: expected type: JSONObject, found: {type(value).__name__})")
    known = properties_of(shape)
    members = {}
    for name, item in value.items():
        if name not in known:
            raise ValueError(f"Model validation failed ({path}: extraneous key [{name}] is not permitted)")
        members[known[name]] = to_members(shape.members[known[name]], item, f"{path}/{name}")
    return members


def _list(shape, value, path):
    if not isinstance(value, list):
        raise ValueError(f"Model validation failed ({path}: expected type: JSONArray, found: {type(value).__name__})")
    return [to_members(shape.member, item, f"{path}/{index}") for index, item in enumerate(value)]


# CloudFormation hands scalars over as strings as often as not.
_CONVERTERS = {
    "structure": _structure,
    "list": _list,
    "map": lambda shape, value, path: {str(key): str(item) for key, item in value.items()},
    "boolean": lambda shape, value, path: str(value).lower() == "true",
    "integer": lambda shape, value, path: int(value),
    "long": lambda shape, value, path: int(value),
    "float": lambda shape, value, path: float(value),
    "double": lambda shape, value, path: float(value),
    "string": lambda shape, value, path: str(value),
}
