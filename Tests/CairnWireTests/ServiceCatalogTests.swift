import Testing

@testable import CairnWire

@Suite struct ServiceCatalogTests {
    let catalog = ServiceCatalog.shared

    @Test func decodesEveryService() throws {
        #expect(catalog.serviceIDs.count > 400)
        var operationCount = 0
        for id in catalog.serviceIDs {
            let model = try #require(catalog.model(id: id), "\(id)")
            #expect(model.id == id)
            #expect(!model.operations.isEmpty)
            #expect(!model.protocols.isEmpty)
            operationCount += model.operations.count
        }
        #expect(operationCount > 18_000)
    }

    @Test func keepsAModelOnceItIsDecoded() throws {
        let first = try #require(catalog.model(id: "sqs"))
        #expect(catalog.model(id: "sqs") === first)
    }

    @Test func givesNothingForAnUnknownService() {
        #expect(catalog.model(id: "nonesuch") == nil)
        #expect(catalog.serviceIDs(label: "nonesuch").isEmpty)
        #expect(catalog.serviceID(targetPrefix: "NoneSuch_20000101") == nil)
    }

    @Test(arguments: [
        ("s3", ["s3", "s3control"]), ("rds", ["rds", "docdb", "neptune"]), ("elasticloadbalancing", ["elb", "elbv2"]),
        ("ses", ["ses", "sesv2", "mailmanager", "pinpoint-email"]), ("email", ["pinpoint-email", "ses", "sesv2"]),
        ("es", ["es", "opensearch"]), ("states", ["stepfunctions"]), ("stepfunctions", ["stepfunctions"]),
        ("dynamodb", ["dynamodb", "dynamodbstreams"]), ("monitoring", ["cloudwatch"]), ("logs", ["logs"]),
    ]) func findsServicesByLabel(label: String, ids: [String]) {
        #expect(catalog.serviceIDs(label: label) == ids)
    }

    @Test(arguments: [
        ("AmazonSSM", "ssm"), ("DynamoDB_20120810", "dynamodb"), ("DynamoDBStreams_20120810", "dynamodbstreams"),
        ("GraniteServiceVersion20100801", "cloudwatch"), ("AWSCognitoIdentityProviderService", "cognito-idp"),
    ]) func findsServicesByTargetPrefix(prefix: String, id: String) {
        #expect(catalog.serviceID(targetPrefix: prefix) == id)
    }

    @Test func readsWhatAServiceSaysOfItself() throws {
        let cloudWatch = try #require(catalog.model(id: "cloudwatch"))
        #expect(cloudWatch.signingName == "monitoring")
        #expect(cloudWatch.protocols == [.rpcV2CBOR, .awsJSON, .awsQuery])
        #expect(cloudWatch.jsonVersion == "1.0")
        let ec2 = try #require(catalog.model(id: "ec2"))
        #expect(ec2.protocols == [.ec2Query])
        #expect(ec2.apiVersion == "2016-11-15")
        #expect(ec2.jsonVersion == nil)
        #expect(catalog.model(id: "iam")?.xmlNamespace == "https://iam.amazonaws.com/doc/2010-05-08/")
        // SQS speaks JSON; older clients still speak Query.
        #expect(catalog.model(id: "sqs")?.protocols == [.awsJSON, .awsQuery])
    }

    @Test func readsOperations() throws {
        let s3 = try #require(catalog.model(id: "s3"))
        let tagging = try #require(s3.operation(named: "PutBucketTagging"))
        #expect(tagging.method == "PUT")
        #expect(tagging.requestURI == "/{Bucket}?tagging")
        #expect(s3.shape(try #require(tagging.input)).name == "PutBucketTaggingRequest")
        #expect(tagging.output == nil)
        #expect(s3.shape(try #require(tagging.input)).payload == "Tagging")
        #expect(s3.operation(named: "DeleteObject")?.successStatus == 204)
        let iam = try #require(catalog.model(id: "iam"))
        let createUser = try #require(iam.operation(named: "CreateUser"))
        #expect(createUser.resultWrapper == "CreateUserResult")
        #expect(createUser.errors.map { iam.shape($0).name }.contains("EntityAlreadyExistsException"))
        #expect(catalog.model(id: "sts")?.operation(named: "AssumeRoleWithWebIdentity")?.isUnsigned == true)
        #expect(catalog.model(id: "sts")?.operation(named: "AssumeRole")?.isUnsigned == false)
        #expect(catalog.model(id: "cloudfront")?.operation(named: "CreateDistribution")?.inputWrapper == nil)
        let records = try #require(catalog.model(id: "route53")?.operation(named: "ChangeResourceRecordSets"))
        #expect(records.inputWrapper == "ChangeResourceRecordSetsRequest")
        #expect(records.inputXMLNamespace == "https://route53.amazonaws.com/doc/2013-04-01/")
        #expect(catalog.model(id: "s3control")?.operation(named: "GetPublicAccessBlock")?.hostPrefix == "{AccountId}.")
    }

    @Test func namesCloudFrontsOperationsWithoutADate() {
        let model = catalog.model(id: "cloudfront")
        #expect(model?.operations.contains { $0.name.contains("2020") } == false)
    }

    @Test func readsShapesAndMembers() throws {
        let ssm = try #require(catalog.model(id: "ssm"))
        let input = ssm.shape(try #require(ssm.operation(named: "PutParameter")?.input))
        let value = try #require(input.member(named: "Value"))
        #expect(value.traits.contains(.required))
        #expect(ssm.shape(value.shape).traits.contains(.sensitive))
        #expect(input.member(named: "Description")?.traits.contains(.required) == false)
        let ec2 = try #require(catalog.model(id: "ec2"))
        let run = ec2.shape(try #require(ec2.operation(named: "RunInstances")?.input))
        #expect(run.member(named: "SecurityGroupIds")?.locationName == "SecurityGroupId")
        #expect(run.member(named: "ClientToken")?.locationName == "clientToken")
        #expect(run.member(named: "ClientToken")?.traits.contains(.idempotencyToken) == true)
        let s3 = try #require(catalog.model(id: "s3"))
        let put = s3.shape(try #require(s3.operation(named: "PutObject")?.input))
        #expect(put.member(named: "Bucket")?.location == .uri)
        #expect(put.member(named: "ACL")?.location == .header)
        #expect(put.member(named: "ACL")?.wireName == "x-amz-acl")
        #expect(put.member(named: "Metadata")?.location == .headers)
        let grantee = try #require(s3.shapes.first { $0.name == "Grantee" })
        #expect(grantee.xmlNamespace == "http://www.w3.org/2001/XMLSchema-instance")
        #expect(grantee.member(named: "Type")?.traits.contains(.xmlAttribute) == true)
        let dynamoDB = try #require(catalog.model(id: "dynamodb"))
        let key = try #require(dynamoDB.shapes.first { $0.name == "Key" })
        #expect(key.kind == .map)
        #expect(key.members.map(\.name) == ["key", "value"])
        let names = try #require(dynamoDB.shapes.first { $0.name == "AttributeNameList" })
        #expect(names.members.map(\.name) == ["member"])
        #expect(dynamoDB.shapes.first { $0.name == "ResourceNotFoundException" }?.traits.contains(.exception) == true)
        let iam = try #require(catalog.model(id: "iam"))
        #expect(iam.shapes.first { $0.name == "NoSuchEntityException" }?.errorCode == "NoSuchEntity")
        #expect(iam.shapes.first { $0.name == "NoSuchEntityException" }?.errorStatus == 404)
    }

    @Test func putsDeprecatedOperationsLast() throws {
        let names = try #require(catalog.model(id: "s3")).operations.map(\.name)
        let current = try #require(names.firstIndex(of: "GetBucketLifecycleConfiguration"))
        let old = try #require(names.firstIndex(of: "GetBucketLifecycle"))
        #expect(current < old)
    }
}

/// A table that is cut short or damaged must give nothing, or another model, and never a trap.
@Suite struct DamagedWireTableTests {
    static let bytes = WireTable.embedded.withBytes { Array($0) }

    @Test func refusesWhatIsNoTable() {
        #expect(ServiceCatalog(table: []) == nil)
        #expect(ServiceCatalog(table: Array("CairnWT".utf8)) == nil)
        #expect(ServiceCatalog(table: Array(repeating: 0xFF, count: 4096)) == nil)
        var other = Self.bytes
        other[7] = 2
        #expect(ServiceCatalog(table: other) == nil)
    }

    @Test func refusesATableThatIsCutShort() {
        for count in [8, 9, 20, 1000, Self.bytes.count / 2, Self.bytes.count - 1] {
            #expect(ServiceCatalog(table: Array(Self.bytes.prefix(count))) == nil)
        }
    }

    @Test func readsItselfFromAnArray() throws {
        let catalog = try #require(ServiceCatalog(table: Self.bytes))
        #expect(catalog.serviceIDs == ServiceCatalog.shared.serviceIDs)
        #expect(catalog.model(id: "kms")?.shapes == ServiceCatalog.shared.model(id: "kms")?.shapes)
    }

    @Test func survivesDamageAnywhere() throws {
        let entry = try #require(ServiceCatalog.shared.entries.first { $0.id == "sts" })
        let block = Array(Self.bytes[entry.block])
        var random = SplitMix(state: 42)
        var refused = 0
        for _ in 0..<3000 {
            var damaged = block
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) { damaged.removeLast(Int.random(in: 0..<damaged.count, using: &random)) }
            refused += Self.decode(damaged) ? 0 : 1
        }
        #expect(refused > 1000)
    }

    private static func decode(_ block: [UInt8]) -> Bool {
        block.withUnsafeBytes { bytes in
            guard var block = try? WireTableBlock(bytes), let shapes = try? block.shapes(),
                (try? block.operations(shapeCount: shapes.count)) != nil
            else { return false }
            return shapes.allSatisfy { $0.members.allSatisfy { $0.shape.index < shapes.count } }
        }
    }
}

/// A small generator of the same numbers in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
