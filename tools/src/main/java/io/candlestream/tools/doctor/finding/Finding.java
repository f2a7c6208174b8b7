package io.candlestream.tools.doctor.finding;

import io.candlestream.runtime.settings.Secrets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one check found.
 *
 * @param found in plain words
 * @param wayOut what to do; empty where nothing has to be done
 */
public record Finding(String name, Mark mark, String found, String wayOut) {
    private static final Pattern MESSAGE = Pattern.compile("(.*) \\((.*)\\)");

    /** Without the logins of the URLs in it. */
    public Finding {
        found = Secrets.withoutLogins(found);
        wayOut = Secrets.withoutLogins(wayOut);
    }

    /** How it stands, from well to ill; a check that could not be made is neither. */
    public enum Mark {
        OK,
        SKIP,
        WARN,
        FAIL
    }

    /** All is well. */
    public static Finding ok(String name, String found) {
        return new Finding(name, Mark.OK, found, "");
    }

    /** The check could not be made, or has nothing to look at. */
    public static Finding skip(String name, String why) {
        return new Finding(name, Mark.SKIP, why, "");
    }

    /** @param message in the form of all our messages, {@code why (way out)} */
    public static Finding fail(String name, String message) {
        Matcher parts = MESSAGE.matcher(message);
        return parts.matches()
                ? new Finding(name, Mark.FAIL, parts.group(1), parts.group(2))
                : new Finding(name, Mark.FAIL, message, "");
    }
}
