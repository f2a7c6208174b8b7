package io.candlestream.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A second address of a server on this machine, which can be cut off from it and joined again. */
final class Relay implements AutoCloseable {
    private final int target;
    private final int port;
    private final Queue<AutoCloseable> open = new ConcurrentLinkedQueue<>();

    /** Stands cut off; nobody answers at its port. */
    Relay(int target, int port) {
        this.target = target;
        this.port = port;
    }

    int port() {
        return port;
    }

    /** Answers from here on. */
    void join() {
        try {
            ServerSocket server = new ServerSocket();
            open.add(server);
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            daemon(() -> accept(server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                Socket client = server.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(behind);
                daemon(() -> copy(client, behind));
                daemon(() -> copy(behind, client));
            }
        } catch (IOException e) {
            // Cut off.
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Cut off, or one side has ended.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends all connections; further ones are refused. */
    void cut() {
        for (AutoCloseable one = open.poll(); one != null; one = open.poll()) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        cut();
    }
}
