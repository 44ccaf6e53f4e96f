/// From what was observed to numbers of series and texts.
extension InsightDetector {
    /// Counts what was observed in a record.
    /// - Parameter record: the bytes that it was observed in.
    public mutating func add(_ observation: Observation, in record: UnsafeRawBufferPointer) {
        let minute = Self.minute(observation.time)
        _ = scopeHour(observation.scopeKey, minute)
        var call = ResolvedCall(
            time: observation.time, minute: minute, count: 1, callSeries: -1, errorSeries: -1,
            texts: CallTexts(identity: TextTable.none, agent: TextTable.none, error: TextTable.none))
        if observation.callKey != 0 || observation.errorKey != 0 {
            call.texts.identity = text(observation.identity, observation.identityKey, record)
            call.texts.agent = text(observation.agent, observation.agentKey, record)
            call.texts.error =
                observation.errorCode.isEmpty
                ? noErrorText() : text(observation.errorCode, observation.errorCodeKey, record)
        }
        if observation.callKey != 0 {
            call.callSeries = series(observation, observation.callKey, isErrors: false, minute, record)
        }
        if observation.errorKey != 0 {
            call.errorSeries = series(observation, observation.errorKey, isErrors: true, minute, record)
        }
        take(call)
    }

    /// Counts calls of one subject that came in the same minute.
    ///
    /// - Parameters:
    ///   - subject: with an error code, the calls are counted as errors only.
    ///   - time: seconds since the epoch.
    public mutating func add(
        _ subject: SeriesSubject, count: Int = 1, time: Int64, identity: String? = nil, agent: String? = nil
    ) {
        let minute = Self.minute(time)
        let key = subject.key
        let index = table.index(ofKey: key) ?? add(subject, key, minute)
        let texts = CallTexts(
            identity: identity.map { self.texts.id(of: $0) } ?? TextTable.none,
            agent: agent.map { self.texts.id(of: $0) } ?? TextTable.none,
            error: subject.errorCode.map { self.texts.id(of: $0) } ?? noErrorText())
        take(
            ResolvedCall(
                time: time, minute: minute, count: UInt32(clamping: count),
                callSeries: subject.errorCode == nil ? index : -1,
                errorSeries: subject.errorCode == nil ? -1 : index, texts: texts))
    }

    private mutating func text(
        _ span: TextSpan, _ key: UInt64, _ record: UnsafeRawBufferPointer
    ) -> TextTable.ID {
        guard !span.isEmpty else { return TextTable.none }
        if let id = texts.id(ofKey: key) { return id }
        if texts.isFull { forgetTexts() }
        return texts.add(span.string(in: record), key: key)
    }

    /// In attributions a call that did not fail has the error code `null`.
    private mutating func noErrorText() -> TextTable.ID { texts.id(of: "null") }

    private mutating func series(
        _ observation: Observation, _ key: UInt64, isErrors: Bool, _ minute: Int32, _ record: UnsafeRawBufferPointer
    ) -> Int {
        if let index = table.index(ofKey: key) { return index }
        let subject = SeriesSubject(
            account: observation.account.string(in: record), region: observation.region.string(in: record),
            category: observation.isData ? .data : .management,
            eventSource: observation.source.string(in: record), eventName: observation.name.string(in: record),
            errorCode: isErrors ? observation.errorCode.string(in: record) : nil)
        return add(subject, key, minute)
    }

    /// Begins a series; -1 if there is no room.
    private mutating func add(_ subject: SeriesSubject, _ key: UInt64, _ minute: Int32) -> Int {
        if texts.isFull { forgetTexts() }
        var state = SeriesState()
        state.key = key
        state.account = texts.id(of: subject.account)
        state.region = texts.id(of: subject.region)
        state.source = texts.id(of: subject.eventSource)
        state.name = texts.id(of: subject.eventName)
        state.errorCode = subject.errorCode.map { texts.id(of: $0) } ?? TextTable.none
        state.hour = minute / 60
        state.ringMinute = minute - 1
        state.shareDay = minute / 1440
        state.scopeHour = scopeHour(subject.scopeKey, minute)
        if subject.category == .data { state.flags.insert(.isData) }
        guard let index = table.add(state, now: minute) else {
            counts.refused += 1
            return -1
        }
        if held?.callSeries == index || held?.errorSeries == index { held = nil }
        table.prepareLimits(of: index, third: minute / 20, configuration)
        return index
    }

    private static let scopesMax = 16_384

    /// When an account and region was first heard of.
    @inline(__always)
    private mutating func scopeHour(_ scope: UInt64, _ minute: Int32) -> Int32 {
        if let hour = scopes[scope] { return hour }
        if scopes.count < Self.scopesMax { scopes[scope] = minute / 60 }
        return minute / 60
    }

    /// Makes room for texts: those stay that some series or tracker still names.
    private mutating func forgetTexts() {
        var used = [Bool](repeating: false, count: texts.texts.count)
        func mark(_ id: TextTable.ID) { if Int(id) < used.count { used[Int(id)] = true } }
        for state in table.states where state.flags.contains(.isInUse) {
            for id in [state.account, state.region, state.source, state.name, state.errorCode] { mark(id) }
        }
        for share in table.shares { mark(share.text) }
        for tracker in trackers.values {
            for values in tracker.values { for id in values.keys { mark(id) } }
        }
        for insight in active.values {
            for values in insight.baselineShares { for value in values { mark(value.text) } }
        }
        if let held { for id in [held.texts.identity, held.texts.agent, held.texts.error] { mark(id) } }
        texts.keep(used)
    }
}
