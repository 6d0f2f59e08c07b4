/// One field that cannot be accepted, and why, in a sentence for people.
public struct FieldError: Hashable, Sendable {
    /// The field's name as the API writes it, such as `measure.target`.
    public let field: String
    public let message: String

    public init(field: String, message: String) {
        self.field = field
        self.message = message
    }
}
