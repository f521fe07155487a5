package org.imagebuilder.queue.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final List<String> CHANNELS = List.of(
            "",
            "a",
            "A",
            ".",
            "..",
            "a.b",
            "a-b",
            "a_b",
            "a b",
            "c-",
            "h-",
            "org-1",
            "org-1 ",
            "ö",
            "o\u0308",
            "оrg-1",
            "名前",
            "\n",
            "x".repeat(64),
            "x".repeat(65),
            "x".repeat(66),
            "x".repeat(10_000),
            hashPart("a.b"),
            "h-" + hashPart("a.b"));

    private static String hashPart(String channel) {
        String topic = new Lane(channel, "depsolve").topic();
        return topic.substring(topic.lastIndexOf("h-") + 2);
    }

    @Test
    void a_topic_shows_type_architecture_and_channel() {
        assertThat(new Lane("org-7", "osbuild:x86_64").topic()).isEqualTo("imagebuilder.ready.osbuild.x86_64.c-org-7");
        assertThat(new Lane("", "depsolve").topic()).isEqualTo("imagebuilder.ready.depsolve.c-");
    }

    @Test
    void topics_are_legal_whatever_the_channel() {
        assertThat(CHANNELS)
                .extracting(channel -> new Lane(channel, "image-builder-manifest:aarch64").topic())
                .allSatisfy(topic -> assertThat(topic).matches("[a-zA-Z0-9._-]{1,249}"))
                .allMatch(Lane::isLane);
    }

    @Test
    void different_channels_have_different_topics() {
        assertThat(CHANNELS)
                .extracting(channel -> new Lane(channel, "depsolve").topic())
                .doesNotHaveDuplicates()
                // Kafka takes these two for the same in the names of its metrics
                .extracting(topic -> topic.replace('_', '.'))
                .doesNotHaveDuplicates();
    }
}
