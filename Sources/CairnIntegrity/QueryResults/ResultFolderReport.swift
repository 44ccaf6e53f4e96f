/// What the verification of one folder of results found.
public struct ResultFolderReport: Sendable, Hashable {
    /// A file that is not as it should be.
    public struct Finding: Sendable, Hashable {
        /// What is wrong with it. The raw value is the name in JSON output.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// There are results, but no sign file.
            case missingSignFile
            /// The sign file is not one.
            case unreadableSignFile
            /// No public key has the fingerprint that the sign file gives.
            case unknownKey
            /// The signature is not that of the hashes.
            case badSignature
            /// The sign file lists a file that is not there.
            case missingResultFile
            /// A file has other content than when it was delivered.
            case alteredResultFile
            /// A file is there that the sign file does not list.
            case unlistedResultFile
        }

        public let kind: Kind
        public let key: String
        public let detail: String?

        init(_ kind: Kind, _ key: String, detail: String? = nil) {
            self.kind = kind
            self.key = key
            self.detail = detail
        }

        /// The finding in a sentence.
        public var message: String { reason + (detail.map { " (\($0))" } ?? "") }

        private var reason: String {
            switch kind {
            case .missingSignFile: "the sign file is missing"
            case .unreadableSignFile: "invalid format"
            case .unknownKey: "public key not found"
            case .badSignature: "signature verification failed"
            case .missingResultFile: "not found"
            case .alteredResultFile: "hash value doesn't match"
            case .unlistedResultFile: "not listed by the sign file"
            }
        }
    }

    /// The folder's key, which ends with a slash unless it is empty.
    public let folder: String
    public internal(set) var validFiles = 0
    public internal(set) var isSignatureValid = false
    public internal(set) var findings: [Finding] = []

    init(folder: String) { self.folder = folder }

    public var isGood: Bool { findings.isEmpty }

    mutating func add(_ kind: Finding.Kind, _ name: String, detail: String? = nil) {
        findings.append(Finding(kind, folder + name, detail: detail))
    }
}
