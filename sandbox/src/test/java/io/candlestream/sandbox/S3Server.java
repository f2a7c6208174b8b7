package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A server of S3 as a process: moto, a Python program, which the first test that asks installs by the hashes of its files. */
final class S3Server implements AutoCloseable {
    static final String ACCESS_KEY = "AKIATESTKEY7";
    static final String SECRET_KEY = "s3cret-hunter2-s3cret";
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final boolean CI = "true".equals(System.getenv("CI"));
    private static final Pattern KEY = Pattern.compile("<Key>([^<]+)</Key>");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String address;

    private S3Server(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** One with an empty {@code bucket}; the test is skipped where there is no Python, but not in CI. */
    static S3Server start(Path folder, String bucket) throws IOException, InterruptedException {
        Path sources = ProjectFolder.find().root().resolve("sandbox/src/test/s3");
        Path python = python(sources.resolve("requirements.txt"));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        python.toString(), sources.resolve("server.py").toString(), String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3.log").toFile())
                .start();
        S3Server server = new S3Server(process, "http://127.0.0.1:" + port);
        await().atMost(DEADLINE).ignoreExceptions().until(() -> server.make(bucket) == 200);
        return server;
    }

    private static synchronized Path python(Path requirements) throws IOException, InterruptedException {
        Path folder = ProjectFolder.find().root().resolve("sandbox/target/s3");
        Path stamp = folder.resolve("made");
        Path python = folder.resolve("venv/bin/python");
        if (!Files.exists(stamp) || !Files.readString(stamp).equals(Files.readString(requirements))) {
            boolean made = runs("python3", "-m", "venv", folder.resolve("venv").toString())
                    && runs(
                            python.toString(),
                            "-m",
                            "pip",
                            "install",
                            "--quiet",
                            "--no-compile",
                            "--disable-pip-version-check",
                            "--require-hashes",
                            "--requirement",
                            requirements.toString());
            assumeTrue(made || CI, "skipped: no Python with moto can be made here");
            assertThat(made).as("a Python with moto, see the lines above").isTrue();
            Files.copy(requirements, stamp, StandardCopyOption.REPLACE_EXISTING);
        }
        return python;
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private int make(String bucket) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/" + bucket))
                .PUT(BodyPublishers.noBody())
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    /** What tells a program of it. */
    Map<String, String> environment() {
        return Map.of(
                "CANDLESTREAM_S3_ENDPOINT", address,
                "CANDLESTREAM_S3_PATH_STYLE", "true",
                "AWS_ACCESS_KEY_ID", ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", SECRET_KEY);
    }

    /** The names of what is in {@code bucket} below {@code prefix}. */
    List<String> keys(String bucket, String prefix) throws IOException, InterruptedException {
        List<String> keys = new ArrayList<>();
        String listed;
        do {
            String from = keys.isEmpty() ? "" : "&marker=" + encoded(keys.get(keys.size() - 1));
            listed = new String(get("/" + bucket + "?prefix=" + prefix + from), StandardCharsets.UTF_8);
            KEY.matcher(listed).results().map((MatchResult key) -> key.group(1)).forEach(keys::add);
        } while (listed.contains("<IsTruncated>true"));
        return keys;
    }

    /** What they name, by the rest of the name. */
    Map<String, byte[]> contents(String bucket, String prefix) throws IOException, InterruptedException {
        Map<String, byte[]> contents = new TreeMap<>();
        for (String key : keys(bucket, prefix)) {
            contents.put(key.substring(prefix.length()), get("/" + bucket + "/" + encoded(key)));
        }
        return contents;
    }

    /** Puts them into {@code folder}, which is returned. */
    Path copy(String bucket, String prefix, Path folder) throws IOException, InterruptedException {
        for (Map.Entry<String, byte[]> file : contents(bucket, prefix).entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return folder;
    }

    private static String encoded(String key) {
        return key.replace("=", "%3D");
    }

    /** Moto wants to see a login, but does not check it. */
    private byte[] get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + ACCESS_KEY
                                + "/20240808/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0")
                .build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
