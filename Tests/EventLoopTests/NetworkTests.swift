import EventLoop
import Testing

@Suite struct NetworkTests {
    @Test(arguments: [
        ("127.0.0.1", false), ("127.255.0.1", false), ("0.0.0.0", false), ("10.1.2.3", false), ("11.0.0.1", true), ("9.255.255.255", true),
        ("172.15.0.1", true), ("172.16.0.1", false), ("172.31.255.255", false), ("172.32.0.1", true), ("192.168.0.1", false),
        ("192.167.0.1", true), ("192.169.0.1", true), ("169.254.1.1", false), ("169.253.1.1", true), ("100.64.0.1", false),
        ("100.127.255.255", false), ("100.63.0.1", true), ("100.128.0.1", true), ("203.0.113.7", true),
        ("::1", false), ("::", false), ("fe80::1", false), ("febf::1", false), ("fec0::1", true), ("fc00::1", false), ("fdff::1", false),
        ("fe00::1", true), ("fbff::1", true), ("2001:db8::1", true), ("::ffff:10.0.0.1", false), ("::ffff:203.0.113.7", true),
    ])
    func theInternetsAddressesAreTold(_ host: String, _ isPublic: Bool) {
        #expect(SocketAddress(host: host, port: 1)?.isPublic == isPublic)
    }
}
