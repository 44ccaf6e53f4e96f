import CairnGateway
import CairnModel
import CairnStore
import NIOCore
import NIOPosix

/// What the server is doing, for health checks and metrics.
struct ServerStatus: Sendable {
    let journal: Journal
    let gateway: Gateway
    let floor: JournalFloor
    let trailCount: @Sendable () -> Int
    let deliveries: DeliveryMetrics
    let lake: LakeMetrics
    let engine: LakeEngineStatus
    /// Whether who asks may know where things lie on this machine.
    let showsPlaces: Bool
    /// Told on loopback, where everyone may do everything; `nil` elsewhere.
    let bucketPlace: BucketPlace?

    struct Health: Sendable {
        var isGood: Bool
        var json: JSON
    }

    /// Recording must be possible, and what was recorded must be whole.
    func health() async -> Health {
        let problems = journal.problems
        var json: JSONObject = [
            "status": .string(journal.isAccepting && problems.isEmpty ? "ok" : "degraded"), "service": "cairn",
            "version": .string(CairnVersion.current),
            "journal": [
                "accepting": .bool(journal.isAccepting), "lastSequence": .integer(journal.end.sequence),
                "bytes": .integer(journal.byteLength),
            ],
            "problems": .array(problems.map { .string($0.description) }),
        ]
        if let upstream = gateway.configuration.upstream {
            json["upstream"] = [
                "url": .string(upstream.description), "reachable": .bool(await Self.accepts(upstream)),
            ]
        }
        json["lake"] = engine.json(withPlaces: showsPlaces)
        if let bucketPlace {
            json["buckets"] = ["folder": .string(bucketPlace.folder), "mark": .string(bucketPlace.mark)]
        }
        return Health(isGood: journal.isAccepting && problems.isEmpty, json: .object(json))
    }

    private static func accepts(_ upstream: UpstreamEndpoint) async -> Bool {
        let connecting = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connectTimeout(.seconds(1))
            .connect(host: upstream.host, port: upstream.port)
        guard let channel = try? await connecting.get() else { return false }
        try? await channel.close()
        return true
    }

    func metrics() -> PrometheusText {
        var text = PrometheusText()
        addCalls(to: &text)
        addTraffic(to: &text)
        addJournal(to: &text)
        deliveries.add(to: &text)
        lake.add(to: &text)
        return text
    }

    private func addCalls(to text: inout PrometheusText) {
        let counts = gateway.metrics.snapshot
        text.add("cairn_calls_seen_total", .counter, help: "Calls whose head has come.", Double(counts.callsSeen))
        text.add(
            "cairn_calls_recorded_total", .counter, help: "Calls with a record in the journal.", Double(counts.recorded)
        )
        text.add(
            "cairn_calls_excluded_total", .counter, help: "Calls of which no record was wanted.",
            Double(counts.excluded))
        text.add(
            "cairn_calls_unauthenticated_total", .counter,
            help: "Of the excluded calls, those that nothing proves to be their caller's.",
            Double(counts.unauthenticated))
        text.add(
            "cairn_calls_rejected_total", .counter,
            help: "Calls answered 503 because no record of them could be kept.", Double(counts.rejected))
        text.add(
            "cairn_calls_unrecorded_total", .counter,
            help: "Calls that went through although their record could not be kept.", Double(counts.unrecorded))
        text.add("cairn_calls_in_flight", .gauge, help: "Calls under way.", Double(counts.callsInFlight))
        text.add(
            "cairn_calls_interrupted_total", .counter,
            help: "Calls that the caller or the upstream left before the answer was whole.",
            Double(counts.interruptedCalls))
        text.add(
            "cairn_admin_requests_total", .counter, help: "Requests to the admin surface.", Double(counts.adminRequests)
        )
        text.add(
            "cairn_malformed_requests_total", .counter,
            help: "Requests refused before they could be understood as a call.", Double(counts.malformedRequests))
    }

    private func addTraffic(to text: inout PrometheusText) {
        let counts = gateway.metrics.snapshot
        text.add("cairn_received_bytes_total", .counter, help: "Bytes from callers.", Double(counts.bytesIn))
        text.add("cairn_sent_bytes_total", .counter, help: "Bytes to callers.", Double(counts.bytesOut))
        text.add(
            "cairn_tap_dropped_bytes_total", .counter,
            help: "Bytes of bodies that a record wanted but that went beyond a limit.", Double(counts.tapBytesDropped))
        text.add("cairn_connections", .gauge, help: "Open connections of callers.", Double(counts.connections))
        text.add(
            "cairn_connections_refused_total", .counter, help: "Connections beyond the limit.",
            Double(counts.connectionsRefused))
        text.add(
            "cairn_upstream_connections", .gauge, help: "Open connections to the upstream.",
            Double(counts.upstreamConnections))
        text.add(
            "cairn_upstream_errors_total", .counter, help: "Calls that failed between Cairn and the upstream.",
            Double(counts.upstreamErrors))
        text.add(
            "cairn_upstream_retries_total", .counter,
            help: "Calls sent again because a kept connection had died.", Double(counts.upstreamRetries))
    }

    private func addJournal(to text: inout PrometheusText) {
        text.add(
            "cairn_journal_accepting", .gauge, help: "1 while records can be kept.", journal.isAccepting ? 1 : 0)
        text.add(
            "cairn_journal_last_sequence", .gauge, help: "The newest record's number.", Double(journal.end.sequence))
        text.add("cairn_journal_bytes", .gauge, help: "Bytes of all segments.", Double(journal.byteLength))
        text.add(
            "cairn_journal_problems", .gauge, help: "Damages found in the journal.", Double(journal.problems.count))
        text.add(
            "cairn_journal_reader_lag", .gauge, help: "Records that a reader has yet to finish.",
            journal.lags.sorted { $0.key < $1.key }.map { (labels: [("reader", $0.key)], value: Double($0.value)) })
    }
}
