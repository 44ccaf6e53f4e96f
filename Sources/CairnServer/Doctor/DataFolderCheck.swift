import CairnStore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Looks at a data folder without changing it.
public struct DataFolderCheck {
    private let folder: String

    public init(folder: String) { self.folder = folder }

    public func findings() -> [Finding] {
        let journal = folder + "/journal"
        guard FileManager.default.fileExists(atPath: journal) else {
            return [Finding(.hint, "data folder", "\(folder) holds no journal yet", remedy: "cairn serve makes it")]
        }
        var findings = [writability()]
        findings += setAside(in: journal)
        findings += chain(of: journal)
        return findings
    }

    private func writability() -> Finding {
        FileManager.default.isWritableFile(atPath: folder)
            ? Finding(.good, "data folder", "\(folder) can be written")
            : Finding(
                .bad, "data folder", "\(folder) cannot be written",
                remedy: "correct its owner or mode, or mount it writable")
    }

    private func setAside(in journal: String) -> [Finding] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: journal)) ?? []
        return names.filter { $0.contains(".torn-") }.sorted().map { name in
            Finding(
                .hint, "journal", "\(journal)/\(name): bytes of a record that was not whole when the process ended",
                remedy: "its caller was never told that the call was done; delete the file when you have looked at it")
        }
    }

    private func chain(of journal: String) -> [Finding] {
        do {
            let report = try JournalChain.verify(DiskSegmentStorage(folder: journal, isReadOnly: true))
            guard report.isIntact else {
                return report.problems.map { problem in
                    Finding(
                        .bad, "journal", problem.description,
                        remedy: "restore the file from a backup; what it holds cannot be trusted as it is")
                }
            }
            return [
                Finding(
                    .good, "journal",
                    "\(report.segmentCount) segments, \(report.sealedCount) of them sealed, the chain is whole")
            ]
        } catch {
            return [Finding(.bad, "journal", error.description, remedy: "see whether the disk can be read")]
        }
    }
}
