import CairnModel

/// A value to write at a path of a resource, or to remove.
struct TemplateOverride {
    private let path: [String]
    private let value: JSON?

    init(_ path: String, _ value: JSON?) {
        self.path = Self.split(path)
        self.value = value
    }

    /// At points; a point after a backslash belongs to the name.
    private static func split(_ path: String) -> [String] {
        var names = [""]
        var isEscaped = false
        for character in path {
            if character == "." && !isEscaped {
                names.append("")
            } else if character != "\\" || isEscaped {
                names[names.count - 1].append(character)
            }
            isEscaped = character == "\\" && !isEscaped
        }
        return names
    }

    func applied(to json: JSON) -> JSON { write(json, path[...]) ?? .null }

    private func write(_ json: JSON?, _ rest: ArraySlice<String>) -> JSON? {
        guard let name = rest.first else { return value }
        if case .array(var elements)? = json, let index = Int(name) {
            write(&elements, index, rest.dropFirst())
            return .array(elements)
        }
        var object = json?.objectValue ?? JSONObject()
        object[name] = write(object[name], rest.dropFirst())
        return .object(object)
    }

    private func write(_ elements: inout [JSON], _ index: Int, _ rest: ArraySlice<String>) {
        let isKnown = elements.indices.contains(index)
        switch write(isKnown ? elements[index] : nil, rest) {
        case let new? where isKnown: elements[index] = new
        case let new?: elements.append(new)
        case nil where isKnown: elements.remove(at: index)
        case nil: break
        }
    }
}
