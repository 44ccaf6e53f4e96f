import CairnModel

/// The values of a resource's properties. It notes which ones are asked for.
struct PropertyValues {
    private let values: JSONObject
    /// What the template says, but is left out.
    private let leftOut: Set<String>
    private let asked: AskedProperties

    init(_ values: JSONObject, leftOut: Set<String>, asked: AskedProperties) {
        self.values = values
        self.leftOut = leftOut
        self.asked = asked
    }

    subscript(name: String) -> JSON? {
        asked.names.insert(name)
        return values[name]
    }

    /// Whether the template says something about a property, be it applied or left out.
    func says(_ name: String) -> Bool { self[name] != nil || leftOut.contains(name) }
}
