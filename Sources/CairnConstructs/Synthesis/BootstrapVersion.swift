import CairnModel

/// The parameter and the rule by which a template refuses an environment that is not bootstrapped.
///
/// Source: AWS CDK v2, "Bootstrapping": template version.
enum BootstrapVersion {
    private static let versionMin = 6
    private static let parameter = "BootstrapVersion"
    private static let rule = "CheckBootstrapVersion"

    static func add(_ root: Node) throws {
        for stack in root.subtree.compactMap(\.ownStack) {
            guard case .checked(let qualifier) = stack.bootstrap, stack.node.child(parameter) == nil else { continue }
            try CfnLiteral(stack, parameter, section: "Parameters", parameterValue(qualifier))
            try CfnLiteral(stack, rule, section: "Rules", ruleValue)
        }
    }

    private static func parameterValue(_ qualifier: String) -> JSON {
        [
            "Type": "AWS::SSM::Parameter::Value<String>",
            "Default": .string("/cdk-bootstrap/\(qualifier)/version"),
            "Description": """
            Version of the CDK Bootstrap resources in this environment, automatically retrieved from SSM Parameter \
            Store. [cdk:skip]
            """,
        ]
    }

    private static var ruleValue: JSON {
        let tooOld = JSON.array((1..<versionMin).map { .string(String($0)) })
        return [
            "Assertions": [
                [
                    "Assert": ["Fn::Not": [["Fn::Contains": [tooOld, ["Ref": .string(parameter)]]]]],
                    "AssertDescription": .string(
                        "CDK bootstrap stack version \(versionMin) required. Please run 'cdk bootstrap' with a recent "
                            + "version of the CDK CLI."),
                ]
            ]
        ]
    }
}

/// An element whose value holds no references.
private final class CfnLiteral: CfnElement {
    private let ownSection: String
    private let value: JSON

    @discardableResult
    init(_ scope: some Scope, _ id: String, section: String, _ value: JSON) throws {
        ownSection = section
        self.value = value
        try super.init(scope, id, type: "CfnElement")
    }

    override var section: String { ownSection }

    override func render(_ resolver: Resolver) throws -> TemplateFragment {
        TemplateFragment(section: section, logicalID: try logicalID, value: value)
    }
}
