package io.candlestream.sandbox;

import io.candlestream.sandbox.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A program that starts a PostgreSQL in the folder of its argument, says where, and waits to be killed. */
final class PostgresParent {
    private PostgresParent() {}

    public static void main(String[] arguments) throws InterruptedException {
        PostgresServer server = PostgresServer.start(Path.of(arguments[0]));
        System.out.println("port " + server.superuser().port());
        new CountDownLatch(1).await();
    }
}
