from aws_cdk import Stack
from cdk_imagebuilder import (
    AmiDistribution,
    BaseImage,
    BuildReport,
    BuildSource,
    Component,
    ComponentDocument,
    ComponentStep,
    DistributionConfiguration,
    ImagePipeline,
    ImageRecipe,
    ImageScanning,
    InfrastructureConfiguration,
    Platform,
    ScanReport,
    ScanSource,
    SeverityGate,
)
from constructs import Construct


class GoldenAmiStack(Stack):
    """A hardened AMI, built during the deployment; its outcome and its vulnerabilities are stack outputs."""

    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        hardening = Component(
            self, "Hardening",
            platform=Platform.LINUX,
            document=ComponentDocument.from_steps(
                build_steps=[ComponentStep.bash("Harden", ["dnf -y update", "systemctl disable --now rpcbind || true"])],
                test_steps=[ComponentStep.bash("Check", ["! systemctl is-active rpcbind"])],
            ),
        )

        pipeline = ImagePipeline(
            self, "Pipeline",
            recipe=ImageRecipe(
                self, "Recipe",
                base_image=BaseImage.amazon_linux2023(),
                components=[hardening],
            ),
            infrastructure_configuration=InfrastructureConfiguration(self, "Infrastructure"),
            distribution_configuration=DistributionConfiguration(
                self, "Distribution",
                ami_distributions=[AmiDistribution(ami_name="golden-{{ imagebuilder:buildDate }}", ami_tags={"Team": "platform"})],
            ),
            image_scanning=ImageScanning.test_instance(),
        )
        image = pipeline.run_on_deploy()

        build = BuildReport(self, "Build", source=BuildSource.image(image))
        build.add_stack_outputs()

        scan = ScanReport(
            self, "Scan",
            source=ScanSource.image(image),
            gate=SeverityGate.at_most(critical=1, high=10),
        )
        scan.add_stack_outputs()
