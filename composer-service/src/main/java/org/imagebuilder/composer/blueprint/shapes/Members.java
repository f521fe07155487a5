package org.imagebuilder.composer.blueprint.shapes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An object: the members that a blueprint has, in this order. All others of a request's object stay behind. */
public final class Members implements Shape {

    private final List<Member> members;

    /** @param ifAbsent what the blueprint says when the request says nothing; null for nothing either */
    private record Member(
            String from, String to, Shape shape, @Nullable JsonNode ifAbsent) {}

    private Members(List<Member> members) {
        this.members = List.copyOf(members);
    }

    /** Members that are the same in request and blueprint. */
    public static Members of(String... names) {
        return new Members(List.of()).and(names);
    }

    public Members and(String... names) {
        return and(Arrays.stream(names)
                .map(name -> new Member(name, name, Shape.asIs(), null))
                .toList());
    }

    /** A member that has the same name, but a shape of its own. */
    public Members and(String name, Shape shape) {
        return renamed(name, name, shape);
    }

    public Members renamed(String from, String to) {
        return renamed(from, to, Shape.asIs());
    }

    public Members renamed(String from, String to, Shape shape) {
        return and(List.of(new Member(from, to, shape, null)));
    }

    /** A member that the blueprint always has. */
    public Members orElse(String name, Shape shape, JsonNode ifAbsent) {
        return and(List.of(new Member(name, name, shape, ifAbsent)));
    }

    private Members and(List<Member> more) {
        List<Member> all = new ArrayList<>(members);
        all.addAll(more);
        return new Members(all);
    }

    /** The same, but nothing at all unless the request has this member. */
    public Shape onlyWith(String name) {
        return (value, at) -> value.has(name) ? convert(value, at) : null;
    }

    @Override
    public ObjectNode convert(JsonNode value, String at) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Member member : members) {
            JsonNode from = value.get(member.from());
            JsonNode to = from == null ? member.ifAbsent() : member.shape().convert(from, at + "/" + member.from());
            if (to != null) {
                object.set(member.to(), to);
            }
        }
        return object;
    }
}
