package org.imagebuilder.standalone.demo;

import java.io.Console;
import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Lines with a time, a speaker and a text; in colour where a person looks on. */
final class Terminal {

    /** Who speaks, and in which colour. */
    enum Speaker {
        DEMO("demo", "1"),
        EVENT("event", "36"),
        WORKER("worker", "33");

        private final String label;
        private final String colour;

        Speaker(String label, String colour) {
            this.label = label;
            this.colour = colour;
        }
    }

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final PrintStream out;
    private final boolean colours;
    private final Clock clock;

    Terminal(PrintStream out, boolean colours, Clock clock) {
        this.out = out;
        this.colours = colours;
        this.clock = clock;
    }

    /** Colours only for a person at a terminal who has not declined them. */
    static boolean wantsColours() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                && System.getenv("NO_COLOR") == null;
    }

    void say(Speaker speaker, String text) {
        say(speaker, LocalTime.now(clock), text);
    }

    void say(Speaker speaker, LocalTime time, String text) {
        String label = "%-7s".formatted(speaker.label);
        String shown = colours ? "\u001b[" + speaker.colour + "m" + label + "\u001b[0m" : label;
        out.println(TIME.format(time) + "  " + shown + " " + text);
    }

    /** Something that is not part of the story but its result. */
    void show(String text) {
        out.println(text);
    }
}
