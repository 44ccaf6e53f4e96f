extension ImportState {
    /// How far it is, as a terminal shows it.
    var line: String {
        let files = filesFound.map { "\(filesCompleted) of \($0) files" } ?? "\(filesCompleted) files"
        let failed = filesFailed == 0 ? "" : ", \(filesFailed) failed"
        return "\(StatusLine.bar(share)) \(files), \(eventsCompleted) events\(failed)"
    }
}
