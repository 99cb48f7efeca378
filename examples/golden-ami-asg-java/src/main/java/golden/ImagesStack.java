package golden;

import io.github.cdkimagebuilder.AmazonManagedComponent;
import io.github.cdkimagebuilder.BaseImage;
import io.github.cdkimagebuilder.CalendarScheduleOptions;
import io.github.cdkimagebuilder.GoldenAmi;
import io.github.cdkimagebuilder.ImagePipelineSchedule;
import io.github.cdkimagebuilder.ImageRetention;
import io.github.cdkimagebuilder.SeverityGate;
import io.github.cdkimagebuilder.SeverityMaximums;
import io.github.cdkimagebuilder.WeekDay;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** An updated AMI, built during the deployment and every Sunday. */
public class ImagesStack extends Stack {
    public final GoldenAmi golden;

    public ImagesStack(final Construct scope, final String id, final StackProps props) {
        super(scope, id, props);

        golden = GoldenAmi.Builder.create(this, "Web")
            .baseImage(BaseImage.amazonLinux2023())
            .components(List.of(AmazonManagedComponent.updateLinux(this, "Update")))
            .schedule(ImagePipelineSchedule.weekly(WeekDay.SUNDAY, CalendarScheduleOptions.builder().hour(3).build()))
            .gate(SeverityGate.atMost(SeverityMaximums.builder().critical(1).high(10).build()))
            .retention(ImageRetention.keepLast(5).exceptLaunchedWithin(Duration.days(30)))
            .build();
        golden.addStackOutputs();
    }
}
