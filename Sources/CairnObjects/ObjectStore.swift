/// Buckets of objects, wherever they are kept: a folder, memory, or a service that speaks S3.
///
/// Laws, which hold for every store:
/// - An object that was put is read back with the same bytes and properties, until it is put again or deleted.
/// - A put is seen whole or not at all; a read that has begun goes on with the version it began with, or fails.
/// - Pages list every key once, in the order of the keys' UTF-8 bytes.
/// - A bucket that is not there is an error with `noSuchBucket`; an object that is not there is `nil` to
///   ``head(bucket:key:)`` and an error with `noSuchKey` to ``get(bucket:key:range:)``; deleting it is no error.
public protocol ObjectStore: Sendable {
    /// Returns what is known of a bucket, `nil` if there is none.
    ///
    /// - Throws: ``ObjectStoreError`` with `accessDenied` where the caller may not see the bucket.
    func bucketInfo(_ bucket: String) async throws(ObjectStoreError) -> BucketInfo?

    /// Returns what is known of an object, `nil` if there is none.
    func head(bucket: String, key: String) async throws(ObjectStoreError) -> ObjectInfo?

    /// Opens an object for reading.
    ///
    /// - Parameter range: the part that is wanted, `nil` for all.
    /// - Throws: ``ObjectStoreError`` with `noSuchKey`, or `invalidRange` if the range begins behind the end.
    func get(bucket: String, key: String, range: ObjectRange?) async throws(ObjectStoreError) -> ObjectBody

    /// Writes an object, in the place of one that is there.
    ///
    /// - Throws: ``ObjectStoreError`` with `preconditionFailed` if the options' condition does not hold. Nothing has
    ///   changed then, as with any other error that the store itself gives.
    @discardableResult
    func put(
        bucket: String, key: String, body: ObjectContent, options: ObjectWriteOptions
    ) async throws(ObjectStoreError) -> ObjectInfo

    /// Removes an object, if it is there.
    func delete(bucket: String, key: String) async throws(ObjectStoreError)

    /// Returns a page of the objects whose keys begin with the prefix, in the order of their keys' bytes.
    ///
    /// - Parameters:
    ///   - after: only keys behind this one, which need not exist.
    ///   - limit: at most so many, up to 1000.
    func list(
        bucket: String, prefix: String, after: String?, limit: Int
    ) async throws(ObjectStoreError) -> ObjectPage
}

extension ObjectStore {
    /// Tells whether there is such a bucket.
    public func bucketExists(_ bucket: String) async throws(ObjectStoreError) -> Bool {
        try await bucketInfo(bucket) != nil
    }

    /// Opens the whole of an object for reading.
    public func get(bucket: String, key: String) async throws(ObjectStoreError) -> ObjectBody {
        try await get(bucket: bucket, key: key, range: nil)
    }

    /// Writes an object from bytes.
    @discardableResult
    public func put(
        bucket: String, key: String, bytes: [UInt8], options: ObjectWriteOptions = ObjectWriteOptions()
    ) async throws(ObjectStoreError) -> ObjectInfo {
        try await put(bucket: bucket, key: key, body: .bytes(bytes), options: options)
    }
}
