package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	ib "github.com/cdk-imagebuilder/cdk-imagebuilder-go/cdkimagebuilder"
)

// newImagesStack makes an updated AMI, built during the deployment and every Sunday.
func newImagesStack(scope constructs.Construct, id string, props *awscdk.StackProps) ib.GoldenAmi {
	stack := awscdk.NewStack(scope, &id, props)

	golden := ib.NewGoldenAmi(stack, jsii.String("Web"), &ib.GoldenAmiProps{
		BaseImage:  ib.BaseImage_AmazonLinux2023(nil),
		Components: &[]ib.IComponentConfiguration{ib.AmazonManagedComponent_UpdateLinux(stack, jsii.String("Update"), nil)},
		Schedule:   ib.ImagePipelineSchedule_Weekly(ib.WeekDay_SUNDAY, &ib.CalendarScheduleOptions{Hour: jsii.Number(3)}),
		Gate:       ib.SeverityGate_AtMost(&ib.SeverityMaximums{Critical: jsii.Number(1), High: jsii.Number(10)}),
		Retention:  ib.ImageRetention_KeepLast(jsii.Number(5)).ExceptLaunchedWithin(awscdk.Duration_Days(jsii.Number(30))),
	})
	golden.AddStackOutputs(nil)
	return golden
}
