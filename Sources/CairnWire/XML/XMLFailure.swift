/// Reads errors out of XML of any of AWS's kinds: `ErrorResponse`, `Response/Errors`, S3's bare `Error`.
struct XMLFailure {
    private var reader: XMLReader
    private var failure = WireFailure()

    /// Takes what can be read, also out of a body that was cut off.
    static func decode(_ body: [UInt8]) -> WireFailure {
        var decoder = XMLFailure(reader: XMLReader(body))
        do { try decoder.readAll() } catch {}
        return decoder.failure
    }

    private init(reader: XMLReader) { self.reader = reader }

    private mutating func readAll() throws(WireError) {
        var name = ""
        var text = ""
        while true {
            switch try reader.next() {
            case .start(let element, _): (name, text) = (XMLName.local(element), "")
            case .text(let part): text += part
            case .end:
                take(name, text)
                (name, text) = ("", "")
            case .finished: return
            }
        }
    }

    /// The first of each name counts: later ones belong to inner errors.
    private mutating func take(_ name: String, _ text: String) {
        let trimmed = text.trimmingASCIISpace
        guard !trimmed.isEmpty else { return }
        switch name {
        case "Code" where failure.code == nil: failure.code = trimmed
        case "Message" where failure.message == nil, "message" where failure.message == nil: failure.message = text
        case "RequestId" where failure.requestID == nil, "RequestID" where failure.requestID == nil,
            "requestId" where failure.requestID == nil:
            failure.requestID = trimmed
        default: return
        }
    }
}
