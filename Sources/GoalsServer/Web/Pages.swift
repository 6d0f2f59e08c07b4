import HTTPKit
import HTTPTypes

/// The browser's part: the files in `Public`, and the one page that all its addresses lead to.
struct Pages: Sendable {
    private let files: StaticFiles

    /// - Throws: `SettingsError` when the folder cannot be read.
    init(directory: String) throws {
        do {
            files = try StaticFiles(directory: directory, fields: Self.fields)
        } catch {
            throw SettingsError("PUBLIC_DIR", "names a folder that cannot be read: \(error)")
        }
    }

    /// A file; or the page, for any path that looks like one of its addresses.
    @Sendable func respond(_ request: Request) throws -> Response {
        let path = request.path
        if path == "/api" || path.hasPrefix("/api/") { throw HTTPError(.notFound, "The API has no such path.") }
        let isPage = !path.split(separator: "/").contains { $0.contains(".") } && !path.hasPrefix("/assets/")
        guard let response = files.response(for: isPage ? "/index.html" : path, head: request.head) else { throw HTTPError(.notFound) }
        guard request.method == .get || request.method == .head else {
            throw HTTPError(.methodNotAllowed, "This resource takes GET, HEAD.", fields: [.allow: "GET, HEAD"])
        }
        return response
    }

    /// Nothing inline, nothing from elsewhere, in no frame.
    private static let fields: HTTPFields = [
        .contentSecurityPolicy: """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
        manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'
        """,
        .xContentTypeOptions: "nosniff",
        HTTPField.Name("Referrer-Policy")!: "no-referrer",
        HTTPField.Name("Cross-Origin-Opener-Policy")!: "same-origin",
    ]
}
