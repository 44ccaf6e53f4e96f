/// The parameters of a Query call that tell which one it is, from a query string or a form body.
struct FormParameters: Sendable {
    var action: String?
    var version: String?

    /// Looks for both, no further than it must: clients write them first.
    init(form: [UInt8]) {
        var start = 0
        while start < form.count, action == nil || version == nil {
            let end = form[start...].firstIndex(of: UInt8(ascii: "&")) ?? form.count
            take(form[start..<end])
            start = end + 1
        }
    }

    init(_ target: RequestTarget) {
        action = target.item("Action")?.value.map { RequestTarget.decoded($0, plusIsBlank: true) }
        version = target.item("Version")?.value.map { RequestTarget.decoded($0, plusIsBlank: true) }
    }

    private static let actionName = Array("Action=".utf8)
    private static let versionName = Array("Version=".utf8)

    private mutating func take(_ parameter: ArraySlice<UInt8>) {
        if action == nil, parameter.starts(with: Self.actionName) {
            action = Self.value(parameter.dropFirst(Self.actionName.count))
        } else if version == nil, parameter.starts(with: Self.versionName) {
            version = Self.value(parameter.dropFirst(Self.versionName.count))
        }
    }

    private static func value(_ bytes: ArraySlice<UInt8>) -> String {
        PercentEncoding.decode(bytes, plusIsBlank: true)
    }
}
