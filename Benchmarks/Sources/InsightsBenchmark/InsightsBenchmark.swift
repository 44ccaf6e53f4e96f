import CairnInsights

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How well, how fast and in how much memory unusual activity is found.
@main
enum InsightsBenchmark {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        // First, as scenarios leave memory behind.
        let isSmall = arguments.contains("--quality") || MemoryMeasure.print(seriesCount: 50_000)
        if arguments.contains("--memory") { return end(isSmall) }
        let accounts = arguments.first.flatMap { Int($0) } ?? 12
        let seed = arguments.contains("--tuned") ? 1 : QualityTable.firstHeldOutSeed
        let isGood = QualityTable.print(accounts: accounts, from: seed, isVerbose: arguments.contains("--notes"))
        end(isSmall && isGood)
    }

    private static func end(_ holds: Bool) {
        if holds { return }
        Swift.print("insights: BELOW what is promised")
        exit(1)
    }
}
