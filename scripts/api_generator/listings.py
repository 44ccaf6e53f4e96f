"""What lists all operations, errors or enumerations: protocols, dispatch, codes."""

from .names import TYPE_NAMES, escaped, lower_camel, value_name
from .source import Source, wrapped


def signature(model, operation):
    request = model.operations[operation]["input"]["shape"]
    response = model.operations[operation]["output"]["shape"]
    name = lower_camel(operation)
    line = f"func {name}(_ request: {request}) async throws(CloudTrailError) -> {response}"
    if len(line) + 14 <= 120:
        return line
    return f"func {name}(\n        _ request: {request}\n    ) async throws(CloudTrailError) -> {response}"


def api_protocol(model):
    name = "CloudTrailDataAPI" if model.is_data_service else "CloudTrailAPI"
    source = Source([model])
    title = "CloudTrail Data" if model.is_data_service else "CloudTrail"
    source.add(f"/// Every operation of {title} ({model.version}), in the process or over the wire.")
    source.add("///")
    source.add("/// An implementation speaks for one caller, account and region. What each operation does, and the errors")
    source.add(f"/// that it throws, stand in the AWS {title} API Reference.")
    source.add(f"public protocol {name}: Sendable {{")
    for operation in sorted(model.operations):
        source.add(f"    {signature(model, operation)}")
    source.add("}")
    return source


def partial_api(model):
    data = model.is_data_service
    name = "PartialCloudTrailDataAPI" if data else "PartialCloudTrailAPI"
    api = "CloudTrailDataAPI" if data else "CloudTrailAPI"
    source = Source([model])
    source.add("/// An implementation of some operations: each of the others throws `UnsupportedOperationException`.")
    source.add(f"public protocol {name}: {api} {{}}")
    source.add()
    source.add(f"extension {name} {{")
    for index, operation in enumerate(sorted(model.operations)):
        if index:
            source.add()
        source.add(f"    public {signature(model, operation)} {{")
        source.add(f"        throw .unsupported(.{lower_camel(operation)})")
        source.add("    }")
    source.add("}")
    return source


def sender_operations(model):
    source = Source([model])
    source.add("extension CloudTrailRequestSender {")
    for index, operation in enumerate(sorted(model.operations)):
        if index:
            source.add()
        source.add(f"    public {signature(model, operation)} {{")
        source.add("        try await send(request)")
        source.add("    }")
    source.add("}")
    return source


def dispatch(model):
    source = Source([model])
    source.add("extension CloudTrailDispatch {")
    source.add("    /// Returns the type of an operation's request, or `nil` if CloudTrail has no such operation.")
    source.add("    static func requestType(of operation: String) -> (any CloudTrailRequest.Type)? {")
    source.add("        switch operation {")
    for operation in sorted(model.operations):
        source.add(f"        case \"{operation}\": {model.operations[operation]['input']['shape']}.self")
    source.add("        default: nil")
    source.add("        }")
    source.add("    }")
    source.add("}")
    return source


def code_names(models):
    """The static member of every modelled code. The services share one list; where two codes would share a name,
    the one of CloudTrail Data says so."""
    names = {}
    for model in models:
        for code in model.exceptions():
            name = escaped(lower_camel(code.removesuffix("Exception")))
            if code not in names:
                names[code] = name + "InData" if name in names.values() else name
    return names


def error_codes(models, names):
    source = Source(models)
    source.add("extension CloudTrailError.Code {")
    for code in sorted(names):
        line = f"    public static let {names[code]} = Self(rawValue: \"{code}\")"
        source.add(line if len(line) <= 120 else line.replace(" = ", " =\n        "))
    source.add()
    source.add("    /// Every code of the models, in order of their names.")
    members = [f".{names[code]}" for code in sorted(names)]
    source.add(wrapped("public static let modelled: [Self] = [", members, "]", "    "))
    source.add("}")
    return source


def operations_source(models, names):
    source = Source(models)
    source.add("extension APIOperation {")
    everything = []
    for model in models:
        service = "cloudTrailData" if model.is_data_service else "cloudTrail"
        for name in sorted(model.operations):
            operation = model.operations[name]
            everything.append(lower_camel(name))
            idempotent = "true" if operation.get("idempotent") else "false"
            errors = [f".{names[error['shape']]}" for error in operation.get("errors", [])]
            source.add(f"    public static let {lower_camel(name)} = APIOperation(")
            source.add(f"        name: \"{name}\", service: .{service}, isIdempotent: {idempotent},")
            source.add(wrapped("declaredErrors: [", errors, "]", "        "))
            source.add("    )")
            source.add()
    source.add("    /// Every operation of both services.")
    source.add(wrapped("public static let all: [APIOperation] = [", [f".{name}" for name in everything], "]", "    "))
    source.add("}")
    return source


def enumerations_source(model):
    source = Source([model])
    for index, (name, values) in enumerate(model.enumerations()):
        if index:
            source.add()
        source.add(f"public struct {TYPE_NAMES.get(name, name)}: OpenEnumeration {{")
        source.add("    public let rawValue: String")
        source.add()
        source.add("    public init(rawValue: String) { self.rawValue = rawValue }")
        source.add()
        for value in values:
            source.add(f"    public static let {value_name(value)} = Self(rawValue: \"{value}\")")
        source.add()
        known = [f".{value_name(value).strip('`')}" for value in values]
        source.add(wrapped("public static let knownValues: [Self] = [", known, "]", "    "))
        source.add("}")
    return source


def paginated(model):
    """The operations that answer in pages, each with the one list of its answer, or None if it has several."""
    for operation in sorted(model.operations):
        request = model.operations[operation]["input"]["shape"]
        response = model.operations[operation]["output"]["shape"]
        members = model.shapes[response]["members"]
        if "NextToken" in model.shapes[request]["members"] and "NextToken" in members:
            lists = [name for name, member in members.items() if model.shapes[member["shape"]]["type"] == "list"]
            yield request, response, lists[0] if len(lists) == 1 else None


def pagination_source(model):
    source = Source([model])
    for request, response, name in paginated(model):
        if name is None:
            continue
        element = model.type_name(model.shapes[response]["members"][name]["shape"])
        source.add(f"extension {request}: PaginatedRequest {{}}")
        source.add()
        source.add(f"extension {response}: PaginatedResponse {{")
        source.add(f"    public var items: {element} {{ {lower_camel(name)} ?? [] }}")
        source.add("}")
        source.add()
    return source
