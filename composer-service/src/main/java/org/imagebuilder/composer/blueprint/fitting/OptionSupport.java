package org.imagebuilder.composer.blueprint.fitting;

import java.util.ArrayList;
import java.util.List;
import org.imagebuilder.composer.blueprint.Blueprint;
import org.imagebuilder.composer.catalogue.ImageType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds a blueprint against the options that an image type supports and needs. A blueprint may name what the type does
 * not support as long as it is left empty, which workers would complain about, so it is taken out.
 */
final class OptionSupport {

    private static final String CUSTOMIZATIONS = "customizations";

    private final ImageType type;
    private final Findings findings;

    private OptionSupport(ImageType type, Findings findings) {
        this.type = type;
        this.findings = findings;
    }

    /** The blueprint without empty options that the type does not support. */
    static Blueprint check(Blueprint blueprint, ImageType type, Findings findings) {
        ObjectNode all = JsonMapper.shared().valueToTree(blueprint);
        OptionSupport support = new OptionSupport(type, findings);
        support.strip(all, "");
        support.checkRequired(all);
        return all.get(CUSTOMIZATIONS) instanceof ObjectNode customizations
                ? blueprint.withCustomizations(customizations)
                : blueprint;
    }

    private void checkRequired(ObjectNode blueprint) {
        for (String option : type.requiredOptions()) {
            JsonNode value = blueprint.at("/" + option.replace('.', '/'));
            findings.require(isSet(value), option, type.name() + " images need it");
        }
    }

    private void strip(ObjectNode object, String path) {
        List<String> unsupported = new ArrayList<>();
        object.properties().forEach(member -> {
            String option = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
            if (type.supports(option)) {
                return;
            }
            if (option.equals(CUSTOMIZATIONS) || type.supportsPartOf(option)) {
                descend(member.getValue(), option);
                return;
            }
            findings.require(!isSet(member.getValue()), option, type.name() + " images cannot have it");
            unsupported.add(member.getKey());
        });
        object.remove(unsupported);
    }

    private void descend(JsonNode value, String option) {
        if (value instanceof ObjectNode object) {
            strip(object, option);
        } else {
            value.forEach(element -> descend(element, option));
        }
    }

    private static boolean isSet(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING, NULL -> false;
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.decimalValue().signum() != 0;
            case STRING -> !value.stringValue().isEmpty();
            case ARRAY -> !value.isEmpty();
            case OBJECT, BINARY, POJO -> true;
        };
    }
}
