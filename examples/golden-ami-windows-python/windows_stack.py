from aws_cdk import Stack, TimeZone
from aws_cdk.aws_ec2 import InstanceType
from cdk_imagebuilder import (
    AmazonManagedComponent,
    BaseImage,
    Component,
    ComponentDocument,
    ComponentStep,
    GoldenAmi,
    ImagePipelineSchedule,
    ImageRetention,
    Platform,
    WeekDay,
)
from constructs import Construct


class WindowsStack(Stack):
    """An AMI of Windows Server with all updates, built every Wednesday, after the updates of Microsoft's second Tuesday of a month."""

    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        web_server = Component(
            self, "WebServer",
            platform=Platform.WINDOWS,
            document=ComponentDocument.from_steps(
                build_steps=[ComponentStep.power_shell("Install", ["Install-WindowsFeature -Name Web-Server"])],
                test_steps=[ComponentStep.power_shell("Check", ["if (-not (Get-WindowsFeature Web-Server).Installed) { exit 1 }"])],
            ),
        )
        golden = GoldenAmi(
            self, "Web",
            base_image=BaseImage.windows_server2025(),
            components=[web_server, AmazonManagedComponent.update_windows(self, "Update")],
            instance_types=[InstanceType("m7i.large")],
            schedule=ImagePipelineSchedule.weekly(WeekDay.WEDNESDAY, hour=3, time_zone=TimeZone.EUROPE_BERLIN),
            retention=ImageRetention.keep_last(3),
        )
        golden.add_stack_outputs()
