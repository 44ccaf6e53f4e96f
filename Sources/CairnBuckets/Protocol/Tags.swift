import CairnObjects
import CairnWire

/// Tags of objects and buckets.
///
/// Source: Amazon S3 User Guide, "Categorizing your objects using tags".
enum Tags {
    /// The tags in the header `x-amz-tagging`, which is written like a query string.
    static func inHeader(_ text: String) -> [ObjectTag] {
        QueryItem.items(of: text).map { ObjectTag(key: $0.name, value: $0.value) }
    }

    /// The tags of a document.
    static func inDocument(_ value: WireValue?) throws -> [ObjectTag] {
        guard let set = value?["TagSet"] else { throw S3Failure.malformedXML }
        guard case .list(let tags) = set else { return [] }
        return try tags.map { tag in
            guard let key = tag["Key"]?.stringValue, let value = tag["Value"]?.stringValue else {
                throw S3Failure.malformedXML
            }
            return ObjectTag(key: key, value: value)
        }
    }

    /// - Throws: ``S3Failure`` with `BadRequest` for too many, `InvalidTag` for one that may not be.
    static func checked(_ tags: [ObjectTag], max: Int) throws -> [ObjectTag] {
        guard tags.count <= max else {
            throw S3Failure("BadRequest", 400, "Object tags cannot be greater than \(max)")
        }
        for tag in tags {
            guard (1...128).contains(tag.key.unicodeScalars.count), !tag.key.hasPrefix("aws:") else {
                throw S3Failure("InvalidTag", 400, "The TagKey you have provided is invalid")
            }
            guard tag.value.unicodeScalars.count <= 256 else {
                throw S3Failure("InvalidTag", 400, "The TagValue you have provided is invalid")
            }
        }
        guard Set(tags.map(\.key)).count == tags.count else {
            throw S3Failure("InvalidTag", 400, "Cannot provide multiple Tags with the same key")
        }
        return tags
    }

    static func list(_ tags: [ObjectTag]) -> WireValue {
        .list(
            tags.map { tag in
                Output.structure { output in
                    output.set("Key", tag.key)
                    output.set("Value", tag.value)
                }
            })
    }
}
