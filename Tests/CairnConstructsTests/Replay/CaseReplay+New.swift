import CairnConstructs
import CairnModel

extension CaseReplay {
    func makeConstruct(_ step: JSON) throws -> Any {
        let values = ValueReader(self, step["props"])
        let scope = try scope(step["scope"]?.stringValue)
        let made = try make(step["type"]?.stringValue ?? "", scope, try id(step), values)
        try values.finish()
        return made
    }

    private func make(_ type: String, _ scope: Construct, _ id: String, _ values: ValueReader) throws -> Any {
        switch type {
        case "Construct": try Construct(scope, id)
        case "Trail": try makeTrail(scope, id, values)
        case "Bucket": try makeBucket(scope, id, values)
        case "Topic": try makeTopic(scope, id, values)
        case "Key": try makeKey(scope, id, values)
        case "Alias": try makeAlias(scope, id, values)
        case "LogGroup": try makeLogGroup(scope, id, values)
        case "Role": try makeRole(scope, id, values)
        case "Function": try makeFunction(scope, id, values)
        case "Rule": try makeRule(scope, id, values)
        case "CfnOutput": try makeCfnOutput(scope, id, values)
        case "CfnResource": try makeCfnResource(scope, id, values)
        case "CfnTrail": try makeCfnTrail(scope, id, values)
        case "CfnEventDataStore": try makeCfnEventDataStore(scope, id, values)
        case "CfnChannel": try makeCfnChannel(scope, id, values)
        case "CfnDashboard": try makeCfnDashboard(scope, id, values)
        case "CfnResourcePolicy": try makeCfnResourcePolicy(scope, id, values)
        default: throw ReplayError("unknown type '\(type)'")
        }
    }

    private func makeTrail(_ scope: Construct, _ id: String, _ values: ValueReader) throws -> Trail {
        let sendsLogs = try values.bool("sendToCloudWatchLogs") ?? false
        let retention = try values.retention("cloudWatchLogsRetention") ?? .oneYear
        let logGroup: LogGroup? = try values.reference("cloudWatchLogGroup")
        let delivery = logGroup.map { CloudWatchLogsDelivery.logGroup($0) } ?? .newLogGroup(retention: retention)
        let insights: [InsightType]? = try values.opens("insightTypes")
        let encryptionKey: (any KMSKey)? = try values.reference("encryptionKey")
        let kmsKey: (any KMSKey)? = try values.reference("kmsKey")
        if encryptionKey != nil, kmsKey != nil {
            // The deprecated synonym does not exist in Swift: what the AWS CDK refuses does not compile.
            throw ConstructError(
                .invalidProperty, path: id,
                "Both kmsKey and encryptionKey must not be specified. Use only encryptionKey")
        }
        return try Trail(
            scope, id, trailName: values.string("trailName"), bucket: values.reference("bucket"),
            s3KeyPrefix: values.string("s3KeyPrefix"), managementEvents: values.choice("managementEvents"),
            isMultiRegionTrail: values.bool("isMultiRegionTrail") ?? true,
            includeGlobalServiceEvents: values.bool("includeGlobalServiceEvents") ?? true,
            enableFileValidation: values.bool("enableFileValidation") ?? true,
            cloudWatchLogs: sendsLogs ? delivery : nil, snsTopic: values.reference("snsTopic"),
            encryptionKey: encryptionKey ?? kmsKey, isOrganizationTrail: values.bool("isOrganizationTrail"),
            orgID: values.string("orgId"), insights: insights?.map { CfnTrail.InsightSelector(insightType: $0) })
    }

    private func makeBucket(_ scope: Construct, _ id: String, _ values: ValueReader) throws -> Bucket {
        let key: (any KMSKey)? = try values.reference("encryptionKey")
        let tls = values["minimumTLSVersion"]
        var minimumTLSVersion: String?
        if case .number(let number)? = tls { minimumTLSVersion = number.literal }
        return try Bucket(
            scope, id, bucketName: values.text("bucketName"), versioned: values.bool("versioned"),
            enforceSSL: values.bool("enforceSSL") ?? false, minimumTLSVersion: minimumTLSVersion,
            encryption: encryption(values.string("encryption"), key), bucketKeyEnabled: values.bool("bucketKeyEnabled"),
            blockPublicAccess: blockPublicAccess(values.reader("blockPublicAccess")),
            objectOwnership: values.choice("objectOwnership"),
            removalPolicy: values.removalPolicy("removalPolicy") ?? .retain)
    }

    private func encryption(_ name: String?, _ key: (any KMSKey)?) throws -> BucketEncryption? {
        switch name {
        case "KMS", "aws:kms": .kms(key)
        case "S3_MANAGED", "S3MANAGED", "AES256": .s3Managed
        case "KMS_MANAGED", "MANAGED": .kmsManaged
        case nil: key.map { .kms($0) }
        case "UNENCRYPTED", "NONE": nil
        default: throw ReplayError("unknown encryption \(name ?? "")")
        }
    }

    private func blockPublicAccess(_ values: ValueReader?) throws -> BlockPublicAccess? {
        guard let values else { return nil }
        let access = BlockPublicAccess(
            blockPublicACLs: try values.bool("blockPublicAcls"),
            blockPublicPolicy: try values.bool("blockPublicPolicy"),
            ignorePublicACLs: try values.bool("ignorePublicAcls"),
            restrictPublicBuckets: try values.bool("restrictPublicBuckets"))
        try values.finish()
        return access
    }

    private func makeTopic(_ scope: Construct, _ id: String, _ values: ValueReader) throws -> Topic {
        try Topic(
            scope, id, topicName: values.text("topicName"), displayName: values.string("displayName"),
            masterKey: values.reference("masterKey"), fifo: values.bool("fifo"),
            contentBasedDeduplication: values.bool("contentBasedDeduplication"),
            enforceSSL: values.bool("enforceSSL") ?? false)
    }

    private func makeKey(_ scope: Construct, _ id: String, _ values: ValueReader) throws -> Key {
        try Key(
            scope, id, alias: values.string("alias"), description: values.string("description"),
            enabled: values.bool("enabled"), enableKeyRotation: values.bool("enableKeyRotation"),
            keySpec: values.string("keySpec"), keyUsage: values.string("keyUsage"),
            multiRegion: values.bool("multiRegion"), pendingWindowDays: values.int("pendingWindow"),
            removalPolicy: values.removalPolicy("removalPolicy") ?? .retain)
    }

    private func makeAlias(_ scope: Construct, _ id: String, _ values: ValueReader) throws -> Alias {
        guard let target = try values.reference("targetKey", as: (any KMSKey).self) else {
            throw ReplayError("an alias has no key")
        }
        return try Alias(
            scope, id, aliasName: values.string("aliasName") ?? "", targetKey: target,
            removalPolicy: values.removalPolicy("removalPolicy"))
    }

    private func makeLogGroup(_ scope: Construct, _ id: String, _ values: ValueReader) throws -> LogGroup {
        try LogGroup(
            scope, id, logGroupName: values.text("logGroupName"), retention: values.retention("retention") ?? .twoYears,
            encryptionKey: values.reference("encryptionKey"), logGroupClass: values.string("logGroupClass"),
            removalPolicy: values.removalPolicy("removalPolicy") ?? .retain)
    }

    private func makeRole(_ scope: Construct, _ id: String, _ values: ValueReader) throws -> Role {
        let service = values["assumedBy"]?.stringValue ?? values.reader("assumedBy")?["service"]?.stringValue
        guard let service else { throw ReplayError("a role that nobody assumes") }
        return try Role(
            scope, id, assumedBy: .service(service), roleName: values.text("roleName"),
            description: values.string("description"))
    }

    private func makeFunction(_ scope: Construct, _ id: String, _ values: ValueReader) throws -> Function {
        let code = values["code"]?["inline"]?.stringValue
        let environment = try properties(values["environment"])
        guard environment == [:] else { throw ReplayError("environments of functions") }
        return try Function(
            scope, id, runtime: values.string("runtime") ?? "", handler: values.string("handler") ?? "",
            code: .inline(code ?? ""), functionName: values.text("functionName"),
            description: values.string("description"), memorySizeMB: values.int("memorySize"),
            timeoutSeconds: values.int("timeout"), role: values.reference("role"))
    }

    private func makeRule(_ scope: Construct, _ id: String, _ values: ValueReader) throws -> Rule {
        try Rule(
            scope, id, ruleName: values.string("ruleName"), description: values.string("description"),
            eventPattern: values["eventPattern"].map(eventPattern), schedule: values.string("schedule"),
            state: values.bool("enabled") == false ? .disabled : .enabled,
            targets: (values["targets"]?.arrayValue ?? []).map(target),
            crossStackScope: values.reference("crossStackScope"))
    }

    private func makeCfnOutput(_ scope: Construct, _ id: String, _ values: ValueReader) throws -> CfnOutput {
        try CfnOutput(
            scope, id, value: values.text("value") ?? "", description: values.string("description"),
            exportName: values.text("exportName"))
    }

    private func makeCfnResource(_ scope: Construct, _ id: String, _ values: ValueReader) throws -> CfnUntypedResource {
        try CfnUntypedResource(
            scope, id, type: values.string("type") ?? "", properties: properties(values["properties"]))
    }
}
