import Testing

@testable import CairnObjects

@Suite struct FileNameTests {
    @Test(arguments: [
        ("AWSLogs", ["AWSLogs"]), ("123_CloudTrail_eu-west-1_20260301T1015Z_Qm3t.json.gz", nil), ("a b+c=d&é", nil),
        ("", ["%"]), (".", ["%2E"]), ("..", ["%2E."]), ("...", nil), (".cairn", ["%2Ecairn"]), (".Cairn", ["%2ECairn"]),
        (".hidden", nil), ("100%", ["100%25"]), ("%2F", ["%252F"]), ("a\u{0}b", ["a%00b"]), ("\u{7F}\n", ["%7F%0A"]),
        ("x.meta", nil),
    ])
    func partsAreWrittenAsNames(_ part: String, _ names: [String]?) {
        #expect(FileName.names(for: part[...]) == names ?? [part])
    }

    @Test(arguments: ["%zz", "a%b", "%4", "%2e", "a%%%"]) func namesThatNoKeyIsWrittenAsAreNotRead(_ name: String) {
        #expect(FileName.meaning(of: name) == nil)
    }

    @Test func marksAreToldApart() {
        #expect(FileName.meaning(of: "%") == .part([]))
        #expect(FileName.meaning(of: "%%") == .markedPart([]))
        #expect(FileName.meaning(of: "a%") == .markedPart([0x61]))
        #expect(FileName.meaning(of: "a%%") == .beginning([0x61]))
        #expect(FileName.meaning(of: "%25%") == .markedPart([0x25]))
    }

    @Test func namesFitIntoFileSystemsAndSayWhatTheyStandFor() {
        var random = SystemRandomNumberGenerator()
        let scalars = Array("aZ9%/.~ é日😀\u{1}\u{7F}".unicodeScalars).filter { $0 != "/" }
        for _ in 0..<500 {
            var part = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...700, using: &random) {
                part.append(scalars[Int.random(in: 0..<scalars.count, using: &random)])
            }
            let text = String(part)
            var bytes: [UInt8] = []
            for name in FileName.names(for: text[...]) {
                #expect(name.utf8.count + ObjectPath(key: "").recordName.utf8.count <= 255)
                #expect(!name.utf8.contains(0x2F) && !name.utf8.contains(0) && name != "." && name != "..")
                switch FileName.meaning(of: name) {
                case .part(let part), .beginning(let part): bytes += part
                default: Issue.record("\(name) says nothing")
                }
            }
            #expect(bytes == Array(text.utf8))
        }
    }

    @Test(arguments: [".", "..", ".cairn"]) func theRestOfALongPartIsNoNameWithAMeaning(_ rest: String) {
        let long = String(repeating: "x", count: 200)
        #expect(FileName.names(for: (long + rest)[...]) == [long + "%%", "%2E" + rest.dropFirst()])
    }

    @Test func keysStayInTheirFolder() {
        for key in ["../x", "/../x", "a/../../x", "..", "./x", "a/./b"] {
            let path = ObjectPath(key: key)
            #expect(!(path.folders + [path.name]).contains { $0 == ".." || $0 == "." || $0.isEmpty })
        }
        #expect(ObjectPath(key: "AWSLogs/1/x.json.gz").folder(in: "/b") == "/b/AWSLogs/1")
    }
}
