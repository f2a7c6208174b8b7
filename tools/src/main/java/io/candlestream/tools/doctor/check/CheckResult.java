package io.candlestream.tools.doctor.check;

import io.candlestream.runtime.settings.Secrets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one check found.
 *
 * @param found as a sentence
 * @param wayOut what to do; empty where nothing has to be done
 */
public record CheckResult(String name, Mark mark, String found, String wayOut) {
    private static final Pattern MESSAGE = Pattern.compile("(.*) \\((.*)\\)");

    /** Without the logins of the URLs in it. */
    public CheckResult {
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
    public static CheckResult ok(String name, String found) {
        return new CheckResult(name, Mark.OK, found, "");
    }

    /** The check could not be made, or has nothing to look at. */
    public static CheckResult skip(String name, String why) {
        return new CheckResult(name, Mark.SKIP, why, "");
    }

    /** @param message in the form of all our messages, {@code why (way out)} */
    public static CheckResult fail(String name, String message) {
        Matcher parts = MESSAGE.matcher(message);
        boolean two = parts.matches();
        return new CheckResult(name, Mark.FAIL, two ? parts.group(1) : message, two ? parts.group(2) : "");
    }
}
