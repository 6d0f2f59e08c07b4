/// What a person, a space or a token is called: 1 to 100 characters on one line.
public struct Name: Hashable, Sendable {
    public let text: String

    /// - Parameter field: what the caller named it.
    /// - Throws: `DomainError.invalid`.
    public init(_ text: String, field: String = "name") throws(DomainError) {
        var validation = Validation()
        self.text = validation.line(text, field: field, name: "The name", limit: 100)
        if self.text.isEmpty { validation.refuse(field, "There must be a name.") }
        try validation.finish()
    }
}
