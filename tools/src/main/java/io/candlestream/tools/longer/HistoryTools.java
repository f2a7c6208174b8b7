package io.candlestream.tools.longer;

import io.candlestream.tools.access.ToolContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Of {@code history} what works on stored rows. */
@Command(name = "history", description = "What is made of the stored past.")
public final class HistoryTools {
    @ParentCommand
    private ToolContext tool;

    ToolContext tool() {
        return tool;
    }
}
