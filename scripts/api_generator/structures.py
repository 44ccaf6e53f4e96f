"""Requests, answers and the structures in them: members, coding, checks."""

from .names import TYPE_NAMES, lower_camel, property_name, quoted
from .source import Source, wrapped


def structure_doc(model, name):
    if name in model.requests:
        return f"The request of {model.requests[name]}."
    if name in model.responses:
        return f"The answer of {model.responses[name]}."
    return f"The structure `{name}` of the API model."


def member_doc(model, name, member, required):
    phrases = ["Required." if required else "", model.allowed(member["shape"])]
    if member.get("deprecated"):
        phrases.append("deprecated by AWS")
    text = " ".join(phrase for phrase in phrases[:1] if phrase)
    rest = "; ".join(phrase for phrase in phrases[1:] if phrase)
    if rest:
        rest = rest[0].upper() + rest[1:] + "."
    return " ".join(part for part in (text, rest) if part)


def structure_source(model, name, checked):
    shape = model.shapes[name]
    members, required = shape["members"], set(shape.get("required", []))
    source = Source([model], ["CairnModel"])
    source.add(f"/// {structure_doc(model, name)}")
    operation = model.requests.get(name)
    protocol = "APIShape" if not operation else "APIRequest" if model.is_data_service else "CloudTrailRequest"
    source.add(f"public struct {TYPE_NAMES.get(name, name)}: {protocol} {{")
    if operation:
        source.add(f"    public typealias Response = {model.operations[operation]['output']['shape']}")
        source.add()
        source.add(f"    public static let operation = APIOperation.{lower_camel(operation)}")
        source.add()
    for member, reference in members.items():
        if doc := member_doc(model, member, reference, member in required):
            source.add(f"    /// {doc}")
        optional = "" if member in required else "?"
        source.add(f"    public var {property_name(member)}: {model.type_name(reference['shape'])}{optional}")
    if members:
        source.add()
    add_initialiser(source, model, members, required)
    source.add("}")
    source.add()
    add_coding(source, model, name, members, required)
    add_check(source, model, name, members if name in checked else {})
    if operation and not model.is_data_service:
        add_perform(source, model, name, operation)
    return source


def add_initialiser(source, model, members, required):
    parameters = []
    for member, reference in members.items():
        default = "" if member in required else "? = nil"
        parameters.append(f"{property_name(member)}: {model.type_name(reference['shape'])}{default}")
    if not members:
        source.add("    public init() {}")
        return
    head = wrapped("public init(", parameters, ") {", "    ")
    source.add(head)
    for member in members:
        source.add(f"        self.{lower_camel(member)} = {property_name(member)}")
    source.add("    }")


def add_coding(source, model, name, members, required):
    source.add(f"extension {TYPE_NAMES.get(name, name)} {{")
    source.add("    public init(json: JSON) throws(APICodingError) {")
    if members:
        source.add("        let members = try MemberReader(json)")
        for member in members:
            kind = "required" if member in required else "optional"
            source.add(f"        {property_name(member)} = try members.{kind}({quoted(member)})")
    else:
        source.add("        _ = try MemberReader(json)")
    source.add("    }")
    source.add()
    source.add("    public func write(to writer: inout JSONWriter) {")
    source.add("        writer.beginObject()")
    for member, reference in members.items():
        if reference.get("location") != "querystring":
            source.add(f"        writer.member({quoted(member)}, {property_name(member)})")
    source.add("        writer.endObject()")
    source.add("    }")
    in_query = [m for m, reference in members.items() if reference.get("location") == "querystring"]
    if in_query:
        source.add()
        source.add("    /// The members that stand in the query of the request's target instead of its body.")
        source.add("    public var queryItems: [(name: String, value: String?)] {")
        items = [f"({quoted(members[m]['locationName'])}, {property_name(m)})" for m in in_query]
        source.add(wrapped("[", items, "]", "        "))
        source.add("    }")
    source.add("}")
    source.add()


def add_check(source, model, name, members):
    lines = [line for member, reference in members.items() for line in checks(model, member, reference["shape"])]
    source.add(f"extension {TYPE_NAMES.get(name, name)} {{")
    if lines:
        source.add("    public func check(_ checks: inout ConstraintChecks) {")
        for line in lines:
            source.add(f"        checks.{line}")
        source.add("    }")
    else:
        source.add("    public func check(_ checks: inout ConstraintChecks) {}")
    source.add("}")


def checks(model, member, shape_name):
    shape, value, wire = model.shapes[shape_name], property_name(member), quoted(member)
    kind = shape["type"]
    if "enum" in shape:
        yield f"enumeration({value}, {wire})"
    elif kind == "string" and (constraint := model.text_constraint(shape_name)):
        yield f"text({value}, {wire}, .{constraint})"
    elif kind == "integer" and "min" in shape:
        yield f"integer({value}, {wire}, {shape['min']}...{shape['max']})"
    elif kind == "structure":
        yield f"structure({value}, {wire})"
    elif kind in ("list", "map"):
        if shape.get("min") or "max" in shape:
            yield f"count({value}, {wire}, {shape.get('min', 0)}...{shape.get('max', 'Int.max')})"
        yield from (list_checks if kind == "list" else map_checks)(model, shape, value, wire)


def list_checks(model, shape, value, wire):
    element = shape["member"]["shape"]
    if model.shapes[element]["type"] == "structure":
        yield f"structures({value}, {wire})"
    elif "enum" in model.shapes[element]:
        yield f"enumerations({value}, {wire})"
    elif constraint := model.text_constraint(element):
        yield f"texts({value}, {wire}, .{constraint})"


def map_checks(model, shape, value, wire):
    key, content = shape["key"]["shape"], shape["value"]["shape"]
    values = f"values: .{model.text_constraint(content)}"
    keys = "" if "enum" in model.shapes[key] else f"keys: .{model.text_constraint(key)}, "
    yield f"map({value}, {wire}, {keys}{values})"


def add_perform(source, model, name, operation):
    response = model.operations[operation]["output"]["shape"]
    source.add()
    source.add(f"extension {name} {{")
    head = f"    public func perform(on api: some CloudTrailAPI) async throws(CloudTrailError) -> {response} {{"
    if len(head) > 120:
        head = head.replace("(on api: some CloudTrailAPI)", "(\n        on api: some CloudTrailAPI\n    )")
    source.add(head)
    source.add(f"        try await api.{lower_camel(operation)}(self)")
    source.add("    }")
    source.add("}")
