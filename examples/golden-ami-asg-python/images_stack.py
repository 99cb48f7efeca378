from aws_cdk import Duration, Stack
from cdk_imagebuilder import (
    AmazonManagedComponent,
    BaseImage,
    GoldenAmi,
    ImagePipelineSchedule,
    ImageRetention,
    SeverityGate,
    WeekDay,
)
from constructs import Construct


class ImagesStack(Stack):
    """An updated AMI, built during the deployment and every Sunday."""

    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        self.golden = GoldenAmi(
            self, "Web",
            base_image=BaseImage.amazon_linux2023(),
            components=[AmazonManagedComponent.update_linux(self, "Update")],
            schedule=ImagePipelineSchedule.weekly(WeekDay.SUNDAY, hour=3),
            gate=SeverityGate.at_most(critical=1, high=10),
            retention=ImageRetention.keep_last(5).except_launched_within(Duration.days(30)),
        )
        self.golden.add_stack_outputs()
