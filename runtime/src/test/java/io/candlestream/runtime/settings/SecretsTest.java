package io.candlestream.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretsTest {
    @Test
    void aMessageLosesTheLoginsOfItsUrls() {
        String message = "Cannot read http://user:hunter2@localhost:8081/schemas/ids/7: HTTP status 401";

        assertThat(new FatalException(message))
                .hasMessage("Cannot read http://localhost:8081/schemas/ids/7: HTTP status 401");
        assertThat(new SettingsException(message, new IllegalStateException()))
                .hasMessage("Cannot read http://localhost:8081/schemas/ids/7: HTTP status 401");
    }

    @Test
    void whatIsNoLoginStays() {
        String text = "asks http://localhost:8081/x, mail a@b.example; spark://127.0.0.1:7077 s3a://bucket/a@b";

        assertThat(Secrets.withoutLogins(text)).isEqualTo(text);
    }
}
