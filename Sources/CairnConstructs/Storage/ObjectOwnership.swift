/// Who owns the objects that others put into a bucket.
public enum ObjectOwnership: String, Hashable, Sendable {
    case bucketOwnerEnforced = "BucketOwnerEnforced"
    case bucketOwnerPreferred = "BucketOwnerPreferred"
    case objectWriter = "ObjectWriter"

    var properties: PropertyList {
        ["Rules": .array([.object(["ObjectOwnership": .string(TemplateString(rawValue))])])]
    }
}
