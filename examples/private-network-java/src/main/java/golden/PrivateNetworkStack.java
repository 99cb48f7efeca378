package golden;

import io.github.cdkimagebuilder.BaseImage;
import io.github.cdkimagebuilder.Component;
import io.github.cdkimagebuilder.ComponentDocument;
import io.github.cdkimagebuilder.ComponentStep;
import io.github.cdkimagebuilder.ComponentSteps;
import io.github.cdkimagebuilder.GoldenAmi;
import io.github.cdkimagebuilder.ImageRetention;
import io.github.cdkimagebuilder.Platform;
import io.github.cdkimagebuilder.PrivateBuildNetwork;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** An AMI whose build and test instances reach AWS services through VPC endpoints, and nothing else. */
public class PrivateNetworkStack extends Stack {
    public PrivateNetworkStack(final Construct scope, final String id, final StackProps props) {
        super(scope, id, props);

        final var hardening = Component.Builder.create(this, "Hardening")
            .platform(Platform.LINUX)
            .document(ComponentDocument.fromSteps(ComponentSteps.builder()
                .buildSteps(List.of(ComponentStep.bash("Update", List.of("dnf -y update"))))
                .testSteps(List.of(ComponentStep.bash("NoInternet", List.of("! curl --silent --max-time 10 https://example.com"))))
                .build()))
            .build();
        final var golden = GoldenAmi.Builder.create(this, "Golden")
            .baseImage(BaseImage.amazonLinux2023())
            .components(List.of(hardening))
            .network(new PrivateBuildNetwork(this, "Network"))
            .retention(ImageRetention.keepLast(5))
            .build();
        golden.addStackOutputs();
    }
}
