import CairnModel
import CairnStore
import Foundation

/// Looks up by every attribute in the ways that differ in what they cost, one look-up after another.
struct LookupBenchmark {
    let index: HistoryIndex
    let samples: LookupSamples
    private let lookups = 1000

    /// What is asked of each value.
    private enum Kind: String, CaseIterable {
        case first = "first page"
        case later = "second page"
        case ranged = "three days of it"
        case rare = "rare values"
        case absent = "no such value"
    }

    func run() throws {
        for kind in Kind.allCases {
            print("  \(kind.rawValue)")
            for attribute in LookupAttribute.allCases { try measure(attribute, kind) }
        }
    }

    private func measure(_ attribute: LookupAttribute, _ kind: Kind) throws {
        var times: [Double] = []
        var processorTimes: [Double] = []
        var found = 0
        for query in try queries(attribute, kind) {
            let start = ContinuousClock().now
            let processor = processorSeconds(CLOCK_THREAD_CPUTIME_ID)
            found += try index.lookup(query).entries.count
            processorTimes.append((processorSeconds(CLOCK_THREAD_CPUTIME_ID) - processor) * 1e3)
            let (seconds, attoseconds) = (ContinuousClock().now - start).components
            times.append(Double(seconds) * 1e3 + Double(attoseconds) / 1e15)
        }
        guard !times.isEmpty else { return }
        times.sort()
        processorTimes.sort()
        print(
            "    \(attribute.name.padding(toLength: 13, withPad: " ", startingAt: 0)) \(figures(times)),",
            "of the processor \(figures(processorTimes));",
            "\(text(Double(found) / Double(times.count), digits: 1)) found")
    }

    private func figures(_ times: [Double]) -> String {
        let (median, high) = (times[times.count / 2], times[times.count * 99 / 100])
        return "p50 \(text(median)) p99 \(text(high)) most \(text(times[times.count - 1])) ms"
    }

    private func queries(_ attribute: LookupAttribute, _ kind: Kind) throws -> [HistoryQuery] {
        if kind == .rare { return samples.rarest(attribute, lookups) }
        return try (0..<lookups).compactMap { number in
            guard var query = samples.occurring(attribute, number) else { return nil }
            switch kind {
            case .first, .rare: break
            case .later:
                guard let next = try index.lookup(query).next else { return nil }
                query.after = next
            case .ranged:
                let start = samples.earliest + (samples.latest - samples.earliest) * Double(number % 101) / 101
                query.start = start
                query.end = start + 3 * 86_400
            case .absent: query.filter?.value += "-\(number)"
            }
            return query
        }
    }
}
