package golden;

import software.amazon.awscdk.StackProps;

/** The stack of a golden AMI of Windows Server. */
public final class App {
    public static void main(final String[] args) {
        final var app = new software.amazon.awscdk.App();
        new WindowsStack(app, "GoldenWindows", StackProps.builder().description("An updated AMI of Windows Server and what became of it").build());
        app.synth();
    }
}
