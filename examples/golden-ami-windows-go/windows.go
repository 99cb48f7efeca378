package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	ec2 "github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	ib "github.com/cdk-imagebuilder/cdk-imagebuilder-go/cdkimagebuilder"
)

// newWindowsStack makes an AMI of Windows Server with all updates, built every Wednesday, after the updates of Microsoft's second Tuesday of a month.
func newWindowsStack(scope constructs.Construct, id string, props *awscdk.StackProps) {
	stack := awscdk.NewStack(scope, &id, props)

	webServer := ib.NewComponent(stack, jsii.String("WebServer"), &ib.ComponentProps{
		Platform: ib.Platform_WINDOWS,
		Document: ib.ComponentDocument_FromSteps(&ib.ComponentSteps{
			BuildSteps: &[]ib.ComponentStep{ib.ComponentStep_PowerShell(jsii.String("Install"), jsii.Strings("Install-WindowsFeature -Name Web-Server"), nil)},
			TestSteps: &[]ib.ComponentStep{ib.ComponentStep_PowerShell(
				jsii.String("Check"), jsii.Strings("if (-not (Get-WindowsFeature Web-Server).Installed) { exit 1 }"), nil)},
		}),
	})
	golden := ib.NewGoldenAmi(stack, jsii.String("Web"), &ib.GoldenAmiProps{
		BaseImage:     ib.BaseImage_WindowsServer2025(nil),
		Components:    &[]ib.IComponentConfiguration{webServer, ib.AmazonManagedComponent_UpdateWindows(stack, jsii.String("Update"), nil)},
		InstanceTypes: &[]ec2.InstanceType{ec2.NewInstanceType(jsii.String("m7i.large"))},
		Schedule: ib.ImagePipelineSchedule_Weekly(ib.WeekDay_WEDNESDAY, &ib.CalendarScheduleOptions{
			Hour: jsii.Number(3), TimeZone: awscdk.TimeZone_EUROPE_BERLIN(),
		}),
		Retention: ib.ImageRetention_KeepLast(jsii.Number(3)),
	})
	golden.AddStackOutputs(nil)
}
