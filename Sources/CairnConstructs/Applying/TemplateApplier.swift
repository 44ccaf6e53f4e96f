public import CairnModel

/// Creates what CloudTrail needs of a template: trails, event data stores, channels, dashboards, their policies,
/// and buckets.
///
/// It compares what is there with what the template says, so that applying a template again does nothing.
public struct TemplateApplier {
    private let resources: [(id: String, json: JSON)]
    private let target: any ApplyTarget
    private let evaluator: TemplateEvaluator
    private let names: DeployedNames

    /// How often a call is made while the service is changing what it is about.
    private static let attemptsMax = 150

    /// In the order in which they are made. A trail comes last: it tries its bucket when it is created.
    private static var kinds: [any AppliedResource.Type] {
        [
            AppliedBucket.self, AppliedBucketPolicy.self, AppliedEventDataStore.self, AppliedChannel.self,
            AppliedDashboard.self, AppliedResourcePolicy.self, AppliedTrail.self,
        ]
    }

    /// - Parameters:
    ///   - template: as ``TemplateText`` reads it.
    ///   - parameters: values for the template's parameters; the others have their defaults.
    /// - Throws: ``ConstructError`` with `invalidTemplate`.
    public init(
        template: JSON, stackName: String, account: String, region: String, parameters: [String: String] = [:],
        target: any ApplyTarget
    ) throws {
        let members = template["Resources"]?.objectValue?.members ?? []
        guard !members.isEmpty else {
            throw ConstructError(.invalidTemplate, path: "Resources", "The template has no resources")
        }
        resources = members.map { ($0.key, $0.value) }
        self.target = target
        names = DeployedNames(stackName: stackName, account: account, region: region)
        var values: [String: String] = [:]
        for parameter in template["Parameters"]?.objectValue?.members ?? [] {
            values[parameter.key] = parameter.value["Default"]?.stringValue
        }
        evaluator = TemplateEvaluator(
            partition: Partition.name(ofRegion: region) ?? "aws", account: account, region: region,
            stackName: stackName, parameters: values.merging(parameters) { $1 })
    }

    /// Says what would be done, without doing it.
    /// - Throws: ``ConstructError`` with `invalidTemplate` for values that cannot be worked out; ``ApplyRefusal``.
    public func plan() async throws -> ApplyPlan { try await run { _ in false } }

    /// Does what has to be done, one resource after the other. What is done stays done if a later step fails.
    /// - Parameter report: hears of each step before it is done.
    public func apply(_ report: @escaping (ApplyStep) -> Void = { _ in }) async throws -> ApplyPlan {
        try await run { step in
            report(step)
            return true
        }
    }

    /// - Parameter performs: whether the step is to be done.
    private func run(_ performs: (ApplyStep) -> Bool) async throws -> ApplyPlan {
        var context = ApplyContext(evaluator: evaluator, names: names, target: target)
        for resource in resources { context.predict(resource.id, resource.json) }
        var plan = ApplyPlan(steps: [], omissions: [])
        for kind in Self.kinds {
            for resource in resources(of: kind) {
                context.asked.names = []
                let step = try await kind.step(resource.id, resource.json, &context, &plan.omissions)
                plan.steps.append(step)
                plan.omissions += context.unasked(resource.id, resource.json)
                guard performs(step) else { continue }
                for call in step.calls { try await perform(call, of: resource.id, &context) }
            }
        }
        let known = Set(Self.kinds.map { $0.type })
        for resource in resources where !known.contains(resource.json["Type"]?.stringValue ?? "") {
            plan.omissions.append(Self.omission(resource.id, resource.json))
        }
        return plan
    }

    /// Event data stores that have Insights come after those that their Insights go to.
    private func resources(of kind: any AppliedResource.Type) -> [(id: String, json: JSON)] {
        let all = resources.filter { $0.json["Type"]?.stringValue == kind.type }
        let hasDestination = { (json: JSON) in json["Properties"]?["InsightsDestination"] != nil }
        return all.filter { !hasDestination($0.json) } + all.filter { hasDestination($0.json) }
    }

    private func perform(_ call: ApplyCall, of id: String, _ context: inout ApplyContext) async throws {
        let call = context.settled(call, of: id)
        var attempts = 1
        while true {
            do {
                context.learn(id, try await target.call(call.service, call.operation, call.input))
                return
            } catch let refusal as ApplyRefusal
                where refusal.code == "ConcurrentModificationException" && attempts < Self.attemptsMax
            {
                attempts += 1
                try await target.pause()
            }
        }
    }

    private static func omission(_ id: String, _ json: JSON) -> ApplyPlan.Omission {
        ApplyPlan.Omission(
            logicalID: id, type: json["Type"]?.stringValue ?? "", property: nil,
            reason: "only CloudTrail's own resources and their buckets are applied")
    }
}
