import CairnModel

/// Writes one JSON object whose lists do not pass through memory as a whole.
struct ReportWriter {
    let receive: ([UInt8]) throws(ReplayError) -> Void

    func begin(_ head: JSONObject) throws(ReplayError) {
        try receive(Array(JSON.object(head).description.utf8.dropLast()))
    }

    /// Adds a member with a list; `fill` is handed a function that adds an element.
    func list(
        _ name: String, _ fill: ((JSON) throws(ReplayError) -> Void) throws(ReplayError) -> Void
    ) throws(ReplayError) {
        try receive(Array(",\"\(name)\":[".utf8))
        var isFirst = true
        try fill { (element) throws(ReplayError) in
            try receive((isFirst ? [] : [UInt8(ascii: ",")]) + Array(element.description.utf8))
            isFirst = false
        }
        try receive([UInt8(ascii: "]")])
    }

    func end(_ tail: JSONObject) throws(ReplayError) {
        try receive([UInt8(ascii: ",")] + Array(JSON.object(tail).description.utf8.dropFirst()))
    }
}
