public import CairnAWSClient
import CairnModel
import CairnWire
import NIOCore

/// Buckets of a service that speaks S3: Amazon's, MinIO, SeaweedFS, or another Cairn.
///
/// Where the service is, whose keys sign, and how often is tried again are the client's settings.
public struct S3ObjectStore: ObjectStore {
    /// The most that is gathered of a content that comes as a stream: S3 has to be told its length first.
    public static let streamByteCountMax = 256 << 20

    private let client: AWSClient

    public init(client: AWSClient) { self.client = client }

    public func bucketInfo(_ bucket: String) async throws(ObjectStoreError) -> BucketInfo? {
        let head: WireValue
        do {
            head = try await call("HeadBucket", bucket)
        } catch {
            if error.code == .notFound || error.code == .noSuchBucket { return nil }
            throw error
        }
        var info = BucketInfo(name: bucket, region: "")
        if let region = head["BucketRegion"]?.stringValue {
            info.region = region
        } else {
            info.region = try await location(bucket)
        }
        info.policy = try await policy(bucket)
        info.isRequesterPays = await isRequesterPays(bucket)
        return info
    }

    private func location(_ bucket: String) async throws(ObjectStoreError) -> String {
        let location = try await call("GetBucketLocation", bucket)["LocationConstraint"]?.stringValue ?? ""
        return location.isEmpty ? "us-east-1" : location == "EU" ? "eu-west-1" : location
    }

    private func policy(_ bucket: String) async throws(ObjectStoreError) -> String? {
        do {
            return try await call("GetBucketPolicy", bucket)["Policy"]?.stringValue
        } catch {
            if error.code == ObjectStoreError.Code("NoSuchBucketPolicy") { return nil }
            throw error
        }
    }

    /// Only Amazon's own S3 has requesters pay: whoever does not know the question is taken for a no.
    private func isRequesterPays(_ bucket: String) async -> Bool {
        let answer = try? await call("GetBucketRequestPayment", bucket)
        return answer?["Payer"]?.stringValue == "Requester"
    }

    public func head(bucket: String, key: String) async throws(ObjectStoreError) -> ObjectInfo? {
        do {
            return ObjectInfo(key: key, output: try await call("HeadObject", bucket, [("Key", .string(key))]))
        } catch {
            guard error.code == .notFound || error.code == .noSuchKey else { throw error }
            // An answer to HEAD does not say what is missing.
            guard try await exists(bucket) else { throw .noSuchBucket(bucket) }
            return nil
        }
    }

    private func exists(_ bucket: String) async throws(ObjectStoreError) -> Bool {
        do {
            _ = try await call("HeadBucket", bucket)
            return true
        } catch {
            if error.code == .notFound || error.code == .noSuchBucket { return false }
            throw error
        }
    }

    public func get(
        bucket: String, key: String, range: ObjectRange?
    ) async throws(ObjectStoreError) -> ObjectBody {
        let headers = HeaderFields(range.map { [("Range", $0.header)] } ?? [(String, String)]())
        let response = try await send(.s3("GET", bucket: bucket, key: key, headers: headers))
        let head = WireResponse(status: response.status, headers: response.headers)
        var info = ObjectInfo(key: key, output: try S3Operation("GetObject").output(of: head))
        let part = ContentRange(response.headers["Content-Range"])
        let places = part?.places ?? 0..<info.size
        info.size = part?.size ?? info.size
        return ObjectBody(info: info, range: places, chunks: ObjectChunks(BufferedChunks(response.body)))
    }

    @discardableResult
    public func put(
        bucket: String, key: String, body: ObjectContent, options: ObjectWriteOptions
    ) async throws(ObjectStoreError) -> ObjectInfo {
        let content = try await Self.content(of: body)
        var input = options.input
        input.append(WireValue.Member("Bucket", .string(bucket)))
        input.append(WireValue.Member("Key", .string(key)))
        var checksums = ObjectChecksums()
        if case .bytes(let bytes) = content {
            for algorithm in options.checksums.prefix(1) {
                checksums.values[algorithm] = RunningChecksum.of(bytes, algorithm)
            }
        }
        for (algorithm, value) in checksums.values {
            input.append(WireValue.Member(algorithm.memberName, .string(Base64.text(value))))
        }
        let operation = try S3Operation("PutObject")
        let request = try operation.request(.structure(input))
        let response = try await send(
            AWSRequest(
                service: "s3", method: request.method, target: request.target, headers: request.headers, body: content))
        let output = try operation.output(of: WireResponse(status: response.status, headers: response.headers))
        // When it was written only the service knows; the answer's date is that, but for the way.
        let date = response.headers["Date"].flatMap(S3Operation.time) ?? 0
        return ObjectInfo(
            key: key, size: content.byteCount, etag: ObjectInfo.plain(output["ETag"]?.stringValue), lastModified: date,
            properties: options.properties, checksums: checksums)
    }

    private static func content(of body: ObjectContent) async throws(ObjectStoreError) -> AWSRequestBody {
        switch body {
        case .bytes(let bytes): return .bytes(bytes)
        case .file(let path):
            guard let slice = FileSlice(path: path) else {
                throw ObjectStoreError(.invalidArgument, "There is no file at \(path)")
            }
            return .file(slice)
        case .stream(let chunks):
            var bytes: [UInt8] = []
            do {
                for try await chunk in chunks {
                    guard bytes.count + chunk.readableBytes <= streamByteCountMax else {
                        throw ObjectStoreError(
                            .entityTooLarge, "A stream has at most \(streamByteCountMax) bytes: put a file instead")
                    }
                    bytes.append(contentsOf: chunk.readableBytesView)
                }
            } catch {
                throw ObjectStoreError.taking(error)
            }
            return .bytes(bytes)
        }
    }

    public func delete(bucket: String, key: String) async throws(ObjectStoreError) {
        _ = try await call("DeleteObject", bucket, [("Key", .string(key))])
    }

    public func list(
        bucket: String, prefix: String, after: String?, limit: Int
    ) async throws(ObjectStoreError) -> ObjectPage {
        var input: [(String, WireValue)] = [
            ("Prefix", .string(prefix)), ("MaxKeys", .number(JSONNumber(min(1000, limit)))),
            ("EncodingType", .string("url")),
        ]
        if let after { input.append(("StartAfter", .string(after))) }
        let output = try await call("ListObjectsV2", bucket, input)
        var objects: [ObjectInfo] = []
        if case .list(let contents)? = output["Contents"] {
            let isEncoded = output["EncodingType"]?.stringValue == "url"
            objects = contents.compactMap { ObjectInfo(listed: $0, isEncoded: isEncoded) }
        }
        let isTruncated = output["IsTruncated"] == .boolean(true)
        return ObjectPage(objects: objects, next: isTruncated ? objects.last?.key : nil)
    }

    /// Returns the names of the folders directly below a prefix, which is empty or ends with a slash, in order.
    ///
    /// A folder is what stands in keys up to the next slash; nothing that is in them is listed.
    public func folders(bucket: String, prefix: String) async throws(ObjectStoreError) -> [String] {
        var names: [String] = []
        var token: String?
        repeat {
            var input: [(String, WireValue)] = [
                ("Prefix", .string(prefix)), ("Delimiter", .string("/")), ("EncodingType", .string("url")),
            ]
            if let token { input.append(("ContinuationToken", .string(token))) }
            let output = try await call("ListObjectsV2", bucket, input)
            if case .list(let found)? = output["CommonPrefixes"] {
                let isEncoded = output["EncodingType"]?.stringValue == "url"
                names += found.compactMap { Self.folderName(in: $0, below: prefix, isEncoded: isEncoded) }
            }
            let next = output["IsTruncated"] == .boolean(true) ? output["NextContinuationToken"]?.stringValue : nil
            guard next == nil || next != token else {
                throw ObjectStoreError(.internalError, "The list of \(bucket) does not go on behind \(prefix)")
            }
            token = next
        } while token != nil
        return names
    }

    private static func folderName(in output: WireValue, below prefix: String, isEncoded: Bool) -> String? {
        guard let text = output["Prefix"]?.stringValue else { return nil }
        let path = isEncoded ? ObjectInfo.decoded(text) : text
        guard path.utf8.starts(with: prefix.utf8), path.utf8.last == UInt8(ascii: "/") else { return nil }
        let name = String(Substring(path.utf8.dropFirst(prefix.utf8.count).dropLast()))
        return name.isEmpty ? nil : name
    }
}

extension S3ObjectStore {
    private func call(
        _ operation: String, _ bucket: String, _ input: [(String, WireValue)] = []
    ) async throws(ObjectStoreError) -> WireValue {
        let members = [WireValue.Member("Bucket", .string(bucket))] + input.map { WireValue.Member($0.0, $0.1) }
        do {
            return try await client.call(service: "s3", operation: operation, input: .structure(members))
        } catch {
            throw ObjectStoreError(error)
        }
    }

    private func send(_ request: AWSRequest) async throws(ObjectStoreError) -> AWSResponse {
        do { return try await client.send(request) } catch { throw ObjectStoreError(error) }
    }
}
