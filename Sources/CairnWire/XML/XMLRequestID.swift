import CairnModel

/// Finds the request identifier in an answer of a Query protocol without reading all of it: it may be long or cut off.
enum XMLRequestID {
    private static let maximumByteCount = 128

    /// Returns the text of the root's first child, if that is EC2's `requestId`.
    static func first(in body: [UInt8]) -> String? {
        var reader = XMLReader(body)
        guard case .start? = try? reader.next() else { return nil }
        while let event = try? reader.next() {
            switch event {
            case .start(let name, _):
                guard XMLName.local(name).equalsIgnoringASCIICase("RequestId"), case .text(let id)? = try? reader.next()
                else { return nil }
                return id
            case .text: continue
            case .end, .finished: return nil
            }
        }
        return nil
    }

    /// Returns the text of the last element named `RequestId`: AWS Query and S3 put theirs near the end.
    static func last(in body: [UInt8]) -> String? {
        var end = body.count
        while let close = body[..<end].lastIndex(of: UInt8(ascii: "<")) {
            if let name = closingName(body, at: close), name.equalsIgnoringASCIICase("RequestId") {
                let start = body[..<close].lastIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? close
                guard start < close, close - start <= maximumByteCount else { return nil }
                return String(decoding: body[start..<close], as: UTF8.self).trimmingASCIISpace
            }
            end = close
        }
        return nil
    }

    /// The name of an end tag, if it is as long as `RequestId`.
    private static func closingName(_ body: [UInt8], at index: Int) -> String? {
        guard index + 12 <= body.count, body[index + 1] == UInt8(ascii: "/"), body[index + 11] == UInt8(ascii: ">")
        else { return nil }
        return String(decoding: body[index + 2..<index + 11], as: UTF8.self)
    }
}
