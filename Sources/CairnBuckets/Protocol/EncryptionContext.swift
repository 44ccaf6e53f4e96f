import CairnModel

/// The header `x-amz-server-side-encryption-context`: a JSON object of texts in base 64.
enum EncryptionContext {
    static func read(_ text: String?) throws -> [String: String] {
        guard let text, !text.isEmpty else { return [:] }
        guard let bytes = Base64.bytes(text), let object = (try? JSON(parsing: bytes))?.objectValue else {
            throw S3Failure.invalidArgument(
                "x-amz-server-side-encryption-context", text, "The header must be JSON in base 64")
        }
        var context: [String: String] = [:]
        for member in object.members { context[member.key] = member.value.stringValue }
        return context
    }
}
