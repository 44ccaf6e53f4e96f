import CairnIntegrity
import CairnModel
import Testing

struct DigestChainTests {
    private static let hour: Int64 = 3600
    private static let t0: Int64 = 1_772_359_291  // 10:01:31

    /// A step of a trail's life; times are seconds after the beginning.
    enum Step: Sendable {
        case start(Int64), stop(Int64), disable
        /// Writes every digest that is due.
        case write(now: Int64)
        /// The process ends and starts again with the state that was kept.
        case restart
    }

    /// A digest, in seconds after the beginning.
    struct Written: Equatable, Sendable {
        var start: Int64
        var end: Int64
        var isStarting = false
        var isFinal = false
    }

    private func run(_ steps: [Step]) throws -> (written: [Written], chain: DigestChain) {
        var chain = DigestChain()
        var written: [Written] = []
        for step in steps {
            switch step {
            case .start(let time): chain.start(at: Self.t0 + time)
            case .stop(let time): chain.stop(at: Self.t0 + time)
            case .disable: chain.disable()
            case .restart: chain = try #require(DigestChain(json: JSON(parsing: chain.json.description)))
            case .write(let now):
                while let window = chain.nextWindow(now: Self.t0 + now) {
                    written.append(
                        Written(
                            start: window.start - Self.t0, end: window.end - Self.t0, isStarting: window.isStarting,
                            isFinal: window.isFinal))
                    chain.wrote(Self.link(window), window)
                }
            }
        }
        return (written, chain)
    }

    private static func link(_ window: DigestWindow) -> DigestLink {
        DigestLink(bucket: "box", key: "\(window.end)", sha256: "h\(window.end)", signature: "s\(window.end)")
    }

    @Test(
        arguments: [
            ([.start(0), .write(now: 3599)], []),
            ([.start(0), .write(now: 3600)], [Written(start: 0, end: 3600, isStarting: true)]),
            (
                [.start(0), .write(now: 7200)],
                [Written(start: 0, end: 3600, isStarting: true), Written(start: 3600, end: 7200)]
            ),
            // Each step on a kept state.
            (
                [.restart, .start(0), .restart, .write(now: 3700), .restart, .write(now: 7300)],
                [Written(start: 0, end: 3600, isStarting: true), Written(start: 3600, end: 7200)]
            ),
            // A second start changes nothing.
            ([.start(0), .start(1800), .write(now: 3600)], [Written(start: 0, end: 3600, isStarting: true)]),
            // Stopped within an hour: the last digest ends there.
            (
                [.start(0), .write(now: 3600), .stop(4000), .write(now: 4000), .write(now: 90_000)],
                [Written(start: 0, end: 3600, isStarting: true), Written(start: 3600, end: 4000, isFinal: true)]
            ),
            // Stopped and started again: a gap, then a starting digest.
            (
                [.start(0), .stop(100), .write(now: 100), .start(500), .write(now: 4100)],
                [
                    Written(start: 0, end: 100, isStarting: true, isFinal: true),
                    Written(start: 500, end: 4100, isStarting: true),
                ]
            ),
            // Started again before the last digest was written: it goes on.
            (
                [.start(0), .stop(100), .start(500), .write(now: 3600)],
                [Written(start: 0, end: 3600, isStarting: true)]
            ),
            // Stopped at once, three times in a second: no two digests with the same end, which is their name.
            (
                [
                    .start(0), .stop(0), .write(now: 0), .start(0), .stop(0), .write(now: 0), .start(1),
                    .write(now: 3602),
                ],
                [
                    Written(start: 0, end: 1, isStarting: true, isFinal: true),
                    Written(start: 1, end: 2, isStarting: true, isFinal: true),
                    Written(start: 2, end: 3602, isStarting: true),
                ]
            ),
            // Down for some hours: each is made up.
            (
                [.start(0), .write(now: 3600), .restart, .write(now: 4 * 3600 + 10)],
                [
                    Written(start: 0, end: 3600, isStarting: true), Written(start: 3600, end: 7200),
                    Written(start: 7200, end: 10_800), Written(start: 10_800, end: 14_400),
                ]
            ),
            // Down for days: one digest for all of it.
            (
                [.start(0), .write(now: 3600), .restart, .write(now: 100 * 3600 + 10)],
                [Written(start: 0, end: 3600, isStarting: true), Written(start: 3600, end: 360_000)]
            ),
            // Stopped while nobody wrote.
            (
                [.start(0), .stop(9000), .restart, .write(now: 20_000)],
                [
                    Written(start: 0, end: 3600, isStarting: true), Written(start: 3600, end: 7200),
                    Written(start: 7200, end: 9000, isFinal: true),
                ]
            ),
            // Stopped on the hour: no empty digest behind it.
            (
                [.start(0), .stop(7200), .write(now: 20_000)],
                [Written(start: 0, end: 3600, isStarting: true), Written(start: 3600, end: 7200, isFinal: true)]
            ),
            // Validation off: nothing more, not even for what was delivered.
            (
                [.start(0), .write(now: 3600), .disable, .write(now: 9000)],
                [Written(start: 0, end: 3600, isStarting: true)]
            ),
            (
                [.start(0), .write(now: 3600), .disable, .start(5000), .write(now: 9000)],
                [Written(start: 0, end: 3600, isStarting: true), Written(start: 5000, end: 8600, isStarting: true)]
            ),
            // A clock that was set back waits.
            ([.start(0), .write(now: -5000), .write(now: 3599)], []),
            // Never started.
            ([.stop(10), .write(now: 90_000)], []),
        ] as [([Step], [Written])])
    func theWindowsOfALife(steps: [Step], expected: [Written]) throws {
        #expect(try run(steps).written == expected)
    }

    @Test func digestsAbutAndFollowOneAnother() throws {
        var chain = DigestChain()
        chain.start(at: Self.t0)
        let first = try chain.dueWindow(now: Self.t0 + Self.hour)
        #expect(chain.previous == nil && first.isStarting)
        chain.wrote(Self.link(first), first)
        let second = try chain.dueWindow(now: Self.t0 + 2 * Self.hour)
        #expect(chain.previous == Self.link(first) && !second.isStarting && second.start == first.end)
    }

    @Test func aWindowStaysTheSameUntilItIsWritten() throws {
        var chain = DigestChain()
        chain.start(at: Self.t0)
        let window = try chain.dueWindow(now: Self.t0 + 100 * Self.hour)
        #expect(window.end == Self.t0 + 100 * Self.hour)
        var restarted = try #require(DigestChain(json: JSON(parsing: chain.json.description)))
        #expect(restarted == chain)
        #expect(restarted.nextWindow(now: Self.t0 + 200 * Self.hour) == window)
        restarted.wrote(Self.link(window), window)
        let after = restarted
        restarted.wrote(DigestLink(bucket: "x", key: "x", sha256: nil, signature: nil), window)
        #expect(restarted == after, "a window that was written twice counts once")
    }

    @Test func doneTwiceADigestHasTheSameNameAndBytes() throws {
        let key = try TestKeys.first.get()
        var chain = DigestChain()
        chain.start(at: Self.t0)
        let name = DigestName(
            prefix: nil, organizationID: nil, account: "222233334444", region: "eu-west-1", trail: "audit",
            homeRegion: "eu-west-1", endTime: 0)
        let logs = ["b", "a"].map {
            DigestedLogFile(bucket: "box", key: $0, sha256: $0, newestEventTime: nil, oldestEventTime: nil)
        }
        func digest(_ logs: [DigestedLogFile]) throws -> SignedDigest {
            let window = try chain.dueWindow(now: Self.t0 + Self.hour)
            return try SignedDigest(
                chain.file(for: window, name: name, bucket: "box", fingerprint: "", logFiles: logs), key: key)
        }
        let first = try digest(logs)
        #expect(try digest(logs.reversed()) == first)
        #expect(first.file.key.hasSuffix("_20260301T110131Z.json.gz"))
        #expect(first.file.logFiles.map(\.key) == ["a", "b"])
    }

    @Test func aChangedBucketDoesNotBreakTheChain() throws {
        var trail = try TestTrail.of(hours: 1)
        trail.bucket = "other"
        let window = try trail.chain.dueWindow(now: .max / 4)
        let file = trail.chain.file(
            for: window, name: trail.name, bucket: "other", fingerprint: "", logFiles: [])
        #expect(file.bucket == "other" && file.previous?.bucket == "box" && file.previous?.key == trail.digestKeys[0])
    }

    @Test func aLogFileBelongsToTheFirstDigestThatEndsAfterIt() throws {
        var chain = DigestChain()
        chain.start(at: Self.t0)
        let end = Double(Self.t0 + Self.hour)
        let window = try chain.dueWindow(now: Self.t0 + Self.hour)
        #expect(
            window.takes(deliveredAt: end - 0.001) && window.takes(deliveredAt: 0) && !window.takes(deliveredAt: end))
        chain.wrote(Self.link(window), window)
        chain.stop(at: Self.t0 + Self.hour + 10)
        let last = try chain.dueWindow(now: Self.t0 + Self.hour + 10)
        #expect(last.isFinal && last.takes(deliveredAt: end + 11))
    }

    @Test func itTellsWhenTheNextDigestIsDue() throws {
        var chain = DigestChain()
        #expect(chain.nextDueTime() == nil)
        chain.start(at: 100)
        #expect(chain.nextDueTime() == 3700)
        #expect(chain.nextDueTime(interval: 5) == 105)
        chain.stop(at: 200)
        #expect(chain.nextDueTime() == 200)
    }

    @Test(arguments: ["{}", #"{"phase":"open"}"#, #"{"phase":"other"}"#, "null"])
    func otherStatesAreRefused(text: String) throws {
        #expect(try DigestChain(json: JSON(parsing: text)) == nil)
    }
}
