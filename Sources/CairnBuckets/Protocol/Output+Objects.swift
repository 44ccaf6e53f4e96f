import CairnModel
import CairnObjects
import CairnWire

// What answers say of an object, in many places with the same members.

extension ObjectEncryption {
    func write(to output: inout Output) {
        output.set("ServerSideEncryption", algorithm)
        guard case .kms(let key, let context, let usesBucketKey, _) = self else { return }
        output.set("SSEKMSKeyId", key)
        if usesBucketKey { output.set("BucketKeyEnabled", true) }
        guard !context.isEmpty else { return }
        let json = JSON.object(JSONObject(context.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
        output.set("SSEKMSEncryptionContext", Base64.text(Array(json.description.utf8)))
    }
}

extension ObjectChecksums {
    /// `nil` without checksums.
    var typeName: String? { isEmpty ? nil : partCount == nil ? "FULL_OBJECT" : "COMPOSITE" }

    func write(to output: inout Output) {
        for (algorithm, value) in values.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            output.set(algorithm.memberName, Base64.text(value) + (partCount.map { "-\($0)" } ?? ""))
        }
        output.set("ChecksumType", typeName)
    }
}
