import Crypto

/// Verifies the results of queries that were delivered into a bucket: each file against its hash, the hashes against
/// the signature, and the signature against the public key of the region.
///
/// Source: CloudTrail User Guide, "Validate saved query results".
public struct ResultVerifier: Sendable {
    private let source: any TrailFileSource
    private let keys: any DigestPublicKeySource

    private static let signFileByteCountMax = 16 << 20

    public init(source: any TrailFileSource, keys: any DigestPublicKeySource) {
        self.source = source
        self.keys = keys
    }

    /// Returns the folders of results below a prefix; the place of the prefix itself, if files of results are in it.
    /// - Parameter prefix: empty, or ending with a slash.
    /// - Throws: ``IntegrityError`` with `unreadable`.
    public func folders(below prefix: String) async throws(IntegrityError) -> [String] {
        let first = try await source.list(prefix: prefix + "result_", after: nil, limit: 1)
        if first.contains(where: { Self.isResult($0.dropFirst(prefix.count)) }) { return [prefix] }
        return try await TrailFileListing(source: source).resultFolders(below: prefix)
    }

    /// `result_1.csv.gz` or `result_sign.json`
    private static func isResult(_ name: some StringProtocol) -> Bool {
        name == ResultSignFile.name || name.hasPrefix("result_") && name.hasSuffix(".csv.gz")
    }

    /// Verifies one folder.
    /// - Throws: ``IntegrityError`` with `unreadable`.
    public func verify(_ folder: String) async throws(IntegrityError) -> ResultFolderReport {
        var report = ResultFolderReport(folder: folder)
        guard let bytes = try await bytes(folder + ResultSignFile.name) else {
            report.add(.missingSignFile, ResultSignFile.name)
            return report
        }
        let file: ResultSignFile
        do {
            file = try ResultSignFile(bytes: bytes)
        } catch {
            report.add(.unreadableSignFile, ResultSignFile.name, detail: error.message)
            return report
        }
        try await checkSignature(of: file, &report)
        for listed in file.files { try await check(listed, &report) }
        try await findUnlisted(file, &report)
        return report
    }

    private func checkSignature(
        of file: ResultSignFile, _ report: inout ResultFolderReport
    ) async throws(IntegrityError) {
        let known = try await keys.publicKeys(in: file.region)
        guard let key = known.first(where: { $0.fingerprint == file.publicKeyFingerprint }) else {
            return report.add(.unknownKey, ResultSignFile.name, detail: file.publicKeyFingerprint)
        }
        report.isSignatureValid = try DigestSignature.isValid(file.signature, of: file.stringToSign, key: key)
        if !report.isSignatureValid { report.add(.badSignature, ResultSignFile.name) }
    }

    private func check(
        _ file: ResultSignFile.File, _ report: inout ResultFolderReport
    ) async throws(IntegrityError) {
        // A name that leads elsewhere is no name of a result.
        guard Self.isResult(file.name), !file.name.contains("/") else {
            return report.add(.missingResultFile, file.name, detail: "it is no name of a result file")
        }
        var hash = SHA256()
        guard try await source.read(report.folder + file.name, { hash.update(bufferPointer: $0) }) != nil else {
            return report.add(.missingResultFile, file.name)
        }
        guard Hexadecimal.isText(file.sha256, of: hash.finalize()) else {
            return report.add(.alteredResultFile, file.name)
        }
        report.validFiles += 1
    }

    private func findUnlisted(
        _ file: ResultSignFile, _ report: inout ResultFolderReport
    ) async throws(IntegrityError) {
        let listed = Set(file.files.map(\.name))
        var last: String?
        while true {
            let page = try await source.page(prefix: report.folder + "result_", after: last, limit: 1000)
            for found in page.files {
                let name = String(found.key.dropFirst(report.folder.count))
                guard Self.isResult(name), name != ResultSignFile.name, !listed.contains(name) else { continue }
                report.add(.unlistedResultFile, name)
            }
            guard !page.isLast, let end = page.files.last else { return }
            last = end.key
        }
    }

    private func bytes(_ key: String) async throws(IntegrityError) -> [UInt8]? {
        var bytes: [UInt8] = []
        let found = try await source.read(key) { part in
            if bytes.count <= Self.signFileByteCountMax { bytes += part }
        }
        return found == nil ? nil : bytes
    }
}
