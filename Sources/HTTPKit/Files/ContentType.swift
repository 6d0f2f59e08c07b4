/// The media type of a file, by its name's extension.
struct ContentType {
    let value: String
    let isCompressible: Bool

    init(path: String) {
        let suffix = path.split(separator: ".").last.map(String.init) ?? ""
        (value, isCompressible) =
            switch suffix {
            case "html": ("text/html; charset=utf-8", true)
            case "css": ("text/css; charset=utf-8", true)
            case "js", "mjs": ("text/javascript; charset=utf-8", true)
            case "json", "map": ("application/json", true)
            case "webmanifest": ("application/manifest+json", true)
            case "svg": ("image/svg+xml", true)
            case "txt": ("text/plain; charset=utf-8", true)
            case "png": ("image/png", false)
            case "jpg", "jpeg": ("image/jpeg", false)
            case "webp": ("image/webp", false)
            case "ico": ("image/x-icon", false)
            case "woff2": ("font/woff2", false)
            default: ("application/octet-stream", false)
            }
    }
}
