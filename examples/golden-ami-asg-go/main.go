package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	golden := newImagesStack(app, "Images", &awscdk.StackProps{Description: jsii.String("An updated AMI for web servers")})
	newServersStack(app, "Servers", golden.MachineImage(), &awscdk.StackProps{Description: jsii.String("Web servers with the updated AMI")})
	app.Synth(nil)
}
