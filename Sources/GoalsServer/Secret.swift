/// A text that no description, dump or mirror shows.
struct Secret: Sendable, CustomStringConvertible, CustomReflectable {
    let value: String

    init(_ value: String) { self.value = value }

    var description: String { "•••" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
