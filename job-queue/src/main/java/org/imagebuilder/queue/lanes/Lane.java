package org.imagebuilder.queue.lanes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Where workers queue for jobs of one kind: every job of a lane can be run by any worker that asks for the lane.
 *
 * @param channel the tenant's channel; empty without authentication
 * @param type job type, with the architecture after a colon where the type is bound to one
 */
public record Lane(String channel, String type) {

    private static final String PREFIX = "imagebuilder.ready.";
    /** Channels that can stand in a topic's name as they are. */
    private static final Pattern PLAIN = Pattern.compile("[a-zA-Z0-9-]{1,64}");

    /**
     * The lane's topic, and its share group: {@code imagebuilder.ready.<type>[.<architecture>].c-<channel>}. A channel
     * that cannot stand in a name is replaced by its hash, after {@code h-}.
     */
    public String topic() {
        return PREFIX + type.replace(':', '.') + '.' + channelPart();
    }

    /** Whether a topic is a lane's. */
    public static boolean isLane(String topic) {
        return topic.startsWith(PREFIX);
    }

    private String channelPart() {
        return channel.isEmpty() || PLAIN.matcher(channel).matches() ? "c-" + channel : "h-" + hash(channel);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
