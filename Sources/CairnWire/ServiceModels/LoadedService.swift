import Synchronization

/// A decoded service with what is built from its model on first use.
final class LoadedService: Sendable {
    let model: ServiceModel
    private let routes = Mutex<RouteTable?>(nil)

    init(_ model: ServiceModel) { self.model = model }

    /// The service's operations by method and path.
    var routeTable: RouteTable {
        routes.withLock { routes in
            if let routes { return routes }
            let built = RouteTable(model)
            routes = built
            return built
        }
    }
}
