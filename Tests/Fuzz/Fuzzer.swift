// What libFuzzer calls. The property is that of the program's name, so that one build serves for all.

private let property = Property(rawValue: String(CommandLine.arguments[0].split(separator: "/").last ?? ""))!

@_cdecl("LLVMFuzzerTestOneInput")
public func inputArrived(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
        try property.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
    } catch {
        fatalError("\(property): \(error)")
    }
    return 0
}
