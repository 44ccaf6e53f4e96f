/// What an expression may use where it stands.
struct ExpressionContext {
    struct LambdaParameter {
        var key: String
        var type: SQLType
    }

    var scope: Scope
    var common: [String: Analyzer.CommonEntry]
    /// The parameters of the lambdas around, the outermost first.
    var lambdas: [[LambdaParameter]] = []
    /// Output columns by alias, which `ORDER BY` sees before the columns of tables.
    var aliases: [String: BoundExpression] = [:]
    /// Aliases that count only where no column has the name, as in `GROUP BY`.
    var weakAliases: [String: BoundExpression] = [:]
    var windows: [String: Window] = [:]
    /// The clause, for errors, if it can hold no aggregate.
    var withoutAggregates: String?
    var withoutWindows: String?

    init(scope: Scope, common: [String: Analyzer.CommonEntry]) {
        self.scope = scope
        self.common = common
    }

    /// The context of a clause that comes before grouping.
    func without(aggregatesIn clause: String) -> ExpressionContext {
        var context = self
        context.withoutAggregates = clause
        context.withoutWindows = clause
        return context
    }
}
