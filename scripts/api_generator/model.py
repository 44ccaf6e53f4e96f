"""AWS's API models as botocore carries them."""

from botocore.loaders import Loader

from .names import TYPE_NAMES, WRITTEN_BY_HAND, lower_camel

SCALARS = {
    "string": "String", "integer": "Int32", "long": "Int", "boolean": "Bool", "float": "Double", "double": "Double",
    "timestamp": "Timestamp", "blob": "Blob",
}


class Model:
    def __init__(self, service, version):
        self.service, self.version = service, version
        data = Loader().load_service_model(service, "service-2", version)
        self.shapes, self.operations = data["shapes"], data["operations"]
        self.is_data_service = service == "cloudtrail-data"
        self.requests = {operation["input"]["shape"]: name for name, operation in self.operations.items()}
        self.responses = {operation["output"]["shape"]: name for name, operation in self.operations.items()}

    @property
    def source(self):
        return f"{self.service}/{self.version}"

    def structures(self):
        for name, shape in self.shapes.items():
            if shape["type"] == "structure" and not shape.get("exception"):
                yield name, shape

    def exceptions(self):
        return sorted(name for name, shape in self.shapes.items() if shape.get("exception"))

    def enumerations(self):
        return sorted((name, shape["enum"]) for name, shape in self.shapes.items() if "enum" in shape)

    def checked_structures(self):
        """The structures that stand in requests; constraints on answers are the service's own business."""
        found, todo = set(), list(self.requests)
        while todo:
            name = todo.pop()
            if name in found:
                continue
            found.add(name)
            shape = self.shapes[name]
            todo += [member["shape"] for member in shape.get("members", {}).values()]
            todo += [shape[part]["shape"] for part in ("member", "key", "value") if part in shape]
        return {name for name in found if self.shapes[name]["type"] == "structure"}

    def type_name(self, name):
        shape = self.shapes[name]
        if name in WRITTEN_BY_HAND:
            return name
        if shape["type"] == "list":
            return f"[{self.type_name(shape['member']['shape'])}]"
        if shape["type"] == "map":
            return f"[{self.type_name(shape['key']['shape'])}: {self.type_name(shape['value']['shape'])}]"
        if shape["type"] == "structure" or "enum" in shape:
            return TYPE_NAMES.get(name, name)
        return SCALARS[shape["type"]]

    def text_constraint(self, name):
        """The name of the constraint of a string shape, or None if every text is allowed."""
        shape = self.shapes[name]
        if shape["type"] != "string" or "enum" in shape or not {"min", "max", "pattern"} & set(shape):
            return None
        return lower_camel(name) + ("InData" if self.is_data_service else "")

    def allowed(self, name):
        """What the model allows for a value of this shape, as a phrase for the documentation."""
        shape = self.shapes[name]
        kind = shape["type"]
        low, high = shape.get("min"), shape.get("max")
        phrases = []
        if low is not None or high is not None:
            span = f"{low or 0} to {high}" if high is not None else f"at least {low}"
            unit = {"string": " characters", "list": " elements", "map": " entries"}.get(kind, "")
            phrases.append(span + unit)
        if shape.get("pattern") not in (None, ".*", ".+", "(?s).*"):
            phrases.append(f"pattern `{shape['pattern']}`")
        text = "; ".join(phrases)
        if kind == "list" and (each := self.allowed(shape["member"]["shape"])):
            text = f"{text}; each {each}" if text else f"each {each}"
        return text
