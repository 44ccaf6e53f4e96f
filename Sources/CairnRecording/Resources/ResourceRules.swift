import CairnModel
import CairnWire

/// Finds the resources of a call, for the services whose records name them.
///
/// Source: genuine records. EC2, IAM, Lambda's management calls and CloudTrail itself name none.
enum ResourceRules {
    /// The most resources that one record names.
    static let countMax = 100

    static func resources(of call: ResourceContext) -> [RecordResource] {
        switch call.label {
        case "s3", "s3express", "s3-outposts": S3ResourceRules.resources(of: call)
        case "kms": KMSResourceRules.resources(of: call)
        case "sts": role(of: call)
        case "dynamodb": DynamoDBResourceRules.resources(of: call)
        case "ssm": parameters(of: call)
        case "ecr": repositories(of: call)
        case "ebs": snapshots(of: call)
        default: call.isDataEvent ? dataEventResources(of: call) : []
        }
    }

    private static func role(of call: ResourceContext) -> [RecordResource] {
        guard call.operation.hasPrefix("AssumeRole"), let arn = call.text("RoleArn"), ARN(arn)?.service == "iam"
        else { return [] }
        return [call.resource(arn, service: "iam", prefix: "role/", type: "AWS::IAM::Role")]
    }

    private static let parameterOperations: Set<String> = [
        "GetParameter", "GetParameters", "GetParameterHistory", "PutParameter", "DeleteParameter", "DeleteParameters",
        "LabelParameterVersion", "UnlabelParameterVersion",
    ]

    private static func parameters(of call: ResourceContext) -> [RecordResource] {
        guard parameterOperations.contains(call.operation) else { return [] }
        return (call.input.texts("Names") + [call.text("Name")].compactMap(\.self)).map { name in
            let path = name.hasPrefix("/") ? name : "/" + name
            return call.resource(
                name.hasPrefix("arn:") ? name : path, service: "ssm", prefix: "parameter", type: nil)
        }
    }

    private static func repositories(of call: ResourceContext) -> [RecordResource] {
        let names = call.input.texts("repositoryNames") + [call.text("repositoryName")].compactMap(\.self)
        let registry = call.text("registryId").flatMap { AccountID.isValid($0) ? $0 : nil }
        return names.prefix(countMax).map {
            call.resource($0, service: "ecr", prefix: "repository/", type: nil, accountID: registry)
        }
    }

    private static func snapshots(of call: ResourceContext) -> [RecordResource] {
        ["FirstSnapshotId", "SecondSnapshotId", "SnapshotId"].compactMap { member in
            (call.text(member) ?? call.output?.text(member)).map {
                RecordResource(
                    type: "AWS::EC2::Snapshot", arn: "arn:\(call.partition):ec2:\(call.region)::snapshot/\($0)",
                    accountID: call.accountID)
            }
        }
    }

    /// Data events whose resource one member names.
    private static func dataEventResources(of call: ResourceContext) -> [RecordResource] {
        let rules = dataEventMembers[call.label] ?? []
        for rule in rules {
            guard let name = call.text(rule.member), rule.takesNames || name.hasPrefix("arn:") else { continue }
            return [resource(name, rule, call)]
        }
        return []
    }

    private static func resource(_ name: String, _ rule: Rule, _ call: ResourceContext) -> RecordResource {
        switch call.label {
        case "sqs": return queue(name, call)
        case "lambda": return function(name, call)
        case "sns" where name.contains(":endpoint/"):
            return call.resource(name, service: "sns", prefix: "", type: "AWS::SNS::PlatformEndpoint")
        default: return call.resource(name, service: rule.service, prefix: rule.prefix, type: rule.type)
        }
    }

    private struct Rule {
        var member: String
        var service: String
        var prefix: String
        var type: String
        /// Whether the member may hold a bare name; if not, only an ARN counts.
        var takesNames = true
    }

    private static let dataEventMembers: [String: [Rule]] = [
        "sqs": [Rule(member: "QueueUrl", service: "sqs", prefix: "", type: "AWS::SQS::Queue")],
        "sns": [
            Rule(member: "TopicArn", service: "sns", prefix: "", type: "AWS::SNS::Topic", takesNames: false),
            Rule(member: "TargetArn", service: "sns", prefix: "", type: "AWS::SNS::Topic", takesNames: false),
        ],
        "lambda": [
            Rule(member: "FunctionName", service: "lambda", prefix: "function:", type: "AWS::Lambda::Function")
        ],
        "kinesis": [
            Rule(
                member: "ConsumerARN", service: "kinesis", prefix: "", type: "AWS::Kinesis::StreamConsumer",
                takesNames: false),
            Rule(
                member: "StreamARN", service: "kinesis", prefix: "", type: "AWS::Kinesis::Stream", takesNames: false),
            Rule(member: "StreamName", service: "kinesis", prefix: "stream/", type: "AWS::Kinesis::Stream"),
        ],
        "kinesisvideo": [
            Rule(
                member: "StreamARN", service: "kinesisvideo", prefix: "", type: "AWS::KinesisVideo::Stream",
                takesNames: false),
            Rule(
                member: "StreamName", service: "kinesisvideo", prefix: "stream/", type: "AWS::KinesisVideo::Stream"),
        ],
        "firehose": [
            Rule(
                member: "DeliveryStreamName", service: "firehose", prefix: "deliverystream/",
                type: "AWS::KinesisFirehose::DeliveryStream")
        ],
        "cloudtrail-data": [
            Rule(
                member: "channelArn", service: "cloudtrail", prefix: "channel/", type: "AWS::CloudTrail::Channel")
        ],
        "cognito-identity": [
            Rule(
                member: "IdentityPoolId", service: "cognito-identity", prefix: "identitypool/",
                type: "AWS::Cognito::IdentityPool")
        ],
        "states": [
            Rule(
                member: "stateMachineArn", service: "states", prefix: "",
                type: "AWS::StepFunctions::StateMachine", takesNames: false),
            Rule(
                member: "activityArn", service: "states", prefix: "", type: "AWS::StepFunctions::Activity",
                takesNames: false),
        ],
        // The sender's address is personal: an identity is named only where the caller gave its ARN.
        "ses": [
            Rule(
                member: "FromEmailAddressIdentityArn", service: "ses", prefix: "", type: "AWS::SES::EmailIdentity",
                takesNames: false),
            Rule(
                member: "SourceArn", service: "ses", prefix: "", type: "AWS::SES::EmailIdentity", takesNames: false),
            Rule(
                member: "ConfigurationSetName", service: "ses", prefix: "configuration-set/",
                type: "AWS::SES::ConfigurationSet"),
            Rule(member: "Template", service: "ses", prefix: "template/", type: "AWS::SES::Template"),
        ],
    ]
}

extension ResourceRules {
    /// A queue's URL ends in its account and name, whatever host it names.
    static func queue(_ url: String, _ call: ResourceContext) -> RecordResource {
        let path = url.utf8.last == UInt8(ascii: "/") ? withoutSlashes(url) : url[...]
        let (rest, name) = splitAtLastSlash(path)
        let account = rest.map { splitAtLastSlash(withoutSlashes($0)).last } ?? ""
        let owner = AccountID.isValid(account) ? String(account) : nil
        return call.resource(
            name.isEmpty ? url : String(name), service: "sqs", prefix: "", type: "AWS::SQS::Queue", accountID: owner)
    }

    // By bytes: characters take ten times as long, and this is done for each message.
    private static func splitAtLastSlash(_ text: Substring) -> (rest: Substring?, last: Substring) {
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (nil, text) }
        return (text[..<slash], text[text.utf8.index(after: slash)...])
    }

    private static func withoutSlashes(_ text: some StringProtocol) -> Substring {
        var text = Substring(text)
        while text.utf8.last == UInt8(ascii: "/") { text = text[..<text.utf8.index(before: text.endIndex)] }
        return text
    }

    /// A function may be named by its name, by `account:function:name` or by its ARN, each with a version behind it.
    private static func function(_ name: String, _ call: ResourceContext) -> RecordResource {
        let parts = name.split(separator: ":")
        if !name.hasPrefix("arn:"), parts.count >= 3, parts[1] == "function", AccountID.isValid(parts[0]) {
            return call.resource(
                parts[2...].joined(separator: ":"), service: "lambda", prefix: "function:",
                type: "AWS::Lambda::Function", accountID: String(parts[0]))
        }
        return call.resource(name, service: "lambda", prefix: "function:", type: "AWS::Lambda::Function")
    }
}

extension WireValue {
    /// The texts of a list member, as many as a record names.
    func texts(_ name: String) -> [String] {
        guard case .list(let elements)? = self[name] else { return [] }
        return elements.prefix(ResourceRules.countMax).compactMap(\.stringValue)
    }
}
