import CairnWire

/// Who owns what others put into a bucket.
enum Ownership {
    static let standard = "BucketOwnerEnforced"
    static let names = ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"]

    static func document(_ name: String) -> [UInt8] {
        let text =
            "<OwnershipControls xmlns=\"\(ResponseEncoding.namespace)\"><Rule><ObjectOwnership>"
            + (names.contains(name) ? name : standard) + "</ObjectOwnership></Rule></OwnershipControls>"
        return Array(text.utf8)
    }

    /// What a document says, as it was written here or by the codec.
    static func name(in document: [UInt8]?) -> String {
        // Without controls of its own a bucket is as those of before 2023: ACLs count.
        guard let document else { return "ObjectWriter" }
        let text = String(decoding: document, as: UTF8.self)
        return names.first { text.contains(">\($0)<") } ?? standard
    }
}
