import Testing

@testable import CairnSQL

@Suite struct SampleCatalogTests {
    @Test func namesAreUniqueAndEnough() {
        #expect(SampleCatalog.all.count >= 60)
        #expect(Set(SampleCatalog.all.map(\.name)).count == SampleCatalog.all.count)
    }

    @Test(arguments: SampleCatalog.all) func statementsAreAccepted(sample: SampleQuery) throws {
        #expect(sample.sql.contains(SampleQuery.placeholder))
        #expect(!sample.description.isEmpty && !sample.tags.isEmpty)
        let query = try TestStores.check(sample.sql(store: TestStores.id))
        #expect(query.storeIDs == [TestStores.id])
        #expect(!query.outputColumns.contains { $0.hasPrefix("_col") })
    }

    @Test(.disabled(if: DuckDBProgram.isMissing, "duckdb is not installed")) func statementsRun() throws {
        var script = TestEvents.script
        for sample in SampleCatalog.all {
            script += try TestStores.sql(sample.sql(store: TestStores.id)) + ";\n"
            script += try TestStores.sql(sample.sql(store: TestStores.id), values: .native) + ";\n"
        }
        #expect(try DuckDBProgram.run(script).errors == "")
    }

    @Test(arguments: [
        ("console logins without MFA", "Console sign-ins without MFA"),
        ("Who created access keys?", "New users and access keys"),
        ("top S3 objects read", "Most read objects"),
        ("denied by VPC endpoint", "Calls denied by a VPC endpoint"),
    ])
    func searchFindsTheQueryMeant(phrase: String, name: String) {
        let matches = SampleCatalog.search(phrase, limit: 10)
        #expect(matches.prefix(3).contains { $0.query.name == name }, "\(matches.map(\.query.name))")
        #expect(matches.allSatisfy { $0.relevance > 0 && $0.relevance <= 1 })
        #expect(matches.map(\.relevance) == matches.map(\.relevance).sorted(by: >))
    }

    @Test func searchGivesNothingForOtherWords() {
        #expect(SampleCatalog.search("weather forecast tomorrow", limit: 10).isEmpty)
        #expect(SampleCatalog.search("the of and", limit: 10).isEmpty)
        #expect(SampleCatalog.search("error", limit: 2).count == 2)
    }
}
