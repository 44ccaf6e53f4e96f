public import CairnModel

/// A request as it stands on the wire, with as much of its body as was kept.
public struct WireRequest: Sendable, Hashable {
    public var method: String
    /// The request target as it came: path and query, percent-encoding untouched.
    public var target: String
    public var headers: HeaderFields
    public var body: WireBody

    public init(method: String, target: String, headers: HeaderFields, body: WireBody = WireBody()) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }

    /// The target up to the question mark.
    public var path: Substring { target.prefix { $0 != "?" } }

    /// The target after the question mark, empty if there is none.
    public var query: Substring {
        guard let mark = target.firstIndex(of: "?") else { return "" }
        return target[target.index(after: mark)...]
    }
}

/// An answer as it stands on the wire, with as much of its body as was kept.
public struct WireResponse: Sendable, Hashable {
    public var status: Int
    public var headers: HeaderFields
    public var body: WireBody

    public init(status: Int, headers: HeaderFields, body: WireBody = WireBody()) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// A body, or the bounded part of it that was kept for reading.
public struct WireBody: Sendable, Hashable {
    public var bytes: [UInt8]
    /// How many bytes went over the wire; more than `bytes.count` if not all were kept.
    public var totalByteCount: Int

    public init(_ bytes: [UInt8] = [], totalByteCount: Int? = nil) {
        self.bytes = bytes
        self.totalByteCount = totalByteCount ?? bytes.count
    }

    public var isComplete: Bool { bytes.count == totalByteCount }
}
