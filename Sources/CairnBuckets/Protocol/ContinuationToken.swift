import CairnModel

/// Where the next page of a list begins, in a form that says to callers that it is none of their business.
enum ContinuationToken {
    static func text(_ key: String) -> String { Base64.text(Array(key.utf8)) }

    static func key(_ text: String) throws -> String {
        guard let bytes = Base64.bytes(text), let key = String(validating: bytes, as: UTF8.self) else {
            throw S3Failure.invalidArgument(
                "continuation-token", text, "The continuation token provided is incorrect")
        }
        return key
    }
}
