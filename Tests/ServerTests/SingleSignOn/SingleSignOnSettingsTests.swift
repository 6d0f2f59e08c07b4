import Testing
import TestSupport

@testable import GoalsServer

@Suite struct SingleSignOnSettingsTests {
    private static let oidc = [
        "OIDC_ISSUER": "https://id.example.org/realms/home", "OIDC_CLIENT_ID": "goals", "OIDC_CLIENT_SECRET": "hunter2",
        "PUBLIC_URL": "https://goals.example.org/",
    ]
    private static let alb = [
        "ALB_ARN": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/goals/50dc6c495c0c9188",
        "ALB_ISSUER": "https://id.example.org",
    ]

    private func reader(_ variables: [String: String], _ changes: [String: String] = [:]) -> SettingsReader {
        let variables = variables.merging(changes) { $1 }
        return SettingsReader { variables[$0] }
    }

    @Test func whatAProviderNeedsIsRead() throws {
        let settings = try Settings.openIDProvider(reader(Self.oidc))
        #expect(settings.issuer == "https://id.example.org/realms/home")
        #expect(settings.clientSecret.value == "hunter2")
        #expect(settings.scopes == ["openid", "email", "profile"])
        #expect(settings.publicURL == "https://goals.example.org")
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!dumped.contains("hunter2"))
    }

    @Test func theSecretMayBeInAFile() async throws {
        try await withFolder { (folder) async throws in
            try await runCommand(["sh", "-c", "mkdir \(folder) && echo hunter3 > \(folder)/secret"])
            let changes = ["OIDC_CLIENT_SECRET": "", "OIDC_CLIENT_SECRET_FILE": "\(folder)/secret"]
            #expect(try Settings.openIDProvider(reader(Self.oidc, changes)).clientSecret.value == "hunter3")
        }
    }

    @Test(arguments: [
        ("OIDC_ISSUER", ""), ("OIDC_ISSUER", "id.example.org"), ("OIDC_ISSUER", "http://id.example.org"), ("OIDC_ISSUER", "https://"),
        ("OIDC_ISSUER", "http://localhost@evil.example.org"), ("OIDC_ISSUER", "http://localhost.evil.example.org"),
        ("OIDC_ISSUER", "https://a/?b"), ("OIDC_ISSUER", "https://a/#b"), ("OIDC_CLIENT_ID", ""), ("OIDC_CLIENT_SECRET", ""),
        ("OIDC_CLIENT_SECRET_FILE", "/nonexistent"), ("OIDC_SCOPES", "email"), ("OIDC_SCOPES", " "), ("PUBLIC_URL", ""),
        ("EXTRA_CA_FILE", "/nonexistent"),
    ])
    func aProvidersSettingThatMakesNoSenseIsNamed(_ name: String, _ value: String) {
        let error = #expect(throws: SettingsError.self) { try Settings.openIDProvider(reader(Self.oidc, [name: value])) }
        #expect(error?.variable == name)
    }

    @Test(arguments: ["http://localhost:8080", "http://127.0.0.1:1/realm", "http://[::1]:1", "https://id.example.org/"])
    func anIssuerHasTLSUnlessItIsOnThisMachine(_ issuer: String) throws {
        #expect(try Settings.openIDProvider(reader(Self.oidc, ["OIDC_ISSUER": issuer])).issuer == issuer)
    }

    @Test func aLoadBalancersKeysAreItsRegions() throws {
        #expect(try Settings.loadBalancer(reader(Self.alb)).keysURL == "https://public-keys.auth.elb.eu-west-1.amazonaws.com")
        let other = "https://s3-us-gov-west-1.amazonaws.com/aws-elb-public-keys-prod-us-gov-west-1"
        #expect(try Settings.loadBalancer(reader(Self.alb, ["ALB_KEYS_URL": other])).keysURL == other)
    }

    @Test(arguments: [
        ("ALB_ARN", ""), ("ALB_ARN", "goals"), ("ALB_ARN", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/goals/1"),
        ("ALB_ARN", "arn:aws:elasticloadbalancing:evil.example.org/:123456789012:loadbalancer/app/goals/1"),
        ("ALB_ARN", "arn:aws:elasticloadbalancing::123456789012:loadbalancer/app/goals/1"), ("ALB_ISSUER", ""),
        ("ALB_KEYS_URL", "http://keys.example.org"), ("EXTRA_CA_FILE", "/nonexistent"),
    ])
    func aLoadBalancersSettingThatMakesNoSenseIsNamed(_ name: String, _ value: String) {
        let error = #expect(throws: SettingsError.self) { try Settings.loadBalancer(reader(Self.alb, [name: value])) }
        #expect(error?.variable == name)
    }
}
