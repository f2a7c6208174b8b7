package io.candlestream.sandbox;

import io.candlestream.sandbox.postgres.PostgresLogin;
import io.candlestream.sandbox.postgres.PostgresServer;
import io.candlestream.sandbox.server.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A bucket of S3 behind a proxy that can fail, and the catalog in PostgreSQL. */
final class S3Place implements LakePlace {
    private static final String BUCKET = "lake-of-a-test";
    private static final String PREFIX = "market/";
    /** PostgreSQL never runs as root, and a folder of a test lets nobody else in. */
    private static final Path CATALOG =
            Path.of("target", "postgres", "LakeCrashIT").toAbsolutePath();

    private final S3Server s3;
    private final FaultyProxy proxy;
    private final PostgresServer postgres;

    private S3Place(S3Server s3, FaultyProxy proxy, PostgresServer postgres) {
        this.s3 = s3;
        this.proxy = proxy;
        this.postgres = postgres;
    }

    static S3Place start(Path folder) throws IOException, InterruptedException {
        S3Server s3 = S3Server.start(folder, BUCKET);
        Folders.delete(CATALOG);
        return new S3Place(
                s3,
                FaultyProxy.before(s3.environment().get("CANDLESTREAM_S3_ENDPOINT")),
                PostgresServer.start(CATALOG));
    }

    FaultyProxy proxy() {
        return proxy;
    }

    @Override
    public Map<String, String> environment() {
        PostgresLogin login = postgres.superuser();
        Map<String, String> environment = new HashMap<>(s3.environment());
        environment.put("CANDLESTREAM_S3_ENDPOINT", proxy.address());
        environment.put("CANDLESTREAM_LAKE_WAREHOUSE", "s3://" + BUCKET + "/" + PREFIX);
        environment.put(
                "CANDLESTREAM_LAKE_CATALOG",
                "jdbc:postgresql://" + login.host() + ":" + login.port() + "/" + login.database());
        environment.put("CANDLESTREAM_LAKE_CATALOG_USERNAME", login.user());
        environment.put("CANDLESTREAM_LAKE_CATALOG_PASSWORD", login.password());
        return environment;
    }

    /** What must be in no log. */
    List<String> secrets() {
        return List.of(
                S3Server.SECRET_KEY, S3Server.ACCESS_KEY, postgres.superuser().password());
    }

    @Override
    public int batchMillis() {
        return 400;
    }

    @Override
    public Path files(Path copy) throws IOException, InterruptedException {
        return s3.copy(BUCKET, PREFIX, copy);
    }

    @Override
    public void close() {
        proxy.close();
        s3.close();
        postgres.close();
    }
}
