public import HTTPTypes

/// The conditions that a request puts on what it asks for (RFC 9110 §13).
///
/// ```swift
/// let validators = Validators(tag: EntityTag(opaque: "\(goal.version)"))
/// switch Preconditions(request.head).evaluate(for: request.method, validators) {
/// case .proceed: …
/// case .notModified: return Response(.notModified, fields: [.eTag: …])
/// case .failed: throw HTTPError(.preconditionFailed)
/// }
/// ```
public struct Preconditions: Sendable, Hashable {
    /// What is to be done with the request.
    public enum Outcome: Sendable, Hashable {
        /// What it asks for.
        case proceed
        /// Answer 304: the client has what it asks for.
        case notModified
        /// Answer 412 and do nothing.
        case failed
    }

    public var ifMatch: String?
    public var ifUnmodifiedSince: String?
    public var ifNoneMatch: String?
    public var ifModifiedSince: String?
    public var ifRange: String?

    public init(
        ifMatch: String? = nil, ifUnmodifiedSince: String? = nil, ifNoneMatch: String? = nil, ifModifiedSince: String? = nil,
        ifRange: String? = nil
    ) {
        self.ifMatch = ifMatch
        self.ifUnmodifiedSince = ifUnmodifiedSince
        self.ifNoneMatch = ifNoneMatch
        self.ifModifiedSince = ifModifiedSince
        self.ifRange = ifRange
    }

    public init(_ head: RequestHead) {
        self.init(
            ifMatch: head[.ifMatch], ifUnmodifiedSince: head[.ifUnmodifiedSince], ifNoneMatch: head[.ifNoneMatch],
            ifModifiedSince: head[.ifModifiedSince], ifRange: head[.ifRange])
    }

    /// Steps 1 to 4 of RFC 9110 §13.2.2. To be asked only when the request would succeed without conditions (§13.2.1).
    ///
    /// Dates that are none are passed over, and so are all dates when the representation has none. A tag that `Compression` has made of
    /// `selected.tag` counts as that one; only in `If-None-Match` of GET and HEAD it does not, since `Compression` answers that itself.
    /// - Parameter selected: the validators of the selected representation; nil where the resource has none yet.
    public func evaluate(for method: HTTPRequest.Method, _ selected: Validators?) -> Outcome {
        // Methods that neither select nor modify a representation (RFC 9110 §13.2.1).
        if method == .connect || method == .options || method == .trace { return .proceed }
        let isRetrieval = method == .get || method == .head
        if let ifMatch {
            let tags = EntityTagList(ifMatch)
            guard let selected, tags.containsStrongly(selected.tag) || tags.uncoded.containsStrongly(selected.tag) else { return .failed }
        } else if let ifUnmodifiedSince, let modified = selected?.lastModified, let date = HTTPDate.parse(ifUnmodifiedSince) {
            if modified > date { return .failed }
        }
        if let ifNoneMatch {
            let tags = EntityTagList(ifNoneMatch)
            if let selected, tags.containsWeakly(selected.tag) || (!isRetrieval && tags.uncoded.containsWeakly(selected.tag)) {
                return isRetrieval ? .notModified : .failed
            }
        } else if isRetrieval, let ifModifiedSince, let modified = selected?.lastModified, let date = HTTPDate.parse(ifModifiedSince) {
            if modified <= date { return .notModified }
        }
        return .proceed
    }

    /// Step 5 of RFC 9110 §13.2.2: whether `If-Range` lets the request's `Range` stand. Without `If-Range` it does.
    public func allowsRange(of selected: Validators) -> Bool {
        guard let ifRange else { return true }
        if let tag = EntityTag(ifRange) { return selected.tag?.matchesStrongly(tag) ?? false }
        guard selected.isLastModifiedStrong, let date = HTTPDate.parse(ifRange) else { return false }
        return date == selected.lastModified
    }
}

/// What tells one version of a representation from another (RFC 9110 §8.8).
public struct Validators: Sendable, Hashable {
    public var tag: EntityTag?
    /// In seconds since the Unix epoch.
    public var lastModified: Int?
    /// Whether the representation cannot have changed twice within the second of `lastModified` (RFC 9110 §8.8.2.2).
    public var isLastModifiedStrong: Bool

    public init(tag: EntityTag? = nil, lastModified: Int? = nil, isLastModifiedStrong: Bool = false) {
        self.tag = tag
        self.lastModified = lastModified
        self.isLastModifiedStrong = isLastModifiedStrong
    }
}
