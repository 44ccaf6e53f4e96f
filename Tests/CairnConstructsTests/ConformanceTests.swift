import Testing

/// The cases of `CAIRN_CDK_CASES`, or of `../shared/cdk-cases`: what the AWS CDK makes of the same steps.
struct ConformanceTests {
    @Test(
        .enabled(if: !CDKCases.shared.isEmpty, "no cases in \(CDKCases.sharedPath): set CAIRN_CDK_CASES"),
        arguments: CDKCases.shared)
    func givesWhatTheCDKGives(_ testCase: CDKCase) throws {
        try CaseCheck(testCase: testCase).run()
    }

    @Test(arguments: CDKCases.own)
    func givesWhatTheFixturesSay(_ testCase: CDKCase) throws {
        try CaseCheck(testCase: testCase).run()
    }

    @Test func fixturesAreThere() {
        #expect(CDKCases.own.count >= 15)
    }
}
