import CairnModel

/// Makes the outputs and imports by which stacks read from each other.
struct ReferenceLinker {
    private let root: Node

    init(_ root: Node) { self.root = root }

    func link() throws {
        for (consumer, reference) in try foreignReferences() where consumer.imports[reference] == nil {
            consumer.imports[reference] = try importedValue(reference, in: consumer)
        }
    }

    private func foreignReferences() throws -> [(consumer: Stack, reference: Reference)] {
        try root.subtree.compactMap(\.element).flatMap { element in
            let resolver = Resolver(element.stack, isSearching: true)
            _ = try element.render(resolver)
            return resolver.references.filter { $0.target.stack !== element.stack }.map { (element.stack, $0) }
        }
    }

    private func importedValue(_ reference: Reference, in consumer: Stack) throws -> JSON {
        let producer = reference.target.stack
        try checkEnvironments(reference, consumer)
        try consumer.addDependency(on: producer)
        let strength = strength(for: consumer)
        switch strength {
        case .strong: return try strongValue(reference, producer)
        case .both:
            _ = try strongValue(reference, producer)
            return try weakValue(reference, producer)
        case .weak: return try weakValue(reference, producer)
        }
    }

    private func checkEnvironments(_ reference: Reference, _ consumer: Stack) throws {
        let producer = reference.target.stack
        guard producer.node.root === consumer.node.root else {
            throw refusal(reference, consumer, "Consuming and producing stacks must be defined within the same app.")
        }
        guard producer.environment.account == consumer.environment.account else {
            throw refusal(reference, consumer, "Cross stack references need stacks of the same account.")
        }
        guard producer.environment.region != consumer.environment.region else { return }
        guard producer.environment.region != nil, consumer.environment.region != nil else {
            throw refusal(
                reference, consumer,
                "Cross stack/region references are only supported for stacks with an explicit region defined.")
        }
        guard configuredStrength(consumer) == .weak else {
            throw refusal(
                reference, consumer,
                "References to another region have to be weak: set the context key "
                    + "\(FeatureFlag.defaultCrossStackReferences.rawValue) to \"weak\".")
        }
    }

    private func refusal(_ reference: Reference, _ consumer: Stack, _ reason: String) -> ConstructError {
        let target = reference.target
        return ConstructError(
            .crossStackReference, path: consumer.node.path,
            "Stack \"\(consumer.node.path)\" cannot reference {\(target.node.path)[\(reference.attribute ?? "Ref")]} in "
                + "stack \"\(target.stack.node.path)\". \(reason)")
    }

    private func configuredStrength(_ consumer: Stack) -> CrossStackReferences? {
        let text = consumer.node.context(FeatureFlag.defaultCrossStackReferences.rawValue)?.stringValue
        return text.flatMap(CrossStackReferences.init)
    }

    /// Says once an app what a setting would change.
    private func strength(for consumer: Stack) -> CrossStackReferences {
        let strength = configuredStrength(consumer)
        let warning = StrengthWarning(strength)
        if let warning, !root.subtree.contains(where: { $0.annotations.contains { warning.isSaid(by: $0) } }) {
            consumer.annotations.addWarning(id: warning.id, warning.message)
        }
        return strength ?? .strong
    }

    /// An export of the producer, read by `Fn::ImportValue`.
    private func strongValue(_ reference: Reference, _ producer: Stack) throws -> JSON {
        let output = try output(reference, producer, in: "Exports")
        if output.exportName == nil { output.exportName = TemplateString(try exportName(output, producer)) }
        return ["Fn::ImportValue": try Resolver(producer).json(output.exportName ?? "")]
    }

    private func exportName(_ output: CfnOutput, _ producer: Stack) throws -> String {
        let prefix = producer.stackName + ":"
        return prefix + String(try output.logicalID.suffix(max(0, 255 - prefix.utf8.count)))
    }

    /// An output of the producer, read by `Fn::GetStackOutput`.
    private func weakValue(_ reference: Reference, _ producer: Stack) throws -> JSON {
        let output = try output(reference, producer, in: "Publish")
        return [
            "Fn::GetStackOutput": [
                "StackName": .string(producer.stackName), "Region": try Resolver(producer).json(producer.region),
                "OutputName": .string(try output.logicalID),
            ]
        ]
    }

    private func output(_ reference: Reference, _ producer: Stack, in group: String) throws -> CfnOutput {
        let scope = try producer.node.child(group) ?? Node(producer, group, type: "Construct")
        let id = "Output" + (try Resolver.local(reference)).description
        if let known = scope.child(id)?.element as? CfnOutput { return known }
        return try CfnOutput(scope, id, value: TemplateString(Token(.reference(reference))))
    }
}

/// What is said about references over stacks that are strong for want of a setting, or for the time being.
private struct StrengthWarning {
    let id: String
    let message: String

    private static let flag = FeatureFlag.defaultCrossStackReferences.rawValue
    private static let page =
        "(See: https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/README.md#reference-strength)"

    init?(_ strength: CrossStackReferences?) {
        switch strength {
        case nil:
            id = "@aws-cdk/core:crossStackReferencesDefaultStrong"
            message = """
                No cross-stack-reference strength configured, defaulting to "strong". We recommend you set feature flag \
                "\(Self.flag)" to "both", then deploy everywhere, then set it to "weak". Alternatively, set it to \
                "strong" explicitly to lock in the current producer-protecting behavior. \(Self.page)
                """
        case .both:
            id = "@aws-cdk/core:crossStackReferencesBothTransitional"
            message = """
                Feature flag "\(Self.flag)" currently set to "both". This is a transitory state. After you have \
                finished deploying this application everywhere, set it to "weak". \(Self.page)
                """
        case .strong, .weak: return nil
        }
    }

    func isSaid(by annotation: Annotation) -> Bool { annotation.message.hasPrefix(message) }
}
