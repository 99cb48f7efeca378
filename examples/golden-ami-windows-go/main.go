package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	newWindowsStack(app, "GoldenWindows", &awscdk.StackProps{Description: jsii.String("An updated AMI of Windows Server and what became of it")})
	app.Synth(nil)
}
