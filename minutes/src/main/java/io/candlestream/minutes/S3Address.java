package io.candlestream.minutes;

import io.candlestream.runtime.settings.Settings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * How a program reaches S3 and logs in.
 *
 * @param values by the names of the settings, secrets among them; without those that are absent
 */
public record S3Address(Map<String, String> values) {
    private static final String ENDPOINT = "endpoint";
    private static final String REGION = "region";
    private static final String PATH_STYLE = "path-style";
    private static final String ACCESS_KEY = "access-key";
    private static final String SECRET_KEY = "secret-key";
    private static final String SESSION_TOKEN = "session-token";

    public S3Address {
        values = Map.copyOf(values);
    }

    /**
     * What {@code settings} say behind {@code prefix}, such as {@code s3.}.
     *
     * @throws io.candlestream.runtime.settings.SettingsException for an endpoint that is no URL, or a login without its other half
     */
    public static S3Address of(Settings settings, String prefix) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(REGION, settings.text(prefix + REGION));
        values.put(PATH_STYLE, String.valueOf(settings.flag(prefix + PATH_STYLE)));
        settings.optional(prefix + ENDPOINT).ifPresent(url -> {
            if (!url.matches("https?://[^/\\s@]+/?")) {
                throw settings.refused(prefix + ENDPOINT, "a URL such as http://127.0.0.1:9000 is needed");
            }
            values.put(ENDPOINT, url);
        });
        for (String name : new String[] {ACCESS_KEY, SECRET_KEY, SESSION_TOKEN}) {
            settings.optional(prefix + name).ifPresent(value -> values.put(name, value));
        }
        if (values.containsKey(ACCESS_KEY) != values.containsKey(SECRET_KEY)) {
            String missing = values.containsKey(ACCESS_KEY) ? SECRET_KEY : ACCESS_KEY;
            throw settings.refused(prefix + missing, "a login has both, the access key and the secret key");
        }
        return new S3Address(values);
    }

    /** A client, the caller's to close. */
    S3Client connect() {
        S3ClientBuilder client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(Region.of(values.getOrDefault(REGION, "us-east-1")))
                .forcePathStyle(Boolean.parseBoolean(values.get(PATH_STYLE)));
        Optional.ofNullable(values.get(ENDPOINT)).map(URI::create).ifPresent(client::endpointOverride);
        credentials().map(StaticCredentialsProvider::create).ifPresent(client::credentialsProvider);
        return client.build();
    }

    private Optional<AwsCredentials> credentials() {
        return Optional.ofNullable(values.get(ACCESS_KEY))
                .map(key -> values.containsKey(SESSION_TOKEN)
                        ? AwsSessionCredentials.create(key, values.get(SECRET_KEY), values.get(SESSION_TOKEN))
                        : AwsBasicCredentials.create(key, values.get(SECRET_KEY)));
    }

    /** Without the login. */
    @Override
    public String toString() {
        return "S3 at " + values.getOrDefault(ENDPOINT, "Amazon's " + values.get(REGION));
    }
}
