package io.candlestream.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The TCP sockets at which a process and its children wait for connections, as Linux tells in {@code /proc}.
 *
 * @param loopback which only this machine reaches
 * @param beyond which others reach as well
 */
public record Listeners(Set<String> loopback, Set<String> beyond) {
    private static final String LISTEN = "0A";
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    public static Listeners none() {
        return new Listeners(new TreeSet<>(), new TreeSet<>());
    }

    /** Those of a process, and of what it started, at this moment. */
    static Listeners of(long pid) {
        Listeners listeners = none();
        ProcessHandle.of(pid).ifPresent(listeners::look);
        return listeners;
    }

    /** Adds those that are there now. */
    public void look(ProcessHandle root) {
        Map<String, InetAddress> addresses = new HashMap<>();
        Map<String, String> ports = new HashMap<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : lines(Path.of("/proc/net", table))) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns[STATE].equals(LISTEN)) {
                    String[] address = columns[ADDRESS].split(":", -1);
                    addresses.put("socket:[" + columns[INODE] + "]", address(address[0]));
                    ports.put("socket:[" + columns[INODE] + "]", ":" + Integer.parseInt(address[1], 16));
                }
            }
        }
        Stream.concat(Stream.of(root), root.descendants()).forEach(process -> sockets(process)
                .filter(addresses::containsKey)
                .forEach(socket -> add(addresses.get(socket), ports.get(socket), process)));
    }

    private void add(InetAddress address, String port, ProcessHandle process) {
        String what = address.getHostAddress() + port + " of "
                + process.info().commandLine().orElse("process " + process.pid());
        (address.isLoopbackAddress() ? loopback : beyond).add(what);
    }

    private static List<String> lines(Path table) {
        try {
            List<String> lines = Files.readAllLines(table);
            return lines.subList(1, lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kernel writes each four bytes as a number, which on the machines that we know has the last byte first. */
    private static InetAddress address(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (int word = 0; word < bytes.length; word += 4) {
            byte first = bytes[word];
            byte second = bytes[word + 1];
            bytes[word] = bytes[word + 3];
            bytes[word + 1] = bytes[word + 2];
            bytes[word + 2] = second;
            bytes[word + 3] = first;
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> sockets(ProcessHandle process) {
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(process.pid()), "fd"))) {
            return files.toList().stream().flatMap(Listeners::target);
        } catch (IOException e) { // it has ended
            return Stream.empty();
        }
    }

    private static Stream<String> target(Path file) {
        try {
            return Stream.of(Files.readSymbolicLink(file).toString());
        } catch (IOException e) { // it was closed
            return Stream.empty();
        }
    }
}
