package io.candlestream.sandbox.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the project lies, and in it what the build made for each program. */
public record ProjectFolder(Path root) {
    /** The project of this process: the system property {@code candlestream.home}, else the working directory. */
    public static ProjectFolder find() {
        Path root = Path.of(System.getProperty("candlestream.home", ""))
                .toAbsolutePath()
                .normalize();
        return new ProjectFolder(root);
    }

    /** The git-ignored folder of everything that a sandbox writes; {@code candlestream.sandbox} names another. */
    public Path sandbox() {
        return root.resolve(System.getProperty("candlestream.sandbox", ".sandbox"));
    }

    /** In it the folder of this process among those of one {@code kind}, such as {@code drills}. */
    public Path sandbox(String kind) {
        return sandbox()
                .resolve(kind)
                .resolve(String.valueOf(ProcessHandle.current().pid()));
    }

    /** The folder of recorded market data beside the project, when it is there. */
    public Optional<Path> recordedData() {
        return Optional.of(root.resolveSibling("shared").resolve("data")).filter(Files::isDirectory);
    }

    /** The jar of a program that is started with {@code -jar}. */
    public Path jar(String module) {
        return built(root.resolve(module).resolve("target").resolve(module + ".jar"));
    }

    /** What stands behind {@code entry} in the manifest of a program's jar, word by word. */
    public List<String> manifest(String module, String entry) {
        Path file = jar(module);
        try (JarFile jar = new JarFile(file.toFile())) {
            String text = jar.getManifest().getMainAttributes().getValue(entry);
            return text == null ? List.of() : List.of(text.strip().split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the manifest of " + file, e);
        }
    }

    /** What a program has on its class path. */
    public Path lib(String module) {
        return built(root.resolve(module).resolve("target").resolve("lib"));
    }

    /**
     * What stands behind {@code java}, besides options, to start a program: the {@linkplain #startFile argument file} that
     * the build made, else {@code -jar}.
     */
    public List<String> program(String module) {
        List<String> behind = manifest(module, "Behind");
        return started(module, behind.isEmpty() ? List.of("-jar", jar(module).toString()) : with(module, behind));
    }

    /** A program that has the jars of other programs behind its own. */
    private List<String> with(String module, List<String> others) {
        List<String> command = new ArrayList<>();
        manifest(module, "Add-Exports").forEach(one -> command.add("--add-exports=" + one + "=ALL-UNNAMED"));
        manifest(module, "Add-Opens").forEach(one -> command.add("--add-opens=" + one + "=ALL-UNNAMED"));
        command.add("-cp");
        command.add(Stream.concat(Stream.of(module), others.stream())
                .map(program -> jar(program).toString())
                .collect(Collectors.joining(File.pathSeparator)));
        command.addAll(manifest(module, "Main-Class"));
        return command;
    }

    /** What stands behind {@code java}, besides options, to start a server of other people. */
    public List<String> server(String module, String mainClass) {
        return started(module, List.of("-cp", lib(module) + "/*", mainClass));
    }

    private List<String> started(String module, List<String> plainly) {
        Path file = startFile(module);
        return newerThanJars(file) ? List.of("@" + file) : plainly;
    }

    /**
     * The file of arguments with which a program starts faster, since its classes need not be read and checked again.
     * Its paths are relative to this project.
     */
    public Path startFile(String module) {
        return root.resolve(module).resolve("target").resolve("java.args");
    }

    /** A jar that is newer was built after the file, which may name others. */
    private static boolean newerThanJars(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (Stream<Path> own = Files.list(file.getParent());
                Stream<Path> others = Files.list(file.resolveSibling("lib"))) {
            FileTime made = Files.getLastModifiedTime(file);
            for (Path jar : Stream.concat(own.filter(path -> path.toString().endsWith(".jar")), others)
                    .toList()) {
                if (Files.getLastModifiedTime(jar).compareTo(made) > 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    Path watchdog() {
        return built(root.resolve("sandbox/target/sandbox-watchdog.jar"));
    }

    /** The jar in {@code lib} whose name begins so. */
    public Path jarIn(Path lib, String prefix) {
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(prefix)
                            && jar.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Cannot find " + prefix + "*.jar in " + lib));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path built(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalStateException("Cannot find " + path + ": build first (./candlestream build)");
        }
        return path;
    }
}
