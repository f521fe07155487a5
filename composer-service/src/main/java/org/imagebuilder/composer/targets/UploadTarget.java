package org.imagebuilder.composer.targets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place for an image, complete but for the worker's own credentials. */
sealed interface UploadTarget {

    UploadType type();

    /** What the image is called there. */
    String imageName();

    /**
     * A machine image in EC2.
     *
     * @param bootMode how it starts; null leaves it to EC2
     */
    record Aws(
            String imageName,
            String region,
            String key,
            List<String> shareWithAccounts,
            @Nullable String bootMode) implements UploadTarget {
        @Override
        public UploadType type() {
            return UploadType.AWS;
        }
    }

    record AwsS3(String imageName, String region, boolean isPublic) implements UploadTarget {
        @Override
        public UploadType type() {
            return UploadType.AWS_S3;
        }
    }

    /**
     * An image in Compute Engine.
     *
     * @param object the intermediate object that it is imported from
     */
    record Gcp(
            String imageName,
            String region,
            String os,
            String object,
            @Nullable String bucket,
            List<String> shareWithAccounts,
            List<String> guestOsFeatures)
            implements UploadTarget {
        @Override
        public UploadType type() {
            return UploadType.GCP;
        }
    }

    record Azure(
            String imageName,
            String tenantId,
            String subscriptionId,
            String resourceGroup,
            @Nullable String location,
            String hyperVGeneration)
            implements UploadTarget {
        @Override
        public UploadType type() {
            return UploadType.AZURE;
        }
    }

    record Container(String imageName) implements UploadTarget {
        @Override
        public UploadType type() {
            return UploadType.CONTAINER;
        }
    }

    record Oci(String imageName) implements UploadTarget {
        @Override
        public UploadType type() {
            return UploadType.OCI;
        }
    }

    record Local(String imageName) implements UploadTarget {
        @Override
        public UploadType type() {
            return UploadType.LOCAL;
        }
    }
}
