import CairnModel
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the AWS CDK makes of some steps: a tree of constructs, and the templates or the error.
struct CDKCase: Sendable, CustomTestStringConvertible {
    let name: String
    let json: JSON

    var testDescription: String { name }

    var context: [String: JSON] {
        let members = json["app"]?["context"]?.objectValue?.members ?? []
        return Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
    }

    var steps: [JSON] { json["steps"]?.arrayValue ?? [] }
    var expectedError: String? { json["error"]?.stringValue }
    var expectedPhase: String? { json["errorPhase"]?.stringValue }

    /// By the stacks' names; a case with one template leaves its stack's name to the steps.
    var expectedTemplates: [String: JSON] {
        if let templates = json["templates"]?.objectValue {
            return Dictionary(templates.members.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
        }
        let stack = steps.first { $0["op"]?.stringValue == "stack" }?["id"]?.stringValue
        guard let stack, let template = json["template"] else { return [:] }
        return [stack: template]
    }
}

enum CDKCases {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The folder named by `CAIRN_CDK_CASES`, or the one beside the package.
    private static var sharedFolder: URL {
        if let named = ProcessInfo.processInfo.environment["CAIRN_CDK_CASES"], !named.isEmpty {
            return folder(named)
        }
        return root.deletingLastPathComponent().appending(path: "shared/cdk-cases")
    }

    static var sharedPath: String { sharedFolder.path }

    static let shared = cases(in: sharedFolder)
    static let own = cases(in: root.appending(path: "Tests/CairnConstructsTests/Fixtures"))

    /// Where the templates of the cases are written for tools to judge, if anywhere.
    static var outputFolder: URL? {
        let named = ProcessInfo.processInfo.environment["CAIRN_CONSTRUCTS_TEMPLATES"]
        return named.flatMap { $0.isEmpty ? nil : folder($0) }
    }

    /// A path of its own, or below the package.
    private static func folder(_ path: String) -> URL {
        path.hasPrefix("/") ? URL(filePath: path) : root.appending(path: path)
    }

    private static func cases(in folder: URL) -> [CDKCase] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().map { name in
            let bytes = FileManager.default.contents(atPath: folder.appending(path: name).path) ?? Data()
            return CDKCase(
                name: String(name.dropLast(".json".count)), json: (try? JSON(parsing: Array(bytes))) ?? .null)
        }
    }
}
