extension StoreFolder {
    /// Compacts everything that is new, and merges small files of days before one, now.
    /// - Parameters:
    ///   - workFolder: where the process keeps what does not fit into memory.
    ///   - today: the day that is not over yet.
    /// - Returns: how many Parquet files were made.
    @discardableResult
    public func compact(_ program: DuckDBProgram, workFolder: String, today: LakeDay) throws(LakeError) -> Int {
        let engine = CompactionEngine(program, workFolder: workFolder, storesFolder: path)
        defer { engine.stop() }
        let compactor = StoreCompactor(folder: self, engine: engine)
        return try compactor.compactTail() + compactor.mergeDays(today: today)
    }
}
