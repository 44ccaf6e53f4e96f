import Testing

@testable import CairnServer

@Suite struct PrometheusTextTests {
    @Test func aMetricHasItsHelpItsTypeAndASampleForEachSetOfLabels() {
        var text = PrometheusText()
        text.add("a_total", .counter, help: "Things.", 5)
        text.add(
            "b", .gauge, help: "More.", [(labels: [("r", "x\"y\\z\n")], value: 0.5), (labels: [("r", "w")], value: 1)])
        #expect(
            text.text == """
                # HELP a_total Things.
                # TYPE a_total counter
                a_total 5
                # HELP b More.
                # TYPE b gauge
                b{r="x\\"y\\\\z\\n"} 0.5
                b{r="w"} 1

                """)
    }
}
