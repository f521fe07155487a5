package org.imagebuilder.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.imagebuilder.standalone.demo.Terminal.Speaker;
import org.imagebuilder.standalone.events.Event;
import org.imagebuilder.standalone.events.EventFeed;
import org.imagebuilder.standalone.stack.Endpoints;
import org.imagebuilder.standalone.stack.Stack;
import org.imagebuilder.standalone.worker.Progress;
import org.imagebuilder.standalone.worker.SimulatedWorker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends one compose through the running system and tells what happens to it. */
public final class Demo {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Terminal terminal;
    private final ComposeStory story = new ComposeStory();

    public Demo(PrintStream out) {
        this.terminal = new Terminal(out, Terminal.wantsColours(), Clock.system(ZoneId.systemDefault()));
    }

    /** What happens before there is anything to send a compose to. */
    public void announce(String text) {
        terminal.say(Speaker.DEMO, text);
    }

    /** Tells the story to its end; true if the compose ended in success. */
    public boolean run(Stack stack, Endpoints endpoints) throws IOException, InterruptedException {
        stack.own(() -> EventFeed.start(endpoints.kafka(), this::tell));
        try (var composer = new ComposerApi(endpoints.composer())) {
            announce("submits a compose to " + endpoints.composer() + "/compose");
            String compose = composer.submit(request());
            announce("has got the id " + compose + "; a simulated worker starts, and nothing is really built");
            stack.own(() -> SimulatedWorker.start(endpoints.worker(), this::tell));

            boolean told = story.awaitEnd(compose, PATIENCE);
            JsonNode status = composer.status(compose);
            if (!told) {
                announce("has heard of no end of the compose within " + PATIENCE.toSeconds() + " s");
            }
            announce("asks for the status of the compose:");
            terminal.show(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(status));
            return told && "success".equals(status.path("status").asString());
        }
    }

    private void tell(Event event) {
        LocalTime time = LocalTime.ofInstant(event.at(), ZoneId.systemDefault());
        terminal.say(Speaker.EVENT, time, "%-8s %-37s %s".formatted(event.kind(), event.subject(), event.text()));
        story.add(event);
    }

    private void tell(Progress step) {
        terminal.say(
                Speaker.WORKER,
                "%-8s %-37s %d/%d %s".formatted("step", step.type(), step.done() + 1, step.total(), step.step()));
    }

    private static String request() throws IOException {
        try (InputStream request = Demo.class.getResourceAsStream("compose-request.json")) {
            if (request == null) {
                throw new IOException("the demo's request is not packed");
            }
            return new String(request.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
