import CairnModel
import CairnProcessing
import Foundation

/// Measures the processing library.
///
///     ProcessingBenchmark parse              typed events from records, beside JSONDecoder; exits with 1 below five times
///     ProcessingBenchmark make FOLDER FILES RECORDS
///                                            writes log files, compressed, with so many records each
///     ProcessingBenchmark backfill FOLDER    hands over the events of all log files on two cores; prints a line of JSON
///     ProcessingBenchmark process FOLDER     the same, with a message of a queue for each file
@main
struct ProcessingBenchmark {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.count) {
        case ("parse", 1): if !ParsingComparison().run() { exit(1) }
        case ("make", 4):
            try SampleLogFiles.write(
                to: arguments[1], fileCount: Int(arguments[2]) ?? 0, recordCount: Int(arguments[3]) ?? 0)
        case ("backfill", 2): try await FolderProcessing.backfill(folder: arguments[1])
        case ("process", 2): try await FolderProcessing.process(folder: arguments[1])
        default:
            print("ProcessingBenchmark parse | make FOLDER FILES RECORDS | backfill FOLDER | process FOLDER")
            exit(2)
        }
    }
}
