package org.imagebuilder.composer.targets;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.imagebuilder.composer.catalogue.ApiImageType;
import org.imagebuilder.composer.catalogue.ImageType;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.request.ImageRequest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All targets of an image. */
@Component
public final class Targets {

    private final UploadOptionsReader reader;
    private final TargetMaker maker;
    private final Clock clock;
    private final Supplier<UUID> ids;

    @Autowired
    Targets(UploadOptionsReader reader) {
        this(reader, Clock.systemUTC(), UUID::randomUUID);
    }

    Targets(UploadOptionsReader reader, Clock clock, Supplier<UUID> ids) {
        this.reader = reader;
        this.maker = new TargetMaker(ids);
        this.clock = clock;
        this.ids = ids;
    }

    /** An image and what it is built of. */
    public record Image(ApiImageType apiType, ImageType type, String distribution) {}

    /**
     * The targets of one image request.
     *
     * @param at JSON pointer of the image request within the request
     * @return as workers read them: those that the request names, last one first, then the usual one
     * @throws org.imagebuilder.http.errors.ApiException if there is none, if one does not suit the image, or if its
     *     options are not those of its kind
     */
    public List<ObjectNode> of(ImageRequest request, Image image, String at) {
        List<ImageRequest.TargetRequest> named = request.uploadTargets() == null ? List.of() : request.uploadTargets();
        JsonNode usualOptions = request.uploadOptions();
        if (usualOptions == null && named.isEmpty()) {
            throw ComposerError.VALIDATION_FAILED.because("#" + at + "/upload_options: missing");
        }
        TargetSupport support = TargetSupport.of(image.apiType());
        List<ObjectNode> targets = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            UploadType type = UploadType.of(named.get(i).type())
                    .filter(support.explicit()::contains)
                    .orElseThrow(ComposerError.INVALID_UPLOAD_TARGET::plain);
            JsonNode options = named.get(i).uploadOptions();
            targets.addFirst(target(type, options, image, at + "/upload_targets/" + i + "/upload_options"));
        }
        if (usualOptions != null) {
            targets.add(target(support.usual(), usualOptions, image, at + "/upload_options"));
        }
        return targets;
    }

    private ObjectNode target(UploadType type, JsonNode options, Image image, String at) {
        UploadTarget target = maker.make(reader.read(type, options, at), image.distribution(), image.type());
        return TargetJson.write(target, ids.get(), clock.instant(), image.type());
    }
}
