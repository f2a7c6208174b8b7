package io.candlestream.runtime.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;

/** A PKCS12 or JKS file with keys or certificates, and what opens it. */
public record KeyFile(Path path, String password) {
    /** The file that stands at {@code path}, its password behind it with {@code -password}; one that cannot be opened is refused. */
    static Optional<KeyFile> of(Settings settings, String path) {
        String password = settings.optional(path + "-password").orElse("");
        Optional<KeyFile> file = settings.optional(path).map(text -> new KeyFile(Path.of(text), password));
        file.ifPresent(keys -> keys.open(settings, path));
        return file;
    }

    private void open(Settings settings, String setting) {
        if (!Files.isReadable(path)) {
            throw settings.refused(setting, "there is no such file, or it cannot be read");
        }
        try {
            KeyStore.getInstance(path.toFile(), password.toCharArray());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw settings.refused(
                    setting, "cannot be opened as PKCS12 or JKS: " + e.getMessage() + " (" + setting + "-password)");
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
