public import CairnLake

/// The store as the service keeps it; the structure of that name in the API is what is shown of it.
public typealias EventDataStore = CairnLake.EventDataStore
