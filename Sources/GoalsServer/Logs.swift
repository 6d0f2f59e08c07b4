import Glibc
import HTTPKit
import Logging

/// Loggers as the settings want them.
enum Logs {
    static func logger(_ settings: Settings) -> Logger {
        var logger = Logger(label: "goals") { label in
            switch settings.logFormat {
            case .text: StreamLogHandler.standardOutput(label: label)
            case .json: JSONLogHandler()
            }
        }
        logger.logLevel = settings.logLevel
        return logger
    }
}

/// One JSON object a line, for log collectors.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let message = event.message
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var json = JSONWriter(reserving: 256)
        json.object { json in
            json.field("time", Self.timestamp(now))
            json.field("level", event.level.rawValue)
            json.field("message", "\(message)")
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            for (key, value) in all.sorted(by: { $0.key < $1.key }) { json.member(key, "\(value)") }
        }
        var line = json.bytes
        line.append(UInt8(ascii: "\n"))
        // One call a line: lines of several threads never mix.
        _ = write(STDOUT_FILENO, line, line.count)
    }

    private static func timestamp(_ time: timespec) -> String {
        var seconds = time.tv_sec
        var parts = tm()
        gmtime_r(&seconds, &parts)
        var buffer = [CChar](repeating: 0, count: 32)
        strftime(&buffer, buffer.count, "%Y-%m-%dT%H:%M:%S", &parts)
        let milliseconds = String(time.tv_nsec / 1_000_000 + 1000).dropFirst()
        return "\(String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)).\(milliseconds)Z"
    }
}
