package io.candlestream.runtime.settings;

import java.util.regex.Pattern;

/** What must not be printed: the values of settings that are named like a secret, and logins in URLs. */
public final class Secrets {
    /**
     * The names of secrets as a regular expression, to be found anywhere in a setting's path. It hides rather too much:
     * of what holds the word "key", only a keyspace, the place of a keystore and a class of Kafka are known as harmless.
     */
    public static final String NAME =
            "(?i)secret|token|passw|passphrase|credential|jaas|key(?!space|store|\\.(de)?serializer)";

    private static final String HIDDEN = "***";
    private static final Pattern NAMED = Pattern.compile(NAME);

    /** A container before the host of Azure's file systems is no login. */
    private static final String CONTAINER = "(?:abfss?|wasbs?)://[^/\\s:@]*@";

    /** From the scheme to the last "@" of one word, because a password may hold what it should not. */
    private static final Pattern LOGIN = Pattern.compile(
            "\\b(?!" + CONTAINER + ")([a-zA-Z][a-zA-Z0-9+.-]*://)(?:[^/\\s\"']*|[^/\\s\"':]*:(?:(?!://)[^\\s\"'])*)@");

    /** {@code password=…} and the like within a value, such as an option of a JVM or the query of a URL. */
    private static final Pattern ASSIGNED =
            Pattern.compile("([\\w.-]*(?:" + NAME + "|\\bsig)[\\w.-]*\\s*=\\s*)(\"[^\"]*\"|[^\\s,;&\"]+)");

    private static final Pattern PRIVATE_KEY = Pattern.compile("(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*");

    private Secrets() {}

    /** The text without the {@code user:password@} of every URL in it. */
    public static String withoutLogins(String text) {
        return text.contains("@") ? LOGIN.matcher(text).replaceAll("$1") : text;
    }

    /** The value of a setting as it may be printed. */
    static String shown(String path, String value) {
        if (NAMED.matcher(path).find()) {
            return value.isEmpty() || value.equals("\"\"") ? value : HIDDEN;
        }
        String assigned = ASSIGNED.matcher(withoutLogins(value)).replaceAll("$1***");
        return PRIVATE_KEY.matcher(assigned).replaceAll(HIDDEN);
    }
}
