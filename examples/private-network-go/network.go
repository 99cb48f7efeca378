package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	ib "github.com/cdk-imagebuilder/cdk-imagebuilder-go/cdkimagebuilder"
)

// newPrivateNetworkStack makes an AMI whose build and test instances reach AWS services through VPC endpoints, and nothing else.
func newPrivateNetworkStack(scope constructs.Construct, id string, props *awscdk.StackProps) {
	stack := awscdk.NewStack(scope, &id, props)

	hardening := ib.NewComponent(stack, jsii.String("Hardening"), &ib.ComponentProps{
		Platform: ib.Platform_LINUX,
		Document: ib.ComponentDocument_FromSteps(&ib.ComponentSteps{
			BuildSteps: &[]ib.ComponentStep{ib.ComponentStep_Bash(jsii.String("Update"), jsii.Strings("dnf -y update"), nil)},
			TestSteps:  &[]ib.ComponentStep{ib.ComponentStep_Bash(jsii.String("NoInternet"), jsii.Strings("! curl --silent --max-time 10 https://example.com"), nil)},
		}),
	})
	golden := ib.NewGoldenAmi(stack, jsii.String("Golden"), &ib.GoldenAmiProps{
		BaseImage:  ib.BaseImage_AmazonLinux2023(nil),
		Components: &[]ib.IComponentConfiguration{hardening},
		Network:    ib.NewPrivateBuildNetwork(stack, jsii.String("Network"), nil),
		Retention:  ib.ImageRetention_KeepLast(jsii.Number(5)),
	})
	golden.AddStackOutputs(nil)
}
