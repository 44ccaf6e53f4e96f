import CairnObjects
import CairnWire

/// The encryption that a bucket has for objects whose writers do not say.
enum DefaultEncryption {
    /// What the bucket's document, as it was put, asks for.
    static func encryption(in document: [UInt8], _ call: BucketCall) -> ObjectEncryption {
        guard let value = StoredDocument.value(document, of: "PutBucketEncryption", call.service),
            case .list(let rules)? = value["ServerSideEncryptionConfiguration"]?["Rules"], let rule = rules.first
        else { return .aes256 }
        let standard = rule["ApplyServerSideEncryptionByDefault"]
        let usesBucketKey = rule["BucketKeyEnabled"] == .boolean(true)
        switch standard?["SSEAlgorithm"]?.stringValue {
        case "aws:kms":
            return .kms(key: standard?["KMSMasterKeyID"]?.stringValue, usesBucketKey: usesBucketKey)
        case "aws:kms:dsse": return .kms(key: standard?["KMSMasterKeyID"]?.stringValue, isDualLayer: true)
        default: return .aes256
        }
    }

    /// What buckets without a document have.
    static let standard = Output.structure { output in
        let rule = Output.structure { rule in
            rule.set("ApplyServerSideEncryptionByDefault") { $0.set("SSEAlgorithm", "AES256") }
            rule.set("BucketKeyEnabled", false)
        }
        output.set("Rules", .list([rule]))
    }
}
