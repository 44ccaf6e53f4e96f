import CairnModel

extension JSONWriter {
    /// Writes a member, or nothing if it has no value: what does not apply is absent from a record, never `null`.
    mutating func member(_ name: String, _ value: String?) {
        guard let value else { return }
        key(name)
        string(value)
    }

    mutating func member(_ name: String, _ value: Bool) {
        key(name)
        bool(value)
    }

    mutating func emptyObject() {
        beginObject()
        endObject()
    }

    /// Writes members that are JSON text already, such as `"eventVersion":"1.11"`, with a comma before them if need be.
    mutating func members(_ text: String) { literal(text) }

    /// Members as they stand in an object, without its braces: what is the same in many records is written once.
    static func members(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(reservingCapacity: 256)
        writer.beginObject()
        write(&writer)
        writer.endObject()
        return String(decoding: writer.bytes.dropFirst().dropLast(), as: UTF8.self)
    }
}

extension Double {
    /// Seconds without their fraction; the epoch for what no calendar holds.
    var wholeSeconds: Int64 {
        isFinite && abs(self) < 253_402_300_800 ? Int64(rounded(.down)) : 0
    }
}
