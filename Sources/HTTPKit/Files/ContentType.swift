/// The media type of a file, by its name's extension.
enum ContentType {
    static func of(path: String) -> String {
        switch path.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js", "mjs": "text/javascript; charset=utf-8"
        case "json", "map": "application/json"
        case "webmanifest": "application/manifest+json"
        case "svg": "image/svg+xml"
        case "txt": "text/plain; charset=utf-8"
        case "xml": "application/xml"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "webp": "image/webp"
        case "ico": "image/x-icon"
        case "woff2": "font/woff2"
        default: "application/octet-stream"
        }
    }

    /// Whether bodies of the type are text, which packs well; most others are packed already.
    static func isCompressible(_ value: String) -> Bool {
        let type = value.utf8.prefix { $0 != UInt8(ascii: ";") }.trimmingWhitespace()
        if type.prefix(5).equalsIgnoringCase("text/") { return true }
        if type.suffix(5).equalsIgnoringCase("+json") || type.suffix(4).equalsIgnoringCase("+xml") { return true }
        return type.equalsIgnoringCase("application/json") || type.equalsIgnoringCase("application/javascript")
            || type.equalsIgnoringCase("application/xml")
    }
}
