import CairnModel
import Synchronization
import Testing

@testable import CairnRecording

@Suite struct IdentityDirectoryTests {
    private static let user = CallerIdentity.iamUser(
        name: "dana", accountID: "222233334444", principalID: "AIDAEXAMPLE000000001", accessKeyID: "")

    private static func session(_ key: String, created: Double = 0) -> CallerIdentity {
        CallerIdentity.assumedRole(
            roleARN: "arn:aws:iam::222233334444:role/deployer", roleID: "AROAEXAMPLE000000002", sessionName: "ci",
            accessKeyID: key, creationDate: created) ?? .root(accountID: "", accessKeyID: "")
    }

    @Test func configuredKeyIsItsIdentity() {
        let directory = IdentityDirectory(configuration: .init(accessKeys: ["AKIA1": Self.user]))
        let identity = directory.identity(accessKeyID: "AKIA1", at: 0)
        #expect(identity.userName == "dana")
        #expect(identity.accessKeyID == "AKIA1")
    }

    @Test func twelveDigitsAreTheRootOfThatAccount() {
        let identity = IdentityDirectory().identity(accessKeyID: "000000000000", at: 0)
        #expect(identity.kind == .root)
        #expect(identity.accountID == "000000000000")
        #expect(identity.arn == "arn:aws:iam::000000000000:root")
        #expect(identity.principalID == "000000000000")
        #expect(identity.accessKeyID == "000000000000")
    }

    @Test func unknownKeyIsAUserOfTheDefaultAccountNamedAfterIt() {
        let identity = IdentityDirectory().identity(accessKeyID: "alice", at: 0)
        #expect(identity.kind == .iamUser)
        #expect(identity.accountID == "123456789012")
        #expect(identity.userName == "alice")
        #expect(identity.arn == "arn:aws:iam::123456789012:user/alice")
        #expect(identity.principalID?.hasPrefix("AIDA") == true)
        #expect(identity.principalID?.utf8.count == 21)
        #expect(identity == IdentityDirectory().identity(accessKeyID: "alice", at: 99))
        #expect(identity.principalID != IdentityDirectory().identity(accessKeyID: "bob", at: 0).principalID)
    }

    @Test(arguments: [
        ("", "_"), ("a b", "a_b"), (String(repeating: "x", count: 200), String(repeating: "x", count: 64)),
        ("Zo\u{eb}", "Zo__"), ("k+=,.@_-9", "k+=,.@_-9"),
    ])
    func userNameHoldsOnlyWhatIAMAllows(key: String, name: String) {
        #expect(IdentityDirectory().identity(accessKeyID: key, at: 0).userName == name)
    }

    @Test func sessionIsKnownUntilAnHourAfterItsEnd() {
        let directory = IdentityDirectory()
        directory.learn(.key(KnownCaller(Self.session("ASIA1"), forgottenAt: 1000)))
        #expect(directory.identity(accessKeyID: "ASIA1", at: 999).kind == .assumedRole)
        #expect(directory.identity(accessKeyID: "ASIA1", at: 1000).kind == .iamUser)
        #expect(!directory.knows(accessKeyID: "ASIA1", at: 1000))
    }

    @Test func numberOfLearnedSessionsIsBounded() {
        let directory = IdentityDirectory(configuration: .init(learnedSessionsMax: 10))
        for index in 0..<100 {
            directory.learn(.key(KnownCaller(Self.session("ASIA\(index)"), forgottenAt: 1000)))
        }
        #expect((0..<100).filter { directory.knows(accessKeyID: "ASIA\($0)", at: 0) } == Array(90..<100))
    }

    @Test func sessionsDoNotPushOutLastingKeys() {
        let directory = IdentityDirectory(configuration: .init(learnedSessionsMax: 2, learnedKeysMax: 2))
        var user = Self.user
        user.accessKeyID = "AKIA1"
        directory.learn(.key(KnownCaller(user)))
        for index in 0..<10 { directory.learn(.key(KnownCaller(Self.session("ASIA\(index)"), forgottenAt: 9))) }
        #expect(directory.knows(accessKeyID: "AKIA1", at: 1e12))
    }

    @Test func endedSessionsMakeRoomAsNewOnesCome() {
        let directory = IdentityDirectory()
        directory.learn(.key(KnownCaller(Self.session("ASIA1", created: 0), forgottenAt: 100)))
        directory.learn(.key(KnownCaller(Self.session("ASIA2", created: 200), forgottenAt: 300)))
        #expect(!directory.snapshotText.contains("ASIA1"))
        #expect(directory.snapshotText.contains("ASIA2"))
    }

    @Test func snapshotBringsBackWhatWasLearned() throws {
        let first = IdentityDirectory()
        var user = Self.user
        user.accessKeyID = "AKIA1"
        first.learn(.key(KnownCaller(user)))
        first.learn(.key(KnownCaller(Self.session("ASIA1"), forgottenAt: 1000)))
        first.learn(.user(KnownUser(accountID: "222233334444", name: "kim", path: "/a/", principalID: "AIDA9")))
        let second = IdentityDirectory()
        try second.restore(from: first.snapshot())
        #expect(second.identity(accessKeyID: "AKIA1", at: 0) == user)
        #expect(second.identity(accessKeyID: "ASIA1", at: 999) == Self.session("ASIA1"))
        #expect(!second.knows(accessKeyID: "ASIA1", at: 1000))
        #expect(second.user(named: "kim", accountID: "222233334444").principalID == "AIDA9")
        #expect(second.snapshot() == first.snapshot())
    }

    @Test func changesAreToldOnceAndCanBeReplayed() throws {
        let told = Mutex<[IdentityDirectory.Change]>([])
        let first = IdentityDirectory { change in told.withLock { $0.append(change) } }
        var user = Self.user
        user.accessKeyID = "AKIA1"
        first.learn(.key(KnownCaller(user)))
        first.learn(.forgottenKey("AKIA1"))
        let changes = told.withLock { $0 }
        #expect(changes.map(\.subject) == ["key:AKIA1", "key:AKIA1"])
        #expect(changes.map(\.isRemoval) == [false, true])
        let second = IdentityDirectory { _ in Issue.record("A change given back is told again") }
        second.apply(try #require(IdentityDirectory.Change(json: changes[0].json)))
        #expect(second.identity(accessKeyID: "AKIA1", at: 0) == user)
        second.apply(try #require(IdentityDirectory.Change(json: changes[1].json)))
        #expect(!second.knows(accessKeyID: "AKIA1", at: 0))
    }

    @Test func forgettingLeavesConfiguredKeys() {
        let directory = IdentityDirectory(configuration: .init(accessKeys: ["AKIA1": Self.user]))
        directory.learn(.key(KnownCaller(Self.session("ASIA1"), forgottenAt: 1000)))
        directory.forgetLearned()
        #expect(directory.knows(accessKeyID: "AKIA1", at: 0))
        #expect(!directory.knows(accessKeyID: "ASIA1", at: 0))
    }

    @Test(arguments: ["{}", #"{"learned":[1,{},{"key":{}},{"user":{"accountId":"1"}}]}"#, "[]"])
    func snapshotEntriesThatDoNotFitArePassedOver(text: String) throws {
        let directory = IdentityDirectory()
        try directory.restore(from: Array(text.utf8))
        #expect(directory.snapshot() == IdentityDirectory().snapshot())
    }

    @Test func brokenSnapshotIsRefused() {
        #expect(throws: JSONError.self) { try IdentityDirectory().restore(from: Array(#"{"learned":["#.utf8)) }
    }
}

extension IdentityDirectory {
    fileprivate var snapshotText: String { String(decoding: snapshot(), as: UTF8.self) }
}
