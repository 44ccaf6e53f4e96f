import NIOSSL

/// A certificate for `localhost` and 127.0.0.1 that nobody but these tests trusts; valid until 2126.
enum TestCertificate {
    static func serverConfiguration() throws -> TLSConfiguration {
        let certificate = try NIOSSLCertificate(bytes: Array(certificatePEM.utf8), format: .pem)
        let key = try NIOSSLPrivateKey(bytes: Array(keyPEM.utf8), format: .pem)
        return .makeServerConfiguration(certificateChain: [.certificate(certificate)], privateKey: .privateKey(key))
    }

    static func clientConfiguration() throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates([
            try NIOSSLCertificate(bytes: Array(certificatePEM.utf8), format: .pem)
        ])
        return configuration
    }

    private static let certificatePEM = """
        -----BEGIN CERTIFICATE-----
        MIIBmzCCAUGgAwIBAgIUASDpbQ5zOwrM3GIyemVApOPYe6swCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTEyMDIyNloYDzIxMjYxMDI4
        MTIwMjI2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAAS/n4F0X68MiNhPrzIUF69+wNX7fwF79/jtky++TDr7hdWLQMBfulyq
        P7qJmz3pDHWVAfhg8zMLIbE2+TS79DGZo28wbTAdBgNVHQ4EFgQUz1EZhKRri617
        dnxzguI7KEhdiYIwHwYDVR0jBBgwFoAUz1EZhKRri617dnxzguI7KEhdiYIwGgYD
        VR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZI
        zj0EAwIDSAAwRQIgHTzksC7xuisyAXx8pH+rzxyoUnAaqBvwuoN31nh/a/YCIQD7
        U6hH0cIHlqJmLrMFpT8d2RafPh3g8NJrdGhXoBbexg==
        -----END CERTIFICATE-----
        """

    private static let keyPEM = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg/YyNKE7wfTVF08jZ
        csB9wJwsqKNXEgCFmpmrn/sFEZ2hRANCAAS/n4F0X68MiNhPrzIUF69+wNX7fwF7
        9/jtky++TDr7hdWLQMBfulyqP7qJmz3pDHWVAfhg8zMLIbE2+TS79DGZ
        -----END PRIVATE KEY-----
        """
}
