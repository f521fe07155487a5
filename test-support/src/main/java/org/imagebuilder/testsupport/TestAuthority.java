package org.imagebuilder.testsupport;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Makes certificates, for servers and clients alike. */
public final class TestAuthority {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final KeyPair keys = newKeys();
    private final X500Name name;
    private final X509Certificate certificate;

    /** @param name by which its certificates name it */
    public TestAuthority(String name) {
        this.name = new X500Name("CN=" + name);
        this.certificate = certify(keys, this.name, Instant.now().plus(Duration.ofDays(1)), true);
    }

    /** A key with its certificate. */
    public record Identity(PrivateKey key, X509Certificate certificate) {

        /** The certificate, as PEM. */
        public String certificatePem() {
            return pem(certificate);
        }

        /** The key, as PEM in PKCS #8. */
        public String keyPem() {
            return pem(key);
        }

        private KeyStore store() throws GeneralSecurityException, IOException {
            KeyStore store = emptyStore();
            store.setKeyEntry("identity", key, PASSWORD, new Certificate[] {certificate});
            return store;
        }
    }

    /** The authority's own certificate, as PEM. */
    public String pem() {
        return pem(certificate);
    }

    /** An identity of these hosts, which are DNS names or IPv4 addresses, good for a day. */
    public Identity issue(String... hosts) {
        return issue(Duration.ofDays(1), hosts);
    }

    /**
     * An identity of these hosts, which are DNS names or IPv4 addresses.
     *
     * @param remaining how long it is good from now; negative: it has expired
     */
    public Identity issue(Duration remaining, String... hosts) {
        KeyPair own = newKeys();
        X500Name subject = new X500Name("CN=" + (hosts.length == 0 ? "nobody" : hosts[0]));
        return new Identity(
                own.getPrivate(), certify(own, subject, Instant.now().plus(remaining), false, hosts));
    }

    /** TLS for a client that trusts this authority and shows the identity, or none. */
    public SSLContext clientTls(@Nullable Identity identity) {
        try {
            KeyStore trusted = emptyStore();
            trusted.setCertificateEntry("authority", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            shown.init(identity == null ? emptyStore() : identity.store(), PASSWORD);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(shown.getKeyManagers(), trust.getTrustManagers(), null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file as tools that renew certificates do: whoever reads it sees the old one or the new one. */
    public static Path replace(Path file, String content) throws IOException {
        Path written = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), content);
        return Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private X509Certificate certify(
            KeyPair own, X500Name subject, Instant until, boolean isAuthority, String... hosts) {
        try {
            Instant since = Instant.now().minus(Duration.ofDays(2));
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(100, new SecureRandom()),
                    Date.from(since),
                    Date.from(until),
                    subject,
                    own.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            if (hosts.length > 0) {
                GeneralName[] names =
                        Arrays.stream(hosts).map(TestAuthority::alternative).toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GeneralName alternative(String host) {
        return new GeneralName(host.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        return store;
    }

    private static String pem(Object content) {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(content instanceof PrivateKey key ? new JcaPKCS8Generator(key, null) : content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
