/// The beginning and the end of insights.
extension InsightDetector {
    mutating func start(_ direction: ActiveInsight.Direction, _ index: Int, _ minute: Int32, window: Int32) {
        let first = firstUnusualMinute(direction, index, minute, window)
        let calls = UInt64(table.calls(minute - first + 1, upTo: minute, of: index))
        let (average, minutes) = baseline(of: index, before: first, minute)
        let insight = ActiveInsight(
            series: index, direction: direction, start: first, last: minute, calls: calls, callsSoFar: calls,
            baselineAverage: average, baselineMinutes: minutes, baselineShares: baselineShares(of: index))
        table.states[index].flags.formUnion([.isActive, .isUnusualHour])
        if direction == .drop, !table.states[index].flags.contains(.isTracked) {
            trackers[index] = CallTracker()
            table.states[index].flags.insert(.isTracked)
        }
        active[index] = insight
        counts.started += 1
        events.append(event(insight, .start))
    }

    /// The first minute of the window that stands out.
    private func firstUnusualMinute(
        _ direction: ActiveInsight.Direction, _ index: Int, _ minute: Int32, _ window: Int32
    ) -> Int32 {
        let mean = table.states[index].limits.mean5 / 5
        let window = minute - window + 1...minute
        guard direction == .spike else {
            return window.first { Float(table.calls(in: $0, of: index)) < max(1, mean / 2) } ?? minute
        }
        let highest = Float(window.map { table.calls(in: $0, of: index) }.max() ?? 0)
        return window.first {
            let calls = Float(table.calls(in: $0, of: index))
            return calls > 0 && calls >= max(1.5 * mean, 0.3 * highest)
        } ?? minute
    }

    /// Calls a minute in the seven days before a minute, or since the account and region was first heard of.
    private func baseline(of index: Int, before first: Int32, _ minute: Int32) -> (average: Double, minutes: Int) {
        let state = table.states[index]
        let counted = first <= minute ? table.calls(minute - first + 1, upTo: minute, of: index) : 0
        let hourCalls = UInt64(state.hourCount) - min(UInt64(state.hourCount), UInt64(counted))
        let calls = table.weekSum(of: index) + hourCalls
        let known = Int(first - state.scopeHour * 60)
        let minutes = max(1, min(known, 168 * 60 + Int(first - state.hour * 60)))
        return (Double(calls) / Double(minutes), min(minutes, 10_080))
    }

    /// Who called before: what the tracker has seen is not a part of it.
    private func baselineShares(of index: Int) -> [[AttributedValue]] {
        let tracker = trackers[index]
        let weight = table.states[index].shareWeight - Float(tracker?.total ?? 0)
        guard weight >= 0.5 else { return Array(repeating: [], count: SeriesTable.attributeCount) }
        return (0..<SeriesTable.attributeCount).map { attribute in
            table.shareRange(attribute, of: index).compactMap { slot -> AttributedValue? in
                let share = table.shares[slot]
                let tracked = Float(tracker?.values[attribute][share.text] ?? 0)
                guard share.text != TextTable.none, share.weight - tracked > 0.4 else { return nil }
                return AttributedValue(text: share.text, share: Double(min(1, (share.weight - tracked) / weight)))
            }
            .sorted { ($1.share, texts[$0.text]) < ($0.share, texts[$1.text]) }
        }
    }

    // MARK: While it lasts

    mutating func judgeActive(_ minute: Int32) {
        guard !active.isEmpty else { return }
        for index in active.keys.sorted() where active[index].map({ $0.start <= minute }) ?? false {
            follow(index, minute)
        }
    }

    private mutating func follow(_ index: Int, _ minute: Int32) {
        guard var insight = active[index] else { return }
        enter(minute, index)
        let limits = table.states[index].limits
        let calls = table.calls(in: minute, of: index)
        let calls5 = Float(table.calls(5, upTo: minute, of: index))
        let isUnusual: Bool
        let isOut: Bool
        switch insight.direction {
        case .spike:
            isUnusual = calls5 >= limits.spikeKept5
            isOut = Float(calls) >= max(1, (limits.mean5 + limits.spikeKept5) / 10)
        case .drop:
            // Where nothing is heard at all, nothing is known.
            isUnusual = silentMinutes > 0 || calls5 <= max(0, limits.dropKept5)
            isOut = isUnusual && Float(calls) <= max(0, limits.dropKept5 / 5)
        }
        if minute > insight.last { insight.callsSoFar += UInt64(calls) }
        if isOut, minute > insight.last {
            insight.last = minute
            insight.calls = insight.callsSoFar
        }
        insight.calm = isUnusual ? 0 : insight.calm + 1
        active[index] = insight
        if insight.calm >= configuration.calmMinutes {
            end(index, insight)
        } else if minute - insight.start >= Int32(configuration.durationMinutesMax) {
            end(index, insight)
            // What lasts is the new normal.
            table.acceptHours(insight.start / 60...minute / 60, of: index)
            table.prepareLimits(of: index, third: minute / 20, configuration)
        }
    }

    private mutating func end(_ index: Int, _ insight: ActiveInsight) {
        events.append(event(insight, .end))
        active[index] = nil
        trackers[index] = nil
        table.states[index].flags.subtract([.isActive, .isTracked])
        table.states[index].flags.insert(.isUnusualHour)
    }

    // MARK: Events

    private func event(_ insight: ActiveInsight, _ state: InsightEvent.State) -> InsightEvent {
        let minutes = max(1, insight.minutes)
        let average = Double(insight.calls) / Double(minutes)
        let subject = subject(of: insight.series)
        return InsightEvent(
            subject: subject, state: state, direction: insight.direction == .spike ? .spike : .drop,
            startMinute: Int(insight.start), endMinute: Int(insight.last) + 1,
            baselineAverage: insight.baselineAverage, baselineMinutes: insight.baselineMinutes,
            insightAverage: average, insightMinutes: minutes,
            attributions: attributions(insight, average, subject.kind))
    }

    func subject(of index: Int) -> SeriesSubject {
        let state = table.states[index]
        return SeriesSubject(
            account: texts[state.account], region: texts[state.region],
            category: state.flags.contains(.isData) ? .data : .management, eventSource: texts[state.source],
            eventName: texts[state.name], errorCode: state.errorCode == TextTable.none ? nil : texts[state.errorCode])
    }

    private func attributions(_ insight: ActiveInsight, _ average: Double, _ kind: InsightKind) -> [InsightAttribution]
    {
        let names: [InsightAttribution.Attribute] = [.userIdentityARN, .userAgent, .errorCode]
        let tracker = trackers[insight.series]
        return names.indices.compactMap { index in
            // An error-rate insight is about one code.
            guard kind == .callRate || names[index] != .errorCode else { return nil }
            let found = InsightAttribution(
                attribute: names[index],
                insight: values(tracker?.shares(index, texts) ?? [], of: average),
                baseline: values(insight.baselineShares[index], of: insight.baselineAverage))
            return found.insight.isEmpty && found.baseline.isEmpty ? nil : found
        }
    }

    private func values(_ shares: [AttributedValue], of average: Double) -> [InsightAttribution.Value] {
        guard average > 0 else { return [] }
        return shares.filter { !texts[$0.text].isEmpty }.map {
            InsightAttribution.Value(value: texts[$0.text], average: average * $0.share)
        }
    }
}
