import HTTPTypes

extension HTTPError {
    /// 422 for fields of a body or parameters of a query that cannot be accepted.
    ///
    /// ```swift
    /// if draft.due < draft.start { throw HTTPError.invalid([.init("due", "Must not lie before the start.")]) }
    /// ```
    public static func invalid(_ errors: [Field]) -> HTTPError {
        HTTPError(.unprocessableContent, "Some fields cannot be accepted.", errors: errors)
    }

    /// 422 for one field of a body or one parameter of a query.
    public static func invalid(_ field: String, _ message: String) -> HTTPError { invalid([Field(field, message)]) }
}
