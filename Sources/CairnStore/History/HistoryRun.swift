import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A sorted run of a day's entries and postings, which never changes.
final class HistoryRun: Sendable {
    let summary: RunSummary
    private let place: Place
    private let isRemoved = Atomic(false)

    private enum Place: Sendable {
        case memory(RunContents)
        case file(RunFolder, day: Int, number: UInt64)
    }

    /// A run in memory.
    init(_ contents: RunContents, summary: RunSummary) {
        place = .memory(contents)
        self.summary = summary
    }

    /// A run in a file.
    init(in folder: RunFolder, day: Int, number: UInt64, summary: RunSummary) {
        place = .file(folder, day: day, number: number)
        self.summary = summary
    }

    deinit {
        guard case .file(let folder, let day, let number) = place else { return }
        folder.forget(number)
        // A file that cannot be removed is in nobody's way: the next start removes what the manifest does not name.
        if isRemoved.load(ordering: .relaxed) { try? POSIXFile.remove(folder.path(day, number)) }
    }

    /// The number of its file; `nil` for a run in memory.
    var number: UInt64? {
        if case .file(_, _, let number) = place { number } else { nil }
    }

    func contents() throws(StoreError) -> RunContents {
        switch place {
        case .memory(let contents): contents
        case .file(let folder, let day, let number): try folder.contents(day, number, summary)
        }
    }

    /// Has the file removed when the last look-up that uses it is done.
    func removeWhenUnused() { isRemoved.store(true, ordering: .relaxed) }
}

extension HistoryRun {
    /// Makes one run of several.
    /// - Parameter folder: where to write it; `nil` to keep it in memory.
    static func merging(_ runs: [HistoryRun], day: Int, into folder: RunFolder?) throws(StoreError) -> HistoryRun {
        guard let folder else {
            var writer = RunWriter(to: nil)
            return HistoryRun(try RunMerger.merge(runs, into: &writer), summary: writer.summary)
        }
        let number = folder.newNumber()
        let path = folder.path(day, number)
        do {
            var writer = RunWriter(to: try POSIXFile(path, flags: O_RDWR | O_CREAT | O_TRUNC, failure: .writeFailed))
            let contents = try RunMerger.merge(runs, into: &writer)
            folder.keep(contents, number)
            return HistoryRun(in: folder, day: day, number: number, summary: writer.summary)
        } catch {
            try? POSIXFile.remove(path)
            throw error
        }
    }
}
