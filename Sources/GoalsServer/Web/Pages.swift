import HTTPKit
import HTTPTypes

/// The browser's part: the files in `Public`, and the one page that all its addresses lead to.
struct Pages: Sendable {
    private let files: StaticFiles

    /// - Throws: `SettingsError` when the folder cannot be read.
    init(directory: String) throws {
        do {
            files = try StaticFiles(directory: directory, fields: SecurityHeaders.page)
        } catch {
            throw SettingsError("PUBLIC_DIR", "names a folder that cannot be read: \(error)")
        }
    }

    /// A file; or the page, for any path that looks like one of its addresses.
    @Sendable func respond(_ request: Request) throws -> Response {
        let path = request.path
        if let file = try files.response(for: path, head: request.head) { return file }
        if path == "/api" || path.hasPrefix("/api/") { throw HTTPError(.notFound, "The API has no such path.") }
        let isAddress = !path.utf8.contains(UInt8(ascii: ".")) && !path.hasPrefix("/assets/")
        guard isAddress, let page = try files.response(for: "/index.html", head: request.head) else { throw HTTPError(.notFound) }
        return page
    }

    /// The page that renders `/openapi.json` for people.
    @Sendable func docs(_ request: Request) throws -> Response {
        guard let page = try files.response(for: "/docs.html", head: request.head) else { throw HTTPError(.notFound) }
        return page
    }
}
