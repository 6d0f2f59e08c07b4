import HTTPTypes

/// Decodes a whole body, and finds out what else is wrong when something is.
///
/// A `Decodable` type stops at the first thing that it cannot take. So that a person is told of more than that, the value there is
/// replaced by an example of what was expected, and the body decoded again, until nothing more is found. The type sees nothing by it that
/// a client could not have sent.
struct JSONBodyDecoder {
    static let maximumErrors = 32
    /// How many bytes one body's repeated decoding may go over; so a large body is no way to keep a loop busy.
    static let repeatedBytes = 64 * 1024

    private var value: JSONValue
    private var attemptsLeft: Int
    private var errors: [HTTPError.Field] = []
    private var repaired: [JSONPath] = []
    private let visit = JSONVisit()

    private init(_ value: JSONValue, size: Int) {
        self.value = value
        attemptsLeft = min(Self.maximumErrors * 2, Self.repeatedBytes / max(1, size))
    }

    /// - Throws: `HTTPError` 400 for what is no JSON, 422 with `errors` for JSON that is no `Body`; anything but a `DecodingError` that
    ///   the type itself throws.
    static func decode<Body: Decodable>(_ type: Body.Type, from bytes: [UInt8], ignoringUnknownMembers: Bool = false) throws -> Body {
        var decoder = JSONBodyDecoder(try JSONValue(parsing: bytes), size: bytes.count)
        return try decoder.decode(type, ignoringUnknownMembers)
    }

    private mutating func decode<Body: Decodable>(_ type: Body.Type, _ ignoringUnknownMembers: Bool) throws -> Body {
        repeat {
            do {
                let body = try JSONTreeDecoder(value: value, codingPath: [], visit: visit).read(type)
                if !ignoringUnknownMembers {
                    let unknown = visit.unknown(in: value, limit: Self.maximumErrors - errors.count)
                    errors += unknown.map { HTTPError.Field($0.description, "There is no such field.") }
                }
                if errors.isEmpty { return body }
                break
            } catch let error as DecodingError {
                let failure = Failure(error)
                if failure.path.steps.isEmpty {
                    if errors.isEmpty { throw failure.ofWholeBody }
                    break
                }
                // What is wrong with a replacement says nothing about the body.
                if !repaired.contains(where: { failure.path.isWithin($0) }) {
                    errors.append(HTTPError.Field(failure.path.description, failure.message))
                }
                guard let example = failure.example, value.put(example, at: failure.path.steps[...]) else { break }
                repaired.append(failure.path)
            } catch {
                if errors.isEmpty { throw error }
                break
            }
            attemptsLeft -= 1
        } while attemptsLeft > 0 && errors.count < Self.maximumErrors
        throw HTTPError.invalid(errors)
    }
}

/// What a type could not take.
private struct Failure {
    let path: JSONPath
    let message: String
    /// What to try in its place.
    let example: JSONValue?

    init(_ error: DecodingError) {
        let context: DecodingError.Context
        switch error {
        case .keyNotFound(let key, let details):
            path = JSONPath(details.codingPath + [key])
            message = "Is required."
            // From what is said of null the next attempt learns what belongs here.
            example = .null
            return
        case .valueNotFound(_, let details):
            path = JSONPath(details.codingPath)
            message = "Is required."
            example = .null
            return
        case .typeMismatch(_, let details), .dataCorrupted(let details): context = details
        @unknown default: context = .init(codingPath: [], debugDescription: "Cannot be accepted.")
        }
        path = JSONPath(context.codingPath)
        message = context.debugDescription
        example = (context.underlyingError as? JSONExpectation)?.example
    }

    /// As an error that names no field.
    var ofWholeBody: HTTPError {
        let detail = message.hasPrefix("Must be ") ? "The body m\(message.dropFirst())" : "The body cannot be accepted: \(message)"
        return HTTPError(.unprocessableContent, detail)
    }
}
