package org.imagebuilder.composer.packages;

import java.io.StringWriter;
import org.imagebuilder.queue.RawJson;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Answers as texts. */
public final class Listings {

    private Listings() {}

    public static String of(String result, PackageListing listing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JsonMapper.shared().createGenerator(text)) {
            PackageLists.copy(RawJson.of(result), listing, out);
        }
        return text.toString();
    }
}
