package io.candlestream.loader.fetch;

import io.candlestream.loader.archive.FileChecksum;
import io.candlestream.loader.fetch.ArchiveFetch.Result;
import io.candlestream.runtime.program.InputFolder;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Brings the files of some symbols and months into a folder: the monthly one, or the daily ones where that is not there yet. A file is
 * there only whole and as its checksum says; one that is there already costs one small request.
 *
 * @param today at the exchange, UTC
 * @param parallel requests at once
 * @param retry for each file
 * @param notes gets a line about each file that was uploaded again, is damaged, or is missing
 */
record FetchJob(
        PublicArchive archive,
        MarketFolder market,
        ArchivedSeries series,
        Path folder,
        LocalDate today,
        int parallel,
        Retry retry,
        Consumer<String> notes) {
    /** Months and days appear late: what is younger may still come, and is asked for by its days. */
    private static final int DAYS_TO_APPEAR = 40;

    private static final Result NOTHING = new Result(0, 0, 0, 0, 0);

    /** @throws FatalException in one line, when a file cannot be fetched; those before it stay */
    Result run(Collection<String> symbols, YearMonth from, YearMonth to) {
        create();
        PartFile.removeLeftovers(folder);
        FetchIndex index = FetchIndex.of(folder);
        ExecutorService workers = Executors.newFixedThreadPool(parallel);
        try {
            List<Future<Result>> all = new ArrayList<>();
            for (String symbol : symbols) {
                for (YearMonth month = from; !month.isAfter(to); month = month.plusMonths(1)) {
                    YearMonth one = month;
                    all.add(workers.submit(() -> month(index, symbol, one)));
                }
            }
            Result result = NOTHING;
            for (Future<Result> one : all) {
                result = result.plus(one.get());
            }
            return result;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while it fetched", e);
        } finally {
            workers.shutdownNow();
            index.write();
        }
    }

    private void create() {
        if (Files.isRegularFile(folder)) {
            throw new FatalException("Cannot fetch into " + folder + ": " + InputFolder.missing(folder) + " (--data)");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new FatalException("Cannot make " + folder + ": " + e.getMessage(), e);
        }
    }

    private Result month(FetchIndex index, String symbol, YearMonth month) {
        LocalDate end = month.plusMonths(1).atDay(1);
        if (!end.isAfter(today)) {
            RemoteFile monthly = RemoteFile.of(market, series, symbol, month);
            Optional<Result> fetched = fetch(index, monthly);
            if (fetched.isPresent()) {
                return fetched.get();
            }
            if (end.plusDays(DAYS_TO_APPEAR).isBefore(today) || series.isMonthly()) {
                notes.accept("missing: " + monthly.name());
                return new Result(0, 0, 0, 1, 0);
            }
        }
        Result result = NOTHING;
        for (LocalDate day = month.atDay(1);
                day.isBefore(end) && day.isBefore(today) && !series.isMonthly();
                day = day.plusDays(1)) {
            RemoteFile daily = RemoteFile.of(market, series, symbol, day);
            Optional<Result> fetched = fetch(index, daily);
            if (fetched.isEmpty()) {
                notes.accept("missing: " + daily.name());
            }
            result = result.plus(fetched.orElse(new Result(0, 0, 0, 1, 0)));
        }
        return result;
    }

    /** Empty when the archive has no such file. */
    private Optional<Result> fetch(FetchIndex index, RemoteFile file) {
        return archive.asked(retry, "fetch " + file.name(), () -> {
            Optional<String> wanted = archive.checksum(file);
            return wanted.isEmpty() ? Optional.empty() : Optional.of(fetch(index, file, wanted.get()));
        });
    }

    private Result fetch(FetchIndex index, RemoteFile file, String wanted) throws IOException, InterruptedException {
        Path zip = folder.resolve(file.name());
        boolean there = Files.exists(zip);
        if (there && has(index, zip, wanted)) {
            return new Result(0, 0, 1, 0, 0);
        }
        Path part = PartFile.of(zip);
        String found = archive.download(file, part);
        if (!found.equals(wanted)) {
            Files.deleteIfExists(part);
            throw new IOException("its SHA-256 is " + found + ", its CHECKSUM says " + wanted);
        }
        boolean damaged = there
                && index.of(file.name())
                        .filter(entry -> entry.sha256().equals(wanted))
                        .isPresent();
        PartFile.publish(zip);
        writeChecksum(zip, wanted);
        index.add(zip, wanted);
        if (there) {
            notes.accept((damaged ? "damaged, fetched again: " : "uploaded again: ") + file.name());
        }
        return new Result(there ? 0 : 1, there ? 1 : 0, 0, 0, Files.size(zip));
    }

    /** What the index does not know as it is, of a fetch that was killed or of somebody else, is read. */
    private boolean has(FetchIndex index, Path zip, String wanted) throws IOException {
        boolean known = index.sha256(zip).filter(wanted::equals).isPresent();
        if (!known && !FileChecksum.of(zip).equals(wanted)) {
            return false;
        }
        if (!known) {
            index.add(zip, wanted);
        }
        if (!Files.exists(FileChecksum.beside(zip)) || !known) {
            writeChecksum(zip, wanted);
        }
        return true;
    }

    private static void writeChecksum(Path zip, String sha256) throws IOException {
        Path checksum = FileChecksum.beside(zip);
        Files.writeString(PartFile.of(checksum), sha256 + "  " + zip.getFileName() + "\n");
        PartFile.publish(checksum);
    }
}
