import Testing

@testable import CairnSQL

@Suite struct AddressTextTests {
    @Test(arguments: [
        ("1.2.3.4", "00000000000000000000FFFF01020304"), ("0.0.0.0", "00000000000000000000FFFF00000000"),
        ("255.255.255.255", "00000000000000000000FFFFFFFFFFFF"), ("::ffff:1.2.3.4", "00000000000000000000FFFF01020304"),
        ("::", "00000000000000000000000000000000"), ("::1", "00000000000000000000000000000001"),
        ("1::", "00010000000000000000000000000000"), ("2001:DB8::ff00:42:8329", "20010DB8000000000000FF0000428329"),
        ("1:2:3:4:5:6:7::", "00010002000300040005000600070000"),
        ("64:ff9b::10.0.0.0", "0064FF9B00000000000000000A000000"),
        ("1:2:3:4:5:6:1.2.3.4", "00010002000300040005000601020304"),
    ])
    func addressesAreRead(text: String, digits: String) {
        #expect(AddressText(text)?.digits == digits)
    }

    @Test(arguments: [
        "", "localhost", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ", " 1.2.3.4", "1..3.4", ":", ":::",
        "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "::1:2:3:4:5:6:7:8", "1::2::3", ":1::2", "1::2:", "12345::", "::g",
        "1.2.3.4::", "::1.2.3", "::1.2.3.4:5", "fe80::1%eth0", "+1.2.3.4", "1.2.3.٤",
    ])
    func otherTextsAreNone(text: String) {
        #expect(AddressText(text) == nil)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "00000000000000000000FFFF0A000000", "00000000000000000000FFFF0AFFFFFF"),
        ("1.2.3.4/32", "00000000000000000000FFFF01020304", "00000000000000000000FFFF01020304"),
        ("0.0.0.0/0", "00000000000000000000FFFF00000000", "00000000000000000000FFFFFFFFFFFF"),
        ("128.0.0.0/1", "00000000000000000000FFFF80000000", "00000000000000000000FFFFFFFFFFFF"),
        ("2001:db8::1/33", "20010DB8000000000000000000000000", "20010DB87FFFFFFFFFFFFFFFFFFFFFFF"),
        ("::/0", "00000000000000000000000000000000", "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"),
    ])
    func networksAreRanges(text: String, first: String, last: String) throws {
        let network = try NetworkText(text)
        #expect(AddressText.digits(network.first) == first)
        #expect(AddressText.digits(network.last) == last)
    }

    @Test(arguments: [
        ("10.0.0.0", "Invalid CIDR"), ("x/8", "Invalid network IP address"), ("10.0.0.0/x", "Invalid prefix length"),
        ("10.0.0.0/-1", "Invalid prefix length"), ("10.0.0.0/33", "Prefix length exceeds address length"),
        ("::/129", "Prefix length exceeds address length"), ("10.0.0.1/8", "Invalid CIDR"),
    ])
    func networksAreChecked(text: String, problem: String) {
        #expect {
            try NetworkText(text)
        } throws: { ($0 as? NetworkText.Problem)?.message == problem }
    }

    /// The same texts, as the engine reads them.
    @Test(.disabled(if: DuckDBProgram.isMissing, "duckdb is not installed"))
    func theEngineReadsTheSameTexts() throws {
        let texts = [
            "1.2.3.4", "255.255.255.255", "256.1.1.1", "01.2.3.4", "::", "::1", "1::", "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9", "::1:2:3:4:5:6:7:8", "1::2::3", ":1::2", "1::2:",
            ":::", "12345::", "64:ff9b::10.0.0.1", "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3",
            "1.2.3.4::", "cloudtrail.amazonaws.com", "AWS Internal", "", "1:2", "abcd", "::FFFF:1.2.3.4",
            "2001:DB8::FF00:42:8329", "0:0:0:0:0:ffff:102:304",
        ]
        let values = texts.map { "(" + DuckDBText.string($0) + ")" }.joined(separator: ", ")
        let statement = "SELECT to_hex(CAST(try_cast(x AS ipaddress) AS varbinary)) FROM (VALUES \(values)) AS t(x)"
        let rows = try DuckDBProgram.run(try TestStores.sql(statement) + ";\n").output.split(separator: "\n").map(
            String.init)
        #expect(rows == texts.map { AddressText($0)?.digits ?? "NULL" })
    }
}
