package io.candlestream.certify.hash;

import io.candlestream.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/** Ed25519 (RFC 8032) keys: the private one in a file that its owner alone may read, the public one as 64 hexadecimal digits. */
public final class CertificateKeys {
    private static final String ALGORITHM = "Ed25519";
    private static final String KIND = "ed25519:";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final int BYTES = 32;
    private static final HexFormat HEX = HexFormat.of();
    /** What stands before the key itself in X.509 (RFC 8410). */
    private static final byte[] X509 = HEX.parseHex("302a300506032b6570032100");

    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private CertificateKeys() {}

    /** Makes a private key in {@code file} and the public one in a file beside it; returns the public one. */
    public static String make(Path file) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
            Files.writeString(file, pem(PRIVATE, pair.getPrivate().getEncoded()), StandardOpenOption.WRITE);
            Files.writeString(
                    file.resolveSibling(file.getFileName() + ".pub"),
                    pem(PUBLIC, pair.getPublic().getEncoded()));
            return text(pair.getPublic());
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw new SettingsException("Cannot make a key in " + file + ": there is a file already", e);
        } catch (IOException e) {
            boolean folder = Files.isDirectory(file.toAbsolutePath().getParent());
            throw new SettingsException(
                    "Cannot make a key in " + file + ": " + (folder ? "access is denied" : "its folder is missing"), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getEncoder().encodeToString(encoded) + "\n-----END " + kind
                + "-----\n";
    }

    /**
     * The private key in {@code file}.
     *
     * @throws SettingsException when it cannot be read, is none, or others may read it
     */
    public static PrivateKey read(Path file) {
        try {
            Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            others.removeAll(OWNER);
            others.remove(PosixFilePermission.OWNER_EXECUTE);
            if (!others.isEmpty()) {
                throw new SettingsException("Cannot use the key in " + file
                        + ": others than its owner may read or change it (chmod 600 " + file + ")");
            }
            return factory().generatePrivate(new PKCS8EncodedKeySpec(unwrapped(Files.readString(file), PRIVATE)));
        } catch (IOException e) {
            throw new SettingsException(
                    "Cannot read the key in " + file + ": no such file (certify --new-key " + file + " makes one)", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SettingsException(
                    "Cannot use the key in " + file + ": a private key for Ed25519 as PKCS#8 in PEM is needed"
                            + " (certify --new-key makes one)",
                    e);
        }
    }

    private static byte[] unwrapped(String pem, String kind) {
        String text = pem.strip();
        String begin = "-----BEGIN " + kind + "-----";
        String end = "-----END " + kind + "-----";
        if (!text.startsWith(begin) || !text.endsWith(end)) {
            throw new IllegalArgumentException("no " + kind);
        }
        return Base64.getMimeDecoder().decode(text.substring(begin.length(), text.length() - end.length()));
    }

    /**
     * The public key that {@code given} is, or that the file of that name holds, as text.
     *
     * @throws SettingsException when it is neither
     */
    public static String trusted(String given) {
        try {
            String text = given.startsWith(KIND)
                    ? given
                    : Files.readString(Path.of(given)).strip();
            return text.startsWith(KIND)
                    ? text(parse(text))
                    : text(factory().generatePublic(new X509EncodedKeySpec(unwrapped(text, PUBLIC))));
        } catch (IOException e) {
            throw new SettingsException("Cannot read the key in " + given + ": no such file (--trust)", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SettingsException(
                    "Cannot use " + given + ": a public key for Ed25519 is needed, in PEM or as " + KIND
                            + " and 64 hexadecimal digits (--trust)",
                    e);
        }
    }

    private static PublicKey parse(String text) throws GeneralSecurityException {
        byte[] raw = HEX.parseHex(text.substring(KIND.length()));
        if (raw.length != BYTES) {
            throw new IllegalArgumentException("no key");
        }
        byte[] encoded = Arrays.copyOf(X509, X509.length + BYTES);
        System.arraycopy(raw, 0, encoded, X509.length, BYTES);
        return factory().generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static String text(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return KIND + HEX.formatHex(encoded, encoded.length - BYTES, encoded.length);
    }

    /** The public key that belongs to {@code key}. */
    public static String publicOf(PrivateKey key) {
        byte[] seed = ((EdECPrivateKey) key)
                .getBytes()
                .orElseThrow(() -> new IllegalStateException("The key keeps its bytes to itself"));
        try {
            // Java makes a public key only with a new private one, of what should be chance.
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            return text(generator.generateKeyPair().getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The signature over {@code bytes}. */
    public static byte[] sign(PrivateKey key, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the signature over {@code bytes} is that of the private key to {@code key}. */
    public static boolean isSigned(String key, byte[] bytes, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(parse(key));
            signature.update(bytes);
            return signature.verify(signed);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static KeyFactory factory() throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM);
    }

    /** Gives the bytes of a private key where a generator asks for chance. */
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
