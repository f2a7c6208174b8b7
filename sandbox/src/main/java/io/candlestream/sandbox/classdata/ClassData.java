package io.candlestream.sandbox.classdata;

import io.candlestream.sandbox.server.PreparedNode;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes the class data of every program whose jars have changed. Without it all works as well, but starts more slowly. */
public final class ClassData {
    private ClassData() {}

    /** Called by the build once the jars are there. A failure is said and leaves the programs without class data. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            List<SharedClasses> outdated = SharedClasses.ALL.stream()
                    .filter(program -> !program.current())
                    .toList();
            if (!outdated.isEmpty()) {
                System.err.println("Preparing fast starts (once, about half a minute) ...");
                make(outdated);
            }
            if (!PreparedNode.current()) {
                PreparedNode.make();
            }
            for (SharedClasses program : SharedClasses.ALL) {
                program.writeStartFile();
            }
        } catch (IOException | UncheckedIOException | IllegalStateException | ExecutionException e) {
            System.err.println("No class data, so every program starts more slowly: " + e.getMessage());
        }
    }

    private static void make(List<SharedClasses> outdated)
            throws IOException, InterruptedException, ExecutionException {
        Path folder = ProjectFolder.find().root().resolve("sandbox/target/training");
        Files.createDirectories(folder);
        new Training(folder).run();
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Callable<Void>> all = outdated.stream()
                    .map(program -> (Callable<Void>) () -> {
                        program.make(folder);
                        return null;
                    })
                    .toList();
            for (Future<Void> made : workers.invokeAll(all)) {
                made.get();
            }
        } finally {
            workers.shutdownNow();
        }
    }
}
