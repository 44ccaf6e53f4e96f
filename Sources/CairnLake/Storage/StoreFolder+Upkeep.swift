import CairnStore

extension StoreFolder {
    /// Removes the days that are over before a time, in seconds since the epoch.
    /// - Returns: how many events went.
    public func removeDays(endingBefore time: Double) throws(LakeError) -> Int {
        let tail = try sealedTail().filter { $0.isOver(time) }
        let files = parquetFiles.filter { $0.isOver(time) }
        guard !files.isEmpty || !tail.isEmpty else { return 0 }
        try replace(tail: tail, files: files, with: nil)
        return files.reduce(0) { $0 + $1.eventCount } + tail.reduce(0) { $0 + $1.eventCount }
    }

    /// Begins at a place in the journal, unless the store is further already.
    func begin(at position: JournalPosition) throws(LakeError) {
        if let cursor, cursor.sequence >= position.sequence { return }
        try append(TailBatch(), cursor: position)
    }
}
