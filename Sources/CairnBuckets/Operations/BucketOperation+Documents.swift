import CairnObjects
import CairnWire

// Settings that are documents, kept as they were put.
extension BucketOperation {
    static func getting(
        _ document: BucketDocument, _ action: String, _ code: String, _ message: String
    ) -> BucketOperation {
        .bucket(action) { service, call, bucket in
            guard let bytes = try await service.store.document(document, of: bucket.name) else {
                throw S3Failure(code, 404, message, details: [("BucketName", bucket.name)])
            }
            return StoredDocument.answer(bytes)
        }
    }

    /// - Parameter member: the member of the input that has to be there.
    static func putting(_ document: BucketDocument, _ action: String, _ member: String) -> BucketOperation {
        .bucket(action) { service, call, bucket in
            guard call.input[member] != nil else { throw S3Failure.malformedXML }
            try await service.store.set(document, of: bucket.name, to: try StoredDocument.bytes(of: call))
            return try call.answer()
        }
    }

    static func removing(_ document: BucketDocument, _ action: String) -> BucketOperation {
        .bucket(action) { service, call, bucket in
            try await service.store.set(document, of: bucket.name, to: nil)
            return try call.answer(status: 204)
        }
    }

    /// A setting that is there and says nothing.
    static func empty(_ action: String) -> BucketOperation {
        .bucket(action) { _, call, _ in try call.answer() }
    }

    static func missing(_ action: String, _ code: String, _ message: String) -> BucketOperation {
        .bucket(action) { _, _, bucket in
            throw S3Failure(code, 404, message, details: [("BucketName", bucket.name)])
        }
    }
}
