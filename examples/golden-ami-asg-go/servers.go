package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	as "github.com/aws/aws-cdk-go/awscdk/v2/awsautoscaling"
	ec2 "github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// newServersStack makes servers that are replaced one by one when a deployment finds a new AMI.
func newServersStack(scope constructs.Construct, id string, machineImage ec2.IMachineImage, props *awscdk.StackProps) {
	stack := awscdk.NewStack(scope, &id, props)

	launchTemplate := ec2.NewLaunchTemplate(stack, jsii.String("Template"), &ec2.LaunchTemplateProps{
		MachineImage: machineImage,
		InstanceType: ec2.NewInstanceType(jsii.String("t3.micro")),
		BlockDevices: &[]*ec2.BlockDevice{{
			DeviceName: jsii.String("/dev/xvda"),
			Volume:     ec2.BlockDeviceVolume_Ebs(jsii.Number(30), &ec2.EbsDeviceOptions{Encrypted: jsii.Bool(true)}),
		}},
		RequireImdsv2: jsii.Bool(true),
	})
	as.NewAutoScalingGroup(stack, jsii.String("Group"), &as.AutoScalingGroupProps{
		Vpc:            ec2.NewVpc(stack, jsii.String("Vpc"), &ec2.VpcProps{FlowLogs: &map[string]*ec2.FlowLogOptions{"All": {}}}),
		LaunchTemplate: launchTemplate,
		MinCapacity:    jsii.Number(2),
		UpdatePolicy:   as.UpdatePolicy_RollingUpdate(&as.RollingUpdateOptions{MinInstancesInService: jsii.Number(1)}),
	})
}
