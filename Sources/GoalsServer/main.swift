import EventLoop
import HTTPKit

let loops = try EventLoopGroup(count: 2)
var router = Router()
router.get("/livez") { _ in
    var json = JSONWriter(reserving: 32)
    json.object { $0.field("status", "ok") }
    return .json(json.bytes)
}
router.post("/echo") { request in .json(try await request.body.bytes()) }
let server = HTTPServer(loops: loops, handler: router.handler())
print(try await server.start(on: SocketAddress(host: "127.0.0.1", port: 18099)!))
try await Task.sleep(for: .seconds(100000))
