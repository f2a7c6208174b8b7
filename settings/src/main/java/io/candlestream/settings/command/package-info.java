/**
 * How every command answers: {@link io.candlestream.settings.command.CommandStyle} those with options, {@link
 * io.candlestream.settings.command.Arguments} those that are set up by their environment alone.
 */
package io.candlestream.settings.command;
