import CairnAPI
import CairnModel
import Testing

@Suite struct CloudTrailDispatchTests {
    @Test func fixturesCoverEveryOperation() {
        #expect(OperationFixture.cloudTrail.map(\.operation).count == 60)
        #expect(OperationFixture.cloudTrail.map(\.operation) + ["PutAuditEvents"] == APIOperation.all.map(\.name))
    }

    @Test(arguments: OperationFixture.cloudTrail)
    func requestAndAnswerComeOutAsTheyWentIn(fixture: OperationFixture) async throws {
        let api = EchoAPI(answer: fixture.response)
        let answer = try await CloudTrailDispatch.call(
            fixture.operation, body: Array(fixture.request.description.utf8), on: api
        )
        #expect(api.received == [fixture.request.description])
        #expect(String(decoding: answer, as: UTF8.self) == fixture.response.description)
    }

    @Test(arguments: OperationFixture.cloudTrail)
    func unknownAndNullMembersAreIgnored(fixture: OperationFixture) async throws {
        var request = try #require(fixture.request.objectValue)
        request.append("NotInTheModel", ["x": [1, nil]])
        for member in request.members where !fixture.required.contains([.string(member.key)]) {
            var changed = request
            changed[member.key] = .null
            let api = EchoAPI()
            _ = try? await CloudTrailDispatch.call(
                fixture.operation, body: Array(JSON.object(changed).description.utf8), on: api
            )
            changed[member.key] = nil
            changed["NotInTheModel"] = nil
            #expect(api.received == [JSON.object(changed).description])
        }
    }

    @Test(arguments: OperationFixture.cloudTrail)
    func wrongTypeIsNamed(fixture: OperationFixture) async throws {
        for member in try #require(fixture.request.objectValue).members {
            let body = fixture.request.replacing([.string(member.key)], with: member.value.ofAnotherType)
            let error = await #expect(throws: CloudTrailError(.serialization, "")) {
                try await CloudTrailDispatch.call(fixture.operation, body: Array(body.description.utf8), on: EchoAPI())
            }
            #expect(error?.message.hasPrefix(member.key + " must be ") == true)
        }
    }

    @Test(arguments: OperationFixture.cloudTrail)
    func absentRequiredMemberIsNamed(fixture: OperationFixture) async throws {
        for path in fixture.required {
            let body = fixture.request.replacing(path[...], with: nil)
            let error = await #expect(throws: CloudTrailError(.validation, "")) {
                try await CloudTrailDispatch.call(fixture.operation, body: Array(body.description.utf8), on: EchoAPI())
            }
            let place = violationPath(path)
            #expect(
                error?.message == "1 validation error detected: Value null at '\(place)' failed to satisfy constraint: "
                    + "Member must not be null"
            )
        }
    }

    @Test(arguments: ["", " ", "{", "[]", "7", "{\"Name\":}", "{\"Name\":\"a\"} x", "\u{FEFF}{}"])
    func textThatIsNoObjectIsASerializationError(text: String) async throws {
        let call = { try await CloudTrailDispatch.call("ListTrails", body: Array(text.utf8), on: EchoAPI()) }
        if text.isEmpty {
            #expect(try await call() == Array("{}".utf8))
        } else {
            await #expect(throws: CloudTrailError(.serialization, "")) { try await call() }
        }
    }

    @Test(arguments: ["", "lookupEvents", "LookupEvent", "PutAuditEvents"])
    func operationOfAnotherNameIsUnknown(name: String) async {
        await #expect(throws: CloudTrailError(.unknownOperation, "")) {
            try await CloudTrailDispatch.call(name, body: [], on: EchoAPI())
        }
    }

    @Test(arguments: OperationFixture.cloudTrail)
    func partialImplementationSaysThatAnOperationIsNotSupported(fixture: OperationFixture) async {
        struct Nothing: PartialCloudTrailAPI {}
        let error = await #expect(throws: CloudTrailError(.unsupportedOperation, "")) {
            try await CloudTrailDispatch.call(
                fixture.operation, body: Array(fixture.request.description.utf8), on: Nothing()
            )
        }
        #expect(error?.message.hasPrefix(fixture.operation + " ") == true)
        #expect(error?.httpStatus == 400)
    }
}

/// The place of a violation as AWS writes it.
func violationPath(_ path: [JSON]) -> String {
    path.map { step in
        if let index = step.intValue { return "\(index + 1).member" }
        let name = step.stringValue ?? ""
        return name.prefix(1).lowercased() + name.dropFirst()
    }.joined(separator: ".")
}

extension JSON {
    fileprivate var ofAnotherType: JSON {
        switch self {
        case .string: 7
        case .number: "seven"
        case .bool: "true"
        case .array: [:]
        case .object: []
        case .null: 0
        }
    }
}
