/// Which properties of the resource at hand somebody has asked for; the others are applied by nobody.
final class AskedProperties {
    var names: Set<String> = []
}
