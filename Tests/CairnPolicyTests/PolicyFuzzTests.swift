import CairnModel
import Testing

@testable import CairnPolicy

@Suite struct PolicyFuzzTests {
    private static let names = [
        "Version", "Id", "Statement", "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource",
        "NotResource", "Condition", "AWS", "Service", "Federated", "CanonicalUser", "StringEquals", "NumericLessThan",
        "ForAllValues:StringLike", "IpAddress", "DateLessThan", "Null", "ArnLikeIfExists", "aws:SourceArn", "",
    ]
    private static let values = [
        "2012-10-17", "Allow", "Deny", "*", "s3:*", "s3:Get?", "arn:aws:s3:::box/*", "arn:",
        "arn:aws:iam::222233334444:root",
        "222233334444", "true", "10", "${aws:username}", "${", "203.0.113.0/24", "::1/0", "2026-01-01T00:00:00Z", "",
        "é*?",
    ]

    private static func value(_ random: inout SeededRandom, depth: Int) -> JSON {
        switch Int.random(in: 0..<(depth > 6 ? 6 : 12), using: &random) {
        case 0...2: return .string(values.randomElement(using: &random) ?? "")
        case 3: return .bool(Bool.random(using: &random))
        case 4: return .integer(Int.random(in: -9...9_999_999_999, using: &random))
        case 5: return .null
        case 6...7:
            return .array((0..<Int.random(in: 0...3, using: &random)).map { _ in value(&random, depth: depth + 1) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0...5, using: &random) {
                object.append(names.randomElement(using: &random) ?? "", value(&random, depth: depth + 1))
            }
            return .object(object)
        }
    }

    /// A good document with one value put somewhere in it.
    private static func mutated(_ json: JSON, _ random: inout SeededRandom) -> JSON {
        if Int.random(in: 0..<6, using: &random) == 0 { return value(&random, depth: 3) }
        switch json {
        case .array(var elements) where !elements.isEmpty:
            let index = elements.indices.randomElement(using: &random) ?? 0
            elements[index] = mutated(elements[index], &random)
            return .array(elements)
        case .object(var object) where !object.isEmpty:
            let index = object.members.indices.randomElement(using: &random) ?? 0
            object.members[index].value = mutated(object.members[index].value, &random)
            return .object(object)
        default: return value(&random, depth: 4)
        }
    }

    @Test func randomDocumentsAreReadOrRefusedAndNeverCrash() {
        var random = SeededRandom(seed: 2026)
        let good = RequiredPolicy.bucket(
            name: "box", prefix: "logs", trailARN: PolicySamples.trailARN, account: PolicySamples.account,
            organizationID: "o-11aa22bb33")
        var read = 0
        for round in 0..<4000 {
            let json = round % 2 == 0 ? Self.mutated(good.document, &random) : Self.value(&random, depth: 0)
            guard let document = try? PolicyDocument(parsing: json.description) else { continue }
            read += 1
            _ = good.missing(from: document)
            let request = PolicyRequest(
                principal: PolicySamples.user, action: "s3:PutObject", resource: "arn:aws:s3:::box/é",
                context: ["aws:SourceIp": "::1", "s3:x-amz-acl": ""])
            _ = Authorization(identityPolicies: IdentityPolicies([document]), resourcePolicy: document).decide(request)
            #expect((try? PolicyDocument(json: document.json))?.statements.count == document.statements.count)
        }
        #expect(read > 50)
    }

    @Test func randomBytesAreReadOrRefusedAndNeverCrash() {
        var random = SeededRandom(seed: 1)
        for _ in 0..<5000 {
            _ = try? PolicyDocument(parsing: random.text(of: #"{}[]":,*Statement\"#, lengths: 0...80))
            let text = random.text(of: "0123456789abcdef:./T-Z+", lengths: 0...40)
            _ = IPRange(text)
            _ = PolicyDate.seconds(text)
        }
    }
}
