extension DigestChain {
    /// Returns the digest of a window, to be signed and put.
    ///
    /// - Parameters:
    ///   - name: the trail's place; its end time becomes the window's.
    ///   - bucket: where the trail delivers now. The digest before may be in another bucket: the chain goes on.
    ///   - fingerprint: of the key that will sign.
    ///   - logFiles: what the window takes; listed in the order of their keys, so that doing it twice gives the same
    ///     bytes.
    public func file(
        for window: DigestWindow, name: DigestName, bucket: String, fingerprint: String, logFiles: [DigestedLogFile]
    ) -> DigestFile {
        var name = name
        name.endTime = window.end
        return DigestFile(
            account: name.account, startTime: DigestTime(window.start), endTime: DigestTime(window.end),
            bucket: bucket, key: name.key, publicKeyFingerprint: fingerprint,
            previous: window.isStarting ? nil : previous,
            logFiles: logFiles.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
    }
}
