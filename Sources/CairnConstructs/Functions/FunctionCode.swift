/// Where the program of a function is.
public enum FunctionCode: Hashable {
    /// In the template itself.
    case inline(String)
    /// In a bucket.
    case object(bucket: TemplateString, key: TemplateString, version: TemplateString? = nil)

    func properties(path: String) throws -> TemplateValue {
        switch self {
        case .inline(let text):
            guard !text.isEmpty else {
                throw ConstructError(
                    .invalidProperty, path: path, property: "code", "Lambda inline code cannot be empty")
            }
            return ["ZipFile": text.templateValue]
        case .object(let bucket, let key, let version):
            var members = PropertyList()
            members.set("S3Bucket", bucket)
            members.set("S3Key", key)
            members.set("S3ObjectVersion", version)
            return .object(members)
        }
    }
}
