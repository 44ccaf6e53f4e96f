import CairnModel
import HTTPTypes
import Hummingbird
import NIOCore

/// `POST /_cairn/expect`: see `docs/reference/admin.md`.
struct ExpectRoute {
    let search: EventSearch
    let clock: any WallClock
    let guardian: AdminGuard

    func add(to router: Router<BasicRequestContext>) {
        router.post("/_cairn/expect") { request, _ in
            try await guardian.admit(request, to: .readEvents) { body, account in
                do {
                    return try await respond(to: body, account)
                } catch let error as InvalidCriteria {
                    return Response(.badRequest, json: ["message": .string(error.description)])
                } catch let error as JSONError {
                    return Response(.badRequest, json: ["message": .string("this is not JSON: \(error)")])
                }
            }
        }
    }

    private func respond(to body: [UInt8], _ account: String?) async throws -> Response {
        guard let request = try JSON(parsing: body.isEmpty ? Array("{}".utf8) : body).objectValue else {
            throw InvalidCriteria(member: "the request")
        }
        let expectation = EventExpectation(
            criteria: try EventCriteria(json: request), count: try count(request),
            within: min(try duration("within", of: request) ?? .seconds(10), EventExpectation.withinMax),
            since: clock.now() - (try duration("since", of: request) ?? .seconds(60)).inSeconds, account: account)
        let outcome = try await expectation.wait(search)
        return Response(json: [
            "satisfied": .bool(outcome.isSatisfied), "found": .integer(outcome.found),
            "count": .integer(expectation.count), "events": .array(outcome.events),
        ])
    }

    private func count(_ request: JSONObject) throws -> Int {
        guard let value = request["count"] else { return 1 }
        guard let count = value.intValue, (0...1_000_000).contains(count) else {
            throw InvalidCriteria(member: "count")
        }
        return count
    }

    private func duration(_ member: String, of request: JSONObject) throws -> Duration? {
        guard let value = request[member] else { return nil }
        guard let duration = value.stringValue.flatMap(Quantities.duration) else {
            throw InvalidCriteria(member: member)
        }
        return duration
    }
}
