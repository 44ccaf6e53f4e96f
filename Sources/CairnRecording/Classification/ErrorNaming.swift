import CairnWire

/// Names errors as records do, which is not always as the wire does.
enum ErrorNaming {
    /// The services whose records keep the `Exception` of a denial; all others say `AccessDenied`.
    private static let keepingAccessDeniedException: Set<String> = ["kms", "secretsmanager", "dynamodb", "lambda"]
    /// The services whose records name an error by its shape, such as `NoSuchEntityException`, not by its wire code.
    private static let namingByShape: Set<String> = ["iam", "rds"]

    /// - Parameters:
    ///   - code: the code on the wire; `nil` if the answer named none.
    ///   - label: the event source without `.amazonaws.com`.
    static func recordCode(_ code: String?, status: Int, label: String, call: RoutedCall?) -> String {
        guard let code, !code.isEmpty else { return codeWithoutBody(status: status, label: label, call: call) }
        let name = withoutNamespace(code)
        if label == "ec2" { return prefixed(name, status: status) }
        switch name {
        case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation":
            return keepingAccessDeniedException.contains(label) ? "AccessDeniedException" : "AccessDenied"
        case "Throttling", "ThrottledException": return "ThrottlingException"
        default:
            guard namingByShape.contains(label), let call else { return name }
            return shapeName(of: name, in: call.service) ?? name
        }
    }

    static func isAccessDenied(_ recordCode: String) -> Bool {
        switch recordCode {
        case "AccessDenied", "AccessDeniedException", "Client.UnauthorizedOperation": true
        default: false
        }
    }

    static func isThrottling(_ recordCode: String) -> Bool { recordCode == "ThrottlingException" }

    /// `com.amazonaws.dynamodb.v20120810#ResourceInUseException` and `…Exception:http://…` are known by their name.
    private static func withoutNamespace(_ code: String) -> String {
        var name = code[...]
        if let hash = name.lastIndex(of: "#") { name = name[name.index(after: hash)...] }
        if let colon = name.firstIndex(of: ":") { name = name[..<colon] }
        return String(name)
    }

    private static func prefixed(_ code: String, status: Int) -> String {
        if code.hasPrefix("Client.") || code.hasPrefix("Server.") { return code }
        return (status >= 500 ? "Server." : "Client.") + code
    }

    private static func shapeName(of code: String, in service: ServiceModel) -> String? {
        service.shapes.first { $0.traits.contains(.exception) && $0.errorCode == code }?.name
    }

    /// What an answer without a body means: `HEAD` has none, and a proxy's own page names no code.
    private static func codeWithoutBody(status: Int, label: String, call: RoutedCall?) -> String {
        let name =
            switch status {
            case 304: "NotModified"
            case 301, 307, 308: "PermanentRedirect"
            case 400: "BadRequest"
            case 401, 403: "AccessDenied"
            case 404 where label == "s3": call?.key == nil ? "NoSuchBucket" : "NoSuchKey"
            case 404: "NotFound"
            case 405: "MethodNotAllowed"
            case 409: "Conflict"
            case 412: "PreconditionFailed"
            case 429: "ThrottlingException"
            case 503: "ServiceUnavailable"
            case 500...: "InternalFailure"
            default: "BadRequest"
            }
        return label == "ec2" ? prefixed(name, status: status) : name
    }
}
