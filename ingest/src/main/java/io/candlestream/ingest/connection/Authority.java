package io.candlestream.ingest.connection;

import io.candlestream.runtime.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom the socket and the REST client trust: the JDK's certificate authorities, or in their place those of a PEM file. */
public final class Authority {
    private Authority() {}

    /**
     * The TLS context that trusts the certificates in {@code pem}, or the JDK's default one.
     *
     * @throws SettingsException when the file cannot be read or holds no certificate
     */
    public static SSLContext trusting(Optional<Path> pem) {
        try {
            return pem.isPresent() ? context(pem.get()) : SSLContext.getDefault();
        } catch (IOException | GeneralSecurityException e) {
            throw new SettingsException(
                    "Cannot read the certificate authority "
                            + pem.map(Path::toString).orElse("of the JDK") + ": " + e,
                    e);
        }
    }

    /** Whether {@code failure} comes of a certificate that is not trusted, which no further attempt changes. */
    public static boolean isDistrust(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(CertificateException.class::isInstance);
    }

    private static SSLContext context(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates(pem)) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static Collection<? extends Certificate> certificates(Path pem)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new GeneralSecurityException("no certificate in it");
            }
            return found;
        }
    }
}
