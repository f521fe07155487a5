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
import tools.jackson.databind.node.ObjectNode;

/** All targets of an image. */
@Component
public final class Targets {

    /** What workers call the target that makes an image a file of a Koji build. */
    public static final String KOJI = "org.osbuild.koji";

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
     * @throws org.imagebuilder.http.errors.ApiException if one does not suit the image, or if its options are not those
     *     of its kind
     */
    public List<ObjectNode> of(ImageRequest request, Image image, String at) {
        return read(request, image.apiType(), at).stream()
                .map(options -> maker.make(options, image.distribution(), image.type()))
                .map(target -> write(target, image.type()))
                .toList();
    }

    /**
     * Checks the targets of one image request without making them.
     *
     * @throws org.imagebuilder.http.errors.ApiException as {@link #of}
     */
    public void check(ImageRequest request, ApiImageType type, String at) {
        var _ = read(request, type, at);
    }

    /**
     * An image as a file of a Koji build.
     *
     * @param server the Koji hub
     * @param directory where the files of the build are put until it is registered
     * @param name of the file
     */
    public ObjectNode koji(String server, String directory, String name, ImageType type) {
        return write(new UploadTarget.Koji(name, server, directory), type);
    }

    private List<UploadOptions> read(ImageRequest request, ApiImageType imageType, String at) {
        List<ImageRequest.TargetRequest> named = request.uploadTargets() == null ? List.of() : request.uploadTargets();
        TargetSupport support = TargetSupport.of(imageType);
        List<UploadOptions> options = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            ImageRequest.TargetRequest target = named.get(i);
            String where = at + "/upload_targets/" + i;
            UploadType type = UploadType.of(target.type())
                    .filter(support.explicit()::contains)
                    .orElseThrow(() -> ComposerError.INVALID_UPLOAD_TARGET.because(
                            "#" + where + ": " + target.type() + " is no target for " + imageType.wireName()));
            options.addFirst(reader.read(type, target.uploadOptions(), where + "/upload_options"));
        }
        if (request.uploadOptions() != null) {
            options.add(reader.read(support.usual(), request.uploadOptions(), at + "/upload_options"));
        }
        return options;
    }

    private ObjectNode write(UploadTarget target, ImageType type) {
        return TargetJson.write(target, ids.get(), clock.instant(), type);
    }
}
