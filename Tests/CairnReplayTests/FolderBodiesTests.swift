import CairnModel
import Testing

@testable import CairnReplay

@Suite struct FolderBodiesTests {
    @Test func folderMustBeThere() {
        #expect(throws: ReplayError.self) { try FolderBodies(folder: "/nowhere/at/all") }
    }

    @Test(arguments: ["../../etc/passwd", "a/../../etc/passwd", "", "/etc/passwd/../passwd"])
    func namesDoNotLeadOutOfTheFolder(key: String) throws {
        let bodies = try FolderBodies(folder: "/tmp")
        let event = try Events.event("PutObject", "s3", request: ["bucketName": "..", "key": .string(key)])
        #expect(bodies.content(of: event, service: "s3", member: "Body") == nil)
        let secret = try Events.event(
            "PutSecretValue", "secretsmanager", id: "../x", request: ["secretId": .string(key)])
        #expect(bodies.content(of: secret, service: "secretsmanager", member: "SecretString") == nil)
        #expect(bodies.memberDocument(of: secret) == nil)
    }
}
