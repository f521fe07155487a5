package org.imagebuilder.composer.submission;

import java.util.ArrayList;
import java.util.List;
import org.imagebuilder.composer.errors.ComposerError;
import org.imagebuilder.composer.request.ComposeRequest;
import org.imagebuilder.composer.request.ImageRequest;
import org.imagebuilder.http.errors.ApiException;

/** The images that a request asks for. */
final class ImageRequests {

    /** Each image gets a copy of all customizations, which must fit into memory together. */
    private static final int MOST_CHARACTERS = 4_000_000;

    private ImageRequests() {}

    /**
     * An image request.
     *
     * @param at JSON pointer of it within the request
     */
    record Placed(ImageRequest image, String at) {

        /** @throws ApiException if the image is to go nowhere */
        void checkHasTarget() {
            boolean named =
                    image.uploadTargets() != null && !image.uploadTargets().isEmpty();
            if (image.uploadOptions() == null && !named) {
                throw ComposerError.VALIDATION_FAILED.because("#" + at + "/upload_options: missing");
            }
        }
    }

    /** All of them, in whatever form they are given. */
    static List<Placed> all(ComposeRequest request) {
        List<Placed> all = new ArrayList<>();
        if (request.imageRequest() != null) {
            all.add(new Placed(request.imageRequest(), "/image_request"));
        }
        List<ImageRequest> list = request.imageRequests() == null ? List.of() : request.imageRequests();
        for (int i = 0; i < list.size(); i++) {
            all.add(new Placed(list.get(i), "/image_requests/" + i));
        }
        return all;
    }

    /**
     * All of them, given in one form only.
     *
     * @throws ApiException if they are given in none or in both
     */
    static List<Placed> inOneForm(ComposeRequest request) {
        if ((request.imageRequest() == null) == (request.imageRequests() == null)) {
            throw ComposerError.INVALID_NUMBER_OF_IMAGES.because("one of image_request and image_requests is needed");
        }
        return all(request);
    }

    /** @throws ApiException if there is not exactly one */
    static void checkIsOne(List<?> images) {
        if (images.size() != 1) {
            throw ComposerError.INVALID_NUMBER_OF_IMAGES.because("expected 1 image request, got " + images.size());
        }
    }

    /**
     * @param length of the request, in characters
     * @throws ApiException if there is none, or if there are too many of so large a request
     */
    static void checkFitOneBuild(List<?> images, int length) {
        if (images.isEmpty()) {
            throw ComposerError.INVALID_NUMBER_OF_IMAGES.because("expected at least 1 image request, got 0");
        }
        if ((long) images.size() * length > MOST_CHARACTERS) {
            throw ComposerError.INVALID_NUMBER_OF_IMAGES.because("at most " + MOST_CHARACTERS / length
                    + " images can be made of a request this large, got " + images.size());
        }
    }
}
