package golden;

import io.github.cdkimagebuilder.AmazonManagedComponent;
import io.github.cdkimagebuilder.BaseImage;
import io.github.cdkimagebuilder.CalendarScheduleOptions;
import io.github.cdkimagebuilder.Component;
import io.github.cdkimagebuilder.ComponentDocument;
import io.github.cdkimagebuilder.ComponentStep;
import io.github.cdkimagebuilder.ComponentSteps;
import io.github.cdkimagebuilder.GoldenAmi;
import io.github.cdkimagebuilder.ImagePipelineSchedule;
import io.github.cdkimagebuilder.ImageRetention;
import io.github.cdkimagebuilder.Platform;
import io.github.cdkimagebuilder.WeekDay;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.TimeZone;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.constructs.Construct;

/** An AMI of Windows Server with all updates, built every Wednesday, after the updates of Microsoft's second Tuesday of a month. */
public class WindowsStack extends Stack {
    public WindowsStack(final Construct scope, final String id, final StackProps props) {
        super(scope, id, props);

        final var webServer = Component.Builder.create(this, "WebServer")
            .platform(Platform.WINDOWS)
            .document(ComponentDocument.fromSteps(ComponentSteps.builder()
                .buildSteps(List.of(ComponentStep.powerShell("Install", List.of("Install-WindowsFeature -Name Web-Server"))))
                .testSteps(List.of(ComponentStep.powerShell("Check", List.of("if (-not (Get-WindowsFeature Web-Server).Installed) { exit 1 }"))))
                .build()))
            .build();
        final var golden = GoldenAmi.Builder.create(this, "Web")
            .baseImage(BaseImage.windowsServer2025())
            .components(List.of(webServer, AmazonManagedComponent.updateWindows(this, "Update")))
            .instanceTypes(List.of(new InstanceType("m7i.large")))
            .schedule(ImagePipelineSchedule.weekly(WeekDay.WEDNESDAY, CalendarScheduleOptions.builder().hour(3).timeZone(TimeZone.EUROPE_BERLIN).build()))
            .retention(ImageRetention.keepLast(3))
            .build();
        golden.addStackOutputs();
    }
}
