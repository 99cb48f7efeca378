package golden;

import software.amazon.awscdk.StackProps;

/** The stack of a golden AMI that is built without internet access. */
public final class App {
    public static void main(final String[] args) {
        final var app = new software.amazon.awscdk.App();
        new PrivateNetworkStack(app, "PrivateNetwork", StackProps.builder().description("An AMI that is built without internet access").build());
        app.synth();
    }
}
