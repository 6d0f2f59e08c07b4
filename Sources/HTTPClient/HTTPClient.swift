import EventLoop
import HTTPKit

/// Asks other servers, by libcurl: TLS verified, no redirects followed, time and size bounded, on a few threads of its own.
///
/// ```swift
/// let client = HTTPClient()
/// let answer = try await client.send(.get("https://id.example.org/keys"))
/// ```
/// Proxies are used as libcurl's own variables say (`https_proxy`, `no_proxy`).
public final class HTTPClient: Sendable {
    public struct Configuration: Sendable {
        /// For a connection with its TLS handshake.
        public var connectTimeout: Duration = .seconds(5)
        /// For all of it.
        public var timeout: Duration = .seconds(10)
        /// The longest body that is read.
        public var maximumBody = 1 << 20
        /// Whether `http://` will do; else only `https://`.
        public var allowsPlainText = false
        /// A PEM file of authorities that are believed besides the system's.
        public var certificateAuthorities: String?
        /// How many requests run at once, and how many more may wait.
        public var threads = 4
        public var waiting = 64

        public init() {}

        /// For one server, of which the settings say whether it has TLS.
        /// - Parameter address: how its addresses begin.
        public init(for address: String, certificateAuthorities: String?) {
            allowsPlainText = address.hasPrefix("http://")
            self.certificateAuthorities = certificateAuthorities
        }
    }

    private let configuration: Configuration
    private let pool: ThreadPool

    public init(_ configuration: Configuration = Configuration()) {
        self.configuration = configuration
        pool = ThreadPool(threads: configuration.threads, waiting: configuration.waiting)
    }

    /// The answer, whatever its status.
    public func send(_ request: HTTPClientRequest) async throws(HTTPClientError) -> HTTPClientResponse {
        let configuration = configuration
        let result: Result<HTTPClientResponse, HTTPClientError>
        do throws(ThreadPool.Rejection) {
            result = try await pool.run {
                Result { () throws(HTTPClientError) in try Transfer(configuration).perform(request) }
            }
        } catch {
            throw error == .full ? .busy : .cancelled
        }
        return try result.get()
    }
}

public struct HTTPClientRequest: Sendable {
    public var url: String
    public var fields: [(name: String, value: String)]
    /// Nil: GET; else POST.
    public var body: [UInt8]?

    public static func get(_ url: String, fields: [(name: String, value: String)] = []) -> HTTPClientRequest {
        HTTPClientRequest(url: url, fields: fields, body: nil)
    }

    /// A form, as HTML posts it (`application/x-www-form-urlencoded`).
    public static func post(
        _ url: String, form: [(name: String, value: String)], fields: [(name: String, value: String)] = []
    ) -> HTTPClientRequest {
        let text = form.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
        return HTTPClientRequest(
            url: url, fields: fields + [("Content-Type", "application/x-www-form-urlencoded")], body: Array(text.utf8))
    }
}

public struct HTTPClientResponse: Sendable {
    public let status: Int
    public let body: [UInt8]
}

/// Why there is no answer. It says nothing of what was sent.
public enum HTTPClientError: Error, Hashable, CustomStringConvertible {
    /// Too many requests wait already.
    case busy
    case cancelled
    case timedOut
    /// The answer's body is longer than is read.
    case tooLarge
    /// The address is none, or of a scheme that is not allowed; or a field cannot be sent.
    case invalidRequest
    /// There is no connection, the certificate is not believed, or what came is no HTTP: in libcurl's words.
    case failed(String)

    public var description: String {
        switch self {
        case .busy: "too many requests wait"
        case .cancelled: "cancelled"
        case .timedOut: "timed out"
        case .tooLarge: "the answer is too large"
        case .invalidRequest: "the request cannot be sent"
        case .failed(let reason): reason
        }
    }
}
