from aws_cdk import Stack
from aws_cdk.aws_autoscaling import AutoScalingGroup, UpdatePolicy
from aws_cdk.aws_ec2 import (
    BlockDevice,
    BlockDeviceVolume,
    FlowLogOptions,
    IMachineImage,
    InstanceType,
    LaunchTemplate,
    Vpc,
)
from constructs import Construct


class ServersStack(Stack):
    """Servers that are replaced one by one when a deployment finds a new AMI."""

    def __init__(self, scope: Construct, construct_id: str, *, machine_image: IMachineImage, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        launch_template = LaunchTemplate(
            self, "Template",
            machine_image=machine_image,
            instance_type=InstanceType("t3.micro"),
            block_devices=[BlockDevice(device_name="/dev/xvda", volume=BlockDeviceVolume.ebs(30, encrypted=True))],
            require_imdsv2=True,
        )
        AutoScalingGroup(
            self, "Group",
            vpc=Vpc(self, "Vpc", flow_logs={"All": FlowLogOptions()}),
            launch_template=launch_template,
            min_capacity=2,
            update_policy=UpdatePolicy.rolling_update(min_instances_in_service=1),
        )
