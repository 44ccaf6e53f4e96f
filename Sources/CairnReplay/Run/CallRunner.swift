import CairnAWSClient
import CairnModel
import CairnWire
import Synchronization

/// Sends one event: rewrites its identifiers, sends the call, learns from the answer, and compares.
final class CallRunner: Sendable {
    private let preparation: CallPreparation
    private let target: any ReplayTarget
    private let options: ReplayOptions
    private let ids: Mutex<IDMap>
    private let items: ItemKeys
    private let gaps: GapFilling
    private let random: @Sendable () -> Double
    private let sleep: @Sendable (Double) async throws -> Void

    /// The code of calls that were broken off because the replay was stopped.
    static let cancelledCode = AWSClientError.Code.cancelled.description

    /// How many gaps are filled for one call.
    private static let gapsMax = 12

    init(
        preparation: CallPreparation, target: any ReplayTarget, options: ReplayOptions, ids: IDMap,
        random: @escaping @Sendable () -> Double, sleep: @escaping @Sendable (Double) async throws -> Void
    ) {
        self.preparation = preparation
        self.target = target
        self.options = options
        self.ids = Mutex(ids)
        self.random = random
        self.sleep = sleep
        gaps = GapFilling(target: target, catalog: preparation.catalog)
        items = ItemKeys(target: target, catalog: preparation.catalog)
    }

    var idMap: IDMap { ids.withLock { $0 } }

    /// - Parameter isRepeated: the event may have been sent before: that its resource is there is no failure.
    func run(_ event: RecordedEvent, isRepeated: Bool) async -> EventOutcome {
        var outcome = EventOutcome(event)
        guard let (service, operation) = preparation.operation(of: event),
            case .ready(let prepared) = preparation.prepare(event, operation: operation, service: service)
        else { return outcome.failed(.mapping, "Unprepared", "The event cannot be made a call any more") }
        outcome.approximations = prepared.approximations
        outcome.unplaced = prepared.unplaced
        var filling = GapFilling.Filling()
        for round in 0... {
            do {
                let call = try await outgoing(prepared, event)
                let answer = try await send(call)
                read(answer, of: call, event, into: &outcome)
                break
            } catch let error as AWSClientError {
                guard round < roundsMax, await fillGap(prepared, event, error, &filling) else {
                    outcome = Self.failure(error, isRepeated: isRepeated, outcome)
                    break
                }
            } catch {
                outcome = outcome.failed(.mapping, "Encoding", "\(error)")
                break
            }
        }
        outcome.approximations += filling.approximations
        return outcome
    }

    private var roundsMax: Int { options.fillsGaps ? Self.gapsMax : 0 }

    private func fillGap(
        _ prepared: PreparedCall, _ event: RecordedEvent, _ error: AWSClientError, _ filling: inout GapFilling.Filling
    ) async -> Bool {
        guard [.state, .targetFault].contains(FailureClass(error)) else { return false }
        let known = filling.pairs.count
        let map = ids.withLock { $0 }
        let helped = await gaps.help(prepared, event, error, map: map, filling: &filling)
        let new = filling.pairs[known...]
        ids.withLock { ids in for pair in new { ids.learn(pair) } }
        return helped
    }

    private func outgoing(_ prepared: PreparedCall, _ event: RecordedEvent) async throws(WireError) -> OutgoingCall {
        var map = ids.withLock { $0 }
        let region = map.region(event.region)
        // Its own region is one even if no other region has such a name.
        if region != event.region, !event.region.isEmpty { map.regions[event.region] = region }
        var input = map.rewriting(prepared.input)
        let account = map.account(event.account)
        if let member = prepared.neededItem {
            input = await items.filling(member, of: input, event: event, region: region, account: account)
        }
        input = Self.withToken(input, prepared, event)
        return try OutgoingCall(
            input, operation: prepared.operation, service: prepared.service, region: region, account: account)
    }

    /// A token that must be there, and is always the same for an event: a service that sees it twice does not act twice.
    /// Others are not made: the call was made without.
    private static func withToken(_ input: WireValue, _ prepared: PreparedCall, _ event: RecordedEvent) -> WireValue {
        guard case .structure(var members) = input, let shape = prepared.operation.input.map(prepared.service.shape)
        else { return input }
        for member in shape.members
        where member.traits.isSuperset(of: [.idempotencyToken, .required]) && input[member.name] == nil {
            let digits = Array(event.key.text.utf8) + Array(event.key.text.utf8)
            let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(decoding: digits[$0], as: UTF8.self) }
            members.append(WireValue.Member(member.name, .string(groups.joined(separator: "-"))))
        }
        return .structure(members)
    }

    // MARK: Sending

    private func send(_ call: OutgoingCall) async throws(AWSClientError) -> WireResponse {
        var attempt = 1
        while true {
            do {
                return try await target.send(call)
            } catch {
                guard attempt < options.attemptsMax, Self.isWorthAnotherTry(error) else { throw error }
            }
            let ceiling = min(Double(1 << min(attempt, 10)) * 0.1, 20)
            do {
                try await sleep(ceiling * (0.5 + random() / 2))
            } catch {
                throw AWSClientError(.cancelled, "The replay was stopped", cause: error)
            }
            attempt += 1
        }
    }

    /// Throttling, and an endpoint that is not there for a moment; no failure after which the call may have been done.
    private static func isWorthAnotherTry(_ error: AWSClientError) -> Bool {
        guard let failure = error.failure else { return error.code == .unreachable }
        return FailureClass(error) == .throttled || failure.status == 503
    }

    private static func failure(_ error: AWSClientError, isRepeated: Bool, _ outcome: EventOutcome) -> EventOutcome {
        var outcome = outcome
        let kind = FailureClass(error)
        if isRepeated, kind == .alreadyExists {
            outcome.note = "sent before the replay was stopped"
            return outcome
        }
        return outcome.failed(
            kind, error.serviceCode ?? error.code.description, error.message, error.failure?.status ?? 0)
    }

    // MARK: Answers

    private func read(
        _ answer: WireResponse, of call: OutgoingCall, _ event: RecordedEvent, into outcome: inout EventOutcome
    ) {
        let routed = call.routed
        let output: WireValue
        do {
            output = try WireCodec.decodeResponse(answer, call: routed)
        } catch {
            outcome.note = "the answer is not readable: \(error)"
            return
        }
        if options.fillsGaps, let input = try? WireCodec.decodeRequest(call.request, call: routed) {
            gaps.remember(call, input: input, output: output)
        }
        let answered = ParameterRendering().responseElements(output, response: answer, call: routed, isReadOnly: false)
        let recorded = event.responseElements
        guard recorded.objectValue != nil else { return }
        outcome.learned = ids.withLock { $0.learn(recorded: recorded, answered: answered) }
        var comparison = AnswerComparison(limit: options.differencesMax)
        comparison.compare(recorded: idMap.rewriting(recorded), answered: answered)
        outcome.differences = comparison.differences
    }
}

extension EventOutcome {
    func failed(_ kind: FailureClass, _ code: String, _ message: String, _ status: Int = 0) -> EventOutcome {
        var outcome = self
        outcome.failure = Failure(kind: kind, code: code, status: status, message: String(message.prefix(1000)))
        return outcome
    }
}
