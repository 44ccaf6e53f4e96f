public import CairnLake

/// The channel as the service keeps it; the structure of that name in the API is what a list shows of it.
public typealias Channel = CairnLake.Channel
