import CairnServer
import Testing

@Suite struct QuantitiesTests {
    @Test(arguments: [
        ("10ms", Duration.milliseconds(10)), ("300s", .seconds(300)), ("5m", .seconds(300)), ("1h", .seconds(3600)),
        ("90d", .seconds(7_776_000)), ("1.5s", .milliseconds(1500)), ("0s", .zero),
    ])
    func durationsAreRead(text: String, duration: Duration) {
        #expect(Quantities.duration(text) == duration)
    }

    @Test(arguments: ["", "s", "10", "-1s", "1 s", "nans", "infs", "1e99s", "5w"])
    func otherTextIsNoDuration(text: String) {
        #expect(Quantities.duration(text) == nil)
    }

    @Test(arguments: [("0", 0), ("65536", 65_536), ("64KiB", 65_536), ("1mb", 1_000_000), ("2GiB", 2_147_483_648)])
    func sizesAreRead(text: String, bytes: Int) {
        #expect(Quantities.byteCount(text) == bytes)
    }

    @Test(arguments: ["", "KiB", "-1", "1 MiB", "1TiB", "x"])
    func otherTextIsNoSize(text: String) {
        #expect(Quantities.byteCount(text) == nil)
    }
}
