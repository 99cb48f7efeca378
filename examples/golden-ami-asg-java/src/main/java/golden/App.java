package golden;

import software.amazon.awscdk.StackProps;

/** The stacks of the golden AMI and of the servers that are launched from it. */
public final class App {
    public static void main(final String[] args) {
        final var app = new software.amazon.awscdk.App();
        final var images = new ImagesStack(app, "Images", StackProps.builder().description("An updated AMI for web servers").build());
        new ServersStack(app, "Servers", images.golden.getMachineImage(), StackProps.builder().description("Web servers with the updated AMI").build());
        app.synth();
    }
}
