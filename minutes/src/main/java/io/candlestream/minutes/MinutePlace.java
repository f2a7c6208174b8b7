package io.candlestream.minutes;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where files are to be, as a person writes it: a folder of this machine, or {@code s3://bucket/prefix}.
 *
 * @param text as it was written
 */
public record MinutePlace(String text) {
    private static final Pattern S3 = Pattern.compile("s3://([a-z0-9][a-z0-9.-]+[a-z0-9])(?:/(.*?))?/*");
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+://.*");

    /** The part before {@code ://}; empty for a folder of this machine. */
    public String scheme() {
        return SCHEME.matcher(text).matches() ? text.substring(0, text.indexOf("://")) : "";
    }

    /**
     * The folder; empty where this module knows no such kind of place.
     *
     * @param s3 is asked for an address where the place is there
     */
    public Optional<MinuteFolder> open(Supplier<S3Address> s3) {
        Matcher bucket = S3.matcher(text);
        if (bucket.matches()) {
            String prefix = Optional.ofNullable(bucket.group(2)).orElse("");
            return Optional.of(new S3Folder(s3.get().connect(), bucket.group(1), prefix.isEmpty() ? "" : prefix + "/"));
        }
        return scheme().isEmpty()
                ? Optional.of(new LocalFolder(Path.of(text).toAbsolutePath().normalize()))
                : Optional.empty();
    }
}
