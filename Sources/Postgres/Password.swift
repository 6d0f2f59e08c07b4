/// A password that no description, dump or mirror shows.
///
/// It is asked for anew at each connection, so that one that is rotated meanwhile takes effect.
public struct Password: Sendable {
    private let read: @Sendable () throws -> String

    public init(_ password: String) { read = { password } }

    /// `read` may block: it is called off the event loops. The description of what it throws is shown to whoever runs the server.
    public init(reading read: @escaping @Sendable () throws -> String) { self.read = read }

    func reveal() throws -> String { try read() }
}

extension Password: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}

extension Password: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "•••" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
