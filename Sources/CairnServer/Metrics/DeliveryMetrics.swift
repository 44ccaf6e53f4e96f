import CairnDelivery

/// What trails have delivered, as metrics with the trail's ARN for a label.
struct DeliveryMetrics: Sendable {
    let deliveries: DeliveryService

    func add(to text: inout PrometheusText) {
        text.add(
            "cairn_event_bus_events_total", .counter, help: "Events put on event buses.",
            Double(deliveries.eventBusCounts.sentCount))
        text.add(
            "cairn_event_bus_events_dropped_total", .counter, help: "Events that no event bus took.",
            Double(deliveries.eventBusCounts.droppedCount))
        let trails = deliveries.metrics
        guard !trails.isEmpty else { return }
        func values(_ value: (TrailMetrics) -> Double) -> [(labels: [(String, String)], value: Double)] {
            trails.map { (labels: [("trail", $0.trailARN)], value: value($0)) }
        }
        text.add(
            "cairn_delivery_lag", .gauge, help: "Records that a trail has yet to look through.",
            values { Double($0.lagRecords) })
        addFailing(to: &text, trails)
        text.add(
            "cairn_delivery_files_total", .counter, help: "Log files delivered.", values { Double($0.filesDelivered) })
        text.add(
            "cairn_delivery_records_total", .counter, help: "Records in them.", values { Double($0.recordsDelivered) })
        text.add(
            "cairn_delivery_bytes_total", .counter, help: "Bytes of them, compressed.",
            values { Double($0.bytesDelivered) })
        text.add(
            "cairn_delivery_digests_total", .counter, help: "Digests delivered.", values { Double($0.digestsDelivered) }
        )
        text.add(
            "cairn_delivery_failures_total", .counter, help: "Puts that failed, of log files and digests.",
            values { Double($0.failures) })
        addMessages(to: &text, values)
    }

    private func addFailing(to text: inout PrometheusText, _ trails: [TrailMetrics]) {
        let destinations: [(String, (TrailMetrics) -> Bool)] = [
            ("logFiles", { $0.isFailing }), ("digests", { $0.areDigestsFailing }),
            ("notifications", { $0.areMessagesFailing }), ("cloudWatchLogs", { $0.areLogEventsFailing }),
        ]
        text.add(
            "cairn_delivery_failing", .gauge, help: "1 while a destination of a trail's takes nothing.",
            trails.flatMap { trail in
                destinations.map { name, isFailing in
                    (
                        labels: [("trail", trail.trailARN), ("destination", name)],
                        value: isFailing(trail) ? 1 : 0
                    )
                }
            })
    }

    private func addMessages(
        to text: inout PrometheusText,
        _ values: ((TrailMetrics) -> Double) -> [(labels: [(String, String)], value: Double)]
    ) {
        text.add(
            "cairn_delivery_messages_total", .counter, help: "Messages published to topics.",
            values { Double($0.messagesPublished) })
        text.add(
            "cairn_delivery_messages_pending", .gauge, help: "Messages that a topic has not taken yet.",
            values { Double($0.messagesPending) })
        text.add(
            "cairn_delivery_log_events_total", .counter, help: "Events put into log groups.",
            values { Double($0.logEventsSent) })
        text.add(
            "cairn_delivery_log_events_dropped_total", .counter,
            help: "Events that a log group does not take: too large, too old or too new.",
            values { Double($0.logEventsDropped) })
        text.add(
            "cairn_delivery_log_events_lag", .gauge, help: "Records that a log group has yet to get.",
            values { Double($0.logEventLagRecords) })
    }
}
