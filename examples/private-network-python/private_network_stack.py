from aws_cdk import Stack
from cdk_imagebuilder import (
    BaseImage,
    Component,
    ComponentDocument,
    ComponentStep,
    GoldenAmi,
    ImageRetention,
    Platform,
    PrivateBuildNetwork,
)
from constructs import Construct


class PrivateNetworkStack(Stack):
    """An AMI whose build and test instances reach AWS services through VPC endpoints, and nothing else."""

    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        hardening = Component(
            self, "Hardening",
            platform=Platform.LINUX,
            document=ComponentDocument.from_steps(
                build_steps=[ComponentStep.bash("Update", ["dnf -y update"])],
                test_steps=[ComponentStep.bash("NoInternet", ["! curl --silent --max-time 10 https://example.com"])],
            ),
        )
        golden = GoldenAmi(
            self, "Golden",
            base_image=BaseImage.amazon_linux2023(),
            components=[hardening],
            network=PrivateBuildNetwork(self, "Network"),
            retention=ImageRetention.keep_last(5),
        )
        golden.add_stack_outputs()
