import CairnModel
import Testing

@testable import CairnGateway

@Suite struct AddressRangeTests {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.1.2.3", "10.1.2.3", true),
        ("10.1.2.3", "10.1.2.4", false), ("192.168.128.0/17", "192.168.200.1", true),
        ("192.168.128.0/17", "192.168.1.1", false), ("0.0.0.0/0", "1.2.3.4", true), ("::1", "::1", true),
        ("fd00::/8", "fdff:1::2", true), ("fd00::/8", "fe00::1", false), ("::/0", "2001:db8::1", true),
        ("10.0.0.0/8", "::ffff:10.1.1.1", true), ("10.0.0.0/8", "fd00::1", false),
    ])
    func containsByPrefix(range: String, address: String, isContained: Bool) throws {
        #expect(try #require(AddressRange(range)).contains(address) == isContained)
    }

    @Test(arguments: [
        "", "10.0.0", "10.0.0.256", "10.0.0.0/33", "10.0.0.0/-1", "1.2.3.4.5", ":::", "1::2::3", "g::1", "::1/129", "a",
        "1:2:3:4:5:6:7:8:9",
    ])
    func refusesOtherTexts(text: String) { #expect(AddressRange(text) == nil) }
}

@Suite struct SourceAddressTests {
    private func resolve(_ peer: String, _ forwarded: String..., trusted: [String]) -> String {
        SourceAddress(trustedProxies: trusted.compactMap { AddressRange($0) }).resolve(
            peer: peer, headers: HeaderFields(forwarded.map { ("X-Forwarded-For", $0) }))
    }

    @Test func believesNobodyUnlessTold() {
        #expect(resolve("10.0.0.1", "1.2.3.4", trusted: []) == "10.0.0.1")
        #expect(resolve("9.9.9.9", "1.2.3.4", trusted: ["10.0.0.0/8"]) == "9.9.9.9")
    }

    @Test func takesTheLastAddressThatIsNoProxy() {
        #expect(resolve("10.0.0.1", "1.2.3.4", trusted: ["10.0.0.0/8"]) == "1.2.3.4")
        #expect(resolve("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", trusted: ["10.0.0.0/8"]) == "1.2.3.4")
        #expect(resolve("10.0.0.1", "6.6.6.6", "1.2.3.4:5", trusted: ["10.0.0.0/8"]) == "1.2.3.4")
        #expect(resolve("10.0.0.1", "[2001:db8::1]:99", trusted: ["10.0.0.0/8"]) == "2001:db8::1")
    }

    @Test func stopsAtWhatIsNoAddress() {
        #expect(resolve("10.0.0.1", "1.2.3.4, unknown", trusted: ["10.0.0.0/8"]) == "10.0.0.1")
        #expect(resolve("10.0.0.1", "1.2.3.4, <script>, 10.0.0.3", trusted: ["10.0.0.0/8"]) == "10.0.0.3")
    }
}

@Suite struct UpstreamEndpointTests {
    @Test(arguments: [
        ("http://127.0.0.1:5000", "127.0.0.1", 5000, false),
        ("https://s3.amazonaws.com", "s3.amazonaws.com", 443, true),
        ("HTTP://h/", "h", 80, false), ("http://[::1]:90", "::1", 90, false), ("http://[::1]", "::1", 80, false),
    ])
    func readsSchemeHostAndPort(text: String, host: String, port: Int, isSecure: Bool) {
        #expect(UpstreamEndpoint(text) == UpstreamEndpoint(host: host, port: port, isSecure: isSecure))
    }

    @Test(arguments: [
        "", "127.0.0.1:5000", "ftp://h", "http://", "http://h:0", "http://h:70000", "http://h/p", "http://u@h",
        "http://h:x", "http://[::1",
    ])
    func refusesOtherTexts(text: String) { #expect(UpstreamEndpoint(text) == nil) }
}
