package golden;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.RollingUpdateOptions;
import software.amazon.awscdk.services.autoscaling.UpdatePolicy;
import software.amazon.awscdk.services.ec2.BlockDevice;
import software.amazon.awscdk.services.ec2.BlockDeviceVolume;
import software.amazon.awscdk.services.ec2.EbsDeviceOptions;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.IMachineImage;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.LaunchTemplate;
import software.amazon.awscdk.services.ec2.Vpc;
import software.constructs.Construct;

/** Servers that are replaced one by one when a deployment finds a new AMI. */
public class ServersStack extends Stack {
    public ServersStack(final Construct scope, final String id, final IMachineImage machineImage, final StackProps props) {
        super(scope, id, props);

        final var encrypted = EbsDeviceOptions.builder().encrypted(true).build();
        final var launchTemplate = LaunchTemplate.Builder.create(this, "Template")
            .machineImage(machineImage)
            .instanceType(new InstanceType("t3.micro"))
            .blockDevices(List.of(BlockDevice.builder().deviceName("/dev/xvda").volume(BlockDeviceVolume.ebs(30, encrypted)).build()))
            .requireImdsv2(true)
            .build();
        AutoScalingGroup.Builder.create(this, "Group")
            .vpc(Vpc.Builder.create(this, "Vpc").flowLogs(Map.of("All", FlowLogOptions.builder().build())).build())
            .launchTemplate(launchTemplate).minCapacity(2)
            .updatePolicy(UpdatePolicy.rollingUpdate(RollingUpdateOptions.builder().minInstancesInService(1).build()))
            .build();
    }
}
