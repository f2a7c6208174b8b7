/**
 * How every program reads its settings ({@link SettingsLoader}: defaults, file, environment; misspelt keys refused) and how
 * it ends when it cannot go on ({@link FatalException}, {@link Program}).
 */
package io.candlestream.runtime.settings;

import io.candlestream.runtime.program.Program;
