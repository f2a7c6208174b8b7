package io.candlestream.checks.compose;

import java.util.regex.Pattern;

/** What tells a secret, and that it has to come from {@code .env}. */
final class Secrets {
    private static final Pattern NAME = Pattern.compile("(?i).*(password|secret|token|_pass$).*");

    /** Compose refuses to start while such a variable is missing or empty. */
    private static final Pattern DEMANDED = Pattern.compile("\\$\\{[A-Z_]+:\\?[^}]+}");

    private Secrets() {}

    static boolean named(String variable) {
        return NAME.matcher(variable).matches();
    }

    static boolean demanded(String value) {
        return DEMANDED.matcher(value).matches();
    }
}
