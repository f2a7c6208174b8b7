package io.candlestream.minutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MinutePlaceTest {
    private static final S3Address SERVER = new S3Address(Map.of(
            "region", "eu-west-1", "endpoint", "http://127.0.0.1:1", "access-key", "AKIA7", "secret-key", "s3cret"));

    @ParameterizedTest
    @CsvSource({
        "s3://bucket, s3://bucket",
        "s3://bucket/, s3://bucket",
        "s3://my.bucket/a/b/, s3://my.bucket/a/b",
        "/data/minutes, /data/minutes",
        "/data/../minutes/, /minutes"
    })
    void aPlaceIsAFolderOrABucket(String text, String at) {
        try (MinuteFolder folder = new MinutePlace(text).open(() -> SERVER).orElseThrow()) {
            assertThat(folder.at()).isEqualTo(at);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hdfs://namenode:8020/minutes", "s3://", "s3://UPPER/x", "gs://bucket"})
    void otherPlacesAreNotKnownHere(String text) {
        assertThat(new MinutePlace(text).open(() -> SERVER)).isEqualTo(Optional.empty());
    }

    @Test
    void aFileIsNoPlace(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        try (MinuteFolder place =
                new MinutePlace(file.toString()).open(() -> SERVER).orElseThrow()) {
            assertThatThrownBy(place::check).hasMessage("it is a file, and a folder is needed");
        }
    }

    @Test
    void aLoginIsNotPrinted() {
        assertThat(SERVER).hasToString("S3 at http://127.0.0.1:1");
    }
}
