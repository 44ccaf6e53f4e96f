import CairnConstructs
import CairnModel
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Replays a case and compares what comes of it.
struct CaseCheck {
    let testCase: CDKCase

    func run() throws {
        let replay = CaseReplay(testCase)
        var phase = "construct"
        let assembly: Assembly
        do {
            for step in testCase.steps { try replay.run(step) }
            phase = "synth"
            assembly = try replay.app.synthesize()
        } catch let error as ConstructError {
            return check(error, phase)
        }
        #expect(testCase.expectedError == nil, "there was no error")
        check(assembly)
        try write(assembly)
    }

    private func check(_ error: ConstructError, _ phase: String) {
        guard let expected = testCase.expectedError else {
            Issue.record("\(error)")
            return
        }
        #expect(phase == testCase.expectedPhase)
        let text = Self.inSwift(expected)
        let isNamed = text == "\(error.code.rawValue): \(error.message)"
        #expect(isNamed || Self.withoutName(text) == error.message, "\(error) instead of \(text)")
    }

    /// The digit after the class's name comes from the AWS CDK's own build; placeholders of names do not exist in Swift.
    private static func inSwift(_ text: String) -> String {
        let plain = text.replacing(" or use `PhysicalName.GENERATE_IF_NEEDED`", with: "")
        return plain.hasPrefix("There is already a Construct")
            ? plain.replacing(" in Stack2 [", with: " in Stack [") : plain
    }

    /// The text up to the first `: ` is the AWS CDK's name of the error, where it is one word.
    private static func withoutName(_ text: String) -> String {
        guard let range = text.firstRange(of: ": "),
            text[..<range.lowerBound].allSatisfy({ $0.isLetter || $0.isNumber })
        else { return text }
        return String(text[range.upperBound...])
    }

    private func check(_ assembly: Assembly) {
        let expected = testCase.expectedTemplates
        #expect(Set(assembly.templates.keys) == Set(expected.keys))
        for (name, template) in expected {
            let differences = TemplateComparison.differences(assembly.templates[name]?.json, template)
            #expect(differences.isEmpty, "\(name): \(differences.joined(separator: "\n"))")
        }
        checkAnnotations(assembly)
        checkTree(assembly)
        checkFindings(assembly)
    }

    private func checkAnnotations(_ assembly: Assembly) {
        let actual = assembly.annotations.map { [$0.level.rawValue, $0.path, $0.message] }
        let expected = (testCase.json["annotations"]?.arrayValue ?? []).map { annotation in
            ["level", "path", "message"].map { annotation[$0]?.stringValue ?? "" }
        }
        #expect(Set(actual) == Set(expected))
    }

    private func checkTree(_ assembly: Assembly) {
        guard let entries = testCase.json["tree"]?.arrayValue else { return }
        let actual = assembly.tree.map { [$0.path, $0.logicalID ?? "", $0.type ?? ""] }
        let expected = entries.map { entry in
            ["path", "logicalId", "cfnType"].map { entry[$0]?.stringValue ?? "" }
        }
        #expect(Set(actual) == Set(expected))
    }

    /// The built-in rules are those about the lengths of lists.
    private func checkFindings(_ assembly: Assembly) {
        let actual = assembly.findings.map { [$0.rule, $0.message, $0.path, $0.logicalID] }
        let expected = (testCase.json["cdkValidationFindings"]?.arrayValue ?? []).map { finding in
            ["rule", "message", "path", "logicalId"].map { finding[$0]?.stringValue ?? "" }
        }
        #expect(Set(actual) == Set(expected.filter { $0.first == "F3032" }))
    }

    /// Beside the template of the AWS CDK, for tools that judge both.
    private func write(_ assembly: Assembly) throws {
        guard let folder = CDKCases.outputFolder else { return }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, template) in assembly.templates {
            let file = folder.appending(path: "\(testCase.name).\(name)")
            try Data(template.jsonText.utf8).write(to: file.appendingPathExtension("json"))
            try Data(template.yamlText().utf8).write(to: file.appendingPathExtension("yaml"))
            let expected = testCase.expectedTemplates[name]?.description ?? "{}"
            try Data(expected.utf8).write(to: file.appendingPathExtension("expected.json"))
        }
    }
}
