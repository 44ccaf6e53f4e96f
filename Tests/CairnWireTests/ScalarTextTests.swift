import CairnModel
import Testing

@testable import CairnWire

struct ScalarTextTests {
    @Test(arguments: [
        (0.0, "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "0"),
        (1_398_796_238, "2014-04-29T18:30:38Z", "Tue, 29 Apr 2014 18:30:38 GMT", "1398796238"),
        (1_398_796_238.25, "2014-04-29T18:30:38.25Z", "Tue, 29 Apr 2014 18:30:38 GMT", "1398796238.25"),
        (-1, "1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT", "-1"),
    ])
    func timestampsAreWrittenInEachForm(seconds: Double, iso: String, rfc: String, epoch: String) {
        #expect(TimestampFormat.iso8601.text(seconds) == iso)
        #expect(TimestampFormat.rfc822.text(seconds) == rfc)
        #expect(TimestampFormat.epochSeconds.text(seconds) == epoch)
        #expect(TimestampFormat.parse(iso) == seconds)
        #expect(TimestampFormat.parse(epoch) == seconds)
        #expect(TimestampFormat.parse(rfc) == seconds.rounded(.down))
    }

    @Test(arguments: ["", "now", "2014-13-01T00:00:00Z", "Tue, 32 Apr 2014 18:30:38 GMT", "Tue, 29 Foo 2014 1:1:1 GMT"])
    func whatIsNoTimestampIsNone(text: String) {
        #expect(TimestampFormat.parse(text) == nil)
    }

    @Test(arguments: [Double.infinity, -.infinity, .nan, 1e300, -1e18])
    func timesOutsideOfAnyCalendarAreWrittenAsNumbers(seconds: Double) {
        #expect(Double(TimestampFormat.iso8601.text(seconds)) != nil)
    }

    @Test(arguments: [
        ("0", "0"), ("-1", "-1"), ("1.0", "1.0"), ("1e5", "1e5"), ("+5", "5"), ("007", "7"), (".5", "0.5"),
        ("9223372036854775807", "9223372036854775807"),
    ])
    func numbersKeepTheirDigits(text: String, literal: String) {
        #expect(NumberText.number(from: text)?.literal == literal)
    }

    @Test(arguments: ["", "-", "NaN", "nan", "Infinity", "inf", "0x10", "1 2", "five", "1e", "--1"])
    func whatIsNoNumberIsNone(text: String) {
        #expect(NumberText.number(from: text) == nil)
    }

    @Test(
        arguments: [
            ("", []), ("AA==", [0]), ("AAE=", [0, 1]), ("AAEC", [0, 1, 2]), ("/+7/", [255, 238, 255]), ("AA", [0]),
            ("AA\nEC", [0, 1, 2]),
        ] as [(String, [UInt8])])
    func base64IsReadAndWritten(text: String, bytes: [UInt8]) {
        #expect(Base64.bytes(text) == bytes)
        #expect(Base64.bytes(Base64.text(bytes)) == bytes)
    }

    @Test(arguments: ["A", "A===", "AA=A", "AA-_", "AAAA=", "é"])
    func whatIsNoBase64IsNone(text: String) {
        #expect(Base64.bytes(text) == nil)
    }

    @Test(arguments: [
        ("a%20b+c", true, "a b c"), ("a%20b+c", false, "a b+c"), ("100%", true, "100%"), ("%zz%4", true, "%zz%4"),
        ("%C3%A9", true, "é"), ("%FF", true, "\u{FFFD}"),
    ])
    func percentEncodingIsDecoded(text: String, plusIsBlank: Bool, plain: String) {
        #expect(PercentEncoding.decode(Array(text.utf8), plusIsBlank: plusIsBlank) == plain)
    }

    @Test func headerListsAreSplitOutsideOfQuotes() throws {
        var model = TestModel()
        let text = model.add(.string)
        let list = model.add(.list, [TestModel.member("member", text)])
        let date = model.add(.timestamp)
        let dates = model.add(.list, [TestModel.member("member", date)])
        let input = model.add(
            .structure,
            [
                TestModel.member("names", list, .header, locationName: "X-Names"),
                TestModel.member("dates", dates, .header, locationName: "X-Dates"),
            ])
        let call = model.call(.restJSON, shape: input)
        let headers: HeaderFields = [
            "x-names": #"a, "b,\"c" ,d,"""#,
            "x-dates": "Mon, 16 Dec 2019 23:48:18 GMT, Mon, 16 Dec 2019 23:48:19 GMT",
        ]
        let value = try WireCodec.decodeRequest(WireFixture.request(call, headers: headers), call: call)
        #expect(
            WireFixture.rendered(value) == [
                "names": ["a", "b,\"c", "d", ""],
                "dates": [["$timestamp": 1_576_540_098], ["$timestamp": 1_576_540_099]],
            ])
    }

    @Test func pathLabelsMatchWholeSegments() {
        let template = URITemplate("/v1/{name}/things/{path+}/end?fixed=1")
        let labels = template.labels(of: "/v1/a%2Fb/things/x/y%20z/w/end")
        #expect(labels.map(\.value) == ["a/b", "x/y z/w"])
        #expect(template.labels(of: "/v1/a").map(\.value) == ["a"])
        #expect(template.labels(of: "/").isEmpty)
        #expect(template.query == "fixed=1")
    }
}
