/// The wish for a new comment.
public struct CreateComment: Hashable, Sendable {
    /// Markdown.
    public var body: String

    public init(body: String) { self.body = body }

    /// The comment that this makes, in its first version.
    ///
    /// Throws ``DomainError/invalid(_:)`` when the text is empty or too long.
    public func comment(id: Comment.ID, goal: Goal.ID, author: User.ID, now: Instant) throws(DomainError) -> Comment {
        var validation = Validation()
        let comment = Comment(
            id: id, goal: goal, author: author, body: validation.comment(body), createdAt: now, updatedAt: now)
        try validation.finish()
        return comment
    }
}

/// The wish to change a comment; nil keeps its text.
public struct UpdateComment: Hashable, Sendable {
    public var body: String?

    public init(body: String? = nil) { self.body = body }

    public var isEmpty: Bool { body == nil }

    /// The comment after the change, one version on.
    ///
    /// Throws ``DomainError/invalid(_:)`` when the text is empty or too long.
    public func apply(to comment: Comment, now: Instant) throws(DomainError) -> Comment {
        var validation = Validation()
        var result = comment
        if let body { result.body = validation.comment(body) }
        result.version = comment.version &+ 1
        result.updatedAt = now
        try validation.finish()
        return result
    }
}

extension Validation {
    fileprivate mutating func comment(_ body: String) -> String {
        let text = paragraphs(body, field: "body", name: "The comment", limit: .comment)
        if text.allSatisfy(\.isWhitespace) { refuse("body", "The comment must not be empty.") }
        return text
    }
}
