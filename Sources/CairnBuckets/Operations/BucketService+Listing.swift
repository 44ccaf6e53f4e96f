import CairnModel
import CairnObjects
import CairnWire

// The lists of a bucket's objects, in their three forms.
extension BucketService {
    private static let keysMax = 1000

    func listObjects(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        let marker = call.text("Marker")
        let (query, listing) = try await list(call, after: marker)
        var output = Output()
        output.set("Name", call.bucket)
        output.set("Prefix", encoded(query.prefix, call))
        output.set("Marker", encoded(marker ?? "", call))
        // Without a delimiter the last key does as the next marker, and S3 gives none.
        if !query.delimiter.isEmpty { output.set("NextMarker", listing.next.map { encoded($0, call) }) }
        setCommon(&output, call, query, listing, owner: bucket.owner)
        return try call.answer(output)
    }

    func listObjectsV2(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        let token = call.text("ContinuationToken")
        let after = try token.map(ContinuationToken.key) ?? call.text("StartAfter")
        let (query, listing) = try await list(call, after: after)
        var output = Output()
        output.set("Name", call.bucket)
        output.set("Prefix", encoded(query.prefix, call))
        output.set("StartAfter", call.text("StartAfter").map { encoded($0, call) })
        output.set("ContinuationToken", token)
        output.set("NextContinuationToken", listing.next.map(ContinuationToken.text))
        output.set("KeyCount", listing.objects.count + listing.commonPrefixes.count)
        setCommon(&output, call, query, listing, owner: call.flag("FetchOwner") ? bucket.owner : nil)
        return try call.answer(output)
    }

    /// Every object is the only version of itself.
    func listVersions(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        let marker = call.text("KeyMarker")
        let (query, listing) = try await list(call, after: marker)
        var output = Output()
        output.set("Name", call.bucket)
        output.set("Prefix", encoded(query.prefix, call))
        output.set("KeyMarker", encoded(marker ?? "", call))
        output.set("VersionIdMarker", "")
        if let next = listing.next {
            output.set("NextKeyMarker", encoded(next, call))
            output.set("NextVersionIdMarker", "null")
        }
        setBounds(&output, call, query, listing)
        let versions = listing.objects.map { object in
            Output.structure { output in
                setObject(&output, object, call, owner: bucket.owner)
                output.set("IsLatest", true)
                output.set("VersionId", "null")
            }
        }
        output.set("Versions", .list(versions))
        setPrefixes(&output, call, listing)
        return try call.answer(output)
    }

    private func list(_ call: BucketCall, after: String?) async throws -> (ListingQuery, Listing) {
        let limit = try call.integer("MaxKeys", as: "max-keys", in: 0...Self.keysMax) ?? Self.keysMax
        if let encoding = call.text("EncodingType"), encoding != "url" {
            throw S3Failure.invalidArgument("encoding-type", encoding, "Invalid Encoding Method specified in Request")
        }
        let query = ListingQuery(
            prefix: call.text("Prefix") ?? "", delimiter: call.text("Delimiter") ?? "",
            after: after.flatMap { $0.isEmpty ? nil : $0 }, limit: limit)
        return (query, try await store.list(bucket: call.bucket, query))
    }

    private func setCommon(
        _ output: inout Output, _ call: BucketCall, _ query: ListingQuery, _ listing: Listing, owner: String?
    ) {
        setBounds(&output, call, query, listing)
        let objects = listing.objects.map { object in
            Output.structure { setObject(&$0, object, call, owner: owner) }
        }
        output.set("Contents", .list(objects))
        setPrefixes(&output, call, listing)
    }

    private func setBounds(_ output: inout Output, _ call: BucketCall, _ query: ListingQuery, _ listing: Listing) {
        output.set("MaxKeys", query.limit)
        if !query.delimiter.isEmpty { output.set("Delimiter", encoded(query.delimiter, call)) }
        output.set("EncodingType", call.text("EncodingType"))
        output.set("IsTruncated", listing.next != nil)
    }

    private func setPrefixes(_ output: inout Output, _ call: BucketCall, _ listing: Listing) {
        let prefixes = listing.commonPrefixes.map { prefix in
            Output.structure { $0.set("Prefix", encoded(prefix, call)) }
        }
        output.set("CommonPrefixes", .list(prefixes))
    }

    private func setObject(_ output: inout Output, _ object: ObjectInfo, _ call: BucketCall, owner: String?) {
        output.set("Key", encoded(object.key, call))
        output.set("LastModified", time: object.lastModified)
        output.set("ETag", ETag.quoted(object.etag))
        let algorithms = object.checksums.values.keys.map(\.rawValue).sorted()
        if !algorithms.isEmpty { output.set("ChecksumAlgorithm", .list(algorithms.map(WireValue.string))) }
        if let type = object.checksums.typeName { output.set("ChecksumType", type) }
        output.set("Size", object.size)
        if let owner { output.set("Owner", Self.owner(owner)) }
        output.set("StorageClass", object.properties.storageClass ?? "STANDARD")
    }

    func encoded(_ text: String, _ call: BucketCall) -> String {
        call.text("EncodingType") == nil ? text : QueryItem.encoded(text)
    }
}
