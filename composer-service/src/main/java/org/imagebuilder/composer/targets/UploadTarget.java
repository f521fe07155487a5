package org.imagebuilder.composer.targets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place for an image, complete but for the worker's own credentials. */
sealed interface UploadTarget {

    /** What workers call this kind of target. */
    String targetName();

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
        public String targetName() {
            return UploadType.AWS.targetName();
        }
    }

    record AwsS3(String imageName, String region, boolean isPublic) implements UploadTarget {
        @Override
        public String targetName() {
            return UploadType.AWS_S3.targetName();
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
        public String targetName() {
            return UploadType.GCP.targetName();
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
        public String targetName() {
            return UploadType.AZURE.targetName();
        }
    }

    record Container(String imageName) implements UploadTarget {
        @Override
        public String targetName() {
            return UploadType.CONTAINER.targetName();
        }
    }

    record Oci(String imageName) implements UploadTarget {
        @Override
        public String targetName() {
            return UploadType.OCI.targetName();
        }
    }

    record Local(String imageName) implements UploadTarget {
        @Override
        public String targetName() {
            return UploadType.LOCAL.targetName();
        }
    }

    /**
     * A file of a Koji build.
     *
     * @param server the Koji hub
     * @param directory where the files of the build are put until it is registered
     */
    record Koji(String imageName, String server, String directory) implements UploadTarget {
        @Override
        public String targetName() {
            return Targets.KOJI;
        }

        /** Without what may be secret. */
        @Override
        public String toString() {
            return "Koji[...]";
        }
    }
}
