package io.candlestream.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority that signs certificates, made by the JDK's keytool for one test. */
public final class TestAuthority {
    /** Of every file. */
    public static final String PASSWORD = "changeit";

    private static final String SELF = "authority";

    private final Path folder;

    public TestAuthority(Path folder) {
        this.folder = folder;
        keytool(SELF, "-ext", "bc:critical=ca:true");
        copy("trusted.p12", (all, copy) -> copy.setCertificateEntry(SELF, all.getCertificate(SELF)));
    }

    /** The PEM file that a client has to trust. */
    public Path certificate() {
        Path pem = folder.resolve("authority.pem");
        try {
            byte[] certificate = load(all()).getCertificate(SELF).getEncoded();
            String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
            return Files.writeString(pem, "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The PKCS12 file that trusts this authority and no other. */
    public Path trusted() {
        return folder.resolve("trusted.p12");
    }

    /** A PKCS12 file with a key and a certificate for {@code host}, a name or an address, signed. */
    public Path keys(String host) {
        Path file = folder.resolve(host + ".p12");
        if (Files.notExists(file)) {
            keytool(host, "-signer", SELF, "-ext", "san=" + (host.matches("[0-9.]+") ? "ip:" : "dns:") + host);
            copy(
                    host + ".p12",
                    (all, copy) -> copy.setKeyEntry(
                            host,
                            all.getKey(host, PASSWORD.toCharArray()),
                            PASSWORD.toCharArray(),
                            all.getCertificateChain(host)));
        }
        return file;
    }

    /** What {@code host} speaks TLS with, as server or as client; it trusts this authority. */
    public SSLContext context(String host) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(load(keys(host)), PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(load(trusted()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path all() {
        return folder.resolve("all.p12");
    }

    /** Takes entries of one key store into another. */
    @FunctionalInterface
    private interface Selection {
        void copy(KeyStore all, KeyStore copy) throws GeneralSecurityException;
    }

    private void copy(String name, Selection selection) {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            KeyStore copy = KeyStore.getInstance("PKCS12");
            copy.load(null, null);
            selection.copy(load(all()), copy);
            copy.store(out, PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore load(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keytool(String alias, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-keystore",
                all().toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-dname",
                "CN=" + alias));
        command.addAll(List.of(options));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
